namespace Synthora.Rendering.Timelines;

/// <summary>The faders of the four kinds of sound; what is absent stays as it is mixed by itself.</summary>
/// <param name="Voice">Narration, after it was brought to its level.</param>
/// <param name="Original">The own sound of clips.</param>
/// <param name="Music">Music, after it was placed under the speech.</param>
/// <param name="Effects">Whooshes, pops and the like.</param>
public sealed record TrackLevels(TrackLevel? Voice = null, TrackLevel? Original = null, TrackLevel? Music = null, TrackLevel? Effects = null);

/// <summary>How loud a track is over the video.</summary>
/// <param name="GainDb">From the first to the last sample, -60 to 24 dB.</param>
/// <param name="Envelope">
/// Points of a line that is added to <paramref name="GainDb"/>, in order of time; straight in decibels between two points,
/// level before the first and after the last.
/// </param>
public sealed record TrackLevel(double GainDb = 0, IReadOnlyList<GainKey>? Envelope = null);

/// <param name="AtMs">From the start of the video.</param>
/// <param name="GainDb">-60 to 24 dB; -60 counts as silence.</param>
public sealed record GainKey(int AtMs, double GainDb);

public enum EffectKind { Whoosh, Pop, Click, Chime, Impact, Riser }

/// <summary>A short sound of the engine's own making.</summary>
/// <param name="AtMs">Where its accent falls; a whoosh and a riser begin before it.</param>
/// <param name="GainDb">-60 to 24 dB over its usual level, which lies well under speech.</param>
public sealed record SoundEffect(EffectKind Kind, int AtMs, double GainDb = 0);
