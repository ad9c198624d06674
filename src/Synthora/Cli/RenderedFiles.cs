using System.Globalization;
using System.Text.Json;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering;
using Synthora.Rendering.Quality;
using Synthora.Rendering.Timelines;

namespace Synthora.Cli;

/// <summary>One finished file as a command reports it.</summary>
/// <param name="Rendition">Name of the rendition; null for the video itself.</param>
internal sealed record RenderedFile(string? Rendition, string Video, double DurationS, RenderResult Render, QualityReport? Report);

/// <summary>Says what was rendered, how much of it was there already, and whether it may be published.</summary>
internal static class RenderedFiles
{
    private static readonly JsonSerializerOptions OneLine = new(TimelineJson.Options) { WriteIndented = false, IgnoreReadOnlyProperties = false };

    public static async Task<int> TellAsync(Terminal terminal, bool json, IReadOnlyList<RenderedFile> files)
    {
        if (json)
        {
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(
                new
                {
                    Files = files.Select(file => new
                    {
                        file.Rendition,
                        file.Video,
                        DurationS = Math.Round(file.DurationS, 3),
                        file.Render.ScenesRendered,
                        file.Render.ScenesReused,
                        WallS = Math.Round(file.Render.Elapsed.TotalSeconds, 2),
                        file.Report?.Passed,
                        file.Report?.Fallbacks,
                    }),
                }, OneLine));
        }
        else
        {
            foreach (var file in files) await TellAsync(terminal.Out, file);
        }

        return files.All(file => file.Report?.Passed != false) ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task TellAsync(TextWriter output, RenderedFile file)
    {
        foreach (var fallback in file.Report?.Fallbacks ?? [])
            await output.WriteLineAsync($"Note: instead of {fallback.Asked}, {fallback.Done}, because {fallback.Why}.");
        if (file.Report is { } report) await output.WriteLineAsync(QualityReportText.Verdict(report));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{Terminal.Named(file.Video)}: {file.DurationS:0.0} s, {Scenes(file.Render.ScenesRendered)} rendered, {file.Render.ScenesReused} reused, in {file.Render.Elapsed.TotalSeconds:0.0} s."));
    }

    private static string Scenes(int count) => count == 1 ? "1 scene" : $"{count} scenes";
}
