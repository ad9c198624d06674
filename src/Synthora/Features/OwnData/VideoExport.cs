using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Editing;
using Synthora.Rendering;
using Synthora.Rendering.Timelines;
using Synthora.Storage;

namespace Synthora.Features.OwnData;

/// <summary>What of videos comes along in an export: as people see them, and what their scenes are made of.</summary>
internal static class VideoExport
{
    private static readonly (string File, string Name)[] Files =
        [(VideoFiles.Video, "video.mp4"), (VideoFiles.Subtitles, "captions.srt"), (VideoFiles.Timeline, "timeline.json"), (VideoFiles.Report, "report.json"), ("credits", "credits.txt")];

    /// <summary>What was said in a video, from which it can be made again.</summary>
    public static async IAsyncEnumerable<(string Entry, string Key)> ScriptsAsync(AppDbContext db, Guid userId, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var (id, files) in await FinishedAsync(db, userId, ct)) yield return ($"scripts/{id}.md", $"{files}/script.md");
    }

    public static async IAsyncEnumerable<(string Entry, string Key)> FilesAsync(AppDbContext db, Guid userId, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var (id, files) in await FinishedAsync(db, userId, ct))
            foreach (var (file, name) in Files)
                yield return ($"media/videos/{id}/{name}", $"{files}/{file}");
    }

    /// <summary>The recordings, footage and sounds that the timelines of its versions name, so that its scenes can be edited wherever it comes back. Versions share what they show alike, under one name.</summary>
    public static async IAsyncEnumerable<(string Entry, string Key)> ScenesAsync(IFileStore store, AppDbContext db, Guid userId, [EnumeratorCancellation] CancellationToken ct)
    {
        var others = (await OthersAsync(db, userId, ct)).ToLookup(version => version.Video, version => version.Files);
        foreach (var (id, files) in await FinishedAsync(db, userId, ct))
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var prefix in others[id].Prepend(files))
                foreach (var file in await NamedAsync(store, $"{prefix}/{VideoFiles.Timeline}", ct))
                    if (seen.Add(file)) yield return ($"media/videos/{id}/{file}", $"{prefix}/{file}");
        }
    }

    /// <summary>Renderings that are kept beside the one that is shown.</summary>
    public static async IAsyncEnumerable<(string Entry, string Key)> VersionsAsync(AppDbContext db, Guid userId, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var (video, number, files) in await OthersAsync(db, userId, ct))
            foreach (var (file, name) in Files)
                yield return ($"media/videos/{video}/versions/{number}/{name}", $"{files}/{file}");
    }

    private static async Task<IReadOnlyList<(Guid Video, int Number, string Files)>> OthersAsync(AppDbContext db, Guid userId, CancellationToken ct)
    {
        var others = db.VideoVersions.AsNoTracking().Where(version => version.UserId == userId && version.State == VersionState.Ready && version.Files != null
            && db.Videos.Any(video => video.Id == version.VideoId && video.Files != null && video.Files != version.Files));
        var rows = await others.OrderBy(version => version.VideoId).ThenBy(version => version.Number).Select(version => new { version.VideoId, version.Number, version.Files }).ToListAsync(ct);
        return [.. rows.Select(row => (row.VideoId, row.Number, row.Files!))];
    }

    private static async Task<IReadOnlyList<string>> NamedAsync(IFileStore store, string timeline, CancellationToken ct)
    {
        if (await store.OpenAsync(timeline, ct) is not { } stored) return [];
        using var reader = new StreamReader(stored.Content);
        try
        {
            return [.. TimelineFile.FilesOf(TimelineJson.Read(await reader.ReadToEndAsync(ct))).Where(file => file.StartsWith(VideoFiles.ProjectFolder + "/", StringComparison.Ordinal))];
        }
        catch (RenderException)
        {
            // Of another version of the engine: here it cannot be edited either.
            return [];
        }
    }

    private static async Task<IReadOnlyList<(Guid Id, string Files)>> FinishedAsync(AppDbContext db, Guid userId, CancellationToken ct)
    {
        var videos = db.Videos.AsNoTracking().Where(video => video.UserId == userId && video.Files != null).OrderBy(video => video.Id).Select(video => new { video.Id, video.Files });
        return [.. (await videos.ToListAsync(ct)).Select(video => (video.Id, video.Files!))];
    }
}
