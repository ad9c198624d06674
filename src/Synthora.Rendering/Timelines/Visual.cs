using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Synthora.Rendering.Timelines;

/// <summary>What a shot shows. Paths are absolute when rendering and relative to the timeline's folder when stored.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ClipVisual), "clip")]
[JsonDerivedType(typeof(StillVisual), "still")]
[JsonDerivedType(typeof(CardVisual), "card")]
[JsonDerivedType(typeof(ColourVisual), "colour")]
public abstract record Visual;

/// <summary>Footage from <paramref name="InSeconds"/> of the file on; it loops when the shot outlasts it.</summary>
/// <param name="SoundGain">Linear gain 0–1 of the clip's own sound.</param>
public sealed record ClipVisual(string Path, double InSeconds = 0, double? OutSeconds = null, [property: Range(0.0, 1.0)] double SoundGain = 0) : Visual
{
    /// <summary>Its pace over the shot; null is its own. A clip at another pace than its own is silent.</summary>
    [Length(1, 16)]
    public IReadOnlyList<SpeedKey>? Speed { get; init; }
}

public sealed record StillVisual(string Path) : Visual;

/// <summary>One plain colour over the whole canvas, for words that need no picture. No motion and no colour look changes it.</summary>
/// <param name="Colour"><c>#RRGGBB</c>.</param>
public sealed record ColourVisual([property: RegularExpression("^#[0-9A-Fa-f]{6}$", ErrorMessage = "write a colour as #RRGGBB.")] string Colour) : Visual;

/// <summary>A picture the engine designs itself: moving background, shapes, icon and kinetic type.</summary>
public sealed record CardVisual : Visual
{
    public CardLayout Layout { get; init; } = CardLayout.Statement;

    /// <summary>The large words: a few, or a line of the author of up to 120 characters; empty leaves the picture to the icon and the shapes.</summary>
    public string Headline { get; init; } = "";

    /// <summary>A small line above the headline.</summary>
    public string Kicker { get; init; } = "";

    /// <summary>A list position or a figure such as <c>3</c> or <c>72%</c>.</summary>
    public string Number { get; init; } = "";

    /// <summary>How many points the list has that <see cref="Number"/> counts; 0 when unknown, 60 at most.</summary>
    [Range(0, 60)]
    public int Total { get; init; }

    /// <summary>Name of a built-in icon (a lucide name such as <c>alarm-clock</c>), or null.</summary>
    public string? Icon { get; init; }

    /// <summary>Counts up over a video's cards so that neighbours differ.</summary>
    public int Variation { get; init; }
}

public enum CardLayout { Hook, Statement, ListItem, Quote, Figure, CallToAction, CloseUp }
