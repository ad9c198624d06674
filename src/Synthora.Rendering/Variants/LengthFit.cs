using Synthora.Rendering.Editing;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Variants;

/// <summary>
/// Brings a timeline to a length that a platform takes: pauses are tightened first, then whole scenes left out, the one
/// that the rest misses least before others. The opening and the end stay. Everything is entered in the ledger.
/// </summary>
internal static class LengthFit
{
    /// <summary>Losing more than this share of the spoken scenes would make it another video.</summary>
    private const double MostDropped = 0.4;

    /// <summary>Silence around the speech of a scene that is left when pauses are tightened.</summary>
    private const int TightMs = 90;

    /// <summary>A scene without speech, tightened.</summary>
    private const double SilentSeconds = 1.5;

    public static Timeline For(Timeline timeline, PlatformProfile profile)
    {
        var seconds = timeline.DurationSeconds;
        if (seconds < profile.MinSeconds) return Longer(timeline, profile.MinSeconds);
        return seconds <= profile.MaxSeconds ? timeline : Shorter(timeline, profile.MaxSeconds);
    }

    private static Timeline Longer(Timeline timeline, double least)
    {
        var takes = Take.Lift(timeline).ToList();
        var missing = (int)Math.Ceiling(least * timeline.Canvas.Fps) - timeline.FrameCount;
        takes[^1] = takes[^1].Lasting(takes[^1].Frames + missing, timeline.Canvas.Fps);
        return Noted(Take.Place(timeline, takes), timeline, $"the end is held for {missing / (double)timeline.Canvas.Fps:0.0} s", $"takes at least {least:0.#} s");
    }

    private static Timeline Shorter(Timeline timeline, double most)
    {
        var fps = timeline.Canvas.Fps;
        var limit = (int)Math.Floor(most * fps);
        var takes = Take.Lift(timeline).Select(take => Tightened(take, fps)).ToList();
        var because = $"takes at most {most:0.#} s";
        var tight = Take.Place(timeline, takes);
        if (tight.FrameCount < timeline.FrameCount)
            tight = Noted(tight, timeline, FormattableString.Invariant($"pauses are {(timeline.FrameCount - tight.FrameCount) / (double)fps:0.0} s shorter"), because);

        var allowed = (int)(timeline.Scenes.Count * MostDropped);
        var dropped = new List<Scene>();
        while (takes.Sum(take => take.Frames) > limit)
        {
            var droppable = takes.Count <= 2 ? [] : takes.Skip(1).SkipLast(1).ToList();
            if (dropped.Count == allowed || droppable.Count == 0)
            {
                throw new RenderException(
                    FormattableString.Invariant($"The video lasts {timeline.DurationSeconds:0} s; {Name(timeline.Platform)} {because}."),
                    $"Shorten the script or delete scenes with edit, or leave {Name(timeline.Platform)} out.");
            }

            var least = droppable.MinBy(take => SceneWeight.Of(take.Scene, timeline))!;
            dropped.Add(least.Scene);
            takes.Remove(least);
        }

        if (dropped.Count == 0) return tight;
        var names = string.Join(", ", dropped.OrderBy(scene => scene.Id, StringComparer.Ordinal).Select(scene => $"'{(scene.Label.Length > 0 ? scene.Label : scene.Id)}'"));
        return Noted(Take.Place(tight, takes), timeline, $"{(dropped.Count == 1 ? "the scene" : "the scenes")} {names} {(dropped.Count == 1 ? "is" : "are")} left out", because);
    }

    private static Take Tightened(Take take, int fps)
    {
        if (take.Voice.Count == 0) return take.Lasting(Math.Min(take.Frames, Math.Max(take.Scene.Shots.Count, (int)(SilentSeconds * fps))), fps);
        var tail = take.Frames - (int)Math.Ceiling((TimelineEdit.SpokenUntil(take) + TightMs) * fps / 1000.0);
        return tail <= 0 ? take : take.Lasting(take.Frames - tail, fps);
    }

    private static Timeline Noted(Timeline fitted, Timeline asked, string done, string why) => fitted with
    {
        Fallbacks = [.. fitted.Fallbacks, new(FormattableString.Invariant($"the whole video of {asked.DurationSeconds:0.0} s for {Name(asked.Platform)}"), done, $"{Name(asked.Platform)} {why}")],
    };

    private static string Name(Platform platform) => platform.ToString().ToLowerInvariant();
}
