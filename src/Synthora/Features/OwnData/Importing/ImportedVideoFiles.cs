using Synthora.Features.Library.Uploads;
using Synthora.Features.Videos;
using Synthora.Rendering;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Thumbnails;
using Synthora.Storage;

namespace Synthora.Features.OwnData.Importing;

/// <summary>The files of a restored video: the film is decoded before it is kept, its pictures are drawn anew, and what else comes along is text and, where they are whole, its scenes.</summary>
internal sealed class ImportedVideoFiles(VideoFiles files, ImportedScenes scenes, IFileStore store)
{
    private const int LongestText = 2 << 20;

    public static string EntryOf(Guid source) => $"media/videos/{source}/{VideoFiles.Video}";

    /// <returns>Null for what is no film that browsers play.</returns>
    public async Task<FinishedVideo?> StoreAsync(ImportRun run, Guid videoId, Guid source, CancellationToken ct)
    {
        var folder = Directory.CreateDirectory(Path.Combine(run.Scratch, "video")).FullName;
        try
        {
            var film = Path.Combine(folder, "film.mp4");
            if (!await run.Archive.CopyAsync(EntryOf(source), film, ct)) return null;
            return await LookAsync(film, ct) is { } info ? await KeepAsync(run, videoId, source, film, info, folder, ct) : null;
        }
        catch (RenderException)
        {
            return null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public Task RemoveAsync(ImportRun run, Guid videoId) => store.DeleteAsync(VideoFiles.StoredPrefix(run.Caller.UserId, videoId), CancellationToken.None);

    private static async Task<MediaInfo?> LookAsync(string film, CancellationToken ct)
    {
        await using var content = File.OpenRead(film);
        if (await FileSignatures.ReadAsync(content, ct) is not { Kind: MediaKind.Video } signature || await FileEnd.MissingAsync(film, signature, ct) > 0) return null;
        var info = await MediaProbe.ProbeAsync(film, ct);
        return info is { Video: not null, IsStill: false, DurationSeconds: > 0 } && MediaPreview.PlaysInBrowsers(info, signature) ? info : null;
    }

    private async Task<FinishedVideo> KeepAsync(ImportRun run, Guid videoId, Guid source, string film, MediaInfo info, string folder, CancellationToken ct)
    {
        var made = await scenes.KeepAsync(run, source, VideoFiles.RestoredPrefix(run.Caller.UserId, videoId), folder, ct);
        var prefix = made is null ? VideoFiles.ImportedPrefix(run.Caller.UserId, videoId) : VideoFiles.RestoredPrefix(run.Caller.UserId, videoId);
        var (poster, small) = (Path.Combine(folder, "poster.jpg"), Path.Combine(folder, "small.webp"));
        await MediaPreview.PosterAsync(film, info, poster, ct);
        await ThumbnailMaker.ShrinkAsync(poster, small, ct);
        var length = new FileInfo(film).Length;
        var bytes = (made ?? 0) + await files.PutAsync(prefix, VideoFiles.Video, film, ct) + await files.PutAsync(prefix, VideoFiles.Thumbnail, poster, ct) + await files.PutAsync(prefix, VideoFiles.SmallThumbnail, small, ct);
        bytes += await PutAsync(VideoFiles.Subtitles, await TextOfAsync(VideoFiles.Subtitles) ?? "");
        if (await TextOfAsync("credits.txt") is { } credits) bytes += await PutAsync("credits", credits);
        if ((await run.Archive.TextAsync($"scripts/{source}.md", LongestText, ct) ?? await TextOfAsync("script.md")) is { } script) bytes += await PutAsync("script.md", script);
        return new("", prefix, length, info.DurationSeconds!.Value, info.Video!.Width, info.Video.Height, QualityPassed: false, bytes);

        Task<string?> TextOfAsync(string name) => run.Archive.TextAsync($"media/videos/{source}/{name}", LongestText, ct);

        async Task<long> PutAsync(string name, string text)
        {
            var path = Path.Combine(folder, "text");
            await File.WriteAllTextAsync(path, text, ct);
            return await files.PutAsync(prefix, name, path, ct);
        }
    }
}
