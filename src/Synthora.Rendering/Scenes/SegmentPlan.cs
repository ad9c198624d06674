using Synthora.Rendering.Captions;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Scenes.Overlays;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Scenes;

/// <summary>A media file ready to be read: where, what is in it, and a fingerprint of its bytes.</summary>
internal sealed record SourceMedia(string Source, string Fingerprint, MediaInfo Info)
{
    /// <summary>Options of the input that choose its decoder; none leaves the choice to ffmpeg.</summary>
    public IReadOnlyList<string> Decoder => Info.Video?.DecoderOptions ?? [];
}

/// <summary>A stretch of one shot. A shot's motion runs over its own length, wherever the stretch begins in it.</summary>
/// <param name="ShotFrames">Length of the whole shot in frames.</param>
/// <param name="FirstFrame">Where in the shot the stretch begins; past its end it shows how the shot would go on.</param>
/// <param name="Frames">Length of the stretch.</param>
internal sealed record ShotPlan(Visual Visual, Timelines.Motion Motion, int ShotFrames, int FirstFrame, int Frames)
{
    public Framing? Framing { get; init; }
}

/// <summary>
/// All that shapes the pixels of one scene or a stretch of it, in times local to the scene, so that moving a scene in
/// the video does not change it. The transition from the scene before is part of this one: two neighbours never wait for each other.
/// </summary>
internal sealed record SegmentPlan
{
    public required string SceneId { get; init; }
    public required Canvas Canvas { get; init; }
    public required string Language { get; init; }
    public required int Seed { get; init; }
    public required Look Look { get; init; }
    public required VideoEncoding Encoding { get; init; }

    /// <summary>Where in its scene the plan begins. Its shots begin there; captions and texts keep the scene's times.</summary>
    public int StartFrame { get; init; }
    public required int Frames { get; init; }
    public required IReadOnlyList<ShotPlan> Shots { get; init; }
    public required Transition Transition { get; init; }

    /// <summary>What of the scene before is still seen while this one comes in; null after a cut.</summary>
    public ShotPlan? Leaving { get; init; }
    public required IReadOnlyList<Cue> Captions { get; init; }
    public required IReadOnlyList<OverlayText> Texts { get; init; }
    public IReadOnlyList<OverlayPlan> Overlays { get; init; } = [];

    /// <summary>Where words may stand. The platform itself is no part of the key: platforms with one box share their pixels.</summary>
    public required SafeBox SafeBox { get; init; }

    /// <summary>What a logo leaves of it for captions, cards and titles.</summary>
    public SafeBox FreeBox => OverlayPlan.Free(SafeBox, Canvas, Overlays);

    public static IReadOnlyList<SegmentPlan> PlanAll(Timeline timeline, VideoEncoding encoding) =>
        [.. timeline.Scenes.Select((scene, index) => Plan(timeline, encoding, scene, index == 0 ? null : timeline.Scenes[index - 1]))];

    private static SegmentPlan Plan(Timeline timeline, VideoEncoding encoding, Scene scene, Scene? before)
    {
        var transition = before is null || scene.TransitionIn.Kind == TransitionKind.Cut ? Transition.Cut : scene.TransitionIn;
        var startMs = (int)Math.Round(scene.StartFrame * 1000.0 / timeline.Canvas.Fps);
        return new SegmentPlan
        {
            SceneId = scene.Id,
            Canvas = timeline.Canvas,
            SafeBox = SafeBox.For(timeline),
            Language = timeline.Language,
            Seed = timeline.Seed,
            Look = timeline.Look,
            Encoding = encoding,
            Frames = scene.EndFrame - scene.StartFrame,
            Shots = [.. scene.Shots.Select(shot => PlanOf(shot, 0, shot.FrameCount))],
            Transition = transition,
            Overlays = OverlayPlan.PlanAll(timeline, scene),
            Leaving = transition.Frames > 0 ? PlanOf(before!.Shots[^1], before.Shots[^1].FrameCount, transition.Frames) : null,
            Captions = [.. scene.Captions.Select(cue => Shifted(cue, -startMs))],
            Texts = [.. scene.Texts.Select(text => text with { StartFrame = text.StartFrame - scene.StartFrame, EndFrame = text.EndFrame - scene.StartFrame })],
        };
    }

    private static ShotPlan PlanOf(Shot shot, int firstFrame, int frames) => new(shot.Visual, shot.Motion, shot.FrameCount, firstFrame, frames)
    {
        Framing = shot.Framing is { } framing ? framing with { Why = null } : null,
    };

    private static Cue Shifted(Cue cue, int byMs) => cue with
    {
        StartMs = cue.StartMs + byMs,
        EndMs = cue.EndMs + byMs,
        Lines = [.. cue.Lines.Select(line => (IReadOnlyList<Word>)[.. line.Select(word => word with { StartMs = word.StartMs + byMs, EndMs = word.EndMs + byMs })])],
    };
}
