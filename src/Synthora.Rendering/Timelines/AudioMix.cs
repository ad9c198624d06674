using System.ComponentModel.DataAnnotations;

namespace Synthora.Rendering.Timelines;

/// <summary>The sound of the video. Gains are in decibels before the mix is brought to <see cref="LoudnessLufs"/>.</summary>
public sealed record AudioMix
{
    public IReadOnlyList<VoiceClip> Voice { get; init; } = [];
    public MusicTrack? Music { get; init; }
    public IReadOnlyList<SoundEffect> Effects { get; init; } = [];

    /// <summary>Null leaves every track where the mix puts it.</summary>
    public TrackLevels? Levels { get; init; }

    /// <summary>Integrated loudness of the finished file (EBU R 128), in LUFS.</summary>
    [Range(-40.0, -5.0)]
    public double LoudnessLufs { get; init; } = -14;
}

/// <summary>A recording of one scene's narration, placed at <paramref name="StartMs"/> of the video.</summary>
public sealed record VoiceClip(string Path, int StartMs, int DurationMs, double GainDb = 0);

/// <summary>Background music, looped over the whole video.</summary>
/// <param name="GainDb">How much higher it rises where nobody speaks; its level under speech stays.</param>
/// <param name="UnderSpeechDb">How far under the voice it stays while someone speaks (12–18; 20 or more for the accessible preset, WCAG 1.4.7).</param>
/// <param name="LoopFadeMs">Each turn melts into the next over this time; 0 for a track that is made to loop.</param>
/// <param name="InMs">Where in the file it begins, at every turn.</param>
public sealed record MusicTrack(string Path, double GainDb = 0, double UnderSpeechDb = MusicTrack.Usual, int LoopFadeMs = 0, int InMs = 0)
{
    /// <summary>The middle of 12–18 dB.</summary>
    public const double Usual = 15;

    /// <summary>The accessible preset: a decibel more than the 20 of WCAG 1.4.7, so that what is measured is not less.</summary>
    public const double Accessible = 21;
}
