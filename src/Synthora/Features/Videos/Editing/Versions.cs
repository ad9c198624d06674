using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Library;
using Synthora.Features.Videos.Renditions;

namespace Synthora.Features.Videos.Editing;

internal sealed class ListVersions(Database database, Storyboards storyboards)
{
    /// <summary>Newest first.</summary>
    public async Task<Result<IReadOnlyList<VersionResponse>>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var open = await storyboards.OpenAsync(db, videoId, ct);
        return open.IsOk ? new Result<IReadOnlyList<VersionResponse>>(Of(open.Value)) : open.Error;
    }

    public static IReadOnlyList<VersionResponse> Of(OpenStoryboard open) => [.. open.Versions.Where(version => version.State == VersionState.Ready).Select(version => new VersionResponse(
        version.Number, version.Title, version == open.Shown, version.DurationS, version.FileSize, version.QualityPassed, version.ScenesRendered, version.ScenesReused, version.RenderSeconds,
        $"/api/v1/videos/{version.VideoId}/versions/{version.Number}/download", version.CompletedAt ?? version.CreatedAt))];
}

/// <summary>Shows an earlier version again, at once and whole; the draft follows it, which can be taken back.</summary>
internal sealed class RestoreVersion(Database database, Storyboards storyboards, StoryboardViews views, DraftSteps steps, DroppedRenditions renditions, TimeProvider clock)
{
    public async Task<Result<StoryboardResponse>> HandleAsync(Caller caller, Guid videoId, int number, Seen seen, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var found = await storyboards.OpenAsync(db, videoId, ct);
        if (!found.IsOk) return found.Error;
        var open = found.Value;
        if (!open.Draft.IsKnownTo(seen)) return DraftSteps.Conflict(open.Draft.Revision);
        if (open.Versions.FirstOrDefault(row => row.Number == number && row.State == VersionState.Ready) is not { } version) return Errors.NotFound("version");
        if (open.Versions.Any(row => row.State == VersionState.Rendering)) return new Error(ErrorKind.Conflict, "render_in_progress", "The changes are being rendered. Wait for that, or stop it.");

        if (version.Timeline != open.Step.Timeline && await steps.AddAsync(db, caller, open, seen, "restore", new(version.Timeline, []), ct) is { } changed) return changed;
        db.ChangeTracker.Clear();
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            var video = await db.Videos.FromSql($"select * from videos where id = {videoId} for update").SingleAsync(ct);
            if (!await db.VideoVersions.AnyAsync(row => row.Id == version.Id && row.State == VersionState.Ready, ct)) return Errors.NotFound("version");
            var now = clock.GetUtcNow();
            if (video.Show(version.Finished(), now) is { } refusal) return refusal;
            await db.ShelveAsync(video, now, ct);
            await DroppedRenditions.DropAsync(db, videoId, version.Files!, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        await renditions.RemoveAsync(videoId, ct);
        db.ChangeTracker.Clear();
        var restored = await storyboards.OpenAsync(db, videoId, ct);
        return restored.IsOk ? await views.ViewAsync(db, restored.Value, ct) : restored.Error;
    }
}

internal sealed class DownloadVersion(Database database, Storyboards storyboards, VideoFiles files)
{
    public async Task<Result<VideoFile>> HandleAsync(Caller caller, Guid videoId, int number, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var open = await storyboards.OpenAsync(db, videoId, ct);
        if (!open.IsOk) return open.Error;
        if (open.Value.Versions.FirstOrDefault(row => row.Number == number && row.State == VersionState.Ready) is not { Files: { } prefix }) return Errors.NotFound("version");
        if (await files.OpenAsync(prefix, VideoFiles.Video, ct) is not { } file) return Errors.NotFound("file");
        return new VideoFile(file.Content, "video/mp4", OpenVideoFile.NameFor(open.Value.Video, "mp4"), file.LastModified, $"\"{prefix[(prefix.LastIndexOf('/') + 1)..]}\"");
    }
}
