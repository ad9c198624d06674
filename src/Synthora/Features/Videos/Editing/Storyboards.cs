using System.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synthora.Data;
using Synthora.Rendering.Editing;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Editing;

/// <summary>A video that is being edited, with where its draft and its versions stand.</summary>
/// <param name="Versions">Without the dropped ones, newest first.</param>
internal sealed record OpenStoryboard(Video Video, VideoDraft Draft, DraftStep Step, IReadOnlyList<VideoVersion> Versions)
{
    /// <summary>What people see of the video now.</summary>
    public VideoVersion? Shown => Versions.FirstOrDefault(version => version.State == VersionState.Ready && version.Files == Video.Files);

    public IEnumerable<string> Prefixes => Versions.Select(version => version.Files).OfType<string>();
}

/// <summary>Opens the storyboard of a finished video; the first time it is made from the timeline that the video was rendered from.</summary>
internal sealed class Storyboards(VideoFiles files, TimeProvider clock)
{
    public async Task<Result<OpenStoryboard>> OpenAsync(AppDbContext db, Guid videoId, CancellationToken ct)
    {
        var (video, draft) = await ReadAsync(db, videoId, ct);
        if (video is null) return Errors.NotFound("video");
        if (video.Status == VideoStatus.Expired) return new Error(ErrorKind.Gone, "expired", "This video has expired and its files were removed.");
        if (video.Files is null) return Errors.InvalidState($"The video is {EnumText.Of(video.Status)}; it can be edited once it is completed.");
        if (draft is not null) return draft;
        if (await BeginAsync(db, video, 1, ct) is { } refusal) return refusal;
        return (await ReadAsync(db, videoId, ct)).Draft is { } begun ? begun : Errors.NotFound("video");
    }

    /// <summary>Everything as of one moment: a rendering may end between two looks.</summary>
    private static async Task<(Video? Video, OpenStoryboard? Draft)> ReadAsync(AppDbContext db, Guid videoId, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var moment = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var video = await db.Videos.AsNoTracking().SingleOrDefaultAsync(row => row.Id == videoId, ct);
        if (video is null || await db.VideoDrafts.AsNoTracking().SingleOrDefaultAsync(row => row.VideoId == videoId, ct) is not { } draft) return (video, null);
        var step = await db.DraftSteps.AsNoTracking().SingleAsync(row => row.VideoId == video.Id && row.Number == draft.Step, ct);
        var versions = await db.VideoVersions.AsNoTracking().Where(row => row.VideoId == video.Id && row.State != VersionState.Dropped)
            .OrderByDescending(row => row.Number).ToListAsync(ct);
        return (video, new(video, draft, step, versions));
    }

    /// <param name="number">Of the version that it shows.</param>
    public async Task<Error?> BeginAsync(AppDbContext db, Video video, int number, CancellationToken ct)
    {
        if (await files.ReadTimelineAsync(video.Files!, ct) is not { } timeline)
            return Errors.InvalidState("This video has no storyboard: it was not made here, or by an older Synthora. Make it again to edit it.");
        var (now, json) = (clock.GetUtcNow(), TimelineJson.Write(timeline));
        db.VideoDrafts.Add(new() { VideoId = video.Id, UserId = video.UserId, UpdatedAt = now });
        db.DraftSteps.Add(new() { VideoId = video.Id, UserId = video.UserId, Number = 1, What = "made", Timeline = json, At = now });
        db.VideoVersions.Add(new()
        {
            VideoId = video.Id, UserId = video.UserId, Number = number, State = VersionState.Ready, Timeline = json, Files = video.Files, Title = video.Title,
            DurationS = video.DurationS, Width = video.Width, Height = video.Height, FileSize = video.FileSize, StoredBytes = video.StoredBytes, QualityPassed = video.QualityPassed,
            Prints = VideoFiles.IsRestored(video.Files!) ? "" : string.Join('\n', ScenePrint.Of(timeline)), Engine = ScenePrint.Engine, CreatedAt = video.CompletedAt ?? now, CompletedAt = video.CompletedAt ?? now,
        });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Another tab opened it at the same moment.
            db.ChangeTracker.Clear();
        }

        return null;
    }
}
