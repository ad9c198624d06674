using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>A word where it stands: the middle and the width of its letters in canvas pixels.</summary>
/// <param name="Index">Its place in the spoken order of the caption.</param>
/// <param name="EmSize">Emphasised words may be larger than their neighbours.</param>
internal sealed record PlacedWord(Word Word, int Index, string Text, double CentreX, double Width, double EmSize, double Baseline)
{
    public double Left => CentreX - (Width / 2);
    public double Right => CentreX + (Width / 2);
}

/// <summary>One line of a block, its words in spoken order.</summary>
internal sealed record BlockLine(string Text, IReadOnlyList<PlacedWord> Words, double Width, double Baseline, bool SetApart);

/// <summary>A caption with all its measures: lines around one centre, in canvas pixels.</summary>
/// <param name="Rise">How far ink reaches above a baseline.</param>
/// <param name="Depth">How far it reaches below.</param>
internal sealed record CaptionBlock(
    IReadOnlyList<BlockLine> Lines, CaptionDesign Design, double EmSize, double CentreX, double CentreY, double Width, double Rise, double Depth, bool RightToLeft)
{
    private const double DescenderDepth = 0.24;
    private const double ForeignLineGap = 0.12;

    public double InkTop => Lines[0].Baseline - Rise;
    public double InkBottom => Lines[^1].Baseline + Depth;

    public static CaptionBlock Set(FittedCaption fitted, Typesetter type)
    {
        var (design, em) = (type.Design, fitted.EmSize);
        var set = fitted.Lines.Select(words => (Words: words, Text: type.Shown(words), Width: type.Width(words, em))).ToList();
        var largest = fitted.Lines.SelectMany(line => line).Max(type.ScaleOf);
        var ink = set.Select(line => type.Fonts.Ink(line.Text, design.AssSize(em * largest))).ToList();

        // The same for every caption of a style, so that boxes keep their height; taller letters make more room.
        var rise = Math.Max(design.Face.CapShare * em * largest, ink.Max(line => line.Rise));
        var depth = Math.Max(design.Uppercase ? 0 : DescenderDepth * em, ink.Max(line => line.Depth));
        if (fitted.Lines.Any(line => line.Any(word => EmojiLibrary.IsDrawn(word.Text))))
        {
            rise = Math.Max(rise, (design.Face.CapShare + Typesetter.EmojiEms) / 2 * em);
            depth = Math.Max(depth, (Typesetter.EmojiEms - design.Face.CapShare) / 2 * em);
        }

        var pitch = Math.Max(design.LineHeight * em, rise + depth + (ForeignLineGap * em));
        var inner = (set.Count - 1) * pitch;
        var capitals = design.Face.CapShare * em;

        // Distances from the middle of the capitals to where ink begins and ends at the largest moment of the motion.
        var lean = set.Max(line => line.Width) / 2 * Math.Sin(design.Tilt * Math.PI / 180);
        var (above, below) = ((inner / 2) + rise - (capitals / 2), (inner / 2) + depth + (capitals / 2));
        var (up, down) = ((above * design.Overshoot) + design.Bleed + lean, (below * design.Overshoot) + design.Bleed + lean);
        var box = fitted.Frame.Box;
        var middle = design.Place switch
        {
            CaptionPlace.Top => box.Top + (design.LineHeight * design.EmSize) + design.Bleed,
            // The middle of the picture rather than of the safe box, whose upper part belongs to headlines.
            CaptionPlace.Centre => box.Top + (box.Height * 0.825),
            // One and two lines share a middle, so that the eye need not follow.
            _ => box.Bottom - (design.LineHeight * design.EmSize) - design.Bleed,
        };
        middle = Math.Max(box.Top + up + 0.5, Math.Min(middle, box.Bottom - down - 0.5));

        var rightToLeft = type.IsRightToLeft(fitted.Lines.SelectMany(line => line));
        var lines = new List<BlockLine>();
        var spoken = 0;
        for (var i = 0; i < set.Count; i++)
        {
            var baseline = middle + (capitals / 2) - (inner / 2) + (i * pitch);
            lines.Add(new BlockLine(
                set[i].Text, Place(set[i].Words, spoken, fitted.Frame.CentreX - (set[i].Width / 2), baseline, em, rightToLeft, type), set[i].Width, baseline, type.SetsApart(set[i].Words)));
            spoken += set[i].Words.Count;
        }

        return new CaptionBlock(lines, design, em, fitted.Frame.CentreX, middle, set.Max(line => line.Width), rise, depth, rightToLeft);
    }

    private static List<PlacedWord> Place(
        IReadOnlyList<Word> words, int spoken, double left, double baseline, double em, bool rightToLeft, Typesetter type)
    {
        var placed = new PlacedWord[words.Count];
        var x = left;
        int? before = null;
        foreach (var i in WordOrder.Visual([.. words.Select(word => word.Text)], rightToLeft))
        {
            if (before is { } last) x += type.Gap(words[Math.Min(last, i)], words[Math.Max(last, i)], em);
            var width = type.Width(words[i], em);
            placed[i] = new PlacedWord(words[i], spoken + i, type.Shown(words[i]), x + (width / 2), width, em * type.ScaleOf(words[i]), baseline);
            x += width;
            before = i;
        }

        return [.. placed];
    }

    /// <summary>The rectangle the caption never leaves.</summary>
    /// <param name="edge">How far something above or below the words reaches, or null.</param>
    public PlacedCaption Placed(Cue cue, double? edge = null)
    {
        var lean = Width / 2 * Math.Sin(Design.Tilt * Math.PI / 180);
        var half = (Width / 2 * Design.Overshoot) + Design.Bleed;
        return new PlacedCaption(
            cue.StartMs / 1000.0, cue.EndMs / 1000.0,
            CentreX - half, Math.Min(edge ?? double.MaxValue, CentreY - ((CentreY - InkTop) * Design.Overshoot) - Design.Bleed - lean),
            CentreX + half, Math.Max(edge ?? 0, CentreY + ((InkBottom - CentreY) * Design.Overshoot) + Design.Bleed + lean),
            [.. Lines.Select(line => line.Text)], EmSize);
    }
}
