using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Timelines;
using Synthora.Storage;

namespace Synthora.Features.Videos.Editing;

/// <summary>
/// Where a video is edited on this machine: what its timeline refers to, finished scenes and previews. Whatever the
/// store holds is fetched again when it is missing, so the desk may be cleared at any time.
/// </summary>
public sealed class EditDesk(IFileStore store, VideoFiles files)
{
    /// <summary>What edits have brought in lies here in the store; see <see cref="DraftShelf"/>.</summary>
    public static string ShelfOf(Guid userId, Guid videoId) => $"{VideoFiles.StoredPrefix(userId, videoId)}/desk";

    public VideoProject ProjectOf(Guid videoId) => new(Path.Combine(files.DeskOf(videoId), VideoFiles.Timeline), Path.Combine(files.DeskOf(videoId), VideoFiles.ProjectFolder));

    public string PreviewsOf(Guid videoId) => Directory.CreateDirectory(Path.Combine(files.DeskOf(videoId), "previews")).FullName;

    /// <summary>A new folder for what is made on the way; whoever asks removes it.</summary>
    public string NewScratch(Guid videoId) => Directory.CreateDirectory(Path.Combine(files.DeskOf(videoId), "scratch", Guid.CreateVersion7().ToString("N"))).FullName;

    /// <summary>Brings every file of a stored timeline to the desk.</summary>
    /// <param name="prefixes">Where in the store the files of the video's versions are.</param>
    /// <returns>The timeline with absolute paths.</returns>
    /// <exception cref="GenerationException">A file is nowhere any more.</exception>
    public async Task<Timeline> LayOutAsync(Guid userId, Guid videoId, string json, IEnumerable<string> prefixes, CancellationToken ct)
    {
        var folder = files.DeskOf(videoId);
        var stored = TimelineJson.Read(json);
        foreach (var file in TimelineFile.FilesOf(stored))
            if (!File.Exists(Path.Combine(folder, file)))
                await FetchAsync(file, folder, [ShelfOf(userId, videoId), .. prefixes], ct);
        return TimelineFile.Absolute(stored, folder, confined: true);
    }

    /// <summary>Brings what the timeline refers to anew to the desk.</summary>
    /// <param name="timeline">With absolute paths.</param>
    /// <param name="known">What is stored already, relative to the desk.</param>
    public async Task<GatheredTimeline> GatherAsync(Guid videoId, Timeline timeline, IReadOnlyCollection<string> known, CancellationToken ct)
    {
        var relative = TimelineFile.Relative(await ProjectFolder.GatherAsync(timeline, ProjectOf(videoId).Folder, ct), files.DeskOf(videoId));
        return new(TimelineJson.Write(relative), [.. TimelineFile.FilesOf(relative).Except(known)]);
    }

    private async Task FetchAsync(string file, string folder, IEnumerable<string> prefixes, CancellationToken ct)
    {
        var target = Path.GetFullPath(Path.Combine(folder, file));
        if (!target.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw Gone(file);
        foreach (var prefix in prefixes)
        {
            if (await store.OpenAsync($"{prefix}/{file}", ct) is not { } found) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var part = $"{target}.{Guid.CreateVersion7():N}.part";
            await using (found.Content)
            await using (var to = new FileStream(part, FileMode.CreateNew, FileAccess.Write))
                await found.Content.CopyToAsync(to, ct);
            File.Move(part, target, overwrite: true);
            return;
        }

        throw Gone(file);
    }

    private static GenerationException Gone(string file) => new($"{Path.GetFileName(file)}, which this storyboard shows, is gone.", "Restore an earlier version, or replace it in its scene.");
}

/// <summary>A timeline whose files lie on the desk.</summary>
/// <param name="Json">As it is stored.</param>
/// <param name="Brought">Files of it that are not stored yet, so that they would be lost with this machine's folder.</param>
public sealed record GatheredTimeline(string Json, IReadOnlyList<string> Brought);
