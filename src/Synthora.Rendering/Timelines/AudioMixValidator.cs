namespace Synthora.Rendering.Timelines;

/// <summary>Says what is wrong with the gains, the effects and the music of a mix.</summary>
internal static class AudioMixValidator
{
    public const double LowestDb = -60;
    public const double HighestDb = 24;
    private const int MostKeys = 10_000;
    private const int MostEffects = 1_000;

    public static void Check(AudioMix audio, double endMs, List<TimelineProblem> problems)
    {
        for (var i = 0; i < audio.Voice.Count; i++) CheckGain(audio.Voice[i].GainDb, $"$.audio.voice[{i}].gain_db", problems);
        if (audio.Music is { } music) CheckMusic(music, problems);
        CheckLevel(audio.Levels?.Voice, "voice", problems);
        CheckLevel(audio.Levels?.Original, "original", problems);
        CheckLevel(audio.Levels?.Music, "music", problems);
        CheckLevel(audio.Levels?.Effects, "effects", problems);
        if (audio.Effects.Count > MostEffects) problems.Add(new("$.audio.effects", $"has {audio.Effects.Count} entries; at most {MostEffects} are mixed."));
        for (var i = 0; i < audio.Effects.Count; i++)
        {
            var effect = audio.Effects[i];
            if (effect.AtMs < 0 || effect.AtMs > endMs) problems.Add(new($"$.audio.effects[{i}].at_ms", $"is {effect.AtMs}; the video lasts {endMs:0} ms."));
            CheckGain(effect.GainDb, $"$.audio.effects[{i}].gain_db", problems);
        }
    }

    private static void CheckMusic(MusicTrack music, List<TimelineProblem> problems)
    {
        CheckGain(music.GainDb, "$.audio.music.gain_db", problems);
        if (music.UnderSpeechDb is not (>= 0 and <= 60)) problems.Add(new("$.audio.music.under_speech_db", $"is {music.UnderSpeechDb}; it is 0 to 60 dB."));
        if (music.LoopFadeMs is < 0 or > 10_000) problems.Add(new("$.audio.music.loop_fade_ms", $"is {music.LoopFadeMs}; it is 0 to 10000 ms."));
        if (music.InMs < 0) problems.Add(new("$.audio.music.in_ms", $"is {music.InMs}; a track begins at 0 or later."));
    }

    private static void CheckLevel(TrackLevel? level, string track, List<TimelineProblem> problems)
    {
        if (level is null) return;
        var path = $"$.audio.levels.{track}";
        CheckGain(level.GainDb, $"{path}.gain_db", problems);
        if (level.Envelope is not { } keys) return;
        if (keys.Count > MostKeys) problems.Add(new($"{path}.envelope", $"has {keys.Count} points; at most {MostKeys} are read."));
        for (var i = 0; i < keys.Count; i++)
        {
            CheckGain(keys[i].GainDb, $"{path}.envelope[{i}].gain_db", problems);
            if (keys[i].AtMs < 0) problems.Add(new($"{path}.envelope[{i}].at_ms", $"is {keys[i].AtMs}; time starts at 0."));
            else if (i > 0 && keys[i].AtMs <= keys[i - 1].AtMs)
                problems.Add(new($"{path}.envelope[{i}].at_ms", $"is {keys[i].AtMs}, not after the point before it ({keys[i - 1].AtMs})."));
        }
    }

    private static void CheckGain(double gainDb, string path, List<TimelineProblem> problems)
    {
        if (gainDb is not (>= LowestDb and <= HighestDb))
            problems.Add(new(path, FormattableString.Invariant($"is {gainDb}; a gain is {LowestDb:0} to {HighestDb:0} dB.")));
    }
}
