using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;
using static Synthora.Rendering.FFmpeg.FFmpegText;

namespace Synthora.Rendering.Scenes.Entrances;

/// <summary>The frames in which the old picture and the new one are both seen.</summary>
/// <param name="Leaving">The old picture, one frame longer than <paramref name="Frames"/>.</param>
/// <param name="Coming">The new picture, at most <paramref name="Frames"/> long.</param>
internal sealed record Meeting(FilterGraph Graph, string Leaving, string Coming, int Frames, Canvas Canvas, int Seed)
{
    public int Width => Canvas.Width;
    public int Height => Canvas.Height;

    /// <summary>Expression for the share of the transition that is over, 0–1, from a filter's <c>t</c>.</summary>
    public string Share => Of($"(t*{Canvas.Fps}/{Frames})");

    public string Both => $"[{Leaving}][{Coming}]";

    /// <summary>0–1 with a slow start and a slow end.</summary>
    public static double Eased(double share, double power = 3) =>
        share < 0.5 ? Math.Pow(2 * share, power) / 2 : 1 - (Math.Pow(2 - (2 * share), power) / 2);

    /// <summary>The same as an expression.</summary>
    public static string Eased(string share, int power = 3) =>
        Of($"if(lt({share},0.5),pow(2*{share},{power})/2,1-pow(2-2*{share},{power})/2)");

    /// <summary>A filter whose options change from frame to frame, told by commands on its way.</summary>
    /// <param name="options">The options at a frame, 0 to <see cref="Frames"/> − 1.</param>
    public string Steered(string filter, Func<int, IEnumerable<(string Name, string Value)>> options)
    {
        var name = Graph.NewLabel(filter);
        // Half a frame early, so that a rounded time cannot come too late for its frame.
        var commands = string.Join(';', Enumerable.Range(0, Frames).Select(frame =>
            Of($"{Math.Max(0, (frame - 0.5) / Canvas.Fps):0.######} ")
            + string.Join(',', options(frame).Select(option => $"{filter}@{name} {option.Name} {option.Value}"))));
        return Of($"sendcmd=c='{commands}',{filter}@{name}");
    }

    /// <summary>The new picture fades in over the old one between two shares of the transition.</summary>
    public string CrossFade(double from, double to)
    {
        var seconds = (double)Frames / Canvas.Fps;
        var faded = Graph.Chain($"[{Coming}]", Of($"format=yuva420p,fade=t=in:st={Seconds(from * seconds)}:d={Seconds((to - from) * seconds)}:alpha=1"));
        return Graph.Chain($"[{Leaving}][{faded}]", "overlay=shortest=1:format=yuv420,format=yuv420p");
    }
}
