using Synthora.Rendering.Scenes;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Audio;

/// <summary>The own sound of footage, heard as long as its shot is seen.</summary>
/// <param name="Start">Seconds from the start of the video.</param>
/// <param name="In">Where in the file it begins; it repeats after <paramref name="Length"/> seconds as the picture does.</param>
/// <param name="Enter">Seconds over which it rises.</param>
/// <param name="Leave">Seconds it goes on under what follows, where the file has that much.</param>
internal sealed record ClipSound(SourceMedia Media, double Start, double Seconds, double In, double Length, double Gain, double Enter, double Leave)
{
    public bool Repeats => Length < Seconds - 0.001;

    /// <summary>How much of the file beyond the shot can be heard while the next one rises.</summary>
    public double Tail => Repeats ? Leave : Math.Clamp(Length - Seconds, 0, Leave);
}

/// <summary>Finds the sound of every shot, and joins shots that show one unbroken piece of a file.</summary>
internal static class ClipSounds
{
    /// <summary>The shortest cross-fade that leaves no click.</summary>
    public const double Cut = 0.03;
    private const double LongestFade = 0.5;

    public static IReadOnlyList<ClipSound> Of(Timeline timeline, IReadOnlyDictionary<string, SourceMedia> media)
    {
        var fps = timeline.Canvas.Fps;
        var shots = timeline.Scenes.SelectMany(scene => scene.Shots.Select((shot, i) =>
            (Shot: shot, Enter: i == 0 && scene.TransitionIn.Kind != TransitionKind.Cut ? Math.Clamp((double)scene.TransitionIn.Frames / fps, Cut, LongestFade) : Cut))).ToList();
        var sounds = new List<ClipSound>();
        for (var i = 0; i < shots.Count; i++)
        {
            if (SoundOf(shots[i].Shot, fps, media, shots[i].Enter, i + 1 < shots.Count ? shots[i + 1].Enter : 0) is not { } sound) continue;
            if (sounds is [.., var before] && GoesOn(before, sound)) sounds[^1] = before with { Seconds = before.Seconds + sound.Seconds, Leave = sound.Leave };
            else sounds.Add(sound);
        }

        for (var i = 0; i < sounds.Count; i++) sounds[i] = sounds[i] with { Enter = Math.Clamp(i == 0 ? 0 : Overlap(sounds[i - 1], sounds[i]), Cut, sounds[i].Enter) };
        return sounds;
    }

    /// <summary>A slow rise needs something under it, or it is a hole.</summary>
    private static double Overlap(ClipSound before, ClipSound next) =>
        Math.Abs(before.Start + before.Seconds - next.Start) < 0.001 ? before.Tail : 0;

    private static bool GoesOn(ClipSound before, ClipSound next) =>
        before.Media == next.Media && before.Gain == next.Gain && !before.Repeats && !next.Repeats
        && Math.Abs(before.Start + before.Seconds - next.Start) < 0.001 && Math.Abs(before.In + before.Seconds - next.In) < 0.002;

    private static ClipSound? SoundOf(Shot shot, int fps, IReadOnlyDictionary<string, SourceMedia> media, double enter, double leave)
    {
        if (shot.Visual is not ClipVisual { SoundGain: > 0, Speed: null } clip || media[clip.Path] is not { Info.Audio: not null } source) return null;
        var end = Math.Min(clip.OutSeconds ?? double.MaxValue, source.Info.DurationSeconds ?? double.MaxValue);
        var start = clip.InSeconds < end - 1.0 / fps ? clip.InSeconds : 0;
        return new ClipSound(source, (double)shot.StartFrame / fps, (double)shot.FrameCount / fps, start, end - start, clip.SoundGain, enter, leave);
    }
}
