using System.ComponentModel.DataAnnotations;

namespace Synthora.Rendering.Timelines;

/// <summary>
/// Crop fills the canvas with the subject. Blur shows all of the source above a soft copy of itself. Split shows two
/// parts of it, one above the other or side by side. Colour shows all of it on one colour.
/// </summary>
public enum FillMode { Crop, Blur, Split, Colour }

/// <summary>How a source of another shape fills the canvas. A stored framing is what makes a second render frame alike.</summary>
/// <param name="X">Middle of what is looked at, in shares of the source's width, 0–1.</param>
/// <param name="Y">The same of its height.</param>
public sealed record Framing(FillMode Mode, [property: Range(0.0, 1.0)] double X = 0.5, [property: Range(0.0, 1.0)] double Y = 0.5)
{
    /// <summary>Middle of the second part of a split, in shares of the source's width and height.</summary>
    [Range(0.0, 1.0)]
    public double SecondX { get; init; } = 0.5;

    [Range(0.0, 1.0)]
    public double SecondY { get; init; } = 0.5;

    /// <summary>Around a source that is shown whole, as <c>#RRGGBB</c>; null takes the palette's first colour.</summary>
    [RegularExpression("^#[0-9A-Fa-f]{6}$", ErrorMessage = "write a colour as #RRGGBB.")]
    public string? Colour { get; init; }

    /// <summary>Why it was chosen, for people; it shapes no pixel. Without a reason it was made by hand and is never chosen anew.</summary>
    public string? Why { get; init; }

    /// <summary>The reason of a fill that a script asks for.</summary>
    public const string AskedFor = "the script asks for it";

    /// <summary>Another fill, with what is known of where to look.</summary>
    public Framing As(FillMode mode)
    {
        if (mode == Mode) return this with { Why = AskedFor };
        var framing = this with { Mode = mode, Why = AskedFor };
        return mode == FillMode.Split ? framing with { X = 0.25, SecondX = 0.75 } : framing;
    }
}
