using Synthora.Rendering.Fonts;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>One line of a block: its middle in canvas pixels, its words and how it is shown.</summary>
internal sealed record BlockLine(string Text, IReadOnlyList<Word> Words, double Width, double CentreY);

/// <summary>A caption with all its measures: lines around one centre, in canvas pixels.</summary>
internal sealed record CaptionBlock(
    IReadOnlyList<BlockLine> Lines, double EmSize, double CentreX, double CentreY, double Width, double InkTop, double InkBottom, double Bleed)
{
    // Capitals and descenders of Latin faces in ems; other scripts reach to their fonts' own limits.
    private const double AccentRise = 0.24;
    private const double DescenderDepth = 0.26;
    private const double ForeignRise = 1.05;
    private const double ForeignDepth = 0.45;
    private const double ForeignPitch = 1.4;

    public static CaptionBlock Set(FittedCaption fitted, CaptionDesign design, FontStack fonts)
    {
        var size = design.AssSize(fitted.EmSize);
        var set = fitted.Lines
            .Select(words => (Words: words, Text: design.Shown(words)))
            .Select(line => (line.Words, line.Text, Width: design.Width(line.Text, fitted.EmSize, fonts), Extent: fonts.LineExtent(line.Text, size)))
            .ToList();
        var foreign = fonts.Fallbacks(string.Concat(set.Select(line => line.Text))).Count > 0;
        var accents = set.Exists(line => line.Text.Any(character => character > 0x7F && char.IsUpper(character)));

        // Fallback fonts are often taller than the style's line height was made for.
        var pitch = (foreign ? ForeignPitch : design.LineHeight) * fitted.EmSize;
        var inner = (set.Count - 1) * pitch;
        double Half((double Ascent, double Descent) extent) => (extent.Ascent + extent.Descent) / 2;

        // Distances from the middle of the block to where ink begins and ends.
        var rise = (foreign ? ForeignRise : design.Face.CapShare + (accents ? AccentRise : 0.03)) * fitted.EmSize;
        var depth = (foreign ? ForeignDepth : DescenderDepth) * fitted.EmSize;
        var above = inner / 2 + Half(set[0].Extent) - (set[0].Extent.Ascent - rise);
        var below = inner / 2 + Half(set[^1].Extent) - (set[^1].Extent.Descent - depth);
        var reach = design.Bleed;
        var (up, down) = (above * CaptionFrame.Overshoot + reach, below * CaptionFrame.Overshoot + reach);

        var box = fitted.Frame.Box;
        var wanted = design.Place switch
        {
            // The middle of the picture rather than of the safe box, whose upper part belongs to the cards' headlines.
            CaptionPlace.Centre => box.Top + (box.Height * 0.75),
            // One and two lines share a middle, so that the eye need not follow.
            _ => box.Bottom - (design.LineHeight * design.EmSize) - reach,
        };
        var centreY = Math.Max(box.Top + up + 0.5, Math.Min(wanted, box.Bottom - down - 0.5));

        var lines = set.Select((line, i) => new BlockLine(line.Text, line.Words, line.Width, centreY - inner / 2 + i * pitch)).ToList();
        return new CaptionBlock(lines, fitted.EmSize, fitted.Frame.CentreX, centreY, set.Max(line => line.Width), centreY - above, centreY + below, reach);
    }

    public PlacedCaption Placed(Cue cue)
    {
        var half = Width / 2 * CaptionFrame.Overshoot + Bleed;
        return new PlacedCaption(
            cue.StartMs / 1000.0, cue.EndMs / 1000.0,
            CentreX - half, CentreY - (CentreY - InkTop) * CaptionFrame.Overshoot - Bleed,
            CentreX + half, CentreY + (InkBottom - CentreY) * CaptionFrame.Overshoot + Bleed,
            [.. Lines.Select(line => line.Text)], EmSize);
    }
}
