using System.Text.RegularExpressions;
using Synthora.Features.Library.Uploads;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Editing;
using Synthora.Rendering;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Timelines;
using Synthora.Storage;

namespace Synthora.Features.OwnData.Importing;

/// <summary>
/// What the scenes of a restored video are made of: its timeline, and the recordings, footage and sounds that it names.
/// With them it can be edited like one that was made here. Each file is looked into before it is kept; when one is not
/// what it should be, or is missing, the video comes back as a film alone.
/// </summary>
internal sealed partial class ImportedScenes(VideoFiles files, IFileStore store)
{
    private const int LongestTimeline = 8 << 20;
    private const int MostFiles = 1_000;

    /// <param name="from">The video; its versions name what lies in its one project folder.</param>
    /// <param name="timeline">The entry that names them.</param>
    /// <param name="folder">For what is looked into on the way.</param>
    /// <returns>The bytes they take; null when there is nothing that could be edited.</returns>
    public async Task<long?> KeepAsync(ImportRun run, Guid from, string timeline, string prefix, string folder, CancellationToken ct)
    {
        if (await ReadAsync(run.Archive, from, timeline, ct) is not { } read) return null;
        var bytes = 0L;
        foreach (var file in TimelineFile.FilesOf(read))
        {
            var path = Path.Combine(folder, "scene-file" + Path.GetExtension(file).ToLowerInvariant());
            if (!await run.Archive.CopyAsync(EntryOf(from, file), path, ct) || !await IsMediaAsync(path, ct))
            {
                await store.DeleteAsync(prefix, CancellationToken.None);
                return null;
            }

            bytes += await files.PutAsync(prefix, file, path, ct);
        }

        var written = Path.Combine(folder, "timeline");
        await File.WriteAllTextAsync(written, TimelineJson.Write(read), ct);
        return bytes + await files.PutAsync(prefix, VideoFiles.Timeline, written, ct);
    }

    /// <returns>Null for one that this engine cannot render, or that names what did not come along.</returns>
    private static async Task<Timeline?> ReadAsync(ImportArchive archive, Guid from, string entry, CancellationToken ct)
    {
        if (await archive.TextAsync(entry, LongestTimeline, ct) is not { } text) return null;
        try
        {
            var timeline = TimelineJson.Read(text);
            var named = TimelineFile.FilesOf(timeline);
            return named.Count <= MostFiles && named.All(file => ProjectFile().IsMatch(file) && archive.SizeOf(EntryOf(from, file)) is > 0)
                && timeline.DurationSeconds <= ApplyEdit.MostSeconds && TimelineValidator.Validate(timeline, checkFiles: false).Count == 0 ? timeline : null;
        }
        catch (RenderException)
        {
            return null;
        }
    }

    private static string EntryOf(Guid source, string file) => $"media/videos/{source}/{file}";

    private static async Task<bool> IsMediaAsync(string path, CancellationToken ct)
    {
        await using (var content = File.OpenRead(path))
            if (await FileSignatures.ReadAsync(content, ct) is null) return false;
        try
        {
            await MediaProbe.ProbeAsync(path, ct);
            return true;
        }
        catch (RenderException)
        {
            return false;
        }
    }

    /// <summary>As a project folder names its files.</summary>
    [GeneratedRegex(@"^project/(media|voice|sound)/[\p{L}\p{Nd}-]{1,80}\.(mp4|m4v|mov|avi|webm|mkv|jpg|jpeg|png|webp|gif|mp3|m4a|wav|flac|ogg|oga|opus|aac)$", RegexOptions.IgnoreCase)]
    private static partial Regex ProjectFile();
}
