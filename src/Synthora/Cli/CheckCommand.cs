using System.CommandLine;
using Synthora.Rendering.Quality;
using Synthora.Rendering.Timelines;

namespace Synthora.Cli;

/// <summary>Measures any MP4 against what a platform and its viewers need; exits with 1 when a must is not met.</summary>
public static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<FileInfo>("file") { Description = "The video to measure." };
        var platform = new Option<Platform>("--platform") { Description = "Whose limits apply.", DefaultValueFactory = _ => Platform.Universal };
        var plan = new Option<FileInfo?>("--timeline") { Description = "The timeline it was made from, to compare with the plan." };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON." };
        var command = new Command("check", "Measures a video and says whether it is ready to publish.") { file, platform, plan, json };
        command.SetAction(async (parsed, ct) =>
        {
            var timeline = parsed.GetValue(plan) is { } path ? await TimelineFile.ReadAsync(path.FullName, ct) : null;
            var report = await QualityGate.CheckAsync(parsed.GetRequiredValue(file).FullName, timeline, parsed.GetValue(platform), ct);
            await terminal.Out.WriteLineAsync(parsed.GetValue(json) ? QualityReportText.Json(report) : QualityReportText.Table(report));
            return report.Passed ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }
}
