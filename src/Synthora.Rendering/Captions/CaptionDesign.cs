using Synthora.Rendering.Fonts;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>Where captions stand in the safe box.</summary>
public enum CaptionPlace { Bottom, Centre }

/// <summary>How a caption comes in. Each takes at most 0.15 s, so that no word is read late.</summary>
public enum CaptionEntrance { None, Fade, Pop }

/// <summary>A caption style in the pixels of one canvas.</summary>
public sealed record CaptionDesign
{
    public required string Name { get; init; }
    public required FontFace Face { get; init; }

    /// <summary>Em size of the letters in pixels.</summary>
    public required double EmSize { get; init; }

    /// <summary>Letters are not made smaller than this for long words while breaking the word helps.</summary>
    public required double SmallestEmSize { get; init; }

    /// <summary><c>#RRGGBB</c>, as all colours here.</summary>
    public string Colour { get; init; } = "#FFFFFF";
    public string OutlineColour { get; init; } = "#000000";
    public double Outline { get; init; }
    public double Shadow { get; init; }
    public double ShadowOpacity { get; init; }

    /// <summary>0 draws no box; else a rounded box stands behind the words.</summary>
    public double BoxOpacity { get; init; }
    public string BoxColour { get; init; } = "#000000";
    public double BoxPadding { get; init; }
    public double BoxRadius { get; init; }

    public bool Uppercase { get; init; }
    public double Spacing { get; init; }

    /// <summary>Fonts of the machine that stand in for the face are bold too.</summary>
    public bool BoldFallback { get; init; } = true;
    public CaptionPlace Place { get; init; } = CaptionPlace.Bottom;
    public CaptionEntrance Entrance { get; init; } = CaptionEntrance.None;

    /// <summary>The word being spoken takes this colour; null marks none.</summary>
    public string? ActiveColour { get; init; }

    public required int MostWords { get; init; }
    public required int MostCharactersPerLine { get; init; }

    /// <summary>Distance of baselines as a multiple of the em.</summary>
    public double LineHeight { get; init; } = 1.22;

    /// <summary>Pixels drawn around the letters: outline, shadow and box.</summary>
    public double Bleed => Math.Max(Outline + Shadow, BoxOpacity > 0 ? BoxPadding : 0);

    /// <summary>Words as one line of this style.</summary>
    public string Shown(IEnumerable<Word> words)
    {
        var text = Script.Join(words.Select(word => word.Text));
        return Uppercase ? text.ToUpperInvariant() : text;
    }

    /// <summary>Joined scripts come apart when their letters are spaced.</summary>
    public double SpacingOf(string text) => Script.IsShaped(text) ? 0 : Spacing;

    public double Width(string text, double emSize, FontStack fonts) => fonts.AssWidth(text, AssSize(emSize), SpacingOf(text));

    public double AssSize(double emSize) => emSize / Face.EmPerAssSize;
}
