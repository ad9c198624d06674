using System.CommandLine;
using Synthora.Features.Videos.Editing;
using Synthora.Features.Videos.Generation;
using Synthora.Providers;
using Synthora.Providers.Speech;
using Synthora.Rendering.Timelines;

namespace Synthora.Cli;

/// <summary><c>synthora edit FILE</c>: changes one scene of a finished video and renders that scene alone.</summary>
public static class EditCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("timeline") { Description = "The NAME.timeline.json beside a video." };
        var scene = new Option<int?>("--scene") { Description = "Number of the scene to change, from 1." };
        var text = new Option<string?>("--text") { Description = "What the scene says instead; the same voice speaks it." };
        var visual = new Option<string?>("--visual") { Description = "A picture or clip to show instead." };
        var motion = new Option<string?>("--motion") { Description = "How the camera moves: none, zoom-in, zoom-out, pan-left, pan-right or punch." };
        var transition = new Option<string?>("--transition") { Description = "How the scene comes in: cut, fade, dissolve, slide, zoom, wipe and others." };
        var duration = new Option<double?>("--duration") { Description = "How many seconds it lasts." };
        var moveTo = new Option<int?>("--move-to") { Description = "The place it gets among the scenes, from 1." };
        var delete = new Option<bool>("--delete") { Description = "Leave the scene out." };
        var style = new Option<string?>("--caption-style") { Description = "Another caption style for the whole video." };
        var title = new Option<string?>("--title") { Description = "Another title." };
        var thumbnail = new Option<string?>("--thumbnail") { Description = "A picture of your own that stands for the video." };
        var undo = new Option<bool>("--undo") { Description = "Take the last edit back." };
        var redo = new Option<bool>("--redo") { Description = "Bring back the edit that was taken back last." };
        var noRender = new Option<bool>("--no-render") { Description = "Change the timeline only; render it later." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object on standard output at the end." };
        var command = new Command("edit", "Changes one scene of a finished video and renders only what changed.")
        {
            file, scene, text, visual, motion, transition, duration, moveTo, delete, style, title, thumbnail, undo, redo, noRender, json,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var request = new EditRequest
            {
                Scene = parsed.GetValue(scene),
                Text = parsed.GetValue(text),
                Visual = parsed.GetValue(visual),
                Motion = parsed.GetValue(motion),
                Transition = parsed.GetValue(transition),
                Duration = parsed.GetValue(duration),
                MoveTo = parsed.GetValue(moveTo),
                Delete = parsed.GetValue(delete),
                CaptionStyle = parsed.GetValue(style),
                Title = parsed.GetValue(title),
                Thumbnail = parsed.GetValue(thumbnail),
            };
            var (back, again) = (parsed.GetValue(undo), parsed.GetValue(redo));
            if (!back && !again) request.Check();
            using var open = await OpenProject.OpenAsync(parsed.GetRequiredValue(file), ct);
            var history = new EditHistory(open.Project);
            var edited = back ? await history.UndoAsync(ct) ?? throw Nothing("There is no edit to take back.")
                : again ? await history.RedoAsync(ct) ?? throw Nothing("There is no edit to bring back.")
                : await ApplyAsync(request, open, ct);
            if (!back && !again)
            {
                TimelineValidator.ThrowIfInvalid(edited);
                await history.SaveAsync(edited, ct);
            }

            return parsed.GetValue(noRender) ? ExitCode.Ok : await RenderAsync(terminal, parsed.GetValue(json), open.Project, edited, ct);
        });
        return command;
    }

    private static async Task<Timeline> ApplyAsync(EditRequest request, OpenProject open, CancellationToken ct)
    {
        await using var services = MakeRun.Services();
        return await request.ApplyAsync(open.Timeline, open.Project, new NarrationEdit(services.GetServices<ISpeechProvider>()), ct);
    }

    private static async Task<int> RenderAsync(Terminal terminal, bool json, VideoProject project, Timeline timeline, CancellationToken ct)
    {
        var progress = new MakeProgress(terminal);
        try
        {
            var made = await new VideoAssembly(new GenerationSettings().Parallelism).RunAsync(
                timeline, VideoOutput.Beside(project.Video), project.Cache, (fraction, message) => progress.Show(new(GenerationStep.Assembly, fraction * 100, message, null)), ct);
            progress.Finish();
            return await RenderedFiles.TellAsync(terminal, json, [new(null, project.Video, timeline.DurationSeconds, made.Render, made.Report)]);
        }
        finally
        {
            progress.Finish();
        }
    }

    private static CommandException Nothing(string cause) => new(cause, "The timeline stands as it was.");
}
