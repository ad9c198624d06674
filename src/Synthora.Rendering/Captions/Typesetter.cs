using Synthora.Rendering.Fonts;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>Measures words as a design sets them.</summary>
internal sealed class Typesetter(CaptionDesign design, FontStack fonts, string language)
{
    /// <summary>Width and height of an emoji in ems.</summary>
    public const double EmojiEms = 1.12;

    private const double EmojiGapEms = 0.24;

    public CaptionDesign Design { get; } = design;
    public FontStack Fonts { get; } = fonts;

    /// <summary>A language written from the right sets the order of words even in a line that starts with a foreign name.</summary>
    public bool IsRightToLeft(IEnumerable<Word> words)
    {
        var text = Script.Join(words.Select(word => word.Text));
        return Script.IsRightToLeft(text) || (Script.IsRightToLeftLanguage(language) && text.EnumerateRunes().Any(Script.IsRightToLeft));
    }

    public string Shown(params IEnumerable<Word> words) => Design.Shown(words, language).Trim();

    public double ScaleOf(Word word) => word.Emphasis && Design.EmphasisColour is not null ? Design.EmphasisScale : 1;

    /// <summary>Whether a line must be drawn word by word.</summary>
    public bool SetsApart(IReadOnlyList<Word> words) => Design.SetsWordsApart || words.Any(word => EmojiLibrary.IsDrawn(word.Text));

    public double Width(Word word, double em)
    {
        if (EmojiLibrary.IsDrawn(word.Text)) return EmojiEms * em;
        var text = Shown(word);
        return Fonts.AssWidth(text, Design.AssSize(em * ScaleOf(word)), Design.SpacingOf(text));
    }

    public double Width(IReadOnlyList<Word> line, double em)
    {
        if (!SetsApart(line))
        {
            var text = Shown(line);
            return Fonts.AssWidth(text, Design.AssSize(em), Design.SpacingOf(text));
        }

        return line.Sum(word => Width(word, em)) + line.Zip(line.Skip(1)).Sum(pair => Gap(pair.First, pair.Second, em));
    }

    private double SpaceAfter(string text, double em)
    {
        var (size, spacing) = (Design.AssSize(em), Design.SpacingOf(text));
        return Fonts.AssWidth(text + " ", size, spacing) - Fonts.AssWidth(text, size, spacing);
    }

    /// <summary>Room between two neighbours of a line drawn word by word.</summary>
    public double Gap(Word before, Word after, double em)
    {
        if (EmojiLibrary.IsDrawn(before.Text) || EmojiLibrary.IsDrawn(after.Text)) return EmojiGapEms * em;
        var space = Script.Join([before.Text, after.Text]).Length > before.Text.Length + after.Text.Length || before.Text.EndsWith(' ');
        // The space comes from the font of the word before it.
        return (space ? SpaceAfter(Shown(before), em) : 0) + (Design.WordGap * em);
    }
}
