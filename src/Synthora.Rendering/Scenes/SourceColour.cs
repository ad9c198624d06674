using Synthora.Rendering.Probing;

namespace Synthora.Rendering.Scenes;

/// <summary>
/// Conversion of a source to BT.709 limited range. swscale takes a matrix nobody stated for BT.601, which would tint HD
/// footage, so it is always told.
/// </summary>
/// <param name="Options">Options of the scaler that brings the source to its size.</param>
/// <param name="After">Filters behind it, with a leading comma.</param>
internal sealed record SourceColour(string Options, string After)
{
    public static SourceColour Of(VideoStream source, bool canToneMap)
    {
        if (source.IsHdr && canToneMap)
            return new("", ",zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv");

        var isRgb = source.PixelFormat.StartsWith("rgb", StringComparison.Ordinal) || source.PixelFormat.StartsWith("bgr", StringComparison.Ordinal)
            || source.PixelFormat.StartsWith("gbr", StringComparison.Ordinal) || source.PixelFormat is "pal8" or "argb" or "abgr" || source.HasAlpha;
        if (isRgb) return new(":out_color_matrix=bt709:out_range=tv", "");
        var matrix = source.Matrix switch
        {
            "bt709" => "bt709",
            "bt2020nc" or "bt2020c" => "bt2020",
            "smpte170m" or "bt470bg" or "fcc" => "bt601",
            _ => source.IsFullRange || Math.Min(source.Width, source.Height) < 700 ? "bt601" : "bt709",
        };
        // Told nothing, the scaler passes on what has its size already instead of copying every frame.
        if (matrix == "bt709" && !source.IsFullRange) return new("", "");
        return new($":in_color_matrix={matrix}:out_color_matrix=bt709:in_range={(source.IsFullRange ? "full" : "tv")}:out_range=tv", "");
    }
}
