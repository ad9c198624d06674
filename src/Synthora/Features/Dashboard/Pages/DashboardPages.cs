using Synthora.Features.Accounts;
using Synthora.Features.Videos;
using Synthora.Security;

namespace Synthora.Features.Dashboard.Pages;

internal static class DashboardPages
{
    private const string Dismissed = "synthora_first_steps";

    public static void MapDashboardPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/dashboard", ShowAsync).RequireAuthorization();
        pages.MapPost("/dashboard/first-steps/dismiss", (HttpContext http) =>
        {
            http.Response.Cookies.Append(Dismissed, http.GetCaller().UserId.ToString("N"), new CookieOptions
            {
                HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365), Secure = http.Request.IsHttps,
            });
            return Results.LocalRedirect("/dashboard");
        }).RequireAuthorization();
    }

    private static async Task<IResult> ShowAsync(HttpContext http, GetDashboard dashboard, ListVideos list, GetMe me, CancellationToken ct)
    {
        var caller = http.GetCaller();
        // Side by side, since each asks the database a few times.
        var (counting, listing, asking) = (dashboard.HandleAsync(caller, ct), list.HandleAsync(caller, new(), new() { Limit = 8 }, ct), me.HandleAsync(caller, ct));
        await Task.WhenAll(counting, listing, asking);
        var (figures, recent, owner) = (await counting, await listing, await asking);
        return (figures.Error ?? recent.Error ?? owner.Error) is { } error
            ? Web.Pages.Refuse(error)
            : Web.Pages.Show<DashboardPage>(new
            {
                Figures = figures.Value,
                Recent = recent.Value,
                Owner = owner.Value!.User.Name,
                ShowFirstSteps = http.Request.Cookies[Dismissed] != caller.UserId.ToString("N"),
            });
    }
}
