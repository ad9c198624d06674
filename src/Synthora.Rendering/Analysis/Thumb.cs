namespace Synthora.Rendering.Analysis;

/// <summary>Compares frames by their small grey pictures.</summary>
internal static class Thumb
{
    private const int Side = PictureFacts.ThumbSide;

    /// <summary>Mean absolute difference of two frames, 0–255; null past the end.</summary>
    public static double? Difference(PictureFacts picture, int one, int other)
    {
        if (Pixels(picture, one) is not { Length: > 0 } first || Pixels(picture, other) is not { Length: > 0 } second) return null;
        var sum = 0;
        for (var i = 0; i < first.Length; i++) sum += Math.Abs(first.Span[i] - second.Span[i]);
        return (double)sum / first.Length;
    }

    /// <summary>Which of 64 neighbouring patches is the brighter one: alike for the same picture in other brightness, size or encoding.</summary>
    public static ulong? Hash(PictureFacts picture, int frame)
    {
        const int Patch = Side / 8;
        if (Pixels(picture, frame) is not { Length: > 0 } pixels) return null;
        Span<int> sums = stackalloc int[64];
        for (var i = 0; i < pixels.Length; i++) sums[(i / Side / Patch * 8) + (i % Side / Patch)] += pixels.Span[i];
        var hash = 0UL;
        for (var i = 0; i < 64; i++)
            if (sums[i] > sums[(i / 8 * 8) + ((i + 1) % 8)]) hash |= 1UL << i;
        return hash;
    }

    private static ReadOnlyMemory<byte> Pixels(PictureFacts picture, int frame) =>
        frame >= 0 && (frame + 1) * Side * Side <= picture.Thumbs.Length ? picture.Thumbs.Slice(frame * Side * Side, Side * Side) : default;
}
