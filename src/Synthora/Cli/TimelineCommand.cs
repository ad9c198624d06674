using System.CommandLine;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Editing;
using Synthora.Rendering.Interchange;
using Synthora.Rendering.Timelines;

namespace Synthora.Cli;

/// <summary><c>synthora timeline</c>: the document itself, for other programs.</summary>
public static class TimelineCommand
{
    private static readonly string[] Formats = ["otio", "srt", "vtt", "ass"];

    public static Command Create(Terminal terminal) => new("timeline", "Exports and checks timelines.")
    {
        Schema(terminal), Export(terminal), Check(terminal),
    };

    private static Command Schema(Terminal terminal)
    {
        var command = new Command("schema", "Prints the JSON schema of timelines.");
        command.SetAction(async (_, _) =>
        {
            await terminal.Out.WriteLineAsync(TimelineSchema.Json);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Export(Terminal terminal)
    {
        var file = new Argument<string>("timeline") { Description = "A NAME.timeline.json." };
        var format = new Option<string>("--format") { Description = "otio (OpenTimelineIO, for editing programs), srt, vtt or ass.", Required = true };
        var output = new Option<string?>("--out") { Description = "The file to write; NAME.otio and so on beside the timeline when absent, - for standard output." };
        var command = new Command("export", "Writes a timeline in a form that other programs read.") { file, format, output };
        command.SetAction(async (parsed, ct) =>
        {
            var wanted = parsed.GetRequiredValue(format).ToLowerInvariant();
            if (!Formats.Contains(wanted)) throw new CommandException($"The format '{wanted}' is not known.", $"Use {string.Join(", ", Formats)}.", ExitCode.BadUsage);
            using var open = await OpenProject.OpenAsync(parsed.GetRequiredValue(file), ct);
            var target = parsed.GetValue(output) ?? open.Project.Named(wanted);
            var text = Written(open.Timeline, wanted, target == "-" ? Directory.GetCurrentDirectory() : Path.GetDirectoryName(Path.GetFullPath(target))!);
            if (target == "-")
            {
                await terminal.Out.WriteAsync(text);
                return ExitCode.Ok;
            }

            try
            {
                await File.WriteAllTextAsync(target, text, ct);
            }
            catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
            {
                throw new CommandException($"{target} cannot be written: {denied.Message}", "Choose another place with --out.", ExitCode.BadUsage);
            }

            await terminal.Out.WriteLineAsync(Terminal.Named(target));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Check(Terminal terminal)
    {
        var file = new Argument<string>("timeline") { Description = "A NAME.timeline.json." };
        var command = new Command("check", "Says everything that keeps a timeline from being rendered.") { file };
        command.SetAction(async (parsed, ct) =>
        {
            using var open = await OpenProject.OpenAsync(parsed.GetRequiredValue(file), ct);
            var problems = TimelineValidator.Validate(open.Timeline);
            foreach (var problem in problems) await terminal.Error.WriteLineAsync(problem.ToString());
            if (problems.Count == 0) await terminal.Out.WriteLineAsync($"{open.Timeline.Scenes.Count} scenes, {open.Timeline.DurationSeconds:0.0} s, ready to render.");
            return problems.Count == 0 ? ExitCode.Ok : ExitCode.BadUsage;
        });
        return command;
    }

    private static string Written(Timeline timeline, string format, string folder) => format switch
    {
        "otio" => OpenTimeline.Write(timeline, folder),
        "srt" => SubtitleFile.SubRip(timeline),
        "vtt" => SubtitleFile.WebVtt(timeline),
        _ => SubtitleFile.Ass(timeline),
    };
}
