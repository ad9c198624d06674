using System.Collections.Concurrent;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Fonts;

namespace Synthora.Rendering.Motion;

/// <summary>A stretch of a line that is drawn in one go.</summary>
/// <param name="Text">Words, or one emoji.</param>
/// <param name="Middle">Of the stretch, from the left edge of the line, in ems.</param>
public sealed record LinePiece(string Text, double Middle, bool IsEmoji);

/// <summary>A bundled face as a design sets it, with the machine's fonts behind it and drawn emoji between its words.</summary>
/// <param name="Tracking">Extra space between letters, in ems.</param>
/// <param name="Leading">Distance of lines, in cap heights.</param>
public sealed record Typeface(string Family, int Weight, bool Upper = false, double Tracking = 0, double Leading = 1.4)
{
    /// <summary>Side of an emoji in cap heights: a little more than the capitals, as people expect of them.</summary>
    private const double EmojiCaps = 1.3;

    /// <summary>Room on either side of an emoji, in ems.</summary>
    private const double EmojiBearing = 0.05;

    private const int FirstBold = 600;
    private static readonly ConcurrentDictionary<(string Family, int Weight, string Language), FontStack> Stacks = new();

    public FontFace Face => FontLibrary.Find(Family, Weight);
    public double CapHeight => Face.CapShare;

    /// <summary>Side of an emoji in ems.</summary>
    public double EmojiSize => EmojiCaps * CapHeight;

    /// <param name="language">Tells Japanese, Korean and Chinese shapes of one character apart; their widths are the same.</param>
    public FontStack In(string language) =>
        Stacks.GetOrAdd((Family, Weight, language), key => new FontStack(FontLibrary.Find(key.Family, key.Weight), key.Language, key.Weight >= FirstBold));

    public string Case(string text) => Upper ? text.ToUpper(CultureInfo.InvariantCulture) : text;

    /// <summary>Width in pixels at an em of one pixel.</summary>
    public double Width(string text) => EmojiLibrary.Apart(text).Sum(PieceWidth);

    /// <summary>What a line is drawn from, leftmost first.</summary>
    public IReadOnlyList<LinePiece> Pieces(string text)
    {
        var parts = EmojiLibrary.Apart(text).ToList();
        if (parts.Count == 1) return [new(text, Width(text) / 2, EmojiLibrary.IsDrawn(text))];
        var pieces = new List<LinePiece>();
        double x = 0;
        foreach (var part in WordOrder.Visual(parts, Captions.Script.IsRightToLeft(text)).Select(index => parts[index]))
        {
            var width = PieceWidth(part);
            // The drawing tool trims spaces at the ends of what it draws, so what is left of them has to be placed.
            var bare = part.Trim();
            var lead = part.Length == bare.Length ? 0 : PieceWidth(part[..^part.TrimStart().Length]);
            if (bare.Length > 0) pieces.Add(new(bare, x + lead + (PieceWidth(bare) / 2), EmojiLibrary.IsDrawn(bare)));
            x += width;
        }

        return pieces;
    }

    /// <summary>Letter spacing takes joined scripts apart (libass then shapes every letter alone), so they get none.</summary>
    public double TrackingOf(string text) => Script.IsJoined(text) ? 0 : Tracking;

    public double AssSize(double em) => em / Face.EmPerAssSize;

    /// <summary>How far below the middle of a line (libass alignment 4–6) the middle of its capitals lies, in ems.</summary>
    /// <param name="text">The line: letters of another font make it taller, above and below.</param>
    public double CapMiddle(string text)
    {
        var (ascent, descent) = In("").LineExtent(text, AssSize(1));
        return ((ascent - descent) / 2) - (CapHeight / 2);
    }

    /// <summary>How far a line's ink reaches above its capitals, in ems: ascenders, marks and emoji.</summary>
    public double Overhang(string text) => Math.Max(0, Pieces(text).Max(piece =>
        piece.IsEmoji ? (EmojiSize - CapHeight) / 2 : In("").Ink(piece.Text, AssSize(1)).Rise - CapHeight));

    /// <summary>How far a line's ink reaches below the feet of its capitals, in ems.</summary>
    public double Depth(string text) => Math.Max(0, Pieces(text).Max(piece =>
        piece.IsEmoji ? (EmojiSize - CapHeight) / 2 : In("").Ink(piece.Text, AssSize(1)).Depth));

    /// <summary>The face with its lines as far apart as letters of other fonts need, which may be taller than Latin ones.</summary>
    public Typeface RoomFor(string text)
    {
        var letters = string.Concat(EmojiLibrary.Apart(text).Where(piece => !EmojiLibrary.IsDrawn(piece)));
        var fonts = In("");
        if (fonts.Fallbacks(letters).Count == 0) return this;
        var (rise, depth) = fonts.Ink(letters, AssSize(1));
        return this with { Leading = Math.Max(Leading, 1.08 * (rise + depth) / CapHeight) };
    }

    private double PieceWidth(string piece) => EmojiLibrary.IsDrawn(piece)
        ? EmojiSize + (2 * EmojiBearing)
        : In("").AssWidth(piece, AssSize(1), TrackingOf(piece));
}
