using System.Diagnostics;
using System.Globalization;
using Synthora.Benchmarks;
using Synthora.Rendering;
using Synthora.Rendering.Timelines;

var rounds = args is [var given, ..] && int.TryParse(given, CultureInfo.InvariantCulture, out var asked) ? asked : 2;
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var folder = Directory.CreateTempSubdirectory("synthora-bench-").FullName;
try
{
    Console.WriteLine("Making the sample footage ...");
    var sample = new SampleVideo(folder);
    await sample.MakeAsync(stop.Token);

    // Turn by turn, and the best of each counts: whatever else the machine does then disturbs both alike.
    var results = new Dictionary<string, Figures>();
    for (var round = 1; round <= rounds; round++)
    {
        var work = Path.Combine(folder, $"work-{round}");
        await MeasureAsync("bare graph", () => BareGraph.RenderAsync(sample, Path.Combine(folder, "bare.mp4"), stop.Token));
        await MeasureAsync("synthora", () => RenderAsync(sample.Timeline, work, "synthora.mp4"));
        await MeasureAsync("one scene edited", () => RenderAsync(Edited(sample.Timeline), work, "edited.mp4"));
        await MeasureAsync("nothing edited", () => RenderAsync(sample.Timeline, work, "again.mp4"));
        await MeasureAsync("preview", () => RenderAsync(sample.Timeline, work, "preview.mp4", preview: true));
    }

    var bare = results["bare graph"];
    Console.WriteLine();
    Console.WriteLine($"{"",-18}{"wall s",8}{"s per s",9}{"x bare",8}{"peak MiB",10}");
    foreach (var (name, figures) in results)
        Console.WriteLine(FormattableString.Invariant(
            $"{name,-18}{figures.Wall,8:0.0}{figures.Wall / SampleVideo.Seconds,9:0.00}{figures.Wall / bare.Wall,8:0.00}{figures.PeakBytes >> 20,10}"));

    var (ratio, peak) = (results["synthora"].Wall / bare.Wall, results["synthora"].PeakBytes / (double)(1 << 30));
    var kept = ratio <= 1.25 && peak <= 1;
    Console.WriteLine(FormattableString.Invariant($"\n{(kept ? "Within" : "OVER")} the targets: {ratio:0.00} of at most 1.25 x the bare graph, {peak:0.00} of at most 1 GiB."));
    return kept ? 0 : 1;

    async Task MeasureAsync(string name, Func<Task> run)
    {
        await using var memory = new TreeMemory();
        var started = Stopwatch.GetTimestamp();
        await run();
        var wall = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(FormattableString.Invariant($"{name,-18}{wall,8:0.0} s"));
        results[name] = results.TryGetValue(name, out var before)
            ? new(Math.Min(before.Wall, wall), Math.Max(before.PeakBytes, memory.PeakBytes))
            : new(wall, memory.PeakBytes);
    }

    Task<RenderResult> RenderAsync(Timeline timeline, string work, string name, bool preview = false) =>
        Renderer.RenderAsync(timeline, new RenderOptions(work, Path.Combine(folder, name), Preview: preview), null, stop.Token);

    static Timeline Edited(Timeline timeline) => timeline with
    {
        Scenes = [.. timeline.Scenes.Select((scene, index) => index == 2 ? scene with { Texts = [new OverlayText("Edited", scene.StartFrame, scene.EndFrame)] } : scene)],
    };
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped.");
    return 130;
}
catch (RenderException failed)
{
    Console.Error.WriteLine(failed.Message);
    return 1;
}
finally
{
    if (Environment.GetEnvironmentVariable("SYNTHORA_BENCH_KEEP") is null) Directory.Delete(folder, recursive: true);
    else Console.WriteLine($"Kept in {folder}");
}

internal sealed record Figures(double Wall, long PeakBytes);
