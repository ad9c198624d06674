namespace Synthora.Rendering.Audio;

/// <summary>
/// When music steps back. Speech is known beforehand, so the music is down when the first sound of a word comes, stays
/// down through the pauses of speech, and only rises where nobody speaks for a while.
/// </summary>
internal sealed class Ducking
{
    /// <summary>Frames over which speech is judged.</summary>
    public const int WindowFrames = SoundPlan.SampleRate / 100;
    public const int AttackMs = 20;
    public const int ReleaseMs = 300;
    private const int WindowMs = 10;
    private const int LingerMs = 30;

    /// <summary>Music that rises for less is heard as pumping; longer silence is dead air without it.</summary>
    private const int ShortestRiseMs = 600;

    /// <summary>Weak consonants lie about so far under the loudness of the whole.</summary>
    private const double SpeechOverDb = 26;
    private readonly double _depthDb;

    private Ducking(IReadOnlyList<(int StartMs, int EndMs)> speech, double depthDb) => (Speech, _depthDb) = (speech, depthDb);

    /// <summary>Stretches of speech with their short pauses.</summary>
    public IReadOnlyList<(int StartMs, int EndMs)> Speech { get; }

    /// <param name="windows">Power of the speech, both channels together, per <see cref="WindowFrames"/>.</param>
    /// <param name="lufs">Its loudness.</param>
    public static Ducking Under(IReadOnlyList<double> windows, double lufs, double depthDb, Func<int, bool> isHeard)
    {
        var least = Math.Pow(10, (lufs - SpeechOverDb) / 10);
        var speech = new List<(int StartMs, int EndMs)>();
        for (var i = 0; i < windows.Count; i++)
        {
            if (windows[i] < least || !isHeard(i * WindowMs)) continue;
            var (start, end) = (i * WindowMs, (i + 1) * WindowMs);
            if (speech is [.., var before] && start - before.EndMs < ShortestRiseMs) speech[^1] = (before.StartMs, end);
            else speech.Add((start < ShortestRiseMs ? 0 : start, end));
        }

        return new(speech, depthDb);
    }

    /// <summary>Gains in dB, 0 or less, for every millisecond up to <paramref name="lengthMs"/>.</summary>
    public float[] Curve(int lengthMs)
    {
        var curve = new float[lengthMs];
        foreach (var (start, end) in Speech)
        {
            for (var ms = Math.Max(0, start - AttackMs); ms < Math.Min(lengthMs, end + LingerMs + ReleaseMs); ms++)
            {
                var down = ms < start ? (double)(ms - start + AttackMs) / AttackMs : ms < end + LingerMs ? 1 : 1 - ((double)(ms - end - LingerMs) / ReleaseMs);
                curve[ms] = (float)(-_depthDb * down * down * (3 - (2 * down)));
            }
        }

        return curve;
    }
}
