using Synthora.Rendering.Scenes;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Audio;

/// <summary>All that shapes the sound of a video.</summary>
/// <param name="Music">Null when the timeline has none.</param>
internal sealed record SoundPlan(
    int Frames, int Fps, IReadOnlyList<PlacedVoice> Voice, IReadOnlyList<ClipSound> Clips, PlacedMusic? Music,
    double LoudnessLufs, int Kbps)
{
    public const int SampleRate = 48000;

    public double Seconds => (double)Frames / Fps;

    public static SoundPlan For(Timeline timeline, IReadOnlyDictionary<string, SourceMedia> media, int kbps) => new(
        timeline.FrameCount, timeline.Canvas.Fps,
        [.. timeline.Audio.Voice.Where(voice => media[voice.Path].Info.Audio is not null)
            .Select(voice => new PlacedVoice(media[voice.Path], voice.StartMs / 1000.0, Math.Min(voice.DurationMs / 1000.0, timeline.DurationSeconds - voice.StartMs / 1000.0), voice.GainDb))],
        [.. timeline.Scenes.SelectMany(scene => scene.Shots).Select(shot => SoundOf(shot, timeline.Canvas.Fps, media)).OfType<ClipSound>()],
        timeline.Audio.Music is { } music && media[music.Path].Info.Audio is not null ? new PlacedMusic(media[music.Path], music.GainDb, music.UnderSpeechDb) : null,
        timeline.Audio.LoudnessLufs, kbps);

    public string Key(string ffmpegVersion) => SegmentKey.Hash(new
    {
        Engine = SegmentKey.EngineBuild,
        ffmpegVersion,
        Frames,
        Fps,
        Voice = Voice.Select(voice => (object)new { voice.Media.Fingerprint, voice.Start, voice.Seconds, voice.GainDb }),
        Clips = Clips.Select(clip => (object)new { clip.Media.Fingerprint, clip.Start, clip.Seconds, clip.In, clip.Length, clip.Gain }),
        Music = Music is null ? null : new { Music.Media.Fingerprint, Music.GainDb, Music.UnderSpeechDb },
        LoudnessLufs,
        Kbps,
    });

    private static ClipSound? SoundOf(Shot shot, int fps, IReadOnlyDictionary<string, SourceMedia> media)
    {
        if (shot.Visual is not ClipVisual { SoundGain: > 0, Speed: null } clip || media[clip.Path] is not { Info.Audio: not null } source) return null;
        var end = Math.Min(clip.OutSeconds ?? double.MaxValue, source.Info.DurationSeconds ?? double.MaxValue);
        var start = clip.InSeconds < end - 1.0 / fps ? clip.InSeconds : 0;
        return new ClipSound(source, (double)shot.StartFrame / fps, (double)shot.FrameCount / fps, start, end - start, clip.SoundGain);
    }
}

/// <param name="Start">Seconds from the start of the video.</param>
internal sealed record PlacedVoice(SourceMedia Media, double Start, double Seconds, double GainDb);

/// <summary>The own sound of footage, heard as long as its shot is seen.</summary>
/// <param name="In">Where in the file it begins; it repeats after <paramref name="Length"/> seconds as the picture does.</param>
internal sealed record ClipSound(SourceMedia Media, double Start, double Seconds, double In, double Length, double Gain);

internal sealed record PlacedMusic(SourceMedia Media, double GainDb, double UnderSpeechDb);
