using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Library.Uploads;
using Synthora.Jobs;
using Synthora.Rendering;
using Synthora.Rendering.Audio;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Thumbnails;
using Synthora.Storage;

namespace Synthora.Features.Library;

/// <summary>
/// Looks into what was uploaded: what it really holds, whether all of it is there, whether the library has it already,
/// and makes its pictures. What cannot be decoded safely is refused and its bytes are removed.
/// </summary>
internal sealed class MediaIntake(Database database, IFileStore store, TimeProvider clock) : IJobHandler
{
    public const string JobType = "media_intake";
    private const int WaveformParts = 240;

    /// <summary>A batch of uploads must not take the machine from those who render.</summary>
    private static readonly SemaphoreSlim AtOnce = new(2, 2);

    public string Type => JobType;

    /// <summary>The job has the id of the file it looks into.</summary>
    public static Job NewJob(Media media, DateTimeOffset now) => new() { Id = media.Id, UserId = media.UserId, Type = JobType, Lane = Lane.Light, CreatedAt = now };

    public async Task<Func<AppDbContext, CancellationToken, Task>> RunAsync(Job job, Lease lease, CancellationToken ct)
    {
        await AtOnce.WaitAsync(ct);
        try
        {
            await using var db = database.OpenForSystem();
            var media = await db.Media.AsNoTracking().SingleOrDefaultAsync(row => row.Id == job.Id, ct);
            return media is null ? (_, _) => Task.CompletedTask : await LookAsync(media, lease, ct);
        }
        finally
        {
            AtOnce.Release();
        }
    }

    public async Task FailedAsync(AppDbContext db, Job job, JobFailure failure, CancellationToken ct)
    {
        if (await db.Media.SingleOrDefaultAsync(row => row.Id == job.Id, ct) is { } media) media.Fail(failure.Message, failure.Remedy, clock.GetUtcNow());
    }

    public Task CancelledAsync(AppDbContext db, Job job, CancellationToken ct) => Task.CompletedTask;

    public async Task TidyAsync(Job job, JobStatus ended, CancellationToken ct)
    {
        if (ended != JobStatus.Completed) await store.DeleteAsync(Media.FolderOf(job.UserId, job.Id), ct);
    }

    public JobFailure? Explain(Exception exception) => exception switch
    {
        UnfitMediaException unfit => new("unfit_media", unfit.Message, unfit.Remedy),
        RenderException failure => new("unfit_media", failure.Cause, failure.Remedy),
        IOException { HResult: 28 } => new("disk_full", "The server's disk is full.", "Its operator has to make room; then upload the file again."),
        _ => null,
    };

