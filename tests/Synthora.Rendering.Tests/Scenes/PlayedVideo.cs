using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Scenes;

/// <summary>A timeline rendered for real and read back as packed RGB frames.</summary>
internal sealed record PlayedVideo(string Path, int Width, int Height, IReadOnlyList<byte[]> Frames)
{
    public static async Task<PlayedVideo> RenderAsync(Timeline timeline, string folder)
    {
        TimelineValidator.Validate(timeline).ShouldBeEmpty();
        var output = System.IO.Path.Combine(folder, "out.mp4");
        await Renderer.RenderAsync(timeline, new(System.IO.Path.Combine(folder, "work"), output), null, CancellationToken.None);
        var raw = await SampleMedia.MakeAsync(System.IO.Path.Combine(folder, "out.rgb"), "-i", FFmpegText.File(output), "-vsync", "0", "-f", "rawvideo", "-pix_fmt", "rgb24");
        var (width, height) = (timeline.Canvas.Width, timeline.Canvas.Height);
        return new(output, width, height, [.. (await File.ReadAllBytesAsync(raw)).Chunk(width * height * 3)]);
    }

    public (double R, double G, double B) At(int frame, double x, double y)
    {
        var at = (((int)(y * (Height - 1)) * Width) + (int)(x * (Width - 1))) * 3;
        var pixels = Frames[frame];
        return (pixels[at], pixels[at + 1], pixels[at + 2]);
    }

    /// <summary>Mean colour of a part of a frame, in shares of its sides.</summary>
    public (double R, double G, double B) Mean(int frame, double left = 0, double top = 0, double right = 1, double bottom = 1)
    {
        double r = 0, g = 0, b = 0, count = 0;
        for (var y = (int)(top * Height); y < (int)(bottom * Height); y++)
            for (var x = (int)(left * Width); x < (int)(right * Width); x++, count++)
            {
                var at = ((y * Width) + x) * 3;
                (r, g, b) = (r + Frames[frame][at], g + Frames[frame][at + 1], b + Frames[frame][at + 2]);
            }

        return (r / count, g / count, b / count);
    }

    /// <summary>Mean difference of two frames in levels.</summary>
    public double Change(int one, int other) => Frames[one].Zip(Frames[other], (a, b) => Math.Abs(a - b)).Average();
}
