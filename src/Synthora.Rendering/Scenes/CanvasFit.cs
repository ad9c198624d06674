using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Timelines;
using static Synthora.Rendering.FFmpeg.FFmpegText;

namespace Synthora.Rendering.Scenes;

/// <summary>Brings a source to the canvas: cropped to fill it, or whole above a blurred copy of itself.</summary>
internal static class CanvasFit
{
    /// <summary>Below this share of the source left in the picture, cropping loses the subject.</summary>
    private const double LeastKept = 0.5;

    /// <param name="from">A stream of the source, without brackets.</param>
    /// <returns>Label of a stream of canvas size in yuv420p, BT.709, limited range.</returns>
    public static string Add(FilterGraph graph, string from, VideoStream source, Canvas canvas, Look look, bool canToneMap)
    {
        var colour = Colour(source, canToneMap);
        if (source.IsInterlaced) from = graph.Chain($"[{from}]", "bwdif=mode=send_frame");
        if (source.HasAlpha) from = OverPaper(graph, from, source, look);
        var aspect = (double)source.Width / source.Height;
        var wanted = (double)canvas.Width / canvas.Height;
        if (Math.Min(aspect / wanted, wanted / aspect) >= LeastKept)
            return graph.Chain($"[{from}]", $"{Cover(source, canvas.Width, canvas.Height, colour)},setsar=1,format=yuv420p");

        var (backdrop, picture) = (graph.NewLabel("s"), graph.NewLabel("s"));
        graph.AddChain($"[{from}]split=2[{backdrop}][{picture}]");
        var (smallWidth, smallHeight) = (Even(canvas.Width / 8.0), Even(canvas.Height / 8.0));
        var behind = graph.Chain($"[{backdrop}]", Of(
            $"{Cover(source, smallWidth, smallHeight, colour)},format=yuv420p,gblur=sigma={Math.Max(2, smallWidth / 16)},eq=brightness=-0.10:saturation=1.15,scale={canvas.Width}:{canvas.Height}:flags=bicubic,setsar=1"));
        var (width, height) = aspect > wanted
            ? (canvas.Width, Even(canvas.Width / aspect))
            : (Even(canvas.Height * aspect), canvas.Height);
        var front = graph.Chain($"[{picture}]", Of($"scale={width}:{height}:flags=bicubic{colour.Options}{colour.After},setsar=1,format=yuv420p"));
        return graph.Chain($"[{behind}][{front}]", "overlay=(W-w)/2:(H-h)/2:format=yuv420,setsar=1,format=yuv420p");
    }

    private static string Cover(VideoStream source, int width, int height, (string Options, string After) colour)
    {
        var scale = Math.Max((double)width / source.Width, (double)height / source.Height);
        var (scaledWidth, scaledHeight) = (Math.Max(width, Even(source.Width * scale)), Math.Max(height, Even(source.Height * scale)));
        return Of($"scale={scaledWidth}:{scaledHeight}:flags=bicubic{colour.Options}{colour.After},crop={width}:{height}");
    }

    /// <summary>Transparent pictures would come out on black; they get the palette's first colour as paper.</summary>
    private static string OverPaper(FilterGraph graph, string from, VideoStream source, Look look)
    {
        var (paper, picture) = (graph.NewLabel("s"), graph.NewLabel("s"));
        graph.AddChain($"[{from}]format=rgba,split=2[{paper}][{picture}]");
        // drawbox could paint it too, but ffmpeg 5.1 crashes when it replaces alpha.
        var (red, green, blue) = (Part(1), Part(3), Part(5));
        var filled = graph.Chain($"[{paper}]", Of($"lutrgb=r={red}:g={green}:b={blue}:a=255"));
        return graph.Chain($"[{filled}][{picture}]", "overlay=format=rgb,format=rgb24");

        int Part(int at) => int.Parse(look.Palette[0].AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Conversion to BT.709 limited range. swscale takes a matrix nobody stated for BT.601, which would tint HD
    /// footage, so it is always told.
    /// </summary>
    private static (string Options, string After) Colour(VideoStream source, bool canToneMap)
    {
        if (source.IsHdr && canToneMap)
            return ("", ",zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv");

        var isRgb = source.PixelFormat.StartsWith("rgb", StringComparison.Ordinal) || source.PixelFormat.StartsWith("bgr", StringComparison.Ordinal)
            || source.PixelFormat.StartsWith("gbr", StringComparison.Ordinal) || source.PixelFormat is "pal8" or "argb" or "abgr" || source.HasAlpha;
        if (isRgb) return (":out_color_matrix=bt709:out_range=tv", "");
        var matrix = source.Matrix switch
        {
            "bt709" => "bt709",
            "bt2020nc" or "bt2020c" => "bt2020",
            "smpte170m" or "bt470bg" or "fcc" => "bt601",
            _ => source.IsFullRange || Math.Min(source.Width, source.Height) < 700 ? "bt601" : "bt709",
        };
        return ($":in_color_matrix={matrix}:out_color_matrix=bt709:in_range={(source.IsFullRange ? "full" : "tv")}:out_range=tv", "");
    }

    private static int Even(double value) => Math.Max(2, (int)Math.Round(value / 2) * 2);
}
