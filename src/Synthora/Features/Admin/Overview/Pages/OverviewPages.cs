using Synthora.Security;

namespace Synthora.Features.Admin.Overview.Pages;

internal static class OverviewPages
{
    public static void MapOverviewPages(this IEndpointRouteBuilder pages) =>
        pages.MapGet("/admin", async (HttpContext http, GetSystemState get, CancellationToken ct) =>
        {
            var state = await get.HandleAsync(http.GetCaller(), ct);
            return state.IsOk ? Web.Pages.Show<OverviewPage>(new { State = state.Value }) : Web.Pages.Refuse(state.Error);
        }).RequireAuthorization();
}
