namespace Synthora.Providers.Speech.Timing;

/// <summary>A guess at when each word is said, from the recording's own pauses and the words' lengths. Good to about a fifth of a second.</summary>
internal static class EstimatedTimes
{
    private const double Block = 0.01;
    private const double ShortestPause = 0.12;

    public static IReadOnlyList<(double Start, double End)?> Words(IReadOnlyList<string> words, short[] samples, int rate)
    {
        var voiced = Voiced(samples, rate);
        var weights = words.Select(Weight).ToList();
        var (total, spoken) = (weights.Sum(), voiced.Sum(part => part.End - part.Start));
        var times = new (double, double)?[words.Count];
        double before = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var after = before + weights[i];
            if (weights[i] > 0) times[i] = (At(before / total * spoken, last: false), At(after / total * spoken, last: true));
            before = after;
        }

        return times;

        // Where so many seconds of sound have passed, pauses left out.
        double At(double sound, bool last)
        {
            foreach (var (start, end) in voiced)
            {
                var length = end - start;
                if (sound < length || last && sound <= length + 1e-9) return start + Math.Min(sound, length);
                sound -= length;
            }

            return voiced.Count == 0 ? 0 : voiced[^1].End;
        }
    }

    /// <summary>Letters say how long a word sounds; digits are said with whole words.</summary>
    private static double Weight(string word) => word.Sum(c => char.IsDigit(c) ? 3.0 : char.IsLetter(c) ? 1.0 : 0) is var letters and > 0 ? letters + 1.5 : 0;

    private static List<(double Start, double End)> Voiced(short[] samples, int rate)
    {
        var size = Math.Max(1, (int)(rate * Block));
        var levels = samples.Chunk(size).Select(block => Math.Sqrt(block.Average(s => (double)s * s))).ToList();
        var threshold = levels.Count == 0 ? 0 : levels.Max() / 30;
        var parts = new List<(double Start, double End)>();
        for (var i = 0; i < levels.Count; i++)
        {
            if (levels[i] < threshold) continue;
            var (start, end) = (i * Block, (i + 1) * Block);
            if (parts.Count > 0 && start - parts[^1].End < ShortestPause) parts[^1] = (parts[^1].Start, end);
            else parts.Add((start, end));
        }

        return parts.Count > 0 ? parts : [(0, (double)samples.Length / rate)];
    }
}
