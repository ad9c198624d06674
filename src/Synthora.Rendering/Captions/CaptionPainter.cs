using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>When a placed word is the one being spoken, in seconds.</summary>
internal sealed record SpokenWord(PlacedWord Placed, double From, double To);

/// <summary>Writes the ASS events of a caption block: box, words, entrance and the mark on the spoken word.</summary>
internal sealed class CaptionPainter(CaptionDesign design, CaptionPen pen)
{
    private const int GradientStrips = 6;

    public IEnumerable<AssLine> Paint(Cue cue, CaptionBlock block)
    {
        var (start, end) = (pen.OnFrame(cue.StartMs / 1000.0), pen.OnFrame(cue.EndMs / 1000.0));
        if (end <= start) return [];
        var marks = design.Mark switch
        {
            WordMark.Colour => block.Lines.SelectMany(line => line.Words).Where(IsText).SelectMany(word => WordMarks.Coloured(pen, design, block, Spoken(word, block, start, end), start, end)),
            WordMark.Box => block.Lines.SelectMany(line => line.Words).Where(IsText).SelectMany(word => WordMarks.Boxed(pen, design, block, Spoken(word, block, start, end), start, end)),
            WordMark.Glow => block.Lines.SelectMany(line => line.Words).Where(IsText).SelectMany(word => WordMarks.Glowing(pen, design, block, Spoken(word, block, start, end), start, end)),
            WordMark.Underline => [.. Plain(block, start, end), .. WordMarks.Underlined(pen, design, block, All(block, start, end))],
            WordMark.Marker => [.. Plain(block, start, end), .. WordMarks.Marked(pen, design, block, All(block, start, end), end)],
            WordMark.Typing => WordMarks.Typed(pen, design, block, All(block, start, end), end),
            _ => Plain(block, start, end),
        };
        return [.. Ground(block, start, end), .. marks, .. InlineEmoji(block, start, end)];
    }

    private static bool IsText(PlacedWord word) => !EmojiLibrary.IsDrawn(word.Word.Text);

    private List<SpokenWord> All(CaptionBlock block, double start, double end) =>
        [.. block.Lines.SelectMany(line => line.Words).Where(IsText).Select(word => Spoken(word, block, start, end))];

    /// <summary>A word is active from its own start to the next one's, so that one word is marked at any time.</summary>
    private SpokenWord Spoken(PlacedWord word, CaptionBlock block, double start, double end)
    {
        var all = block.Lines.SelectMany(line => line.Words).Where(IsText).ToList();
        var at = all.IndexOf(word);
        var from = at == 0 ? start : Math.Clamp(pen.OnFrame(word.Word.StartMs / 1000.0), start, end);
        var to = at + 1 < all.Count ? Math.Clamp(pen.OnFrame(all[at + 1].Word.StartMs / 1000.0), from, end) : end;
        return new SpokenWord(word, from, to);
    }

    /// <summary>What lies behind the words for their whole time: a box or a soft halo.</summary>
    private IEnumerable<AssLine> Ground(CaptionBlock block, double start, double end)
    {
        if (design.Halo > 0)
        {
            var halo = string.Create(CultureInfo.InvariantCulture, $@"\bord{design.Halo:0.#}\blur{design.Halo:0.#}\shad0{pen.Colour(3, "#000000")}{CaptionPen.Alpha(3, 0.5)}{CaptionPen.Alpha(1, 0)}");
            foreach (var line in block.Lines)
            {
                var pieces = line.SetApart ? line.Words.Where(IsText).Select(word => pen.Text(block, word, start, end, halo + pen.Entrance(), -3))
                    : [pen.Text(block, line.Text, block.CentreX, line.Baseline, block.EmSize, start, end, halo + pen.Entrance(), -3)];
                foreach (var piece in pieces) yield return piece;
            }
        }

        if (design.BoxOpacity <= 0) yield break;
        // Sideways a little more than above, where the line's own height already gives air.
        var (padding, vertical) = (design.BoxPadding, design.BoxPadding * 0.8);
        // Few lines have descenders, and centring on their full depth would leave the words too high.
        var bottom = block.InkBottom - (0.08 * block.EmSize);
        var (width, height) = (block.Width + (2 * padding), bottom - block.InkTop + (2 * vertical));
        yield return pen.Shape(
            block, RoundedRectangle.Draw(width, height, Math.Min(design.BoxRadius, height / 2)), block.CentreX, (block.InkTop + bottom) / 2,
            design.BoxColour, design.BoxOpacity, start, end, pen.Entrance(), -4);
    }

    /// <summary>Words that stand still, each line in one piece where it can be.</summary>
    private IEnumerable<AssLine> Plain(CaptionBlock block, double start, double end)
    {
        foreach (var line in block.Lines)
        {
            if (!line.SetApart)
            {
                foreach (var piece in Filled(block, line.Text, block.CentreX, line.Baseline, block.EmSize, design.Colour, start, end)) yield return piece;
                continue;
            }

            foreach (var word in line.Words.Where(IsText))
                foreach (var piece in Filled(block, word.Text, word.CentreX, word.Baseline, word.EmSize, ColourOf(word.Word), start, end)) yield return piece;
        }
    }

    private string ColourOf(Word word) =>
        !word.Emphasis || design.EmphasisColour is null ? design.Colour
        : design.FigureColour is { } figure && word.Text.Any(char.IsDigit) ? figure : design.EmphasisColour;

    /// <summary>Letters in one colour, or in strips from one colour to another.</summary>
    private IEnumerable<AssLine> Filled(CaptionBlock block, string text, double x, double baseline, double em, string colour, double start, double end)
    {
        var entrance = pen.Entrance();
        if (design.LowerColour is not { } lower)
        {
            yield return pen.Text(block, text, x, baseline, em, start, end, (colour == design.Colour ? "" : pen.Colour(1, colour)) + entrance);
            yield break;
        }

        yield return pen.Text(block, text, x, baseline, em, start, end, pen.Colour(1, lower) + entrance);
        var (top, bottom) = (baseline - (0.62 * block.Rise), baseline - (0.08 * block.Rise));
        for (var strip = 0; strip < GradientStrips; strip++)
        {
            var above = strip == 0 ? baseline - (1.4 * block.Rise) : top + ((bottom - top) * strip / GradientStrips);
            var below = top + ((bottom - top) * (strip + 1) / GradientStrips);
            var clip = string.Create(CultureInfo.InvariantCulture, $@"\clip(0,{Math.Round(above)},10000,{Math.Round(below)})\bord0\shad0");
            yield return pen.Text(block, text, x, baseline, em, start, end, clip + pen.Colour(1, Contrast.Over(lower, (double)strip / GradientStrips, colour)) + entrance, 1);
        }
    }

    private IEnumerable<AssLine> InlineEmoji(CaptionBlock block, double start, double end)
    {
        var middle = design.Face.CapShare / 2;
        foreach (var word in block.Lines.SelectMany(line => line.Words).Where(word => !IsText(word)))
            foreach (var shape in pen.Emoji(word.Word.Text, word.CentreX, word.Baseline - (middle * block.EmSize), Typesetter.EmojiEms * block.EmSize, start, end))
                yield return shape;
    }
}
