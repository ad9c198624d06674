namespace Synthora.Rendering.Audio;

/// <summary>Gains that bring voice and music to their places, found by measuring both.</summary>
/// <param name="VoiceDb">Brings speech to <see cref="SpeechLufs"/>.</param>
/// <param name="MusicDb">Brings music to its level while nobody speaks.</param>
/// <param name="DuckDb">How much further it goes down under speech.</param>
internal sealed record MixGains(double VoiceDb, double MusicDb, double DuckDb)
{
    /// <summary>Level of speech inside the mix; the finishing gain moves the whole afterwards.</summary>
    public const double SpeechLufs = -18;

    /// <summary>Where nobody speaks, music comes up to so much under the speech before.</summary>
    private const double InPausesDb = 3;
    private const double LeastDuckDb = 12;
    private const double MostDuckDb = 18;

    /// <param name="speech">Loudness of what music gives way to, or null when nothing speaks.</param>
    public static MixGains For(PlacedMusic? music, double? speech, double? musicLufs)
    {
        var voiceDb = speech is { } level ? SpeechLufs - level : 0;
        if (music is null || musicLufs is not { } played) return new(voiceDb, 0, 0);
        if (speech is null) return new(voiceDb, SpeechLufs - played + music.GainDb, 0);

        // The level under speech is a promise; a gain only changes how far the music rises in the pauses.
        var duck = Math.Clamp(Math.Clamp(music.UnderSpeechDb - InPausesDb, LeastDuckDb, MostDuckDb) + music.GainDb, 0, 40);
        return new(voiceDb, SpeechLufs - music.UnderSpeechDb + duck - played, duck);
    }
}
