using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Cameras;

/// <summary>Pictures that one ffmpeg reads and scales, a camera looks at, and another ffmpeg takes as an input.</summary>
/// <param name="Reader">Writes raw pictures to <see cref="PictureSocket"/>.</param>
/// <param name="Picture">Size of those.</param>
/// <param name="IsStill">There is one picture for all frames; otherwise one for each.</param>
internal sealed record CameraFeed(string Name, FFmpegCommand Reader, Canvas Picture, Canvas Canvas, CameraPath Path, int Frames, bool IsStill)
{
    public string PictureSocket => Name + ".picture";

    public string FrameSocket => Name + ".frames";

    /// <summary>A command for <see cref="Reader"/>.</summary>
    /// <param name="graph">Its only open end is labelled <c>picture</c>.</param>
    public static FFmpegCommand Read(FilterGraph graph, string name, int pictures, int threads) => new(
        graph.Inputs, graph.Text, ["-map", "[picture]", "-frames:v", FFmpegText.Of($"{pictures}"), "-f", "rawvideo"], $"unix:{name}.picture", threads);
}

/// <summary>An input that does not lie in a file: someone has to shoot it while ffmpeg runs.</summary>
internal sealed record CameraInput(CameraFeed Feed) : FFmpegInput(
    [
        // A short queue, because each entry is a whole picture.
        "-thread_queue_size", "2", "-f", "rawvideo", "-pixel_format", "yuv420p", "-video_size", FFmpegText.Of($"{Feed.Canvas.Width}x{Feed.Canvas.Height}"),
        "-framerate", FFmpegText.Of($"{Feed.Canvas.Fps}"),
    ],
    $"unix:{Feed.FrameSocket}");
