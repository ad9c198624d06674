using System.Runtime.InteropServices;

namespace Synthora.Rendering.Fonts;

/// <summary>The few functions of HarfBuzz that measuring needs. It is the library libass draws with, so both agree.</summary>
internal static class HarfBuzz
{
    private const string Library = "libharfbuzz.so.0";

    /// <summary>A feature switched on or off over a whole text.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly struct Feature(string name, uint value)
    {
        public readonly uint Tag = ((uint)name[0] << 24) | ((uint)name[1] << 16) | ((uint)name[2] << 8) | name[3];
        public readonly uint Value = value;
        public readonly uint Start;
        public readonly uint End = uint.MaxValue;
    }

    /// <summary>Ink of a glyph: the bearing leads to its top left corner, and the height is negative.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct GlyphExtents
    {
        public int XBearing;
        public int YBearing;
        public int Width;
        public int Height;
    }

    [DllImport(Library, EntryPoint = "hb_blob_create")]
    public static extern nint BlobCreate(byte[] data, uint length, int mode, nint userData, nint destroy);

    [DllImport(Library, EntryPoint = "hb_face_create")]
    public static extern nint FaceCreate(nint blob, uint index);

    [DllImport(Library, EntryPoint = "hb_font_create")]
    public static extern nint FontCreate(nint face);

    [DllImport(Library, EntryPoint = "hb_font_set_scale")]
    public static extern void FontSetScale(nint font, int x, int y);

    [DllImport(Library, EntryPoint = "hb_font_make_immutable")]
    public static extern void FontMakeImmutable(nint font);

    [DllImport(Library, EntryPoint = "hb_font_get_glyph_extents")]
    public static extern int FontGetGlyphExtents(nint font, uint glyph, out GlyphExtents extents);

    [DllImport(Library, EntryPoint = "hb_buffer_create")]
    public static extern nint BufferCreate();

    [DllImport(Library, EntryPoint = "hb_buffer_destroy")]
    public static extern void BufferDestroy(nint buffer);

    [DllImport(Library, EntryPoint = "hb_buffer_add_utf16", CharSet = CharSet.Unicode)]
    public static extern void BufferAddUtf16(nint buffer, string text, int length, uint offset, int itemLength);

    [DllImport(Library, EntryPoint = "hb_buffer_guess_segment_properties")]
    public static extern void BufferGuessSegmentProperties(nint buffer);

    [DllImport(Library, EntryPoint = "hb_shape")]
    public static extern void Shape(nint font, nint buffer, Feature[] features, uint count);

    /// <summary>Five 32-bit words a glyph, its number first.</summary>
    [DllImport(Library, EntryPoint = "hb_buffer_get_glyph_infos")]
    public static extern nint BufferGetGlyphInfos(nint buffer, out uint count);

    /// <summary>Five 32-bit words a glyph: advances and offsets, each x before y.</summary>
    [DllImport(Library, EntryPoint = "hb_buffer_get_glyph_positions")]
    public static extern nint BufferGetGlyphPositions(nint buffer, out uint count);
}
