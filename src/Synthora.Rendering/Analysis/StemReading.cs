using Synthora.Rendering.Audio;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Scenes;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Analysis;

/// <summary>Mixes a timeline's sound once more, only to hear its stems apart.</summary>
internal static class StemReading
{
    /// <returns>Null when speech or music or one of their files is missing.</returns>
    public static async Task<DuckingMeasurement?> OfAsync(Timeline timeline, string folder, CancellationToken ct)
    {
        if (timeline.Audio.Music is not { } music || timeline.Audio.Voice.Select(voice => voice.Path).Append(music.Path).Any(path => !File.Exists(path))) return null;
        // Footage counts by its sound here, so that pictures need not be there.
        var heard = timeline with { Scenes = [.. timeline.Scenes.Select(scene => scene with { Shots = [.. scene.Shots.Where(HasSound)] })] };
        if (heard.Audio.Voice.Count == 0 && heard.Scenes.All(scene => scene.Shots.Count == 0)) return null;
        using var shelf = await MediaShelf.OpenAsync(heard, ct);
        var plan = SoundPlan.For(heard, shelf.Media, PlatformProfile.For(timeline.Platform).AudioKbps);
        using var sources = await SoundSources.DecodeAsync(plan, folder, ct);
        return new SoundMixer(plan, sources).Mix(Path.Combine(folder, "stems.f32"), ct).Ducking;
    }

    private static bool HasSound(Shot shot) => shot.Visual is ClipVisual { SoundGain: > 0 } clip && File.Exists(clip.Path);
}
