using Synthora.Jobs;
using Synthora.Rendering;
using Synthora.Rendering.Timelines;
using Synthora.Storage;

namespace Synthora.Features.Videos;

/// <summary>
/// Where a video's files are. Half-made ones live in a work folder that survives crashes; finished ones go to the file
/// store under a name that holds the job and its fence, and count only once the video's row points there. A worker that
/// lost its lease can thus never touch what was published.
/// </summary>
public sealed class VideoFiles(IFileStore store, Configuration configuration)
{
    public const string Video = "video.mp4";
    public const string Subtitles = "captions.srt";
    public const string Thumbnail = "thumbnail";

    /// <summary>The thumbnail in the video's own shape, where its platform wants another.</summary>
    public const string Poster = "poster";

    /// <summary>At most 30 KB, for lists.</summary>
    public const string SmallThumbnail = "thumbnail-small";
    public const string Timeline = "timeline.json";
    public const string Report = "report.json";

    /// <summary>What a timeline refers to lies here, beside it.</summary>
    public const string ProjectFolder = "project";

    /// <summary>Where the video is edited; see <see cref="Editing.EditDesk"/>.</summary>
    public string DeskOf(Guid videoId) => Path.Combine(configuration.DesksFolder, videoId.ToString("N"));

    public string DeskRoot => configuration.DesksFolder;

    /// <summary>Hands a finished run's project with its rendered scenes on to editing, which then renders only what changes.</summary>
    public void MoveToDesk(Guid videoId)
    {
        var (made, desk) = (Path.Combine(WorkFolderOf(videoId), ProjectFolder), Path.Combine(DeskOf(videoId), ProjectFolder));
        if (!Directory.Exists(made) || Directory.Exists(desk)) return;
        Directory.CreateDirectory(DeskOf(videoId));
        Directory.Move(made, desk);
    }

    public void RemoveDesk(Guid videoId) => Remove(DeskOf(videoId));

    public string WorkFolderOf(Guid videoId) => Path.Combine(configuration.WorkFolder, videoId.ToString("N"));

    public string WorkRoot => configuration.WorkFolder;

    /// <summary>Where the files of a video are that came with an export without those of its scenes.</summary>
    public static string ImportedPrefix(Guid userId, Guid videoId) => $"{StoredPrefix(userId, videoId)}/imported";

    /// <summary>Where the files of a video are whose scenes came along.</summary>
    public static string RestoredPrefix(Guid userId, Guid videoId) => $"{StoredPrefix(userId, videoId)}/restored";

    public static bool HasScenes(string prefix) => !prefix.EndsWith("/imported", StringComparison.Ordinal);

    /// <summary>None of its scenes was rendered on this installation.</summary>
    public static bool IsRestored(string prefix) => prefix.EndsWith("/restored", StringComparison.Ordinal);

    public static string StoredPrefix(Guid userId, Guid videoId) => $"users/{userId:N}/videos/{videoId:N}";

    public void RemoveWork(Guid videoId) => Remove(WorkFolderOf(videoId));

    private static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Someone else removed it, which is what was wanted.
        }
    }

    public async Task RemoveStoredAsync(Guid userId, Guid videoId, CancellationToken ct)
    {
        await store.DeleteAsync(StoredPrefix(userId, videoId), ct);
        RemoveDesk(videoId);
    }

    /// <summary>Where a run of a job puts what it makes.</summary>
    public static string RunPrefix(Guid userId, Guid videoId, Job job) => $"{StoredPrefix(userId, videoId)}/{job.Id:N}-{job.Fence}";

    /// <summary>Removes what runs of a job have stored.</summary>
    /// <param name="kept">The one whose files are shown.</param>
    public async Task RemoveRunsAsync(Job job, Guid videoId, string? kept, CancellationToken ct)
    {
        var prefix = StoredPrefix(job.UserId, videoId);
        await foreach (var name in store.ListAsync(prefix + "/", ct))
            if (name.StartsWith($"{job.Id:N}-", StringComparison.Ordinal) && $"{prefix}/{name.TrimEnd('/')}" is var run && run != kept) await store.DeleteAsync(run, ct);
    }

    public Task RemoveVersionAsync(string prefix, CancellationToken ct) => store.DeleteAsync(prefix, ct);

    /// <summary>What a failed step was in the middle of writing. Whole files stay for a retry.</summary>
    public void RemovePartial(Guid videoId)
    {
        var folder = WorkFolderOf(videoId);
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.EnumerateFiles(folder, "*.part*", SearchOption.AllDirectories)) File.Delete(file);
    }

    /// <returns>The bytes that it takes.</returns>
    public async Task<long> PutAsync(string prefix, string name, string path, CancellationToken ct)
    {
        await store.PutAsync($"{prefix}/{name}", path, ct);
        return new FileInfo(path).Length;
    }

    public Task<StoredFile?> OpenAsync(string prefix, string name, CancellationToken ct) => store.OpenAsync($"{prefix}/{name}", ct);

    /// <summary>What a video was rendered from; null where its files hold no timeline that this engine reads.</summary>
    public async Task<Timeline?> ReadTimelineAsync(string prefix, CancellationToken ct)
    {
        if (await ReadTimelineJsonAsync(prefix, ct) is not { } json) return null;
        try
        {
            return TimelineJson.Read(json);
        }
        catch (RenderException)
        {
            return null;
        }
    }

    /// <summary>The same as it is stored.</summary>
    public async Task<string?> ReadTimelineJsonAsync(string prefix, CancellationToken ct)
    {
        if (await OpenAsync(prefix, Timeline, ct) is not { } stored) return null;
        using var reader = new StreamReader(stored.Content);
        return await reader.ReadToEndAsync(ct);
    }
}
