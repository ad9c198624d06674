using System.Text.Json;
using Synthora.Cli;
using Synthora.Rendering;
using Synthora.Rendering.Timelines;
using Synthora.Rendering.Variants;

namespace Synthora.Benchmarks;

/// <summary>One round's own folder, and the footage all rounds share.</summary>
internal sealed record Stage(Footage Footage, string Folder)
{
    public SampleVideos Videos => new(Footage);

    public string File(string name) => Path.Combine(Folder, name);

    /// <param name="name">Of the video and of its work folder: a later row of the same name finds its scenes.</param>
    public Task RenderAsync(Timeline timeline, string name, CancellationToken ct, bool preview = false) =>
        Renderer.RenderAsync(timeline, new RenderOptions(File("work-" + name), File(name + ".mp4"), Preview: preview), null, ct);

    /// <summary>A script of six scenes with an offline voice and designed cards, checked by the gate, as <c>synthora make</c> does it.</summary>
    /// <returns>The seconds of video that became of it.</returns>
    public async Task<double> MakeAsync(CancellationToken ct)
    {
        var script = File("make.md");
        await System.IO.File.WriteAllTextAsync(script, SampleVideos.Script, ct);
        var (said, error) = (new StringWriter(), new StringWriter());
        var exit = await CommandLine.RunAsync(["make", script, "--out", File("make.mp4"), "--json"], new Terminal(said, error, Interactive: false), ct);
        if (exit != ExitCode.Ok) throw new RenderException($"The script did not become a video that passes: {error}", "Run ./synthora doctor.");
        return JsonDocument.Parse(said.ToString()).RootElement.GetProperty("duration_s").GetDouble();
    }

    /// <summary>One after the other over one work folder, as the command line makes them.</summary>
    public async Task RenderVariantsAsync(Timeline timeline, string renditions, CancellationToken ct)
    {
        foreach (var (rendition, variant) in TimelineVariants.Make(timeline, Rendition.ParseAll(renditions)))
            await Renderer.RenderAsync(variant, new RenderOptions(File("work-variants"), File($"variant-{rendition.Name}.mp4")), null, ct);
    }
}
