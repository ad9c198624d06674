using System.Runtime.InteropServices;
using System.Text;

namespace Synthora.Providers.Speech.Offline;

/// <summary>The voice "rms" of flite, called as a library because its command line does not tell where words begin.</summary>
internal sealed class Flite(double pace) : ISynthesiser
{
    private static readonly nint DurationStretch = Marshal.StringToCoTaskMemUTF8("duration_stretch");
    private static nint voice;

    private readonly Lazy<bool> installed = new(() =>
        NativeLibrary.TryLoad("libflite.so.1", out _) && NativeLibrary.TryLoad("libflite_cmu_us_rms.so.1", out _));

    public string? Missing => installed.Value ? null : "libflite1";

    public Task<IReadOnlyList<Take>> SpeakAsync(IReadOnlyList<Sentence> sentences, double speed, CancellationToken ct) =>
        Task.Run<IReadOnlyList<Take>>(() =>
        {
            var takes = new List<Take>(sentences.Count);
            foreach (var sentence in sentences)
            {
                ct.ThrowIfCancellationRequested();
                // The voice's pace is a setting of the voice itself, so only one sentence is spoken at a time; that takes milliseconds.
                lock (NativeVoices.Turn) takes.Add(Speak(sentence, speed));
            }

            return takes;
        }, ct);

    private Take Speak(Sentence sentence, double speed)
    {
        if (voice == 0)
        {
            _ = FliteLibrary.flite_init();
            voice = FliteLibrary.register_cmu_us_rms(null);
        }

        FliteLibrary.flite_feat_set_float(Marshal.PtrToStructure<FliteLibrary.Voice>(voice).Features, DurationStretch, (float)(1 / (speed * pace)));
        NativeVoices.Reseed();
        var utterance = FliteLibrary.flite_synth_text(sentence.EnglishText, voice);
        if (utterance == 0) throw Unspoken();
        try
        {
            var wave = Marshal.PtrToStructure<FliteLibrary.Wave>(FliteLibrary.utt_wave(utterance));
            var samples = new short[wave.SampleCount];
            Marshal.Copy(wave.Samples, samples, 0, samples.Length);
            var times = Times(utterance);
            return times.Count == sentence.Tokens.Count ? new Take(samples, wave.SampleRate, times) : throw Unspoken();
        }
        finally
        {
            FliteLibrary.delete_utterance(utterance);
        }
    }

    private static List<(double, double)> Times(nint utterance)
    {
        var times = new List<(double, double)>();
        for (var token = FliteLibrary.relation_head(FliteLibrary.utt_relation(utterance, "Token")); token != 0; token = FliteLibrary.item_next(token))
        {
            var (start, end) = (-1.0, 0.0);
            for (var word = FliteLibrary.item_daughter(token); word != 0; word = FliteLibrary.item_next(word))
            {
                var last = FliteLibrary.flite_ffeature_float(word, "R:SylStructure.daughtern.daughtern.R:Segment.end");
                if (last <= 0) continue;
                if (start < 0) start = FliteLibrary.flite_ffeature_float(word, "R:SylStructure.daughter1.daughter1.R:Segment.p.end");
                end = last;
            }

            if (start < 0) start = end = times.Count == 0 ? 0 : times[^1].Item2;
            times.Add((start, end));
        }

        return times;
    }

    private static ProviderException Unspoken() => new(OfflineSpeech.Id, ProviderFault.BadAnswer,
        "flite did not speak every word of the text.", "Try another voice or a simpler text.");
}
