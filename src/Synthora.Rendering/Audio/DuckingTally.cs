namespace Synthora.Rendering.Audio;

/// <summary>Compares the stems of a finished mix: speech, music before and music after it stepped back.</summary>
internal sealed class DuckingTally(Ducking ducking)
{
    private const int WindowMs = 10;
    private const double BackDb = 1;

    public StemMeter Speech { get; } = new();
    public StemMeter Dry { get; } = new();
    public StemMeter Wet { get; } = new();

    public DuckingMeasurement? Result()
    {
        var speaking = Enumerable.Range(0, Wet.Loudness.Steps.Count).Where(step => IsSpeech(step * 100, (step + 1) * 100)).ToList();
        if (speaking.Count == 0) return null;
        var under = LoudnessMeter.IntegratedOf([.. speaking.Select(step => Speech.Loudness.Steps[step])]) - LoudnessMeter.IntegratedOf([.. speaking.Select(step => Wet.Loudness.Steps[step])]);
        var windows = Enumerable.Range(0, Wet.Windows.Count).ToList();
        var down = Loss(windows.Where(window => IsSpeech(window * WindowMs, (window + 1) * WindowMs)));
        var open = windows.Where(window => !IsSpeech((window * WindowMs) - 600, ((window + 1) * WindowMs) + 100, any: true)).ToList();
        return new(under, down - (open.Count > 0 ? Loss(open) : 0), RecoveryMs(), speaking.Count / 10.0);
    }

    /// <summary>How far music lies under what it was before it stepped back, in dB.</summary>
    private double Loss(IEnumerable<int> windows)
    {
        var (dry, wet) = (0.0, 0.0);
        foreach (var window in windows) (dry, wet) = (dry + Dry.Windows[window], wet + Wet.Windows[window]);
        return wet <= 0 || dry <= 0 ? 0 : 10 * Math.Log10(dry / wet);
    }

    /// <summary>The longest time it takes after speech until music is back, where it has half a second to do so.</summary>
    private double? RecoveryMs()
    {
        double? longest = null;
        for (var i = 0; i < ducking.Speech.Count; i++)
        {
            var (end, next) = (ducking.Speech[i].EndMs, i + 1 < ducking.Speech.Count ? ducking.Speech[i + 1].StartMs : Wet.Windows.Count * WindowMs);
            if (next - end < 500) continue;
            var back = Enumerable.Range(end / WindowMs, (next - end) / WindowMs).FirstOrDefault(window => Loss([window]) < BackDb && Dry.Windows[window] > 0, -1);
            if (back >= 0) longest = Math.Max(longest ?? 0, ((back + 1) * WindowMs) - end);
        }

        return longest;
    }

    private bool IsSpeech(int fromMs, int toMs, bool any = false) =>
        ducking.Speech.Any(speech => any ? speech.StartMs < toMs && speech.EndMs > fromMs : speech.StartMs <= fromMs && speech.EndMs >= toMs);
}
