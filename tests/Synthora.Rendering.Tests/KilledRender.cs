using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests;

/// <summary>The tests' own program: a render in a process of its own, which does everything but end. It is there to be killed.</summary>
internal static class KilledRender
{
    /// <param name="args">A timeline and the folder to render it in.</param>
    public static async Task Main(string[] args) => await Renderer.RenderAsync(
        TimelineJson.Read(await File.ReadAllTextAsync(args[0])), new(Path.Combine(args[1], "work"), Path.Combine(args[1], "out.mp4")), new NeverJoins(), CancellationToken.None);

    /// <summary>Holds the render up before it joins its scenes, however late a busy machine lets the test come.</summary>
    private sealed class NeverJoins : IProgress<RenderProgress>
    {
        public void Report(RenderProgress progress)
        {
            if (progress.Message != Renderer.Joining) return;
            using var never = new ManualResetEventSlim();
            never.Wait();
        }
    }
}
