using System.Runtime.InteropServices;
using System.Text;

namespace Synthora.Providers.Speech.Offline;

/// <summary>espeak-ng, for every language that the better voices do not speak. Its word events say where each word begins.</summary>
/// <param name="language">A language of espeak-ng, such as <c>de</c> or <c>cmn</c>.</param>
/// <param name="variant">A speaker variant such as <c>f3</c>, or empty.</param>
internal sealed class Espeak(string language, string variant) : ISynthesiser
{
    private const int NaturalWordsPerMinute = 160;

    // The library keeps one voice and one callback for the whole process, and where it is in the flutter of its pitch: there
    // is no way to begin that anew, so the same words may last a few hundredths longer or shorter.
    private static int sampleRate;
    private static readonly List<short> Sound = [];
    private static readonly List<EspeakLibrary.Event> Events = [];
    private static readonly EspeakLibrary.SynthCallback Collect = OnSound;

    private static readonly Lazy<bool> Installed = new(() => NativeLibrary.TryLoad("libespeak-ng.so.1", out _));

    public string? Missing => Installed.Value ? null : "libespeak-ng1";

    /// <summary>The espeak-ng name of a BCP 47 language, or null when it has none.</summary>
    public static string? FindLanguage(string tag)
    {
        if (!Installed.Value) return null;
        var lower = tag.ToLowerInvariant().Replace('_', '-');
        var primary = lower.Split('-')[0];
        string[] candidates = lower switch
        {
            "zh-hk" or "zh-yue" or "yue" => ["yue"],
            _ when primary == "zh" => ["cmn"],
            _ when primary is "no" or "nn" => ["nb"],
            "pt" => ["pt-br", "pt"],
            _ => [lower, primary],
        };
        lock (NativeVoices.Turn)
        {
            Start();
            return candidates.FirstOrDefault(c => c.All(l => char.IsAsciiLetterOrDigit(l) || l == '-') && EspeakLibrary.espeak_SetVoiceByName(c) == 0);
        }
    }

    public Task<IReadOnlyList<Take>> SpeakAsync(IReadOnlyList<Sentence> sentences, double speed, CancellationToken ct) =>
        Task.Run<IReadOnlyList<Take>>(() =>
        {
            var takes = new List<Take>(sentences.Count);
            foreach (var sentence in sentences)
            {
                ct.ThrowIfCancellationRequested();
                lock (NativeVoices.Turn) takes.Add(Speak(sentence, speed));
            }

            return takes;
        }, ct);

    private Take Speak(Sentence sentence, double speed)
    {
        Start();
        if (EspeakLibrary.espeak_SetVoiceByName(variant.Length == 0 ? language : $"{language}+{variant}") != 0)
            throw Unspoken($"espeak-ng has no voice for {language}.", "Choose another language.");
        _ = EspeakLibrary.espeak_SetParameter(EspeakLibrary.RateParameter, (int)Math.Clamp(NaturalWordsPerMinute * speed, 80, 400), 0);
        Sound.Clear();
        Events.Clear();
        var (text, starts) = Text(sentence);
        var bytes = Encoding.UTF8.GetBytes(text + "\0");
        if (EspeakLibrary.espeak_Synth(bytes, (nuint)bytes.Length, 0, 1, 0, EspeakLibrary.Utf8, 0, 0) != 0 || Sound.Count == 0)
            throw Unspoken("espeak-ng did not speak the text.", "Try another language or a simpler text.");
        return new Take([.. Sound], sampleRate, Times(starts));
    }

    /// <summary>A token lasts from its first word event to the next token's, less the pause in between.</summary>
    private static List<(double, double)> Times(List<int> starts)
    {
        var onsets = new double[starts.Count];
        Array.Fill(onsets, -1);
        foreach (var word in Events.Where(e => e.Type == (int)EspeakLibrary.EventType.Word))
        {
            var token = starts.FindLastIndex(s => s <= word.TextPosition - 1);
            if (token >= 0 && onsets[token] < 0) onsets[token] = word.AudioPosition / 1000.0;
        }

        var total = (double)Sound.Count / sampleRate;
        var pauses = Events.Where(e => e.Type == (int)EspeakLibrary.EventType.Phoneme && (e.Name & 0xFF) is '_' or 0)
            .Select(e => e.AudioPosition / 1000.0).ToList();
        var times = new List<(double, double)>(starts.Count);
        for (var i = 0; i < starts.Count; i++)
        {
            var before = times.Count == 0 ? 0 : times[^1].Item2;
            if (onsets[i] < 0)
            {
                times.Add((before, before));
                continue;
            }

            var next = onsets.Skip(i + 1).Where(o => o > onsets[i]).DefaultIfEmpty(total).First();
            var pause = pauses.Where(p => p > onsets[i] + 0.03 && p < next).DefaultIfEmpty(next).Last();
            times.Add((Math.Max(before, onsets[i]), Math.Max(before, Math.Max(onsets[i], pause))));
        }

        return times;
    }

    private static (string Text, List<int> Starts) Text(Sentence sentence)
    {
        var text = new StringBuilder();
        var starts = new List<int>();
        var characters = 0;
        foreach (var token in sentence.Tokens)
        {
            starts.Add(characters);
            text.Append(token.Text).Append(' ');
            characters += token.Text.EnumerateRunes().Count() + 1;
        }

        return (text.ToString(), starts);
    }

    private static void Start()
    {
        if (sampleRate > 0) return;
        var rate = EspeakLibrary.espeak_Initialize(EspeakLibrary.Synchronous, 0, 0, EspeakLibrary.PhonemeEvents | EspeakLibrary.DoNotExit);
        if (rate <= 0) throw Unspoken("espeak-ng could not start.", "Install espeak-ng-data.");
        sampleRate = rate;
        EspeakLibrary.espeak_SetSynthCallback(Collect);
    }

    private static int OnSound(nint samples, int count, nint events)
    {
        if (samples != 0 && count > 0)
        {
            var block = new short[count];
            Marshal.Copy(samples, block, 0, count);
            Sound.AddRange(block);
        }

        for (var at = events; at != 0; at += Marshal.SizeOf<EspeakLibrary.Event>())
        {
            var happened = Marshal.PtrToStructure<EspeakLibrary.Event>(at);
            if (happened.Type == (int)EspeakLibrary.EventType.End) break;
            Events.Add(happened);
        }

        return 0;
    }

    private static ProviderException Unspoken(string cause, string remedy) => new(OfflineSpeech.Id, ProviderFault.Configuration, cause, remedy);
}
