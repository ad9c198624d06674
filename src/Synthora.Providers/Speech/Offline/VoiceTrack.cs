namespace Synthora.Providers.Speech.Offline;

/// <summary>Joins takes into one recording with natural pauses and keeps the words' times true to it.</summary>
internal sealed class VoiceTrack
{
    private const double LeadIn = 0.015;
    private const double LongestWeakOnset = 0.045;
    private const double Release = 0.05;
    private const double KeptGap = 0.04;
    private const double Fade = 0.008;

    private readonly int rate;
    private readonly double pace;
    private readonly List<short> samples = [];
    private readonly (double Start, double End)?[] words;

    private VoiceTrack(int rate, double speed, int wordCount)
    {
        this.rate = rate;
        pace = Math.Clamp(speed, 0.85, 1.6);
        words = new (double, double)?[wordCount];
    }

    public static (short[] Samples, int SampleRate, IReadOnlyList<SpokenWord> Words) Join(
        IReadOnlyList<Take> takes, IReadOnlyList<Sentence> sentences, IReadOnlyList<WrittenWord> written, double speed)
    {
        var track = new VoiceTrack(takes[0].SampleRate, speed, written.Count);
        for (var i = 0; i < takes.Count; i++) track.Add(takes[i], sentences[i], isLast: i == takes.Count - 1);
        return ([.. track.samples], track.rate, track.Words(written));
    }

    private void Add(Take take, Sentence sentence, bool isLast)
    {
        var times = take.Times;
        var from = Math.Max(0, Math.Max(times[0].Start - LeadIn, Onset(take, times[0].Start) - LongestWeakOnset));
        for (var i = 0; i < times.Count; i++)
        {
            var shift = (double)samples.Count / rate - from;
            var (start, end) = (Math.Max(times[i].Start, from), Math.Max(times[i].End, from));
            var word = sentence.WordOf[i];
            words[word] = (words[word]?.Start ?? start + shift, Math.Max(end + shift, words[word]?.End ?? 0));

            var last = i == times.Count - 1;
            var gap = last ? 0 : times[i + 1].Start - end;
            var wanted = Seconds(sentence.Tokens[i].After) / pace;
            if (last)
            {
                var until = Math.Min(end + Release, (double)take.Samples.Length / take.SampleRate);
                Copy(take, from, until, fade: true);
                if (!isLast) Silence(Math.Max(0, (wanted > 0 ? wanted : Seconds(Pause.Short)) - (until - end) - LeadIn));
            }
            else if (sentence.Tokens[i].After != Pause.None || gap > Seconds(Pause.Short))
            {
                var kept = Math.Min(KeptGap, Math.Max(0, gap) / 2);
                Copy(take, from, end + kept, fade: true);
                Silence(Math.Max(0, Math.Max(wanted, Seconds(Pause.Short) / pace) - 2 * kept));
                from = Math.Max(end, times[i + 1].Start - kept);
            }
        }
    }

    // At most 0.45 s with the weak sounds around it, so that no listener and no quality gate hears a hole.
    private static double Seconds(Pause pause) => pause switch { Pause.Long => 0.36, Pause.Medium => 0.26, Pause.Short => 0.16, _ => 0 };

    /// <summary>Where sound rises out of the noise at or after a time.</summary>
    private static double Onset(Take take, double from)
    {
        var peak = take.Samples.Max(s => Math.Abs((int)s));
        for (var i = (int)(from * take.SampleRate); i < take.Samples.Length; i++)
            if (Math.Abs((int)take.Samples[i]) > peak / 60) return (double)i / take.SampleRate;
        return from;
    }

    private void Copy(Take take, double from, double until, bool fade)
    {
        var first = Math.Clamp((int)(from * rate), 0, take.Samples.Length);
        var end = Math.Clamp((int)(until * rate), first, take.Samples.Length);
        var ramp = fade ? Math.Min((int)(Fade * rate), (end - first) / 2) : 0;
        for (var i = first; i < end; i++)
        {
            var edge = Math.Min(i - first, end - 1 - i);
            samples.Add(edge >= ramp ? take.Samples[i] : (short)(take.Samples[i] * (edge + 1.0) / (ramp + 1)));
        }
    }

    private void Silence(double seconds) => samples.AddRange(new short[(int)(seconds * rate)]);

    private List<SpokenWord> Words(IReadOnlyList<WrittenWord> written)
    {
        var duration = (int)(samples.Count * 1000L / rate);
        var spoken = new List<SpokenWord>(written.Count);
        var before = 0;
        for (var i = 0; i < written.Count; i++)
        {
            // A word without sound, such as an emoji, fills the pause before the next one that has.
            var next = words.Skip(i).FirstOrDefault(w => w is not null);
            var start = words[i] is { } time ? Milliseconds(time.Start) : before;
            var end = words[i] is { } sounded ? Milliseconds(sounded.End) : next is { } following ? Milliseconds(following.Start) : before;
            start = Math.Clamp(start, before, duration);
            end = Math.Clamp(end, start, duration);
            spoken.Add(new SpokenWord(written[i].Text, start, end));
            before = end;
        }

        return spoken;
    }

    private static int Milliseconds(double seconds) => (int)Math.Round(seconds * 1000);
}
