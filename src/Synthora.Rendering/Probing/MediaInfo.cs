namespace Synthora.Rendering.Probing;

/// <summary>What a media file holds.</summary>
/// <param name="DurationSeconds">Null for stills and for files that do not say.</param>
public sealed record MediaInfo(string Format, double? DurationSeconds, VideoStream? Video, AudioStream? Audio)
{
    /// <summary>A single picture rather than footage.</summary>
    public bool IsStill => Video is not null && (Format is "image2" || Format.EndsWith("_pipe", StringComparison.Ordinal));
}

/// <param name="Index">Number of the stream in its file.</param>
/// <param name="Width">Pixels as shown: rotated upright, and with square pixels.</param>
/// <param name="Rotation">Clockwise degrees a player turns the stored picture by: 0, 90, 180 or 270.</param>
/// <param name="Fps">Average frame rate; 0 when unknown.</param>
/// <param name="IsVariableRate">Frames are not evenly spaced, as phones and screen recorders do.</param>
/// <param name="Matrix">FFmpeg's name of the YCbCr matrix, or null when the file does not say.</param>
/// <param name="Transfer">FFmpeg's name of the transfer curve, or null.</param>
public sealed record VideoStream(
    int Index, string Codec, int Width, int Height, int Rotation, double Fps, bool IsVariableRate, string PixelFormat,
    string? Matrix, string? Transfer, bool IsFullRange)
{
    /// <summary>Its frames are woven of two fields; shown as they are, moving edges look like combs.</summary>
    public bool IsInterlaced { get; init; }

    public bool IsHdr => Transfer is "smpte2084" or "arib-std-b67";

    /// <summary>Its pixels have alpha, but none of them is seen through, as in many a screenshot.</summary>
    public bool IsOpaque { get; init; }

    /// <summary>Its alpha is a second picture beside the first, as WebM keeps it; only libvpx's decoders put the two together.</summary>
    public bool HasAlphaLayer { get; init; }

    /// <summary>What ffmpeg has to be told to read all of it.</summary>
    internal IReadOnlyList<string> DecoderOptions => HasAlphaLayer ? ["-c:v", Codec == "vp8" ? "libvpx" : "libvpx-vp9"] : [];

    public bool HasAlpha => !IsOpaque && StoresAlpha;

    internal bool StoresAlpha =>
        HasAlphaLayer || PixelFormat.StartsWith("rgba", StringComparison.Ordinal) || PixelFormat.StartsWith("bgra", StringComparison.Ordinal)
        || PixelFormat.StartsWith("yuva", StringComparison.Ordinal) || PixelFormat.StartsWith("gbrap", StringComparison.Ordinal)
        || PixelFormat.StartsWith("ya", StringComparison.Ordinal) || PixelFormat is "argb" or "abgr" or "pal8";
}

public sealed record AudioStream(int Index, string Codec, int SampleRate, int Channels);
