using Synthora.Data;

namespace Synthora.Features.Library.Pages;

/// <summary>Where signed links lead.</summary>
internal static class MediaFilePages
{
    public static void MapMediaFiles(this IEndpointRouteBuilder root) =>
        root.MapMethods("/media/{id:guid}/{variant}", ["GET", "HEAD"], async (
            HttpContext http, Guid id, string variant, ServeMedia serve, MediaLinks links, CancellationToken ct, long until = 0, bool save = false, string signature = "") =>
        {
            if (!Enum.TryParse<MediaVariant>(variant, ignoreCase: true, out var wanted) || EnumText.Of(wanted) != variant) return Results.NotFound();
            return links.Check(id, wanted, until, save, signature) is { } left
                ? await serve.HandleAsync(http, id, wanted, save, left, ct)
                : Results.StatusCode(StatusCodes.Status403Forbidden);
        }).AllowAnonymous();
}
