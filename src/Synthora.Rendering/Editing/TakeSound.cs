using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Editing;

/// <summary>What sounds in one scene, all times counted from its start: recordings, effects, and points of the faders' lines.</summary>
internal sealed record TakeSound(
    IReadOnlyList<VoiceClip> Voice, IReadOnlyList<SoundEffect> Effects,
    IReadOnlyList<GainKey> VoiceKeys, IReadOnlyList<GainKey> OriginalKeys, IReadOnlyList<GainKey> MusicKeys, IReadOnlyList<GainKey> EffectKeys)
{
    /// <param name="fromMs">Inclusive; <paramref name="untilMs"/> is not.</param>
    public static TakeSound Lift(AudioMix audio, int startMs, int fromMs, int untilMs)
    {
        return new(
            [.. audio.Voice.Where(clip => IsHere(clip.StartMs)).Select(clip => clip with { StartMs = clip.StartMs - startMs })],
            [.. audio.Effects.Where(effect => IsHere(effect.AtMs)).Select(effect => effect with { AtMs = effect.AtMs - startMs })],
            Keys(audio.Levels?.Voice), Keys(audio.Levels?.Original), Keys(audio.Levels?.Music), Keys(audio.Levels?.Effects));

        bool IsHere(int ms) => ms >= fromMs && ms < untilMs;

        List<GainKey> Keys(TrackLevel? level) =>
            [.. (level?.Envelope ?? []).Where(key => IsHere(key.AtMs)).Select(key => key with { AtMs = key.AtMs - startMs })];
    }

    /// <summary>What would sound past the end of a shorter scene is brought back to it, or left out where it only shaped what is gone.</summary>
    public TakeSound Until(int endMs)
    {
        return this with
        {
            Effects = [.. Effects.Select(effect => effect with { AtMs = Math.Min(effect.AtMs, endMs - 1) })],
            VoiceKeys = Kept(VoiceKeys),
            OriginalKeys = Kept(OriginalKeys),
            MusicKeys = Kept(MusicKeys),
            EffectKeys = Kept(EffectKeys),
        };

        List<GainKey> Kept(IReadOnlyList<GainKey> keys) => [.. keys.Where(key => key.AtMs < endMs)];
    }

    /// <summary>What sounds from a time on, counted from there.</summary>
    public TakeSound From(int ms)
    {
        return new([], [.. Effects.Where(effect => effect.AtMs >= ms).Select(effect => effect with { AtMs = effect.AtMs - ms })],
            Kept(VoiceKeys), Kept(OriginalKeys), Kept(MusicKeys), Kept(EffectKeys));

        List<GainKey> Kept(IReadOnlyList<GainKey> keys) => [.. keys.Where(key => key.AtMs >= ms).Select(key => key with { AtMs = key.AtMs - ms })];
    }

    /// <summary>The mix of a whole video from the sounds of its scenes and where each begins.</summary>
    public static AudioMix Place(AudioMix audio, IReadOnlyList<(TakeSound Sound, int StartMs)> takes)
    {
        return audio with
        {
            Voice = [.. takes.SelectMany(take => take.Sound.Voice.Select(clip => clip with { StartMs = clip.StartMs + take.StartMs }))],
            Effects = [.. takes.SelectMany(take => take.Sound.Effects.Select(effect => effect with { AtMs = effect.AtMs + take.StartMs }))],
            Levels = audio.Levels is { } levels
                ? new(
                    Level(levels.Voice, sound => sound.VoiceKeys), Level(levels.Original, sound => sound.OriginalKeys),
                    Level(levels.Music, sound => sound.MusicKeys), Level(levels.Effects, sound => sound.EffectKeys))
                : null,
        };

        TrackLevel? Level(TrackLevel? level, Func<TakeSound, IReadOnlyList<GainKey>> keys) => level?.Envelope is null
            ? level
            : level with { Envelope = [.. takes.SelectMany(take => keys(take.Sound).Select(key => key with { AtMs = key.AtMs + take.StartMs }))] };
    }
}