    private async Task<Func<AppDbContext, CancellationToken, Task>> LookAsync(Media media, Lease lease, CancellationToken ct)
    {
        using var file = await store.FetchAsync(media.OriginalKey, ct) ?? throw new UnfitMediaException("The file's bytes are gone.", "Upload it again.");
        var signature = await SignatureAsync(file.Path, media, ct);
        if (await FileEnd.MissingAsync(file.Path, signature, ct) is > 0 and var missing)
            throw new UnfitMediaException($"The end of the file is missing: {Sizes.Of(missing)} of it.", "Copy or export it again and upload the whole file.");
        var info = await ProbeAsync(file.Path, media, ct);
        if (!info.IsStill && info.Video is not null && info.DurationSeconds is null or <= 0)
            throw new UnfitMediaException("The film has no length.", "Export it again, for example as MP4.");
        var kind = info.IsStill ? MediaKind.Image : info.Video is not null ? MediaKind.Video : MediaKind.Audio;
        var hash = await HashAsync(file.Path, ct);
        await lease.ReportAsync(20, "Making its pictures", null, ct);

        var folder = Directory.CreateTempSubdirectory("synthora-intake-").FullName;
        try
        {
            var (poster, copy) = (Path.Combine(folder, "poster.jpg"), Path.Combine(folder, "copy.mp4"));
            var derived = 0L;
            if (info.Video is not null)
            {
                await MediaPreview.PosterAsync(file.Path, info, poster, ct);
                await ThumbnailMaker.ShrinkAsync(poster, Path.Combine(folder, "small.webp"), ct);
                derived += await PutAsync(MediaVariant.Poster, poster);
                derived += await PutAsync(MediaVariant.Thumbnail, Path.Combine(folder, "small.webp"));
            }

            var waveform = info.Audio is null ? null : await WaveformAsync(file.Path, info, kind, ct);
            var needsCopy = kind == MediaKind.Video && !MediaPreview.PlaysInBrowsers(info, signature);
            if (needsCopy)
            {
                await lease.ReportAsync(50, "Making a copy that browsers can play", null, ct);
                await MediaPreview.CopyAsync(file.Path, info, copy, ct);
                derived += await PutAsync(MediaVariant.Copy, copy);
            }

            return async (db, token) => Note(await db.Media.SingleOrDefaultAsync(row => row.Id == media.Id, token), info, kind, hash, waveform, needsCopy, derived,
                await db.Media.Where(other => other.UserId == media.UserId && other.Hash == hash && other.Id != media.Id && other.DeletedAt == null)
                    .OrderBy(other => other.CreatedAt).Select(other => (Guid?)other.Id).FirstOrDefaultAsync(token));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        async Task<long> PutAsync(MediaVariant variant, string path)
        {
            await store.PutAsync(media.Key(variant), path, ct);
            return new FileInfo(path).Length;
        }
    }

    private void Note(Media? row, MediaInfo info, MediaKind kind, string hash, byte[]? waveform, bool hasCopy, long derived, Guid? duplicateOf)
    {
        if (row is null) return;
        row.DerivedBytes = derived;
        (row.Kind, row.Hash, row.DuplicateOf, row.Waveform, row.HasCopy, row.HasPoster) = (kind, hash, duplicateOf, waveform, hasCopy, info.Video is not null);
        (row.Format, row.AudioCodec, row.DurationS) = (info.Format, info.Audio?.Codec, info.DurationSeconds ?? 0);
        if (kind == MediaKind.Audio && row.ContentType.StartsWith("video/", StringComparison.Ordinal)) (row.ContentType, row.Extension) = ("audio/mp4", "m4a");
        if (info.Video is { } video)
        {
            (row.Width, row.Height, row.VideoCodec, row.Fps) = (video.Width, video.Height, video.Codec, info.IsStill ? null : Math.Round(video.Fps, 3));
            row.Orientation = Media.OrientationOf(video.Width, video.Height);
        }

        row.Complete(clock.GetUtcNow());
    }

    private static async Task<FileSignature> SignatureAsync(string path, Media media, CancellationToken ct)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0, useAsync: true);
        return await FileSignatures.ReadAsync(stream, ct) ?? throw new UnfitMediaException(LibraryErrors.WrongType(media.FileName).Message, "");
    }

    /// <summary>The engine names files by their paths, which mean nothing to the owner.</summary>
    private static async Task<MediaInfo> ProbeAsync(string path, Media media, CancellationToken ct)
    {
        try
        {
            return await MediaProbe.ProbeAsync(path, ct);
        }
        catch (RenderException unreadable)
        {
            throw new UnfitMediaException(unreadable.Cause.Replace(path, media.FileName, StringComparison.Ordinal), unreadable.Remedy);
        }
    }

    /// <summary>A film with broken sound can still be shown.</summary>
    private static async Task<byte[]?> WaveformAsync(string path, MediaInfo info, MediaKind kind, CancellationToken ct)
    {
        try
        {
            return await Waveform.ReadAsync(path, info, WaveformParts, ct);
        }
        catch (RenderException) when (kind == MediaKind.Video)
        {
            return null;
        }
    }

    private static async Task<string> HashAsync(string path, CancellationToken ct)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, useAsync: true);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct));
    }

    private sealed class UnfitMediaException(string cause, string remedy) : Exception(cause)
    {
        public string Remedy => remedy;
    }
}
