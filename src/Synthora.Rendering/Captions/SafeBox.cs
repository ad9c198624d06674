using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>The part of the canvas no platform covers with its own controls, in canvas pixels.</summary>
public sealed record SafeBox(int Left, int Top, int Right, int Bottom)
{
    public int Width => Right - Left;
    public int Height => Bottom - Top;

    /// <summary>The box of a platform, scaled from the 1080×1920 figures.</summary>
    public static SafeBox For(Platform platform, Canvas canvas, bool rightToLeft = false)
    {
        var x = canvas.Width / 1080.0;
        var y = canvas.Height / 1920.0;
        var (left, right) = rightToLeft && platform == Platform.TikTok ? (170, 1015) : (65, 910);
        return new((int)(left * x), (int)(270 * y), (int)(right * x), (int)(1248 * y));
    }
}
