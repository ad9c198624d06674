using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Synthora.Rendering.Cameras;
using Synthora.Rendering.Captions;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Fonts;
using Synthora.Rendering.Motion;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Scenes;
using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Scenes;

/// <summary>
/// Exactly what ffmpeg is told, as text in <c>Commands/</c>, so that a review sees a change of the picture. Run with
/// <c>SYNTHORA_SNAPSHOTS=write</c> to take the present commands for the right ones.
/// </summary>
public sealed class EngineCommandTests
{
    private static readonly ClipVisual Clip = new("/media/clip.mp4", InSeconds: 1.5);
    private static readonly StillVisual Still = new("/media/still.jpg");
    private static readonly StillVisual Cutout = new("/media/cutout.png");
    private static readonly StillVisual Wide = new("/media/wide.jpg");

    [Fact]
    public void Footage() => Same("clip", Scene(Clip));

    [Fact]
    public void Moving_footage() => Same("clip-punch", Scene(Clip, Rendering.Timelines.Motion.Punch));

    [Fact]
    public void The_second_stretch_of_long_footage() =>
        Same("clip-second-stretch", SceneStretches.Of(Plans(TimelineSamples.Of((Clip, 150, Transition.Cut)))[0]).Last());

    [Fact]
    public void A_still_that_zooms() => Same("still-zoom", Scene(Still));

    [Fact]
    public void A_still_that_stands_whole_over_its_blur() => Same("still-wide", Scene(Wide, Rendering.Timelines.Motion.None));

    [Fact]
    public void A_cut_out() => Same("still-cutout", Scene(Cutout, Rendering.Timelines.Motion.None));

    [Fact]
    public void A_card() => Same("card", Scene(TimelineSamples.Card()));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_transition(TransitionKind kind) =>
        Same($"transition-{kind}", Plans(TimelineSamples.Of((TimelineSamples.Card(), 40, Transition.Cut), (Clip, 60, new(kind, 12))))[1]);

    public static TheoryData<TransitionKind> Kinds => [.. Enum.GetValues<TransitionKind>().Where(kind => kind != TransitionKind.Cut)];

    [Fact]
    public void A_preview() => Same("preview", Plans(TimelineSamples.Of((Clip, 60, Transition.Cut)), preview: true)[0]);

    [Fact]
    public void The_join() => Same("join", Written(JoinCommand.Build("join.ffconcat", "file:/work/sound.m4a", "file:/out/video.mp4.part"))
        + "\njoin.ffconcat\n" + JoinCommand.List([("../segments/one.mp4", 40), ("../segments/two.mp4", 51)], 30));

    private static SegmentPlan Scene(Visual visual, Rendering.Timelines.Motion motion = Rendering.Timelines.Motion.ZoomIn)
    {
        var plan = Plans(TimelineSamples.Of((visual, 60, Transition.Cut)))[0];
        return plan with { Shots = [.. plan.Shots.Select(shot => shot with { Motion = motion })] };
    }

    private static IReadOnlyList<SegmentPlan> Plans(Timeline timeline, bool preview = false) => SegmentPlan.PlanAll(timeline with
    {
        Scenes = [.. timeline.Scenes.Select(scene => scene with { Texts = [new OverlayText("Title", scene.StartFrame, scene.EndFrame)] })],
    }, VideoEncoding.For(timeline, preview));

    private static void Same(string name, SegmentPlan plan)
    {
        var shots = plan.Leaving is null ? plan.Shots : [.. plan.Shots, plan.Leaving];
        var artwork = shots.Where(shot => shot.Visual is CardVisual).ToDictionary(shot => new CardShot((CardVisual)shot.Visual, shot.ShotFrames), _ => Artwork);
        var (texts, _) = SceneText.Compose(plan, artwork);
        Same(name, Written(SegmentCommand.Build(plan, new SegmentSources(Media, artwork, CanToneMap: true), texts, "segment.mp4")));
    }

    private static readonly Dictionary<string, SourceMedia> Media = new()
    {
        [Clip.Path] = Source("clip.mp4", "mov", 10, Stream(1080, 1920, 25, "yuv420p", "bt709")),
        [Still.Path] = Source("still.jpg", "image2", null, Stream(1600, 2400, 0, "yuvj420p", "bt470bg", full: true)),
        [Wide.Path] = Source("wide.jpg", "image2", null, Stream(3000, 1000, 0, "yuvj444p", null, full: true)),
        [Cutout.Path] = Source("cutout.png", "png_pipe", null, Stream(600, 800, 0, "rgba", null)),
    };

    private static readonly CardArtwork Artwork = new()
    {
        Background = new(["#102040", "#F0B030"], 0.05, Seed: 3),
        Layers = [new("/art/glow.png", "10*t") { Soft = true }, new("/art/icon.png", "20", "30+5*sin(t)", AppearsAt: 0.3, FadeInSeconds: 0.2)],
        Text = [new AssLine(10, 0, 2, "head", "Sleep well")],
        Styles = [new AssStyle("head", "Montserrat", 60, "#FFFFFF")],
    };

    private static SourceMedia Source(string name, string format, double? seconds, VideoStream stream) =>
        new("file:/media/" + name, name, new MediaInfo(format, seconds, stream, null));

    private static VideoStream Stream(int width, int height, double fps, string pixels, string? matrix, bool full = false) =>
        new(0, "any", width, height, 0, fps, false, pixels, matrix, null, full);

    /// <summary>A line for every input, filter chain and output, and behind it the commands that feed the cameras.</summary>
    private static string Written(FFmpegCommand command)
    {
        var text = new StringBuilder("ffmpeg");
        foreach (var argument in command.Arguments)
        {
            var isGraph = argument == command.Graph;
            text.Append(argument is "-i" or "-filter_complex" or "-map" || isGraph ? "\n  " : " ");
            text.Append((isGraph ? argument.Replace(";", ";\n  ", StringComparison.Ordinal) : argument).Replace(FontLibrary.Folder, "FONTS", StringComparison.Ordinal));
        }

        text.Append('\n');
        foreach (var feed in command.Inputs.OfType<CameraInput>().Select(input => input.Feed))
            text.Append(CultureInfo.InvariantCulture, $"\n{feed.Name}: {feed.Frames} frames, {feed.Path}\n").Append(Written(feed.Reader));
        return text.ToString();
    }

    private static void Same(string name, string command, [CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here)!, "Commands", name.ToLowerInvariant() + ".txt");
        if (Environment.GetEnvironmentVariable("SYNTHORA_SNAPSHOTS") == "write") File.WriteAllText(file, command);
        else command.ShouldBe(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Scenes", "Commands", Path.GetFileName(file))));
    }
}
