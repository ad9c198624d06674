using System.CommandLine;
using System.Text.Json;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering;
using Synthora.Rendering.Quality;
using Synthora.Rendering.Timelines;

namespace Synthora.Cli;

/// <summary>
/// Measures any MP4 against what a platform and its viewers need; exits with 1 when a must is not met and with 2 when
/// there is nothing to measure.
/// </summary>
public static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<FileInfo>("file") { Description = "The video to measure: an MP4, made by Synthora or not." };
        var platform = new Option<Platform?>("--platform") { Description = "Whose limits apply; else the timeline's, else the narrowest of all." };
        var plan = new Option<FileInfo?>("--timeline") { Description = "The timeline it was made from, to compare with the plan." };
        var thorough = new Option<bool>("--thorough") { Description = "Also render a scene again, to see what encoding cost; needs --timeline." };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON." };
        var html = new Option<FileInfo?>("--html") { Description = "Write the report as a page that opens in any browser." };
        var command = new Command("check", "Measures a video and says whether it is ready to publish.") { file, platform, plan, thorough, json, html };
        command.SetAction(async (parsed, ct) =>
        {
            if (parsed.GetValue(thorough) && parsed.GetValue(plan) is null)
                throw new CommandException("--thorough needs the timeline the video was made from.", "Add --timeline FILE.", ExitCode.BadUsage);
            try
            {
                var timeline = parsed.GetValue(plan) is { } path ? await TimelineFile.ReadAsync(path.FullName, ct) : null;
                var report = await QualityGate.CheckAsync(
                    parsed.GetRequiredValue(file).FullName, timeline, parsed.GetValue(platform) ?? timeline?.Platform ?? Platform.Universal, ct, parsed.GetValue(thorough),
                    await MadeByAsync(parsed.GetRequiredValue(file).FullName, ct));
                if (parsed.GetValue(html) is { } page) await WholeFile.WriteAsync(page.FullName, QualityReportPage.Write(report), ct);
                await terminal.Out.WriteLineAsync(parsed.GetValue(json) ? QualityReportText.Json(report) : QualityReportText.Table(report));
                return report.Passed ? ExitCode.Ok : ExitCode.Failed;
            }
            catch (RenderException unreadable)
            {
                throw new CommandException(unreadable.Cause, unreadable.Remedy, ExitCode.BadUsage);
            }
        });
        return command;
    }

    /// <summary>The report that was written when a video was made stands beside it and names its engine.</summary>
    private static async Task<string?> MadeByAsync(string video, CancellationToken ct)
    {
        try
        {
            var report = VideoOutput.Beside(video).Report;
            return File.Exists(report) ? QualityReportText.Read(await File.ReadAllTextAsync(report, ct)).Engine ?? "" : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
