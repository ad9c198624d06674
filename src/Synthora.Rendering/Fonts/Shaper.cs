using System.Runtime.InteropServices;

namespace Synthora.Rendering.Fonts;

/// <summary>A text as a font sets it, in font units from the pen's start on the baseline; y grows upwards.</summary>
internal readonly record struct ShapedText(int Advance, int InkTop, int InkBottom);

/// <summary>
/// Sets text in one font with ligatures, joining forms, marks and kerning. It keeps the font for the life of the
/// process and may be used from any thread.
/// </summary>
internal sealed class Shaper
{
    private const int WordsPerGlyph = 5;
    private static readonly HarfBuzz.Feature[] Plain = [new("kern", 1)];

    /// <summary>libass gives up ligatures where letters are spaced.</summary>
    private static readonly HarfBuzz.Feature[] Spaced = [new("kern", 1), new("liga", 0), new("clig", 0)];

    private readonly nint font;

    public Shaper(byte[] data, int index, int unitsPerEm)
    {
        try
        {
            font = HarfBuzz.FontCreate(HarfBuzz.FaceCreate(HarfBuzz.BlobCreate(data, (uint)data.Length, 0, 0, 0), (uint)index));
        }
        catch (DllNotFoundException missing)
        {
            throw new RenderException("HarfBuzz, which measures text, is not installed.", "Install it: on Debian, apt-get install libharfbuzz0b.", missing);
        }

        HarfBuzz.FontSetScale(font, unitsPerEm, unitsPerEm);
        HarfBuzz.FontMakeImmutable(font);
    }

    public ShapedText Shape(string text, bool spaced)
    {
        if (text.Length == 0) return default;
        var buffer = HarfBuzz.BufferCreate();
        try
        {
            HarfBuzz.BufferAddUtf16(buffer, text, text.Length, 0, text.Length);
            HarfBuzz.BufferGuessSegmentProperties(buffer);
            var features = spaced ? Spaced : Plain;
            HarfBuzz.Shape(font, buffer, features, (uint)features.Length);
            return Measure(Words(HarfBuzz.BufferGetGlyphInfos(buffer, out var count), count), Words(HarfBuzz.BufferGetGlyphPositions(buffer, out count), count));
        }
        finally
        {
            HarfBuzz.BufferDestroy(buffer);
        }
    }

    private ShapedText Measure(int[] infos, int[] positions)
    {
        var (advance, top, bottom) = (0, int.MinValue, int.MaxValue);
        for (var i = 0; i < infos.Length; i += WordsPerGlyph)
        {
            advance += positions[i];
            if (HarfBuzz.FontGetGlyphExtents(font, (uint)infos[i], out var ink) == 0 || ink.Height == 0) continue;
            var rise = positions[i + 3] + ink.YBearing;
            top = Math.Max(top, rise);
            bottom = Math.Min(bottom, rise + ink.Height);
        }

        return top < bottom ? new(advance, 0, 0) : new(advance, top, bottom);
    }

    private static int[] Words(nint at, uint glyphs)
    {
        var words = new int[glyphs * WordsPerGlyph];
        if (glyphs > 0) Marshal.Copy(at, words, 0, words.Length);
        return words;
    }
}
