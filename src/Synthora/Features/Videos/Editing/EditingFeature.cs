using Synthora.Jobs;
using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Videos.Editing;

/// <summary>The storyboard of a finished video: its scenes, edited one by one, and its versions.</summary>
public static class EditingFeature
{
    public static IServiceCollection AddEditing(this IServiceCollection services) => services
        .AddSingleton<EditDesk>().AddSingleton<PictureTurns>().AddSingleton<EditVoices>()
        .AddScoped<Storyboards>().AddScoped<StoryboardViews>().AddScoped<DraftShelf>().AddScoped<DraftSteps>()
        .AddScoped<GetStoryboard>().AddScoped<EditStoryboard>().AddScoped<UndoEdit>().AddScoped<RenderStoryboard>()
        .AddScoped<ScenePictures>().AddScoped<ListVersions>().AddScoped<RestoreVersion>().AddScoped<DownloadVersion>()
        .AddScoped<IJobHandler, VideoRendering>();

    public static void MapEditing(this IEndpointRouteBuilder api)
    {
        var video = api.MapGroup("/videos/{id:guid}").WithTags("Storyboard").RequireAuthorization();
        var board = video.MapGroup("/storyboard");
        board.MapGet("/", (Guid id, GetStoryboard get, HttpContext http, CancellationToken ct) => get.HandleAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<StoryboardResponse>("get_storyboard", "A finished video as scenes that can be edited.", "Says which scenes differ from what the video shows, and how long rendering them would take.", 200, 401, 403, 404, 409, 410);
        board.MapPost("/edits", (Guid id, EditStoryboardRequest request, EditStoryboard edit, HttpContext http, CancellationToken ct) => edit.HandleAsync(http.GetCaller(), id, request, ct).AsOk())
            .Describe<StoryboardResponse>("edit_storyboard", "Does one or several edits at once.", "They are taken back together. Nothing is rendered yet. A revision that is not the present one answers 409 storyboard_changed, unless the same client made all changes since.", 200, 400, 401, 403, 404, 409, 410, 429, 502);
        board.MapPost("/undo", (Guid id, RevisionRequest request, UndoEdit undo, HttpContext http, CancellationToken ct) => undo.UndoAsync(http.GetCaller(), id, request.Seen, ct).AsOk())
            .Describe<StoryboardResponse>("undo_edit", "Takes the last edit back.", "", 200, 401, 403, 404, 409, 410);
        board.MapPost("/redo", (Guid id, RevisionRequest request, UndoEdit undo, HttpContext http, CancellationToken ct) => undo.RedoAsync(http.GetCaller(), id, request.Seen, ct).AsOk())
            .Describe<StoryboardResponse>("redo_edit", "Brings the edit again that was taken back last.", "", 200, 401, 403, 404, 409, 410);
        board.MapPost("/reset", (Guid id, RevisionRequest request, UndoEdit undo, HttpContext http, CancellationToken ct) => undo.ResetAsync(http.GetCaller(), id, request.Seen, ct).AsOk())
            .Describe<StoryboardResponse>("reset_storyboard", "Goes back to what the video shows now.", "It counts as an edit and can be taken back.", 200, 401, 403, 404, 409, 410);
        board.MapPost("/render", (Guid id, RevisionRequest request, RenderStoryboard render, HttpContext http, CancellationToken ct) => render.HandleAsync(http.GetCaller(), id, request.Seen, ct).AsAccepted(id))
            .Describe<AcceptedRendering>("render_storyboard", "Renders the changes into a new version.", "Only scenes that changed are rendered. The video shows the new version when it is finished; until then nothing changes.", 202, 401, 403, 404, 409, 410, 429);
        board.MapPost("/render/cancel", (Guid id, RenderStoryboard render, HttpContext http, CancellationToken ct) => render.CancelAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<StoryboardResponse>("cancel_rendering", "Stops the rendering of changes.", "Draft and video stay as they are.", 200, 401, 403, 404, 409, 410);
        board.MapGet("/scenes/{scene}/still", async (Guid id, string scene, ScenePictures pictures, HttpContext http, CancellationToken ct, string? v = null) =>
                await pictures.StillAsync(http.GetCaller(), id, scene, ct).AsLastingFile(http, v))
            .DescribeFile("get_scene_still", "A picture of one scene as it would be rendered.", "", "image/webp", 401, 403, 404, 409, 410);
        board.MapGet("/scenes/{scene}/preview", async (Guid id, string scene, ScenePictures pictures, HttpContext http, CancellationToken ct, string? v = null) =>
                await pictures.PreviewAsync(http.GetCaller(), id, scene, ct).AsLastingFile(http, null))
            .DescribeFile("get_scene_preview", "One scene with its sound, small and at once.", "Made by the same engine as the video.", "video/mp4", 401, 403, 404, 409, 410);
        var versions = video.MapGroup("/versions");
        versions.MapGet("/", (Guid id, ListVersions list, HttpContext http, CancellationToken ct) => list.HandleAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<IReadOnlyList<VersionResponse>>("list_versions", "The finished renderings of a video, newest first.", "The last ten are kept.", 200, 401, 403, 404, 409, 410);
        versions.MapPost("/{number:int}/restore", (Guid id, int number, RevisionRequest request, RestoreVersion restore, HttpContext http, CancellationToken ct) =>
                restore.HandleAsync(http.GetCaller(), id, number, request.Seen, ct).AsOk())
            .Describe<StoryboardResponse>("restore_version", "Shows an earlier version again.", "At once, without rendering. The storyboard follows it, which can be undone.", 200, 401, 403, 404, 409, 410);
        versions.MapGet("/{number:int}/download", (Guid id, int number, DownloadVersion download, HttpContext http, CancellationToken ct, bool inline = false) =>
                download.HandleAsync(http.GetCaller(), id, number, ct).AsFile(attachment: !inline))
            .DescribeFile("download_version", "The MP4 of one version.", "Supports ranges.", "video/mp4", 401, 403, 404, 409, 410);
    }

    private static async Task<IResult> AsAccepted(this Task<Result<AcceptedRendering>> work, Guid id) =>
        await work is { Error: null, Value: { } value } ? Results.Accepted($"/api/v1/videos/{id}/storyboard", value) : new ProblemResult((await work).Error!);

    /// <param name="print">What the link says the picture is; a link that names it may be kept for ever.</param>
    private static async Task<IResult> AsLastingFile(this Task<Result<VideoFile>> work, HttpContext http, string? print)
    {
        if ((await work).Value is { } file) http.Response.Headers.CacheControl = print is not null && file.ETag == $"\"{print}\"" ? "private, max-age=31536000, immutable" : "private, no-cache";
        return await work.AsFile(attachment: false);
    }
}
