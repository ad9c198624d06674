using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;
using static Synthora.Rendering.FFmpeg.FFmpegText;

namespace Synthora.Rendering.Cameras;

/// <summary>Puts a camera between a chain and the graph that wants it moved.</summary>
internal static class CameraShot
{
    /// <param name="draw">Adds the chain to a graph of its own, at the size it is told, and returns its label: one picture of a still, or a picture for every frame.</param>
    /// <returns>Label of a stream of exactly <paramref name="frames"/> frames of canvas size.</returns>
    public static string Add(
        FilterGraph graph, CameraPath path, Canvas canvas, int frames, bool isStill, int threads, Func<FilterGraph, Canvas, string> draw)
    {
        var picture = canvas with { Width = Even(canvas.Width * path.Enlarged), Height = Even(canvas.Height * path.Enlarged) };
        var reader = new FilterGraph();
        reader.AddChain($"[{draw(reader, picture)}]format=yuv420p[picture]");
        var name = Of($"camera{graph.NextInput}");
        var feed = new CameraFeed(name, CameraFeed.Read(reader, name, isStill ? 1 : frames, threads), picture, canvas, path, frames, isStill);
        return graph.Chain(Of($"[{graph.AddInput(new CameraInput(feed))}:v]"), Of($"settb=1/{canvas.Fps},setpts=N,setsar=1,format=yuv420p"));
    }

    private static int Even(double value) => (int)Math.Round(value / 2) * 2;
}
