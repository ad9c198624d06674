using Synthora.Rendering.Fonts;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>How many words stand together: 3–4 as a phrase, 1–3 as karaoke, or each alone.</summary>
public enum CaptionMode { Phrase, Karaoke, Words }

/// <summary>How a caption comes in. No entrance hides a word for longer than a frame or two.</summary>
public enum CaptionEntrance { None, Fade, Pop, Spring }

/// <summary>What tells the word being spoken from the others.</summary>
public enum WordMark { None, Colour, Box, Glow, Underline, Marker, Typing }

/// <summary>A caption style in the pixels of one canvas.</summary>
public sealed record CaptionDesign
{
    public required string Name { get; init; }
    public required FontFace Face { get; init; }
    public CaptionMode Mode { get; init; } = CaptionMode.Phrase;

    /// <summary>Em size of the letters in pixels.</summary>
    public required double EmSize { get; init; }

    /// <summary>Letters are not made smaller than this for long words while breaking the word helps.</summary>
    public required double SmallestEmSize { get; init; }

    /// <summary><c>#RRGGBB</c>, as all colours here.</summary>
    public string Colour { get; init; } = "#FFFFFF";

    /// <summary>The colour letters turn into towards their feet; null fills them evenly.</summary>
    public string? LowerColour { get; init; }
    public string OutlineColour { get; init; } = "#000000";
    public double Outline { get; init; }
    public double Shadow { get; init; }
    public double ShadowOpacity { get; init; }

    /// <summary>Radius of a soft dark halo behind the words; 0 draws none.</summary>
    public double Halo { get; init; }

    /// <summary>0 draws no box; else a rounded box stands behind the words.</summary>
    public double BoxOpacity { get; init; }
    public string BoxColour { get; init; } = "#000000";
    public double BoxPadding { get; init; }
    public double BoxRadius { get; init; }

    public bool Uppercase { get; init; }

    /// <summary>Room between letters in pixels. libass knows no negative one.</summary>
    public double Spacing { get; init; }

    /// <summary>Room between words beyond a space, in ems.</summary>
    public double WordGap { get; init; }

    /// <summary>Fonts of the machine that stand in for the face are bold too.</summary>
    public bool BoldFallback { get; init; } = true;
    public CaptionPlace Place { get; init; } = CaptionPlace.Bottom;
    public CaptionEntrance Entrance { get; init; } = CaptionEntrance.None;

    public WordMark Mark { get; init; } = WordMark.None;

    /// <summary>Colour of the mark: of the spoken word itself, or of what is drawn around it.</summary>
    public string? ActiveColour { get; init; }

    /// <summary>Colour of the spoken word where the mark lies behind it.</summary>
    public string? ActiveInk { get; init; }

    /// <summary>Colour of emphasised words; null shows no emphasis.</summary>
    public string? EmphasisColour { get; init; }

    /// <summary>Colour of emphasised words with figures.</summary>
    public string? FigureColour { get; init; }

    /// <summary>How much larger emphasised words are set.</summary>
    public double EmphasisScale { get; init; } = 1;

    /// <summary>Captions lean by so many degrees to one side or the other.</summary>
    public double Tilt { get; init; }

    public required int MostWords { get; init; }
    public required int MostCharactersPerLine { get; init; }

    /// <summary>Distance of baselines as a multiple of the em.</summary>
    public double LineHeight { get; init; } = 1.22;

    /// <summary>The most a caption or a word in it is ever enlarged by its motion.</summary>
    public double Overshoot => Math.Max(
        Entrance switch { CaptionEntrance.Pop => 1.04, CaptionEntrance.Spring => 1.1, _ => 1 },
        Mark switch { WordMark.Colour => 1.1, WordMark.Box => 1.05, WordMark.Glow => 1.04, _ => 1 });

    /// <summary>Pixels drawn around the letters: outline, shadow, box and mark.</summary>
    public double Bleed => Math.Max(
        Math.Max(Outline + Shadow, Halo > 0 ? 2.2 * Halo : 0),
        Math.Max(BoxOpacity > 0 ? BoxPadding : 0, Mark switch
        {
            WordMark.Box => 0.24 * EmSize,
            WordMark.Glow => 0.42 * EmSize,
            _ => 0,
        }));

    /// <summary>Whether each word is set on its own, which every motion of single words needs.</summary>
    public bool SetsWordsApart => Mark is WordMark.Colour or WordMark.Box or WordMark.Glow or WordMark.Marker or WordMark.Underline or WordMark.Typing
        || WordGap > 0 || EmphasisScale != 1;

    /// <summary>What the letters can be set against: the outline, or the box over the pictures that hide them best.</summary>
    public IReadOnlyList<(string Ink, string Ground)> Contrasts
    {
        get
        {
            string[] grounds = Outline > 0 ? [OutlineColour]
                : [.. ((string[])["#FFFFFF", "#000000", Colour]).Select(picture => Contrast.Over(BoxColour, BoxOpacity, picture))];
            var inks = new[] { Colour, LowerColour, EmphasisColour, FigureColour, Mark is WordMark.Colour or WordMark.Glow ? ActiveColour : null }.OfType<string>();
            var all = grounds.SelectMany(ground => inks.Select(ink => (ink, ground)));
            return [.. all, .. ActiveInk is null ? Array.Empty<(string, string)>() : [(ActiveInk, ActiveColour!)]];
        }
    }

    /// <summary>Words as one line of this style.</summary>
    public string Shown(IEnumerable<Word> words, string language = "")
    {
        var text = Script.Join(words.Select(word => word.Text));
        return Uppercase ? text.ToUpper(CultureOf(language)) : text;
    }

    /// <summary>Joined scripts come apart when their letters are spaced.</summary>
    public double SpacingOf(string text) => Script.IsShaped(text) ? 0 : Spacing;

    public double AssSize(double emSize) => emSize / Face.EmPerAssSize;

    /// <summary>Turkish has capitals of its own; a language this machine does not know has none.</summary>
    private static CultureInfo CultureOf(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }
}
