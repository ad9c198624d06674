namespace Synthora.Providers.Tests.Speech;

/// <summary>What an ear would notice first of a recording, in 5 ms blocks.</summary>
internal sealed record Loudness(int FirstSoundMs, int LongestSilenceMs, int TrailingSilenceMs, double Peak, double SpeechLevelDb)
{
    public const int BlockMs = 5;

    public static double[] Blocks(short[] samples, int rate) =>
        [.. samples.Chunk(rate * BlockMs / 1000).Select(block => Math.Sqrt(block.Average(s => (double)s * s)) / 32768)];

    public static Loudness Of(short[] samples, int rate)
    {
        var blocks = Blocks(samples, rate);
        var threshold = blocks.Max() / 100;
        var (silence, longest) = (0, 0);
        foreach (var block in blocks)
        {
            silence = block < threshold ? silence + 1 : 0;
            longest = Math.Max(longest, silence);
        }

        var spoken = blocks.Where(b => b > blocks.Max() / 10).Average(b => b * b);
        return new Loudness(
            Array.FindIndex(blocks, b => b >= threshold) * BlockMs, longest * BlockMs, silence * BlockMs,
            samples.Max(s => Math.Abs((int)s)) / 32768.0, 10 * Math.Log10(spoken));
    }
}
