using System.Globalization;
using System.Text;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Motion;

/// <summary>The filter chain that moves a card's background and layers; its text goes into the scene's ASS file.</summary>
public static class CardGraph
{
    /// <summary>Soft layers and the gradient are drawn this many times smaller than the canvas.</summary>
    public const int Reduction = 4;

    private const string ToVideo = "flags=bicubic:out_color_matrix=bt709:out_range=tv";

    /// <param name="firstFrame">Frame of the card at which the chain begins; nothing before it is composed.</param>
    /// <param name="frames">Exact number of frames the chain must yield.</param>
    /// <param name="firstInput">Number of this chain's first input in the whole command.</param>
    /// <param name="output">Label of the resulting stream: canvas size, canvas rate, yuv420p, SAR 1.</param>
    public static FilterChain Build(CardArtwork artwork, Canvas canvas, int firstFrame, int frames, int firstInput, string output)
    {
        // A still needs no -loop: overlay repeats its only frame, and the file is decoded once.
        var paths = artwork.Layers.Select(layer => layer.Path).Distinct().ToList();
        var graph = new StringBuilder(Gradient(artwork.Background, canvas, firstFrame, frames, output));
        var stage = 0;
        string Label(int number) => $"{output}s{number}";

        var uses = new Dictionary<string, Queue<string>>();
        for (var n = 0; n < paths.Count; n++)
        {
            var users = artwork.Layers.Count(layer => layer.Path == paths[n]);
            var labels = Enumerable.Range(0, users).Select(use => $"{output}i{n}u{use}").ToList();
            graph.Append(CultureInfo.InvariantCulture, $";[{firstInput + n}:v]");
            if (users > 1) graph.Append(CultureInfo.InvariantCulture, $"split={users}").AppendJoin("", labels.Select(label => $"[{label}]"));
            else graph.Append(CultureInfo.InvariantCulture, $"null[{labels[0]}]");
            uses[paths[n]] = new(labels);
        }

        foreach (var layer in artwork.Layers.Where(layer => layer.Soft))
        {
            var source = uses[layer.Path].Dequeue();
            if (layer.Spin != 0)
            {
                graph.Append(CultureInfo.InvariantCulture,
                    $";[{source}]format=rgba,loop=loop=-1:size=1,setpts=(N+{firstFrame})/({canvas.Fps}*TB),rotate=a={layer.Spin * Math.PI / 180:0.#####}*t:c=none,scale=2*iw:2*ih:flags=bilinear[{source}r]");
                source += "r";
            }

            graph.Append(CultureInfo.InvariantCulture,
                $";[{Label(stage)}][{source}]overlay=x='({layer.X})/{Reduction}':y='({layer.Y})/{Reduction}':format=gbrp{Enable(layer)}[{Label(++stage)}]");
        }

        var grain = artwork.Background.Grain;
        graph.Append(CultureInfo.InvariantCulture, $";[{Label(stage)}]scale={canvas.Width}:{canvas.Height}:{ToVideo},format=yuv420p");
        if (grain > 0) graph.Append(CultureInfo.InvariantCulture, $",noise=c0_strength={grain}:c0_flags=t+u:c0_seed={artwork.Background.Seed & 0xFFFF}");
        graph.Append(CultureInfo.InvariantCulture, $"[{Label(++stage)}]");

        foreach (var layer in artwork.Layers.Where(layer => !layer.Soft))
        {
            var source = uses[layer.Path].Dequeue();
            var shown = $"{source}c";
            graph.Append(CultureInfo.InvariantCulture, $";[{source}]format=rgba,scale={ToVideo},format=yuva420p{Fade(layer, canvas, firstFrame)}[{shown}]");
            graph.Append(CultureInfo.InvariantCulture, $";[{Label(stage)}][{shown}]overlay=x='{layer.X}':y='{layer.Y}'{Enable(layer)}[{Label(++stage)}]");
        }

        graph.Append(CultureInfo.InvariantCulture, $";[{Label(stage)}]trim=end_frame={frames},setpts=PTS-STARTPTS,setsar=1,format=yuv420p[{output}]");
        return new([.. paths.Select(path => new FFmpegInput([], path))], graph.ToString());
    }

    private static string Gradient(GradientBackground background, Canvas canvas, int firstFrame, int frames, string output)
    {
        int width = Math.Max(16, canvas.Width / Reduction), height = Math.Max(16, canvas.Height / Reduction);
        var colours = background.Colours.Take(4).ToList();
        if (colours.Count == 1) colours.Add(colours[0]);
        var turn = background.Speed * 2 * Math.PI / canvas.Fps;
        var stops = string.Join(':', colours.Select((colour, n) => $"c{n}=0x{colour.TrimStart('#')}"));

        // Its turning has no start of its own, so what was seen before is made again, at a sixteenth of the pixels, and dropped.
        // Times stay those of the card: every expression above counts on them.
        // The line of the gradient runs from corner to corner; which corner decides the seed.
        var (x0, x1) = (background.Seed & 1) == 0 ? (0, width - 1) : (width - 1, 0);
        return string.Create(CultureInfo.InvariantCulture,
            $"gradients=s={width}x{height}:r={canvas.Fps}:n={colours.Count}:{stops}:x0={x0}:y0=0:x1={x1}:y1={height - 1}:speed={Math.Clamp(turn, 0.00001, 1):0.#######}:seed={background.Seed & 0xFFFF},trim=start_frame={firstFrame}:end_frame={firstFrame + frames},format=gbrp[{output}s0]");
    }

    private static string Enable(ArtLayer layer) => layer.AppearsAt <= 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $":enable='gte(t,{layer.AppearsAt:0.###})'");

    private static string Fade(ArtLayer layer, Canvas canvas, int firstFrame) => layer.FadeInSeconds <= 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture,
            $",loop=loop=-1:size=1,setpts=(N+{firstFrame})/({canvas.Fps}*TB),fade=t=in:st={layer.AppearsAt:0.###}:d={layer.FadeInSeconds:0.###}:alpha=1");
}
