using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Admin.Overview;

public static class OverviewFeature
{
    public static IServiceCollection AddSystemOverview(this IServiceCollection services) =>
        services.AddScoped<CheckReadiness>().AddScoped<GetSystemState>();

    public static void MapSystemOverview(this IEndpointRouteBuilder api) =>
        api.MapGet("/admin/system", (GetSystemState get, HttpContext http, CancellationToken ct) => get.HandleAsync(http.GetCaller(), ct).AsOk())
            .Describe<SystemState>("get_system_state", "Health, queues, workers and the latest failures.", "For administrators.", 200, 401, 403)
            .WithTags("Admin").RequireAuthorization();
}
