using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Scenes;

/// <summary>
/// Cuts a scene into stretches that are rendered apart. Scenes are rendered one after another, so that a killed render
/// loses no more than one, and each by two at a time: a scene has an even number of stretches that take about the same
/// time. A scene of many shots does not hold all its files open at once either. Where it is cut depends on nothing but
/// the scene, so that it comes out the same alone and in a whole render.
/// </summary>
internal static class SceneStretches
{
    /// <summary>About how long a stretch of a long scene is. Each begins with a key frame and costs the start of a process.</summary>
    private const double Seconds = 3;

    /// <summary>Stretches of a scene that are rendered at the same time.</summary>
    private const int AtOnce = 2;

    /// <summary>
    /// What a frame of a transition takes, in ordinary frames: two pictures are drawn and made one. Measured with cards
    /// and eleven frames of each kind: 2.6 to 3.7.
    /// </summary>
    private const int TransitionWork = 3;

    /// <summary>Shots in one graph. Each keeps a decoder with its frames.</summary>
    private const int MostShots = 6;

    /// <summary>
    /// Footage cut within a shot is decoded from its last key frame on, which a cut between shots saves. Stretches of
    /// unlike work cost more than that: one core waits for the other.
    /// </summary>
    private const double Reach = 0.25;

    public static IEnumerable<SegmentPlan> Of(SegmentPlan plan)
    {
        var from = 0;
        foreach (var cut in Cuts(plan).Append(plan.Frames))
        {
            yield return plan with
            {
                StartFrame = from,
                Frames = cut - from,
                Shots = [.. Between(plan.Shots, from, cut)],
                Transition = from == 0 ? plan.Transition : Transition.Cut,
                Leaving = from == 0 ? plan.Leaving : null,
            };
            from = cut;
        }
    }

    /// <summary>A single frame of a scene, as it stands in a whole render once its transition is over.</summary>
    public static SegmentPlan Frame(SegmentPlan plan, int frame) => plan with
    {
        StartFrame = frame,
        Frames = 1,
        Shots = [.. Between(plan.Shots, frame, frame + 1)],
        Transition = Transition.Cut,
        Leaving = null,
    };

    private static SortedSet<int> Cuts(SegmentPlan plan)
    {
        var fps = plan.Canvas.Fps;
        var first = Math.Max(fps, plan.Transition.Frames + 1);
        var ends = Ends(plan.Shots).SkipLast(1).Where(end => end >= first).ToList();
        var cuts = new SortedSet<int>();
        var parts = AtOnce * Math.Max(1, (int)Math.Round(plan.Frames / (AtOnce * Seconds * fps)));
        var extra = (TransitionWork - 1) * plan.Transition.Frames;
        for (var part = 1; part < parts; part++)
        {
            var work = (int)((long)(plan.Frames + extra) * part / parts);
            var even = Math.Max(first, Math.Max(work / TransitionWork, work - extra));
            var near = ends.Where(end => Math.Abs(end - even) <= Reach * fps).OrderBy(end => Math.Abs(end - even)).Cast<int?>().FirstOrDefault();
            var cut = near ?? even;
            if (cut >= Math.Max(first, cuts.Max + fps) && cut <= plan.Frames - fps) cuts.Add(cut);
        }

        var open = 0;
        foreach (var end in ends)
        {
            open++;
            if (cuts.Contains(end) || (open >= MostShots && cuts.Add(end))) open = 0;
        }

        return cuts;
    }

    private static IEnumerable<int> Ends(IEnumerable<ShotPlan> shots)
    {
        var at = 0;
        foreach (var shot in shots) yield return at += shot.Frames;
    }

    private static IEnumerable<ShotPlan> Between(IReadOnlyList<ShotPlan> shots, int from, int to)
    {
        foreach (var (shot, end) in shots.Zip(Ends(shots)))
        {
            var begin = end - shot.Frames;
            var (first, last) = (Math.Max(begin, from), Math.Min(end, to));
            if (first < last) yield return shot with { FirstFrame = shot.FirstFrame + first - begin, Frames = last - first };
        }
    }
}
