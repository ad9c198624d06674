using System.CommandLine;
using Synthora.Features.Scripts;

namespace Synthora.Cli;

/// <summary><c>synthora make INPUT</c>: from a script, notes or a topic to a finished video.</summary>
public static class MakeCommand
{
    public static Command Create(Terminal terminal)
    {
        var input = new Argument<string>("input") { Description = "A script (.md), notes (.txt, .md, .html), or a topic in quotes." };
        var kind = new Option<string?>("--as") { Description = "Read the input as script, notes or topic instead of telling by its form." };
        var output = new Option<string?>("--out") { Description = "The MP4 to write, or a folder for it; out/<name>.mp4 when absent." };
        var template = new Option<string?>("--template") { Description = "A template's slug; a script's own wins." };
        var voice = new Option<string?>("--voice") { Description = "female, male, neutral or a voice id." };
        var captions = new Option<string?>("--captions") { Description = "classic, modern, bold, minimal, karaoke, box, glow, pop, marker, gradient, underline, typewriter, punch, comic or none." };
        var platform = new Option<string?>("--platform") { Description = "universal, youtube, tiktok, instagram or facebook." };
        var aspect = new Option<string?>("--aspect") { Description = "9:16, 16:9, 1:1 or 4:5." };
        var size = new Option<string?>("--size") { Description = "Pixels such as 720x1280 instead of what the aspect ratio gives." };
        var music = new Option<string?>("--music") { Description = "A mood such as calm, none, or a sound file." };
        var clearSpeech = new Option<bool>("--clear-speech") { Description = "Keep music at least 20 dB under the voice, as listeners need who hear badly." };
        var seed = new Option<int?>("--seed") { Description = "Repeats or varies the design." };
        var duration = new Option<int?>("--duration") { Description = "Wished seconds when the script is written for you." };
        var thumbnail = new Option<string?>("--thumbnail") { Description = "A picture of your own that stands for the video." };
        var variants = new Option<string?>("--variants") { Description = "Renditions besides, such as youtube,tiktok,1:1." };
        var logo = new Option<string?>("--logo") { Description = "A picture of your own to mark the video with." };
        var progressBar = new Option<bool>("--progress-bar") { Description = "Show at the top how far the video has come." };
        var keepWork = new Option<bool>("--keep-work") { Description = "Keep the work folder: the next run repeats only what changed." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object on standard output at the end." };
        var command = new Command("make", "Makes a video from a script, notes or a topic.")
        {
            input, kind, output, template, voice, captions, platform, aspect, size, music, clearSpeech, seed, duration, thumbnail, logo, progressBar, variants, keepWork, json,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var request = new MakeRequest
            {
                Input = parsed.GetRequiredValue(input),
                Kind = parsed.GetValue(kind),
                Output = parsed.GetValue(output),
                Template = parsed.GetValue(template),
                Variants = parsed.GetValue(variants),
                KeepWork = parsed.GetValue(keepWork),
                Overrides = new()
                {
                    Voice = parsed.GetValue(voice),
                    Captions = parsed.GetValue(captions),
                    Platform = parsed.GetValue(platform),
                    Aspect = parsed.GetValue(aspect),
                    Size = parsed.GetValue(size),
                    Music = parsed.GetValue(music),
                    ClearSpeech = parsed.GetValue(clearSpeech) ? true : null,
                    Seed = parsed.GetValue(seed),
                    DurationSeconds = parsed.GetValue(duration),
                    Logo = parsed.GetValue(logo),
                    ProgressBar = parsed.GetValue(progressBar) ? BarEdge.Top : null,
                    Thumbnail = parsed.GetValue(thumbnail),
                },
            };
            return await new MakeRun(terminal, parsed.GetValue(json)).RunAsync(request, ct);
        });
        return command;
    }
}
