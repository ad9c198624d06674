namespace Synthora.Rendering.Audio;

/// <summary>What the mix came to before the finishing gain.</summary>
internal sealed record MixedSound(string Path, LoudnessMeter Loudness, PeakMeter Peaks, DuckingMeasurement? Ducking);

/// <summary>Puts voice, original sound, music and effects together, block by block, so that length costs no memory.</summary>
internal sealed class SoundMixer(SoundPlan plan, SoundSources sources)
{
    private const int BlockFrames = LoudnessMeter.StepFrames;
    private const double VoiceEdge = 0.03;
    private const double MusicOut = 1.5;

    /// <summary>Footage is brought to the level of speech within these bounds; beyond, it is noise or a mistake.</summary>
    private const double LeastClipDb = -24;
    private const double MostClipDb = 12;
    private readonly float[] _scratch = new float[2 * BlockFrames];

    /// <param name="path">Where the samples go.</param>
    public MixedSound Mix(string path, CancellationToken ct)
    {
        List<PlacedSound> voice = [.. plan.Voice.Select(Place)], original = PlaceClips(ct);
        List<PlacedSound> effects = [.. plan.Effects.Select(effect => EffectSounds.Place(effect))];
        var music = plan.Music is { } track ? PlaceMusic(track) : [];
        // Footage that speaks for itself is treated like a narration.
        var speaking = voice.Count > 0 ? voice : music.Count > 0 ? original : [];
        var speech = Heard(Measure(speaking, ct));
        var gains = MixGains.For(plan.Music, speech?.Loudness.Integrated, Heard(Measure(music, ct))?.Loudness.Integrated);

        var speaker = new GainLine(0, voice.Count > 0 ? plan.Levels.Voice : plan.Levels.Original);
        var ducking = gains.DuckDb > 0 && speech is not null
            ? Ducking.Under(speech.Windows, speech.Loudness.Integrated, gains.DuckDb, ms => speaker.At(ms) > 0)
            : null;
        var down = ducking?.Curve((int)(plan.Samples / 48) + 2).Select(db => (float)Math.Pow(10, db / 20)).ToArray();
        var tally = ducking is null ? null : new DuckingTally(ducking);

        GainLine voiceLine = new(gains.VoiceDb, plan.Levels.Voice), clipLine = new(voice.Count > 0 ? 0 : gains.VoiceDb, plan.Levels.Original);
        GainLine musicLine = new(gains.MusicDb, plan.Levels.Music), effectLine = new(0, plan.Levels.Effects);
        var (loudness, peaks) = (new LoudnessMeter(), new PeakMeter());
        var (mix, stem) = (new float[2 * BlockFrames], new float[2 * BlockFrames]);
        using var file = File.Create(path);
        for (var at = 0L; at < plan.Samples; at += BlockFrames)
        {
            ct.ThrowIfCancellationRequested();
            var frames = (int)Math.Min(BlockFrames, plan.Samples - at);
            Span<float> block = mix.AsSpan(0, 2 * frames), part = stem.AsSpan(0, 2 * frames);
            Fill(block, voice, at);
            voiceLine.Apply(block, at);
            if (voice.Count > 0) tally?.Speech.Add(block);

            if (original.Count > 0)
            {
                Fill(part, original, at);
                clipLine.Apply(part, at);
                if (voice.Count == 0) tally?.Speech.Add(part);
                AddTo(block, part);
            }

            if (music.Count > 0)
            {
                Fill(part, music, at);
                musicLine.Apply(part, at);
                tally?.Dry.Add(part);
                if (down is not null) GainLine.Ramp(part, at, ms => down[ms]);
                tally?.Wet.Add(part);
                AddTo(block, part);
            }

            if (effects.Count > 0)
            {
                Fill(part, effects, at);
                effectLine.Apply(part, at);
                AddTo(block, part);
            }

            loudness.Add(block);
            peaks.Add(block);
            file.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(block));
        }

