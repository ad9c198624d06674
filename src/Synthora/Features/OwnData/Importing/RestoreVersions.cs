using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Quotas;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Editing;
using Synthora.Rendering.Editing;

namespace Synthora.Features.OwnData.Importing;

/// <summary>
/// Versions that were kept of a video beside the one that it shows. Each comes back with its own scenes, so that it can be
/// shown again and edited from there; a video that came back as a film alone has none.
/// </summary>
internal sealed class RestoreVersions(Database database, ImportedVideoFiles files, VideoFiles stored, StorageQuota quota)
{
    public Task RunAsync(ImportRun run, CancellationToken ct) => run.EachAsync(ImportKind.Versions, run.Archive.RowsAsync("video_versions", ct), (row, token) => RestoreAsync(run, row, token), ct);

    private async Task<ImportOutcome?> RestoreAsync(ImportRun run, ImportRow row, CancellationToken ct)
    {
        if (row.Text("state") != "ready" || row.Id("video_id") is not { } videoSource || row.Number("number") is not (> 0 and < 1_000_000 and var number)) return null;
        var name = $"{row.Text("title", 200) ?? "?"} ({number})";
        if (row.Id("id") is not { } source) return ImportOutcome.Leave(name, ImportReason.Invalid);
        var (videoId, id) = (run.IdOf(ImportKind.Videos, videoSource), run.IdOf(ImportKind.Versions, source));
        var film = ImportedFilm.OfVersion(run.Caller.UserId, videoId, id, videoSource, number);
        // What the video shows came with it.
        if (run.Archive.SizeOf(film.Entry) is not { } size) return null;
        await using (var db = database.Open(run.Caller))
        {
            if (await db.Videos.AnyAsync(video => video.Id == videoSource, ct) || await db.VideoVersions.AnyAsync(version => version.Id == id, ct)) return ImportOutcome.Present;
            if (await db.Videos.Where(video => video.Id == videoId).Select(video => video.Files).SingleOrDefaultAsync(ct) is not { } shown) return null;
            if (!VideoFiles.HasScenes(shown) || !await db.VideoDrafts.AnyAsync(draft => draft.VideoId == videoId, ct)) return ImportOutcome.Leave(name, ImportReason.Unusable);
            if (await db.VideoVersions.CountAsync(version => version.VideoId == videoId && version.State == VersionState.Ready, ct) >= VideoRendering.MostVersions) return ImportOutcome.Leave(name, ImportReason.TooMany);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await quota.RefuseAsync(db, run.Caller.UserId, run.Caller.Role, size, ct) is { } full) return ImportOutcome.Leave(name, ImportReason.NoRoom, full.Message);
        }

        return await KeepAsync(run, film, row, videoId, id, number, name, ct);
    }

    private async Task<ImportOutcome?> KeepAsync(ImportRun run, ImportedFilm film, ImportRow row, Guid videoId, Guid id, int number, string name, CancellationToken ct)
    {
        if (await files.StoreAsync(run, film, ct) is not { } finished || await stored.ReadTimelineJsonAsync(film.Prefix, ct) is not { } timeline)
        {
            await files.RemoveAsync(film);
            return ImportOutcome.Leave(name, ImportReason.Unreadable);
        }

        Error? refusal = null;
        await run.WriteAsync(async db =>
        {
            refusal = await quota.RefuseAsync(db, run.Caller.UserId, run.Caller.Role, finished.StoredBytes ?? finished.FileSize, ct);
            if (refusal is not null) return;
            var taken = await db.VideoVersions.Where(version => version.VideoId == videoId).Select(version => version.Number).ToListAsync(ct);
            db.VideoVersions.Add(new()
            {
                Id = id, VideoId = videoId, UserId = run.Caller.UserId, Number = taken.Contains(number) ? taken.Max() + 1 : number, State = VersionState.Ready, Timeline = timeline, Files = film.Prefix,
                Title = row.Text("title", 200) ?? "", DurationS = finished.DurationS, Width = finished.Width, Height = finished.Height, FileSize = finished.FileSize, StoredBytes = finished.StoredBytes,
                // None of its scenes was rendered here.
                Prints = "", Engine = ScenePrint.Engine, CreatedAt = row.Time("created_at") is { } made && made < run.Now ? made : run.Now, CompletedAt = run.Now,
            });
        }, ct);
        if (refusal is null) return ImportOutcome.New;
        await files.RemoveAsync(film);
        return ImportOutcome.Leave(name, ImportReason.NoRoom, refusal.Message);
    }
}
