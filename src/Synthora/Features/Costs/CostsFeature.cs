using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Costs;

/// <summary>What videos cost, before and after.</summary>
public static class CostsFeature
{
    public static IServiceCollection AddCosts(this IServiceCollection services) => services
        .AddSingleton<SpendingLedger>().AddSingleton<EstimateCost>().AddSingleton<GetSpending>();

    public static void MapCosts(this IEndpointRouteBuilder api)
    {
        var costs = api.MapGroup("").WithTags("Costs").RequireAuthorization();
        costs.MapGet("/settings/generation/cost-estimate", ([AsParameters] EstimateCostRequest request, EstimateCost estimate, HttpContext http, CancellationToken ct) =>
                estimate.HandleAsync(http.GetCaller(), request, ct).AsOk())
            .Describe<CostEstimate>("estimate_cost", "What a typical video costs, step by step.", "Without parameters for the providers that are in force now. A step whose price nobody knows is null and makes the total partial.", 200, 400, 401, 403);
        costs.MapGet("/costs", (GetSpending spending, HttpContext http, CancellationToken ct, string? month = null) => spending.HandleAsync(http.GetCaller(), month, ct).AsOk())
            .Describe<SpendingSummary>("get_spending", "What you spent in a month, and your budget.", "", 200, 400, 401, 403);
        costs.MapGet("/videos/{id:guid}/costs", (Guid id, GetSpending spending, HttpContext http, CancellationToken ct) => spending.OfVideoAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<VideoCosts>("get_video_costs", "What one video cost, step by step.", "", 200, 401, 403, 404);
    }
}
