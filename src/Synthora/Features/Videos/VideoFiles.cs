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

    /// <summary>At most 30 KB, for lists.</summary>
    public const string SmallThumbnail = "thumbnail-small";
    public const string Timeline = "timeline.json";
    public const string Report = "report.json";

    public string WorkFolderOf(Guid videoId) => Path.Combine(configuration.WorkFolder, videoId.ToString("N"));

    public string WorkRoot => configuration.WorkFolder;

    public static string StoredPrefix(Guid userId, Guid videoId) => $"users/{userId:N}/videos/{videoId:N}";

    public void RemoveWork(Guid videoId)
    {
        var folder = WorkFolderOf(videoId);
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Someone else removed it, which is what was wanted.
        }
    }

    /// <summary>What a failed step was in the middle of writing. Whole files stay for a retry.</summary>
    public void RemovePartial(Guid videoId)
    {
        var folder = WorkFolderOf(videoId);
        if (!Directory.Exists(folder)) return;
        foreach (var file in Directory.EnumerateFiles(folder, "*.part*", SearchOption.AllDirectories)) File.Delete(file);
    }

    public Task RemoveStoredAsync(Guid userId, Guid videoId, CancellationToken ct) => store.DeleteAsync(StoredPrefix(userId, videoId), ct);

    public Task PutAsync(string prefix, string name, string path, CancellationToken ct) => store.PutAsync($"{prefix}/{name}", path, ct);

    public Task<StoredFile?> OpenAsync(string prefix, string name, CancellationToken ct) => store.OpenAsync($"{prefix}/{name}", ct);
}
