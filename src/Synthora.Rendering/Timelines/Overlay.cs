using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Synthora.Rendering.Timelines;

/// <summary>
/// Something that lies over the picture. Frames are on the global clock; <see cref="EndFrame"/> is exclusive and null
/// lasts to the video's end. All of it stays inside the platform's safe box, but for the progress bar, which runs along an edge.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(LogoOverlay), "logo")]
[JsonDerivedType(typeof(ProgressBarOverlay), "progress_bar")]
[JsonDerivedType(typeof(LowerThirdOverlay), "lower_third")]
[JsonDerivedType(typeof(StickerOverlay), "sticker")]
public abstract record Overlay
{
    public int StartFrame { get; init; }
    public int? EndFrame { get; init; }
}

public enum Corner { TopLeft, TopRight, BottomLeft, BottomRight }

/// <summary>The user's own mark; nothing is ever marked unasked.</summary>
/// <param name="Path">A picture, best with alpha.</param>
/// <param name="Size">Its longer side in shares of the canvas's shorter side, 0.03–0.5.</param>
/// <param name="Opacity">0.05–1.</param>
public sealed record LogoOverlay(string Path, Corner Corner = Corner.TopLeft, [property: Range(0.03, 0.5)] double Size = 0.13, [property: Range(0.05, 1.0)] double Opacity = 0.9) : Overlay;

/// <summary>A bar that fills over the whole video, at its top or its bottom edge.</summary>
/// <param name="Thickness">Share of the canvas's height, 0.002–0.03.</param>
/// <param name="Colour"><c>#RRGGBB</c>; null takes an accent of the palette.</param>
public sealed record ProgressBarOverlay(bool AtTop = true, [property: Range(0.002, 0.03)] double Thickness = 0.006,
    [property: RegularExpression("^#[0-9A-Fa-f]{6}$", ErrorMessage = "write a colour as #RRGGBB.")] string? Colour = null) : Overlay;

/// <summary>Who or what is seen, in the lower part of the picture, above the captions.</summary>
public sealed record LowerThirdOverlay(string Name, string Role = "") : Overlay;

public enum StickerEntrance { Pop, Slide, Fade }

/// <summary>An icon, or a picture of the user's own, that comes in, moves a little and leaves.</summary>
/// <param name="Icon">Name of a built-in icon; give either this or <paramref name="Path"/>.</param>
/// <param name="X">Middle, in shares of the safe box's width, 0–1; what would leave the box is moved inside.</param>
/// <param name="Y">The same of its height.</param>
/// <param name="Size">Its longer side in shares of the canvas's shorter side, 0.05–0.6.</param>
public sealed record StickerOverlay(string? Icon = null, string? Path = null,
    [property: Range(0.0, 1.0)] double X = 0.82, [property: Range(0.0, 1.0)] double Y = 0.12,
    [property: Range(0.05, 0.6)] double Size = 0.2, StickerEntrance Entrance = StickerEntrance.Pop) : Overlay;
