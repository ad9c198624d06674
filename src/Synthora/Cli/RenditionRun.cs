using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Timelines;
using Synthora.Rendering.Variants;

namespace Synthora.Cli;

/// <summary>Renders the renditions of a timeline one after the other, each with its report, sharing finished scenes.</summary>
internal sealed class RenditionRun(VideoAssembly assembly, VideoProject project)
{
    /// <param name="output">The MP4 when it is not the one beside the timeline; only for a single rendition.</param>
    public async Task<IReadOnlyList<RenderedFile>> RunAsync(
        Timeline timeline, IReadOnlyList<Rendition> renditions, string? output, Action<double, string> report, CancellationToken ct)
    {
        var variants = await TimelineVariants.MakeAsync(timeline, renditions, ct);
        var files = new List<RenderedFile>();
        foreach (var (rendition, variant) in variants)
        {
            var from = files.Count / (double)variants.Count;
            var video = output ?? project.Named($"{rendition.Name}.mp4");
            var made = await assembly.RunAsync(
                variant, VideoOutput.Beside(video), project.Cache, (fraction, message) => report(from + (fraction / variants.Count), $"{rendition.Name}: {message}"), ct);
            files.Add(new(rendition.Name, video, variant.DurationSeconds, made.Render, made.Report));
        }

        return files;
    }
}
