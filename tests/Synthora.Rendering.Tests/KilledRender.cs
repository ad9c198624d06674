using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests;

/// <summary>The tests' own program: a render in a process of its own, so that a test may kill it.</summary>
internal static class KilledRender
{
    /// <param name="args">A timeline and the folder to render it in.</param>
    public static async Task Main(string[] args) => await Renderer.RenderAsync(
        TimelineJson.Read(await File.ReadAllTextAsync(args[0])), new(Path.Combine(args[1], "work"), Path.Combine(args[1], "out.mp4")), null, CancellationToken.None);
}
