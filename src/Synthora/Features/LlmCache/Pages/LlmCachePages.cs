using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Synthora.Security;
using Synthora.Web;

namespace Synthora.Features.LlmCache.Pages;

internal static class LlmCachePages
{
    public static void MapLlmCachePages(this IEndpointRouteBuilder root)
    {
        var pages = root.MapGroup("/llm-cache").RequireAuthorization();
        pages.MapGet("/", async (HttpContext http, ManageCache manage, CancellationToken ct, int page = 1) =>
        {
            var entries = await manage.ListAsync(http.GetCaller(), new() { Page = Math.Clamp(page, 1, 100_000) }, ct);
            var stats = await manage.StatsAsync(http.GetCaller(), ct);
            return entries.IsOk && stats.IsOk
                ? Web.Pages.Show<LlmCachePage>(new { Entries = entries.Value, Stats = stats.Value, http.GetCaller().IsAdmin })
                : Web.Pages.Refuse((entries.Error ?? stats.Error)!);
        });
        pages.MapPost("/purge", async (HttpContext http, ManageCache manage, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? what = null) =>
        {
            var choice = Enum.TryParse<PurgeChoice>(what, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : PurgeChoice.Expired;
            var purged = await manage.PurgeAsync(http.GetCaller(), new(choice), ct);
            http.Notify(texts.Count("cache.purged", purged.Value!.Removed));
            return Results.LocalRedirect("/llm-cache");
        });
        pages.MapPost("/{id:guid}/delete", async (HttpContext http, Guid id, ManageCache manage, IStringLocalizer<Text> texts, CancellationToken ct) =>
        {
            var deleted = await manage.DeleteAsync(http.GetCaller(), id, ct);
            if (!deleted.IsOk) return Web.Pages.Refuse(deleted.Error);
            http.Notify(texts.Count("cache.purged", deleted.Value.Removed));
            return Results.LocalRedirect("/llm-cache");
        });
    }
}
