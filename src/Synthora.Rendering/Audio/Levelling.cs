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
    private const int HalfWindow = 15;

    /// <returns>Gains in dB for every 100 ms, or null when the range is fine.</returns>
    public static double[]? Curve(LoudnessMeter mix)
    {
        if (mix.Range <= MostRange) return null;
        var (levels, middle, share) = (LoudnessMeter.ShortTerm(mix.Steps), mix.Integrated, 1 - (WantedRange / mix.Range));
        return [.. Enumerable.Range(0, levels.Count).Select(i =>
        {
            var level = levels[Math.Min(levels.Count - 1, i + HalfWindow)];
            return -share * Math.Clamp(level - middle, -FarthestDb, FarthestDb);
        })];
    }

    /// <summary>Linear gain at a millisecond, straight in decibels between the steps' middles.</summary>
    public static float At(double[] curve, double ms)
    {
        var place = Math.Clamp((ms / 100) - 0.5, 0, curve.Length - 1);
        var (low, share) = ((int)place, place - (int)place);
        var db = curve[low] + ((curve[Math.Min(low + 1, curve.Length - 1)] - curve[low]) * share);
        return (float)Math.Pow(10, db / 20);
    }
}
