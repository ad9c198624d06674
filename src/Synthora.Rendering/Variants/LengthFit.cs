using Synthora.Rendering.Editing;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Variants;

/// <summary>
/// Brings a timeline to a length that a platform, or whoever else sets one, takes: pauses are tightened first, then whole scenes left out, the one
/// that the rest misses least before others. The opening and the end stay. Everything is entered in the ledger.
/// </summary>
public static class LengthFit
{
    /// <summary>Losing more than this share of the spoken scenes would make it another video.</summary>
    private const double MostDropped = 0.4;

    /// <summary>Silence around the speech of a scene that is left when pauses are tightened.</summary>
    private const int TightMs = 90;

    /// <summary>A scene without speech, tightened.</summary>
    private const double SilentSeconds = 1.5;

    internal static Timeline For(Timeline timeline, PlatformProfile profile)
    {
        var seconds = timeline.DurationSeconds;
        var asked = FormattableString.Invariant($"the whole video of {seconds:0.0} s for {Name(timeline.Platform)}");
        if (seconds < profile.MinSeconds) return Longer(timeline, profile.MinSeconds, asked);
        return seconds <= profile.MaxSeconds ? timeline
            : Shorter(timeline, profile.MaxSeconds, asked, FormattableString.Invariant($"{Name(timeline.Platform)} takes at most {profile.MaxSeconds:0.#} s")) ?? throw new RenderException(
                FormattableString.Invariant($"The video lasts {seconds:0} s; {Name(timeline.Platform)} takes at most {profile.MaxSeconds:0.#} s."),
                $"Shorten the script or delete scenes with edit, or leave {Name(timeline.Platform)} out.");
    }

    /// <param name="most">Seconds.</param>
    /// <param name="why">Who sets the length, for the ledger.</param>
    /// <returns>The timeline itself where it is short enough; null where too much would have to be left out.</returns>
    public static Timeline? Within(Timeline timeline, double most, string why) => timeline.DurationSeconds <= most ? timeline
        : Shorter(timeline, most, FormattableString.Invariant($"the whole video of {timeline.DurationSeconds:0.0} s"), why);

    private static Timeline Longer(Timeline timeline, double least, string asked)
    {
        var takes = Take.Lift(timeline).ToList();
        var missing = (int)Math.Ceiling(least * timeline.Canvas.Fps) - timeline.FrameCount;
        takes[^1] = takes[^1].Lasting(takes[^1].Frames + missing, timeline.Canvas.Fps);
        return Noted(Take.Place(timeline, takes), asked, FormattableString.Invariant($"the end is held for {missing / (double)timeline.Canvas.Fps:0.0} s"), FormattableString.Invariant($"{Name(timeline.Platform)} takes at least {least:0.#} s"));
    }

    private static Timeline? Shorter(Timeline timeline, double most, string asked, string why)
    {
        var fps = timeline.Canvas.Fps;
        var limit = (int)Math.Floor(most * fps);
        var takes = Take.Lift(timeline).Select(take => Tightened(take, fps)).ToList();
        var tight = Take.Place(timeline, takes);
        if (tight.FrameCount < timeline.FrameCount)
            tight = Noted(tight, asked, FormattableString.Invariant($"pauses are {(timeline.FrameCount - tight.FrameCount) / (double)fps:0.0} s shorter"), why);

        var allowed = (int)(timeline.Scenes.Count * MostDropped);
        var dropped = new List<Scene>();
        while (takes.Sum(take => take.Frames) > limit)
        {
            var droppable = takes.Count <= 2 ? [] : takes.Skip(1).SkipLast(1).ToList();
            if (dropped.Count == allowed || droppable.Count == 0) return null;
            var least = droppable.MinBy(take => SceneWeight.Of(take.Scene, timeline))!;
            dropped.Add(least.Scene);
            takes.Remove(least);
        }

        if (dropped.Count == 0) return tight;
        var names = string.Join(", ", dropped.OrderBy(scene => scene.Id, StringComparer.Ordinal).Select(scene => $"'{(scene.Label.Length > 0 ? scene.Label : scene.Id)}'"));
        return Noted(Take.Place(tight, takes), asked, $"{(dropped.Count == 1 ? "the scene" : "the scenes")} {names} {(dropped.Count == 1 ? "is" : "are")} left out", why);
    }

    private static Take Tightened(Take take, int fps)
    {
        if (take.Voice.Count == 0) return take.Lasting(Math.Min(take.Frames, Math.Max(take.Scene.Shots.Count, (int)(SilentSeconds * fps))), fps);
        var tail = take.Frames - (int)Math.Ceiling((TimelineEdit.SpokenUntil(take) + TightMs) * fps / 1000.0);
        return tail <= 0 ? take : take.Lasting(take.Frames - tail, fps);
    }

    private static Timeline Noted(Timeline fitted, string asked, string done, string why) => fitted with { Fallbacks = [.. fitted.Fallbacks, new(asked, done, why)] };

    private static string Name(Platform platform) => platform.ToString().ToLowerInvariant();
}
