using Synthora.Rendering.Scenes;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Audio;

/// <summary>All that shapes the sound of a video.</summary>
/// <param name="Music">Null when the timeline has none.</param>
internal sealed record SoundPlan(
    int Frames, int Fps, IReadOnlyList<PlacedVoice> Voice, IReadOnlyList<ClipSound> Clips, PlacedMusic? Music, IReadOnlyList<SoundEffect> Effects,
    TrackLevels Levels, double LoudnessLufs, int Kbps)
{
    public const int SampleRate = 48000;

    public double Seconds => (double)Frames / Fps;

    /// <summary>Length of the sound in frames of 48 kHz.</summary>
    public long Samples => (long)Math.Round(Seconds * SampleRate);

    /// <summary>Where recordings and footage begin and end.</summary>
    public IReadOnlyList<double> CutSeconds =>
    [
        .. Voice.SelectMany(voice => new[] { voice.Start, voice.Start + voice.Seconds })
            .Concat(Clips.SelectMany(clip => new[] { clip.Start, clip.Start + clip.Seconds })).Where(cut => cut > 0 && cut < Seconds).Order().Distinct(),
    ];

    public static SoundPlan For(Timeline timeline, IReadOnlyDictionary<string, SourceMedia> media, int kbps) => new(
        timeline.FrameCount, timeline.Canvas.Fps,
        [.. timeline.Audio.Voice.Where(voice => media[voice.Path].Info.Audio is not null)
            .Select(voice => new PlacedVoice(media[voice.Path], voice.StartMs / 1000.0, Math.Min(voice.DurationMs / 1000.0, timeline.DurationSeconds - voice.StartMs / 1000.0), voice.GainDb))],
        ClipSounds.Of(timeline, media),
        timeline.Audio.Music is { } music && media[music.Path].Info.Audio is not null ? new PlacedMusic(media[music.Path], music.GainDb, music.UnderSpeechDb, music.LoopFadeMs, music.InMs) : null,
        timeline.Audio.Effects, timeline.Audio.Levels ?? new(), timeline.Audio.LoudnessLufs, kbps);

    public string Key(string ffmpegVersion) => SegmentKey.Hash(new
    {
        Engine = SegmentKey.EngineBuild,
        ffmpegVersion,
        Frames,
        Fps,
        Voice = Voice.Select(voice => (object)new { voice.Media.Fingerprint, voice.Start, voice.Seconds, voice.GainDb }),
        Clips = Clips.Select(clip => (object)new { clip.Media.Fingerprint, clip.Start, clip.Seconds, clip.In, clip.Length, clip.Gain, clip.Enter, clip.Leave }),
        Music = Music is null ? null : new { Music.Media.Fingerprint, Music.GainDb, Music.UnderSpeechDb, Music.LoopFadeMs, Music.InMs },
        Effects,
        Levels,
        LoudnessLufs,
        Kbps,
    });
}

/// <param name="Start">Seconds from the start of the video.</param>
internal sealed record PlacedVoice(SourceMedia Media, double Start, double Seconds, double GainDb);

internal sealed record PlacedMusic(SourceMedia Media, double GainDb, double UnderSpeechDb, int LoopFadeMs, int InMs);
