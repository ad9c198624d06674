using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Motion;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Timelines;
using static Synthora.Rendering.FFmpeg.FFmpegText;

namespace Synthora.Rendering.Scenes;

/// <summary>Brings a source to the canvas in its framing and to the video's look.</summary>
internal static class CanvasFit
{
    /// <summary>Below this share of the source left in the picture, cropping loses the subject.</summary>
    public const double LeastKept = 0.5;

    /// <summary>How much of the canvas a cut-out may take, so that its ground is seen around it.</summary>
    private const double CutoutShare = 0.9;

    /// <param name="from">A stream of the source, without brackets.</param>
    /// <param name="framing">Null crops where half of the source or more is kept, and blurs else.</param>
    /// <returns>Label of a stream of canvas size in yuv420p, BT.709, limited range.</returns>
    public static string Add(FilterGraph graph, string from, VideoStream source, Canvas canvas, Look look, Framing? framing, bool canToneMap)
    {
        if (source.IsInterlaced) from = graph.Chain($"[{from}]", "bwdif=mode=send_frame");
        var fit = new Fit(graph, source, canvas, look, SourceColour.Of(source, canToneMap));
        if (source.HasAlpha) return fit.OnGround(from);
        return (framing?.Mode ?? (Kept(source, canvas) >= LeastKept ? FillMode.Crop : FillMode.Blur)) switch
        {
            FillMode.Crop => fit.Cropped(from, framing?.X ?? 0.5, framing?.Y ?? 0.5),
            FillMode.Blur => fit.OverBlur(from),
            FillMode.Split => fit.Halves(from, framing!),
            _ => fit.OnColour(from, Motion.Colour.Parse(framing!.Colour ?? look.Palette[0])),
        };
    }

    /// <summary>Share of the source that a crop to the canvas's shape keeps.</summary>
    public static double Kept(VideoStream source, Canvas canvas)
    {
        var aspect = (double)source.Width / source.Height;
        var wanted = (double)canvas.Width / canvas.Height;
        return Math.Min(aspect / wanted, wanted / aspect);
    }

    private sealed class Fit(FilterGraph graph, VideoStream source, Canvas canvas, Look look, SourceColour colour)
    {
        private readonly string _grade = GradeFilter.Write(look.Grade);
        private string End => $"{_grade},setsar=1,format=yuv420p";

        public string Cropped(string from, double x, double y) =>
            graph.Chain($"[{from}]", Cover(canvas.Width, canvas.Height, x, y) + ",format=yuv420p" + End);

        public string OverBlur(string from)
        {
            var (backdrop, picture) = Twice(from);
            var (smallWidth, smallHeight) = (Even(canvas.Width / 8.0), Even(canvas.Height / 8.0));
            var behind = graph.Chain($"[{backdrop}]", Cover(smallWidth, smallHeight, 0.5, 0.5) + Of(
                $",format=yuv420p,gblur=sigma={Math.Max(2, smallWidth / 16)},eq=brightness=-0.10:saturation=1.15,scale={canvas.Width}:{canvas.Height}:flags=bicubic,setsar=1"));
            return Over(behind, graph.Chain($"[{picture}]", $"{Inside(1)},setsar=1,format=yuv420p"));
        }

        /// <summary>Two crops, above each other on a tall canvas, with a seam of the palette between them.</summary>
        public string Halves(string from, Framing framing)
        {
            var tall = canvas.Height >= canvas.Width;
            var (one, other) = Twice(from);
            var seam = Even(Math.Min(canvas.Width, canvas.Height) * 0.008);
            var (width, height) = tall ? (canvas.Width, Even(canvas.Height / 2.0)) : (Even(canvas.Width / 2.0), canvas.Height);
            var (restWidth, restHeight) = tall ? (width, canvas.Height - height) : (canvas.Width - width, height);
            var first = graph.Chain($"[{one}]", Cover(width, height, framing.X, framing.Y) + ",setsar=1,format=yuv420p");
            var second = graph.Chain($"[{other}]", Cover(restWidth, restHeight, framing.SecondX, framing.SecondY) + ",setsar=1,format=yuv420p");
            var line = tall ? Of($"0:{height - (seam / 2)}:{canvas.Width}:{seam}") : Of($"{width - (seam / 2)}:0:{seam}:{canvas.Height}");
            return graph.Chain($"[{first}][{second}]", $"{(tall ? "vstack" : "hstack")}{_grade},drawbox={line}:white:fill,setsar=1,format=yuv420p");
        }

