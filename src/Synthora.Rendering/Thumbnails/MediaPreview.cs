using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Probing;

namespace Synthora.Rendering.Thumbnails;

/// <summary>What browsers show of a file: a picture that stands for it and, for films they cannot play, a copy that they can.</summary>
public static class MediaPreview
{
    private const int PosterSide = 1280;
    private const int CopySide = 640;
    private static readonly TimeSpan PosterLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CopyLimit = TimeSpan.FromMinutes(20);

    /// <summary>Writes a JPEG of a picture, or of a film's frame a little after its beginning.</summary>
    /// <exception cref="RenderException">The file cannot be decoded.</exception>
    public static async Task PosterAsync(string path, MediaInfo info, string output, CancellationToken ct)
    {
        var video = info.Video ?? throw new ArgumentException("Sound has no picture.", nameof(info));
        double? at = info.IsStill || info.DurationSeconds is not > 0.2 ? null : Math.Min(info.DurationSeconds.Value * 0.1, 3);
        using var media = MediaFile.Open(path);
        var (width, height) = Within(video, PosterSide);
        if (await FrameAsync(media, video, at, width, height, output, ct) is null) return;
        // A film may say that it is longer than it is.
        if (await FrameAsync(media, video, null, width, height, output, ct) is { } problem)
            throw new RenderException($"The picture cannot be decoded: {problem}", "Export the file again, for example as MP4 or JPEG.");
    }

    /// <summary>Whether browsers play the film itself.</summary>
    public static bool PlaysInBrowsers(MediaInfo info, FileSignature signature) => signature.Extension switch
    {
        "mp4" or "mov" => info.Video is { Codec: "h264" or "av1" or "vp9", PixelFormat: "yuv420p" or "yuvj420p" } && info.Audio is null or { Codec: "aac" or "mp3" or "opus" },
        "webm" => info.Video?.Codec is "vp8" or "vp9" or "av1",
        _ => false,
    };

    /// <summary>Writes a small MP4 that every browser plays.</summary>
    /// <exception cref="RenderException">The file cannot be decoded.</exception>
    public static async Task CopyAsync(string path, MediaInfo info, string output, CancellationToken ct)
    {
        var (width, height) = Within(info.Video!, CopySide);
        using var media = MediaFile.Open(path);
        var run = await ToolRunner.RunAsync(
            "ffmpeg",
            ["-v", "error", "-nostdin", "-y", "-threads", "2", "-protocol_whitelist", "file", "-i", media.Source, "-map", $"0:{info.Video!.Index}",
             .. info.Audio is { } audio ? ["-map", $"0:{audio.Index}", "-c:a", "aac", "-ac", "2", "-b:a", "96k"] : Array.Empty<string>(),
             "-vf", $"scale={width}:{height}:flags=area,setsar=1,fps=30,format=yuv420p", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "28", "-threads", "1",
             "-map_metadata", "-1", "-movflags", "+faststart", "-f", "mp4", FFmpegText.File(output)],
            ct, timeout: CopyLimit);
        if (run.ExitCode != 0) throw new RenderException($"The film cannot be decoded: {LastLine(run.Error)}", "Export it again, for example as MP4.");
    }

    private static async Task<string?> FrameAsync(MediaFile media, VideoStream video, double? at, int width, int height, string output, CancellationToken ct)
    {
        File.Delete(output);
        var run = await ToolRunner.RunAsync(
            "ffmpeg",
            ["-v", "error", "-nostdin", "-y", "-threads", "1", "-protocol_whitelist", "file", .. at is { } seconds ? ["-ss", FFmpegText.Seconds(seconds)] : Array.Empty<string>(),
             "-i", media.Source, "-map", $"0:{video.Index}", "-frames:v", "1", "-vf", $"scale={width}:{height}:flags=area,setsar=1",
             "-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p", "-map_metadata", "-1", "-f", "image2pipe", FFmpegText.File(output)],
            ct, timeout: PosterLimit);
        return run.ExitCode == 0 && new FileInfo(output) is { Exists: true, Length: > 0 } ? null : LastLine(run.Error);
    }

    private static (int Width, int Height) Within(VideoStream video, int side)
    {
        var scale = Math.Min(1.0, (double)side / Math.Max(video.Width, video.Height));
        return (Even(video.Width * scale), Even(video.Height * scale));

        static int Even(double length) => Math.Max(2, (int)Math.Round(length / 2) * 2);
    }

    private static string LastLine(string log) =>
        log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault()?.TrimEnd('.') + "."
        is { Length: > 1 } line ? line : "it holds no frame.";
}
