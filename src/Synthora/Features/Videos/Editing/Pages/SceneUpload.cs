using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Synthora.Features.Library;
using Synthora.Features.Library.Uploads;
using Synthora.Jobs;
using Synthora.Security;
using Synthora.Web;

namespace Synthora.Features.Videos.Editing.Pages;

/// <summary>A file from the creator's machine straight into a scene: it goes into the library, is looked into there, and is then what the scene shows.</summary>
internal static class SceneUpload
{
    /// <summary>A photo or a phone's clip is ready in a few seconds; for longer nobody should look at a page that does nothing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    public static void MapSceneUpload(this IEndpointRouteBuilder pages) =>
        UploadFile.Accepts(pages.MapPost("/videos/{id:guid}/edit/upload", HandleAsync), pages.ServiceProvider.GetRequiredService<Limits>());

    private static async Task<IResult> HandleAsync(
        HttpContext http, Guid id, IFormFile? file, [FromForm] string scene, [FromForm] int revision, [FromForm] string? client,
        UploadFile upload, GetMedia get, EditStoryboard edit, JobSignals signals, TimeProvider clock, IStringLocalizer<Text> texts, CancellationToken ct)
    {
        var (caller, back) = (http.GetCaller(), $"/videos/{id}/edit?scene={Uri.EscapeDataString(scene)}");
        if (file is null) return Say(texts["story.no_file"], isError: true);
        var kept = await upload.HandleAsync(caller, file, null, ct);
        if (kept.Error is { } refused) return Say(refused.Message, isError: true);
        var until = clock.GetUtcNow() + Patience;
        MediaSummary media;
        while (true)
        {
            var found = await get.HandleAsync(caller, kept.Value!.Id, ct);
            if (found.Error is { } gone) return Say(gone.Message, isError: true);
            media = found.Value!.Item;
            if (media.Status != MediaStatus.Processing || clock.GetUtcNow() > until) break;
            await signals.WaitForNewsAsync(TimeSpan.FromMilliseconds(500), ct);
        }

        if (media.Status == MediaStatus.Failed) return Say($"{media.ErrorMessage} {media.ErrorRemedy}", isError: true);
        if (media.Status == MediaStatus.Processing) return Say(texts["story.still_processing", media.Title], isError: false);
        var changed = await edit.HandleAsync(caller, id, new(revision, [new MediaEdit(scene, media.Id)], string.IsNullOrEmpty(client) ? null : client), ct);
        return changed.Error is { } problem ? Say(texts["story.uploaded_not_shown", problem.Message], isError: true) : Results.LocalRedirect(back);

        IResult Say(string text, bool isError)
        {
            http.Notify(text, isError: isError);
            return Results.LocalRedirect(back);
        }
    }
}
