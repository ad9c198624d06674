using Synthora.Features.Library.Sharing;
using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Library;

/// <summary>A finished video's place in the library, by the video's own address: it has the same id there.</summary>
internal static class VideoShelf
{
    public static void MapVideoShelf(this IEndpointRouteBuilder api)
    {
        var video = api.MapGroup("/videos/{id:guid}").WithTags("Library").RequireAuthorization();
        video.MapPost("/favorite", (Guid id, UpdateMedia update, HttpContext http, CancellationToken ct) => update.ToggleFavoriteAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<MediaResponse>("toggle_favorite_video", "Makes a video a favourite, or no longer.", "", 200, 401, 403, 404);
        video.MapPost("/archive", (Guid id, ChangeManyMedia change, HttpContext http, CancellationToken ct) => ChangeAsync(http.GetCaller(), id, MediaAction.Archive, change, ct))
            .Describe("archive_video", "Puts a video away: lists leave it out, nothing is lost.", "", 204, 401, 403, 404);
        video.MapPost("/unarchive", (Guid id, ChangeManyMedia change, HttpContext http, CancellationToken ct) => ChangeAsync(http.GetCaller(), id, MediaAction.Unarchive, change, ct))
            .Describe("unarchive_video", "Takes a video out of the archive.", "", 204, 401, 403, 404);
        video.MapPost("/share", (Guid id, ShareRequest? request, ShareMedia share, HttpContext http, CancellationToken ct) =>
                share.CreateAsync(http.GetCaller(), id, request ?? new(), ct).AsCreated($"/api/v1/library/media/{id}/shares"))
            .Describe<ShareResponse>("share_video", "Makes a link that shows a video to whoever has it.", "It lasts 7 days unless you say otherwise. The path is told only now.", 201, 400, 401, 403, 404, 409);
        video.MapDelete("/share", (Guid id, ShareMedia share, HttpContext http, CancellationToken ct) => share.RevokeAllAsync(http.GetCaller(), id, ct).AsNoContent())
            .Describe("revoke_video_shares", "Withdraws every link to a video.", "", 204, 401, 403, 404);
        api.MapGet("/storage/usage", (GetStorageUsage usage, HttpContext http, CancellationToken ct) => usage.HandleAsync(http.GetCaller(), ct).AsOk()).WithTags("Library").RequireAuthorization()
            .Describe<StorageUsage>("get_storage_usage_alias", "The same as /library/usage.", "In bytes.", 200, 401, 403);
    }

    private static async Task<IResult> ChangeAsync(Caller caller, Guid id, MediaAction action, ChangeManyMedia change, CancellationToken ct)
    {
        var done = await change.HandleAsync(caller, new() { Ids = [id], Action = action.ToString() }, ct);
        return done.Value is { Changed: 1 } ? Results.NoContent() : new ProblemResult(done.Error ?? Errors.NotFound("video in your library"));
    }
}
