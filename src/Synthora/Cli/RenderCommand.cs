using System.CommandLine;
using Synthora.Features.Videos.Editing;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Timelines;
using Synthora.Rendering.Variants;

namespace Synthora.Cli;

/// <summary><c>synthora render FILE</c>: renders a stored timeline again, small, or for other platforms and shapes.</summary>
public static class RenderCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("timeline") { Description = "The NAME.timeline.json beside a video." };
        var output = new Option<string?>("--out") { Description = "The MP4 to write; beside the timeline when absent." };
        var preview = new Option<bool>("--preview") { Description = "540 pixels wide and quick, as NAME.preview.mp4." };
        var platform = new Option<string?>("--platform") { Description = "Render it for another platform: universal, youtube, tiktok, instagram or facebook." };
        var variants = new Option<string?>("--variants") { Description = "Several renditions at once, such as youtube,tiktok,1:1,instagram:4:5." };
        var clearSpeech = new Option<bool>("--clear-speech") { Description = "Keep music at least 20 dB under the voice, in the timeline too." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object on standard output at the end." };
        var command = new Command("render", "Renders a stored timeline.") { file, output, preview, platform, variants, clearSpeech, json };
        command.SetAction(async (parsed, ct) =>
        {
            var wanted = parsed.GetValue(variants) ?? parsed.GetValue(platform);
            var renditions = wanted is null ? [] : Rendition.ParseAll(wanted);
            var target = Target(parsed.GetValue(output), renditions.Count);
            if (parsed.GetValue(preview) && renditions.Count > 1) throw new CommandException("A preview shows one rendition.", "Leave out --preview, or name one.", ExitCode.BadUsage);

            using var open = await OpenProject.OpenAsync(parsed.GetRequiredValue(file), ct);
            var timeline = parsed.GetValue(clearSpeech) ? await ClearAsync(open, ct) : open.Timeline;
            var assembly = new VideoAssembly(new GenerationSettings().Parallelism);
            var progress = new MakeProgress(terminal);
            IReadOnlyList<RenderedFile> files;
            try
            {
                files = await RunAsync(open.Project, timeline, assembly, renditions, target, parsed.GetValue(preview), Report, ct);
            }
            finally
            {
                progress.Finish();
            }

            return await RenderedFiles.TellAsync(terminal, parsed.GetValue(json), files);

            void Report(double fraction, string message) => progress.Show(new(GenerationStep.Assembly, fraction * 100, message, null));
        });
        return command;
    }

    /// <summary>Music goes further under the voice for good, so that the timeline goes on telling what its video is; an edit like others, which can be taken back.</summary>
    private static async Task<Timeline> ClearAsync(OpenProject open, CancellationToken ct)
    {
        if (open.Timeline.Audio.Music is not { UnderSpeechDb: < MusicTrack.Accessible } music) return open.Timeline;
        var clear = open.Timeline with { Audio = open.Timeline.Audio with { Music = music with { UnderSpeechDb = MusicTrack.Accessible } } };
        await new EditHistory(open.Project).SaveAsync(clear, ct);
        return clear;
    }

    private static async Task<IReadOnlyList<RenderedFile>> RunAsync(
        VideoProject project, Timeline timeline, VideoAssembly assembly, IReadOnlyList<Rendition> renditions, string? target, bool preview, Action<double, string> report, CancellationToken ct)
    {
        if (preview)
        {
            var shown = renditions is [var only] ? (await TimelineVariants.MakeAsync(timeline, [only], ct))[0].Timeline : timeline;
            var small = target ?? project.Named(renditions is [var named] ? $"{named.Name}.preview.mp4" : "preview.mp4");
            return [new(null, small, shown.DurationSeconds, await assembly.PreviewAsync(shown, small, project.Cache, report, ct), null)];
        }

        if (renditions.Count > 0) return await new RenditionRun(assembly, project).RunAsync(timeline, renditions, target, report, ct);
        var video = target ?? project.Video;
        var made = await assembly.RunAsync(timeline, VideoOutput.Beside(video), project.Cache, report, ct);
        return [new(null, video, timeline.DurationSeconds, made.Render, made.Report)];
    }

    private static string? Target(string? output, int renditions)
    {
        if (output is null) return null;
        if (renditions > 1) throw new CommandException("--out names one file, and several renditions were asked for.", "Leave --out away; they are named after the timeline.", ExitCode.BadUsage);
        if (!Path.GetExtension(output).Equals(".mp4", StringComparison.OrdinalIgnoreCase)) throw new CommandException($"--out '{output}' is no MP4.", "Name a file that ends in .mp4.", ExitCode.BadUsage);
        return Path.GetFullPath(output);
    }
}
