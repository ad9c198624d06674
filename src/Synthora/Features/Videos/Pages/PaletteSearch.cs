using Synthora.Security;

namespace Synthora.Features.Videos.Pages;

/// <summary>The videos the command palette finds while somebody types.</summary>
internal static class PaletteSearch
{
    private const int Most = 6;

    public static void MapPaletteSearch(this IEndpointRouteBuilder root) =>
        root.MapGet("/palette", async (HttpContext http, ListVideos list, CancellationToken ct, string? q = null) =>
        {
            var found = await list.HandleAsync(http.GetCaller(), new() { Search = q is { Length: > 200 } ? q[..200] : q }, new() { Limit = Most }, ct);
            return found.IsOk
                ? Results.Ok(found.Value.Items.Select(video => new { text = video.Title, href = $"/videos/{video.Id}", note = video.Status.ToString().ToLowerInvariant() }))
                : Results.BadRequest();
        }).RequireAuthorization();
}
