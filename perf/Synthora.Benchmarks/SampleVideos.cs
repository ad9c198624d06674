using Synthora.Rendering.Timelines;

namespace Synthora.Benchmarks;

/// <summary>The videos that are measured, with three captioned words a second.</summary>
internal sealed class SampleVideos(Footage footage)
{
    public const int Fps = 30;
    public const int Seconds = 30;
    public const int SceneSeconds = 5;
    public const int FadeFrames = 15;

    /// <summary>What a person would write: half a minute in six scenes, nothing but words.</summary>
    public const string Script =
        """
        # Five habits for a clear desk

        ## Opening
        Your desk is full again. Five small habits keep it clear for good.
        > text: 5 habits

        ## First
        Clear one square every evening. A hand's width is enough to start with.
        > text: One square

        ## Second
        Give every cable a home. What hangs loose will lie on the table by noon.
        > text: Cables at home

        ## Third
        Keep one pen. The other nineteen only pretend to help you write.
        > text: 1 pen of 20

        ## Fourth
        Let paper pass, never stay. Scan it, sign it, or throw it away today.
        > text: Paper passes

        ## Call
        Begin tonight with one square, and follow for the next small habit.
        > text: Tonight
        """;

    /// <summary>Six clips, ducked music.</summary>
    public Timeline Clips => Video(Footage.Count, SceneSeconds, index => new ClipVisual(footage.Clip(index)), Motion.None, Transition.Cut);

    /// <summary>The same without captions: what they cost is what this one saves.</summary>
    public Timeline Plain => Clips with { Look = Clips.Look with { Captions = CaptionStyle.None } };

    /// <summary>Six stills with a slow zoom and five cross-fades, ducked music.</summary>
    public Timeline Stills => Video(Footage.Count, SceneSeconds, index => new StillVisual(footage.Still(index)), Motion.ZoomIn, new(TransitionKind.Fade, FadeFrames));

    /// <summary>Any number of clips of two seconds.</summary>
    public Timeline Many(int clips) => Video(clips, 2, index => new ClipVisual(footage.Clip(index), index % 3), Motion.None, Transition.Cut);

    /// <summary>The same video with another title in its third scene.</summary>
    public static Timeline Edited(Timeline timeline) => timeline with
    {
        Scenes = [.. timeline.Scenes.Select((scene, index) => index == 2 ? scene with { Texts = [new OverlayText("Edited", scene.StartFrame, scene.EndFrame)] } : scene)],
    };

    /// <summary>Three words a second, three on screen at a time.</summary>
    public static IEnumerable<Cue> Cues(int startMs, int endMs)
    {
        for (var at = startMs; at < endMs; at += 1000)
        {
            var start = at;
            yield return new Cue(start, start + 1000, [[.. Enumerable.Range(0, 3).Select(i => new Word($"word{i + start / 333}", start + i * 333, start + (i + 1) * 333))]]);
        }
    }

    private Timeline Video(int scenes, int seconds, Func<int, Visual> visual, Motion motion, Transition transition) => new()
    {
        Title = "Benchmark",
        Canvas = new Canvas(1080, 1920, Fps),
        Look = new Look { Palette = ["#101820", "#F2AA4C"], Captions = CaptionStyle.Karaoke },
        Audio = new AudioMix { Voice = [new VoiceClip(footage.Voice, 0, Math.Min(Seconds, scenes * seconds) * 1000)], Music = new MusicTrack(footage.Music) },
        Scenes = [.. Enumerable.Range(0, scenes).Select(index =>
        {
            var (start, end) = (index * seconds * Fps, (index + 1) * seconds * Fps);
            return new Scene
            {
                Id = $"scene-{index + 1}",
                StartFrame = start,
                EndFrame = end,
                Shots = [new Shot { StartFrame = start, EndFrame = end, Visual = visual(index), Motion = motion }],
                TransitionIn = index == 0 ? Transition.Cut : transition,
                Captions = [.. Cues(index * seconds * 1000, (index + 1) * seconds * 1000)],
            };
        })],
    };
}
