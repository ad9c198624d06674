namespace Synthora.Rendering.Audio;

/// <summary>
/// Slow gains that bring quiet and loud stretches of a mix closer together when they lie too far apart for a phone
/// (LRA over 11 LU): the listener's hand on the volume, over seconds.
/// </summary>
internal static class Levelling
{
    /// <summary>Loudness range up to which nothing is changed, and the range aimed at beyond.</summary>
    public const double MostRange = 10.5;
    private const double WantedRange = 8.5;
    private const double FarthestDb = 20;
    private const double MostShare = 0.95;
    private const int HalfWindow = 15;

    /// <returns>Gains in dB for every 100 ms, or null when the range is fine.</returns>
    public static double[]? Curve(LoudnessMeter mix)
    {
        if (mix.Range <= MostRange) return null;
        var (levels, middle) = (LoudnessMeter.ShortTerm(mix.Steps), mix.Integrated);
        var share = 1 - (WantedRange / mix.Range);
        while (true)
        {
            double[] curve = [.. Enumerable.Range(0, levels.Count)
                .Select(i => -share * Math.Clamp(levels[Math.Min(levels.Count - 1, i + HalfWindow)] - middle, -FarthestDb, FarthestDb))];
            // Where loud and quiet change quickly, a slow hand has to move further.
            if (share >= MostShare || LoudnessMeter.RangeOf(Levelled(mix.Steps, curve)) <= MostRange) return curve;
            share = Math.Min(MostShare, share + 0.1);
        }
    }

    /// <summary>The power that is left of steps of 100 ms.</summary>
    public static IReadOnlyList<double> Levelled(IReadOnlyList<double> steps, double[] curve) =>
        [.. steps.Select((power, step) => power * Math.Pow(10, curve[step] / 10))];

    /// <summary>Linear gain at a millisecond, straight in decibels between the steps' middles.</summary>
    public static float At(double[] curve, double ms)
    {
        var place = Math.Clamp((ms / 100) - 0.5, 0, curve.Length - 1);
        var (low, share) = ((int)place, place - (int)place);
        var db = curve[low] + ((curve[Math.Min(low + 1, curve.Length - 1)] - curve[low]) * share);
        return (float)Math.Pow(10, db / 20);
    }
}