        peaks.Finish();
        return new(path, loudness, peaks, tally?.Result());
    }

    private static StemMeter? Heard(StemMeter? stem) => stem is { Loudness.Integrated: > LoudnessMeter.Silence + 1 } ? stem : null;

    private StemMeter? Measure(List<PlacedSound> bus, CancellationToken ct)
    {
        if (bus.Count == 0) return null;
        var (meter, block) = (new StemMeter(), new float[2 * BlockFrames]);
        for (var at = 0L; at < plan.Samples; at += BlockFrames)
        {
            ct.ThrowIfCancellationRequested();
            var part = block.AsSpan(0, (int)(2 * Math.Min(BlockFrames, plan.Samples - at)));
            Fill(part, bus, at);
            meter.Add(part);
        }

        return meter;
    }

    private void Fill(Span<float> block, List<PlacedSound> bus, long at)
    {
        block.Clear();
        foreach (var sound in bus) sound.AddTo(block, at, _scratch);
    }

    private static void AddTo(Span<float> block, ReadOnlySpan<float> stem)
    {
        for (var i = 0; i < block.Length; i++) block[i] += stem[i];
    }

    private PlacedSound Place(PlacedVoice voice)
    {
        var source = sources[voice];
        var length = Math.Min(Frames(voice.Seconds), source.Frames);
        var edge = Math.Min(Frames(VoiceEdge), length / 2);
        return new(source, Frames(voice.Start), length, 0, edge, edge, Math.Pow(10, voice.GainDb / 20));
    }

    /// <summary>All cuts of one file get one gain, or the ear would notice every cut.</summary>
    private List<PlacedSound> PlaceClips(CancellationToken ct)
    {
        var placed = new List<PlacedSound>();
        foreach (var file in plan.Clips.GroupBy(clip => clip.Media))
        {
            var meter = new LoudnessMeter();
            foreach (var source in file.Select(clip => sources[clip]).Distinct())
            {
                for (var at = 0L; at < source.Frames; at += BlockFrames)
                {
                    ct.ThrowIfCancellationRequested();
                    var part = _scratch.AsSpan(0, (int)(2 * Math.Min(BlockFrames, source.Frames - at)));
                    source.Read(at, part);
                    meter.Add(part);
                }
            }

            var db = meter.Integrated <= LoudnessMeter.Silence + 1 ? 0 : Math.Clamp(MixGains.SpeechLufs - meter.Integrated, LeastClipDb, MostClipDb);
            placed.AddRange(file.Select(clip => Place(clip, clip.Gain * Math.Pow(10, db / 20))));
        }

        return placed;
    }

    private PlacedSound Place(ClipSound clip, double gain)
    {
        var source = sources[clip];
        var length = Frames(clip.Seconds + clip.Tail);
        if (clip.Repeats && source.Frames > 0) source = new LoopedSource(source, Frames(ClipSounds.Cut));
        else length = Math.Min(length, source.Frames);
        // Without more of the file the sound has to fade before the cut.
        var fadeOut = clip.Tail >= ClipSounds.Cut / 2 ? Frames(clip.Tail) : Frames(ClipSounds.Cut);
        return new(source, Frames(clip.Start), length, 0, Math.Min(Frames(clip.Enter), length / 2), Math.Min(fadeOut, length / 2), gain);
    }

    private List<PlacedSound> PlaceMusic(PlacedMusic music)
    {
        var turn = sources.Music(music, plan);
        if (turn.Frames == 0) return [];
        var end = Frames(Math.Min(MusicOut, plan.Seconds / 4));
        return [new(new LoopedSource(turn, music.LoopFadeMs * 48L), 0, plan.Samples, 0, Frames(VoiceEdge), end, 1)];
    }

    private static long Frames(double seconds) => (long)Math.Round(seconds * SoundPlan.SampleRate);
}
