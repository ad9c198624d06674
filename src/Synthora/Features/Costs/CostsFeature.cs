using Synthora.Jobs;
using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Costs;

/// <summary>What videos cost, before and after.</summary>
public static class CostsFeature
{
    public static IServiceCollection AddCosts(this IServiceCollection services) => services
        .AddSingleton<SpendingLedger>().AddSingleton<EstimateCost>().AddSingleton<GetSpending>()
        .AddSingleton<PriceBook>().AddSingleton<ManagePrices>().AddHostedService<ReadPrices>()
        .AddSingleton(new PeriodicJob("prices", "50 * * * * ?", typeof(ReadPrices)));

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

        var prices = api.MapGroup("/admin/prices").WithTags("Administration").RequireAuthorization();
        prices.MapGet("/", (ManagePrices manage, HttpContext http) => Task.FromResult(manage.List(http.GetCaller())).AsOk())
            .Describe<PricesResponse>("list_prices", "What providers cost and when somebody last looked.", "Administrators only. Rows that nobody reviewed for ninety days come first.", 200, 401, 403);
        prices.MapPut("/{provider}", (string provider, ChangePriceRequest request, ManagePrices manage, HttpContext http, CancellationToken ct) =>
                manage.ChangeAsync(http.GetCaller(), provider, request, ct).AsOk())
            .Describe<ProviderPriceResponse>("change_price", "Corrects a provider's prices, or says that they were reviewed.", "Administrators only; written to the audit log. Takes effect at once here and within a minute in other processes.", 200, 400, 401, 403, 404);
        prices.MapDelete("/{provider}", (string provider, ManagePrices manage, HttpContext http, CancellationToken ct) => manage.ForgetAsync(http.GetCaller(), provider, ct).AsOk())
            .Describe<ProviderPriceResponse>("forget_price", "Goes back to the catalogue's prices.", "Administrators only; written to the audit log.", 200, 401, 403, 404);
    }
}
