namespace Synthora.Rendering.Audio;

/// <summary>A piece of sound at its time in the video, with its edges faded so that nothing pops.</summary>
/// <param name="Start">Frame of the video; may lie before 0.</param>
/// <param name="Offset">Frame of the source that is heard there.</param>
/// <param name="FadeIn">Frames over which it rises, within <paramref name="Length"/>; equal power, so that two pieces cross-fade.</param>
internal sealed record PlacedSound(ISampleSource Source, long Start, long Length, long Offset, long FadeIn, long FadeOut, double Gain)
{
    /// <param name="at">Frame of the video with which the block begins.</param>
    /// <param name="scratch">As long as the block.</param>
    public void AddTo(Span<float> block, long at, Span<float> scratch)
    {
        var from = Math.Max(Start, at);
        var count = (int)Math.Min(Math.Min(Start + Length, at + (block.Length / 2)) - from, int.MaxValue);
        if (count <= 0) return;
        var heard = scratch[..(2 * count)];
        Source.Read(Offset + from - Start, heard);
        if (from - Start < FadeIn || Start + Length - from - count < FadeOut) Fade(heard, from - Start);
        var target = block[(int)(2 * (from - at))..];
        var gain = (float)Gain;
        for (var i = 0; i < heard.Length; i++) target[i] += heard[i] * gain;
    }

    private void Fade(Span<float> heard, long position)
    {
        for (var i = 0; i < heard.Length / 2; i++, position++)
        {
            var left = Length - 1 - position;
            if (position >= FadeIn && left >= FadeOut) continue;
            var gain = 1f;
            if (position < FadeIn) gain *= MathF.Sin(MathF.PI / 2 * (position + 0.5f) / FadeIn);
            if (left < FadeOut) gain *= MathF.Sin(MathF.PI / 2 * (left + 0.5f) / FadeOut);
            heard[2 * i] *= gain;
            heard[(2 * i) + 1] *= gain;
        }
    }
}
