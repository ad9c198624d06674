using Synthora.Rendering.FFmpeg;

namespace Synthora.Rendering.Probing;

/// <summary>
/// A user's file under a name that ffmpeg takes literally. Its picture reader expands <c>%03d</c> and wildcards in
/// names, so such a file is reached through a plainly named link.
/// </summary>
internal sealed class MediaFile : IDisposable
{
    private readonly string? _linkFolder;

    private MediaFile(string source, string? linkFolder) => (Source, _linkFolder) = (source, linkFolder);

    /// <summary>What follows <c>-i</c>.</summary>
    public string Source { get; }

    public static MediaFile Open(string path)
    {
        var full = Path.GetFullPath(path);
        if (full.AsSpan().IndexOfAny("%*?{[") < 0) return new MediaFile(FFmpegText.File(full), null);

        var folder = Directory.CreateTempSubdirectory("synthora-media-").FullName;
        var link = Path.Combine(folder, "media");
        File.CreateSymbolicLink(link, full);
        return new MediaFile(FFmpegText.File(link), folder);
    }

    public void Dispose()
    {
        if (_linkFolder is not null) Directory.Delete(_linkFolder, recursive: true);
    }
}
