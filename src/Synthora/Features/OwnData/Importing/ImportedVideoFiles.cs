using Synthora.Features.Library.Uploads;
using Synthora.Features.Videos;
using Synthora.Rendering;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Thumbnails;
using Synthora.Storage;

namespace Synthora.Features.OwnData.Importing;

/// <summary>A film of an archive, and where it goes.</summary>
/// <param name="Source">The video's id there.</param>
/// <param name="Folder">Where its entries are.</param>
/// <param name="Prefix">Where in the store it goes with its scenes.</param>
/// <param name="Alone">Where it goes when these are not to be had; null for nowhere.</param>
internal sealed record ImportedFilm(Guid Source, string Folder, string Prefix, string? Alone)
{
    public string Entry => $"{Folder}/{VideoFiles.Video}";

    public static ImportedFilm OfVideo(Guid userId, Guid videoId, Guid source) =>
        new(source, $"media/videos/{source}", VideoFiles.RestoredPrefix(userId, videoId), VideoFiles.ImportedPrefix(userId, videoId));

    public static ImportedFilm OfVersion(Guid userId, Guid videoId, Guid id, Guid source, int number) =>
        new(source, $"media/videos/{source}/versions/{number}", $"{VideoFiles.StoredPrefix(userId, videoId)}/restored-{id:N}", null);
}

/// <summary>The files of a restored video: the film is decoded before it is kept, its pictures are drawn anew, and what else comes along is text and, where they are whole, its scenes.</summary>
internal sealed class ImportedVideoFiles(VideoFiles files, ImportedScenes scenes, IFileStore store)
{
    private const int LongestText = 2 << 20;

    /// <returns>Null for what is no film that browsers play, or where it may not stand alone and has no scenes.</returns>
    public async Task<FinishedVideo?> StoreAsync(ImportRun run, ImportedFilm from, CancellationToken ct)
    {
        var folder = Directory.CreateDirectory(Path.Combine(run.Scratch, "video")).FullName;
        try
        {
            var film = Path.Combine(folder, "film.mp4");
            if (!await run.Archive.CopyAsync(from.Entry, film, ct)) return null;
            return await LookAsync(film, ct) is { } info ? await KeepAsync(run, from, film, info, folder, ct) : null;
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

    public async Task RemoveAsync(ImportedFilm film)
    {
        foreach (var prefix in new[] { film.Prefix, film.Alone }.OfType<string>()) await store.DeleteAsync(prefix, CancellationToken.None);
    }

    private static async Task<MediaInfo?> LookAsync(string film, CancellationToken ct)
    {
        await using var content = File.OpenRead(film);
        if (await FileSignatures.ReadAsync(content, ct) is not { Kind: MediaKind.Video } signature || await FileEnd.MissingAsync(film, signature, ct) > 0) return null;
        var info = await MediaProbe.ProbeAsync(film, ct);
        return info is { Video: not null, IsStill: false, DurationSeconds: > 0 } && MediaPreview.PlaysInBrowsers(info, signature) ? info : null;
    }

    private async Task<FinishedVideo?> KeepAsync(ImportRun run, ImportedFilm from, string film, MediaInfo info, string folder, CancellationToken ct)
    {
        var made = await scenes.KeepAsync(run, from.Source, $"{from.Folder}/{VideoFiles.Timeline}", from.Prefix, folder, ct);
        if ((made is null ? from.Alone : from.Prefix) is not { } prefix) return null;
        var (poster, small) = (Path.Combine(folder, "poster.jpg"), Path.Combine(folder, "small.webp"));
        await MediaPreview.PosterAsync(film, info, poster, ct);
        await ThumbnailMaker.ShrinkAsync(poster, small, ct);
        var length = new FileInfo(film).Length;
        var bytes = (made ?? 0) + await files.PutAsync(prefix, VideoFiles.Video, film, ct) + await files.PutAsync(prefix, VideoFiles.Thumbnail, poster, ct) + await files.PutAsync(prefix, VideoFiles.SmallThumbnail, small, ct);
        bytes += await PutAsync(VideoFiles.Subtitles, await TextOfAsync(VideoFiles.Subtitles) ?? "");
        if (await TextOfAsync("credits.txt") is { } credits) bytes += await PutAsync("credits", credits);
        if ((await run.Archive.TextAsync($"scripts/{from.Source}.md", LongestText, ct) ?? await TextOfAsync("script.md")) is { } script) bytes += await PutAsync("script.md", script);
        return new("", prefix, length, info.DurationSeconds!.Value, info.Video!.Width, info.Video.Height, QualityPassed: false, bytes);

        Task<string?> TextOfAsync(string name) => run.Archive.TextAsync($"{from.Folder}/{name}", LongestText, ct);

        async Task<long> PutAsync(string name, string text)
        {
            var path = Path.Combine(folder, "text");
            await File.WriteAllTextAsync(path, text, ct);
            return await files.PutAsync(prefix, name, path, ct);
        }
    }
}