        public string OnColour(string from, Colour paper)
        {
            var (ground, picture) = Twice(from);
            var (y, cb, cr) = paper.Bt709;
            var behind = graph.Chain($"[{ground}]", Of($"scale={canvas.Width}:{canvas.Height}:flags=neighbor,format=yuv420p,lutyuv=y={y}:u={cb}:v={cr},setsar=1"));
            return Over(behind, graph.Chain($"[{picture}]", $"{Inside(1)}{_grade},setsar=1,format=yuv420p"), graded: true);
        }

        /// <summary>A cut-out would come out on black; it gets a lit ground of the palette's first colour.</summary>
        public string OnGround(string from)
        {
            var (paper, picture) = (graph.NewLabel("s"), graph.NewLabel("s"));
            graph.AddChain($"[{from}]format=rgba,split=2[{paper}][{picture}]");
            // drawbox could paint it too, but ffmpeg 5.1 crashes when it replaces alpha.
            var ground = Motion.Colour.Parse(look.Palette[0]);
            var lit = graph.Chain($"[{paper}]", Of(
                $"scale={canvas.Width}:{canvas.Height}:flags=neighbor,lutrgb=r={ground.R}:g={ground.G}:b={ground.B}:a=255,format=rgb24,vignette=angle=PI/5:y0=h*0.42,setsar=1"));
            var cut = graph.Chain($"[{picture}]", $"{Inside(CutoutShare, plain: true)},setsar=1");
            return graph.Chain($"[{lit}][{cut}]", Of(
                $"overlay=(W-w)/2:(H-h)/2:format=rgb,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p") + End);
        }

        private (string One, string Other) Twice(string from)
        {
            var (one, other) = (graph.NewLabel("s"), graph.NewLabel("s"));
            graph.AddChain($"[{from}]split=2[{one}][{other}]");
            return (one, other);
        }

        private string Over(string behind, string picture, bool graded = false) => graph.Chain(
            $"[{behind}][{picture}]", $"overlay=(W-w)/2:(H-h)/2:format=yuv420,format=yuv420p{(graded ? "" : _grade)},setsar=1,format=yuv420p");

        /// <summary>All of the source, as large as a share of the canvas allows.</summary>
        private string Inside(double share, bool plain = false)
        {
            var scale = Math.Min(canvas.Width * share / source.Width, canvas.Height * share / source.Height);
            return Of($"scale={Math.Min(canvas.Width, Even(source.Width * scale))}:{Math.Min(canvas.Height, Even(source.Height * scale))}:flags={Scaler(scale)}")
                + (plain ? "" : colour.Options + colour.After);
        }

        private string Cover(int width, int height, double x, double y)
        {
            var scale = Math.Max((double)width / source.Width, (double)height / source.Height);
            var (scaledWidth, scaledHeight) = (Math.Max(width, Even(source.Width * scale)), Math.Max(height, Even(source.Height * scale)));
            var left = (int)Math.Clamp((x * scaledWidth) - (width / 2.0), 0, scaledWidth - width) & ~1;
            var top = (int)Math.Clamp((y * scaledHeight) - (height / 2.0), 0, scaledHeight - height) & ~1;
            return Of($"scale={scaledWidth}:{scaledHeight}:flags={Scaler(scale)}{colour.Options}{colour.After},crop={width}:{height}:{left}:{top}");
        }

        /// <summary>From half its size downwards every pixel is the mean of whole ones, which a wider kernel only makes dearer.</summary>
        private static string Scaler(double scale) => scale <= 0.5 ? "area" : "bicubic";
    }

    private static int Even(double value) => Math.Max(2, (int)Math.Round(value / 2) * 2);
}
