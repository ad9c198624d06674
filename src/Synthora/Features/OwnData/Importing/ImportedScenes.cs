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

    public static string FolderOf(Guid source) => $"media/videos/{source}/{VideoFiles.ProjectFolder}";

    /// <param name="folder">For what is looked into on the way.</param>
    /// <returns>The bytes they take; null when there is nothing that could be edited.</returns>
    public async Task<long?> KeepAsync(ImportRun run, Guid source, string prefix, string folder, CancellationToken ct)
    {
        if (await ReadAsync(run.Archive, source, ct) is not { } timeline) return null;
        var bytes = 0L;
        foreach (var file in TimelineFile.FilesOf(timeline))
        {
            var path = Path.Combine(folder, "scene-file" + Path.GetExtension(file).ToLowerInvariant());
            if (!await run.Archive.CopyAsync(EntryOf(source, file), path, ct) || !await IsMediaAsync(path, ct))
            {
                await store.DeleteAsync(prefix, CancellationToken.None);
                return null;
            }

            bytes += await files.PutAsync(prefix, file, path, ct);
        }

        var written = Path.Combine(folder, "timeline");
        await File.WriteAllTextAsync(written, TimelineJson.Write(timeline), ct);
        return bytes + await files.PutAsync(prefix, VideoFiles.Timeline, written, ct);
    }

    /// <returns>Null for one that this engine cannot render, or that names what did not come along.</returns>
    private static async Task<Timeline?> ReadAsync(ImportArchive archive, Guid source, CancellationToken ct)
    {
        if (await archive.TextAsync(EntryOf(source, VideoFiles.Timeline), LongestTimeline, ct) is not { } text) return null;
        try
        {
            var timeline = TimelineJson.Read(text);
            var named = TimelineFile.FilesOf(timeline);
            return named.Count <= MostFiles && named.All(file => ProjectFile().IsMatch(file) && archive.SizeOf(EntryOf(source, file)) is > 0)
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
