using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>A timeline names files absolutely while it renders and relative to its own folder when stored.</summary>
public static class TimelinePaths
{
    public static Timeline Relative(Timeline timeline, string folder) => Map(timeline, path => Path.GetRelativePath(folder, path).Replace('\\', '/'));

    public static Timeline Absolute(Timeline timeline, string folder) => Map(timeline, path => Path.GetFullPath(Path.Combine(folder, path)));

    private static Timeline Map(Timeline timeline, Func<string, string> map) => timeline with
    {
        Scenes = [.. timeline.Scenes.Select(scene => scene with { Shots = [.. scene.Shots.Select(shot => shot with { Visual = Map(shot.Visual, map) })] })],
        Audio = timeline.Audio with
        {
            Voice = [.. timeline.Audio.Voice.Select(clip => clip with { Path = map(clip.Path) })],
            Music = timeline.Audio.Music is { } music ? music with { Path = map(music.Path) } : null,
        },
    };

    private static Visual Map(Visual visual, Func<string, string> map) => visual switch
    {
        ClipVisual clip => clip with { Path = map(clip.Path) },
        StillVisual still => still with { Path = map(still.Path) },
        _ => visual,
    };
}
