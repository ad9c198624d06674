namespace Synthora.Rendering.Captions;

/// <summary>The ways to tell the spoken word from the others.</summary>
internal static class WordMarks
{
    private const int GrowMs = 70;
    private const int SettleMs = 150;
    private const int SlideMs = 90;
    private const int LongestTypingMs = 320;
    private const double MostSpring = 10;

    /// <summary>Of the space to the next word, by how much of it one may grow into it.</summary>
    private const double SpaceShare = 0.3;

    /// <summary>The word takes another colour and springs up a little.</summary>
    public static IEnumerable<AssLine> Coloured(CaptionPen pen, CaptionDesign design, CaptionBlock block, SpokenWord word, double start, double end)
    {
        var spring = Math.Min(MostSpring, 100 * 2 * SpaceShare * Space(block, word.Placed) / word.Placed.Width);
        string Grown(double percent) => string.Create(CultureInfo.InvariantCulture, $@"\fscx{100 + percent:0.#}\fscy{100 + percent:0.#}");
        return Turns(pen, block, word, start, end, $@"{pen.Colour(1, design.ActiveColour!)}\t(0,{GrowMs},{Grown(spring)})\t({GrowMs},{SettleMs},{Grown(0.4 * spring)})");
    }

    /// <summary>How far it is to the nearest word of the same line.</summary>
    private static double Space(CaptionBlock block, PlacedWord word) => block.Lines.First(line => line.Words.Contains(word)).Words
        .Where(other => other != word).Select(other => Math.Max(other.Left - word.Right, word.Left - other.Right)).DefaultIfEmpty(double.PositiveInfinity).Min();

    /// <summary>A filled box jumps behind the word.</summary>
    public static IEnumerable<AssLine> Boxed(CaptionPen pen, CaptionDesign design, CaptionBlock block, SpokenWord word, double start, double end)
    {
        var placed = word.Placed;
        var (side, above, below) = (0.17 * block.EmSize, 0.15 * block.EmSize, 0.08 * block.EmSize);
        var height = block.Rise + block.Depth + above + below;
        if (word.To > word.From)
        {
            yield return pen.Shape(
                block, RoundedRectangle.Draw(placed.Width + (2 * side), height, 0.2 * block.EmSize),
                placed.CentreX, placed.Baseline + ((block.Depth + below - block.Rise - above) / 2),
                design.ActiveColour!, 1, word.From, word.To, $@"\fscx90\fscy90\t(0,{GrowMs},\fscx105\fscy105)\t({GrowMs},{SettleMs},\fscx100\fscy100)", 1);
        }

        foreach (var line in Turns(pen, block, word, start, end, $@"{pen.Colour(1, design.ActiveInk!)}\bord0\shad0")) yield return line;
    }

    /// <summary>Light spreads around the word. It blooms by fading in, because a blur that grows would be drawn anew each frame.</summary>
    public static IEnumerable<AssLine> Glowing(CaptionPen pen, CaptionDesign design, CaptionBlock block, SpokenWord word, double start, double end)
    {
        foreach (var (reach, blur) in ((double, double)[])[(0.24 * block.EmSize, 0.13 * block.EmSize), (0.12 * block.EmSize, 0.05 * block.EmSize)])
        {
            if (word.To <= word.From) break;
            var light = string.Create(CultureInfo.InvariantCulture, $@"\bord{reach:0.#}\blur{blur:0.#}\shad0{pen.Colour(3, design.ActiveColour!)}\fad(70,0)");
            yield return pen.Text(block, word.Placed, word.From, word.To, light, -1);
        }

        foreach (var line in Turns(pen, block, word, start, end, pen.Colour(1, design.ActiveColour!))) yield return line;
    }

    /// <summary>One bar under the words, which slides from each to the next.</summary>
    public static IEnumerable<AssLine> Underlined(CaptionPen pen, CaptionDesign design, CaptionBlock block, IReadOnlyList<SpokenWord> words)
    {
        var thickness = Math.Max(2, 0.11 * block.EmSize);
        PlacedWord? before = null;
        foreach (var (placed, from, to) in words)
        {
            if (to <= from) continue;
            var y = placed.Baseline + Math.Max(0.2 * block.EmSize, 0.75 * block.Depth);
            var comes = before is { } last && Math.Abs(last.Baseline - placed.Baseline) < 1 ? last : null;
            // Drawn for the word it ends under, and stretched to the one it comes from.
            var bar = RoundedRectangle.Draw(placed.Width, thickness, thickness / 2);
            var stretch = comes is null ? 20 : 100 * comes.Width / placed.Width;
            var motion = string.Create(
                CultureInfo.InvariantCulture,
                $@"\an5\move({comes?.CentreX ?? placed.CentreX:0.#},{y:0.#},{placed.CentreX:0.#},{y:0.#},0,{SlideMs})\fscx{stretch:0.##}\t(0,{SlideMs},\fscx100)");
            yield return pen.Moving(bar, design.ActiveColour!, from, to, motion, -2);
            before = placed;
        }
    }

    /// <summary>A felt pen runs over each word as it is spoken, and stays.</summary>
    public static IEnumerable<AssLine> Marked(CaptionPen pen, CaptionDesign design, CaptionBlock block, IReadOnlyList<SpokenWord> words, double end)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var (placed, from, to) = words[i];
            var side = 0.13 * block.EmSize;
            // Strokes on one line run into each other.
            var joins = i + 1 < words.Count && Math.Abs(words[i + 1].Placed.Baseline - placed.Baseline) < 1;
            var (left, right) = (placed.Left - side, placed.Right + side);
            if (joins && block.RightToLeft) left = Math.Min(left, words[i + 1].Placed.Right);
            else if (joins) right = Math.Max(right, words[i + 1].Placed.Left);
            var (top, bottom) = (placed.Baseline - (0.94 * block.Rise) - (0.06 * block.EmSize), placed.Baseline + (0.14 * block.EmSize));
            var sweep = (int)Math.Clamp((to - from) * 800, 60, 260);
            string Clip(double a, double b) => string.Create(CultureInfo.InvariantCulture, $@"\clip({Math.Floor(a)},{Math.Floor(top) - 2},{Math.Ceiling(b)},{Math.Ceiling(bottom) + 2})");
            var (nothing, all) = block.RightToLeft ? (Clip(right, right), Clip(left, right)) : (Clip(left, left), Clip(left, right));
            yield return pen.Shape(
                block, Stroke(right - left, bottom - top), (left + right) / 2, (top + bottom) / 2,
                design.ActiveColour!, 1, from, end, $@"{nothing}\t(0,{sweep},{all})", -2);
        }
    }

    /// <summary>A stroke that a hand drew: its edges are not quite level.</summary>
    private static string Stroke(double width, double height)
    {
        (double X, double Y)[] corners = [(0, 0.1), (0.4, 0.03), (1, 0), (1, 0.88), (0.55, 0.95), (0, 1)];
        var points = corners.Select(corner => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(corner.X * width)} {Math.Round(corner.Y * height)}")).ToList();
        return $"m {points[0]} l {string.Join(' ', points.Skip(1))}";
    }

    /// <summary>Letters appear one by one, with the word's own pace, behind a block cursor.</summary>
    public static IEnumerable<AssLine> Typed(CaptionPen pen, CaptionDesign design, CaptionBlock block, IReadOnlyList<SpokenWord> words, double end)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var (placed, from, to) = words[i];
            var next = i + 1 < words.Count ? to : end;
            // Joined letters would fall apart; such a word comes in one stroke.
            var starts = Script.IsShaped(placed.Text) || block.RightToLeft ? [0] : StringInfo.ParseCombiningCharacters(placed.Text);
            var typing = Math.Min(LongestTypingMs / 1000.0, 0.75 * (placed.Word.EndMs - placed.Word.StartMs) / 1000.0);
            for (var n = 0; n < starts.Length; n++)
            {
                var at = from + (typing * n / starts.Length);
                var until = n + 1 < starts.Length ? from + (typing * (n + 1) / starts.Length) : next;
                var shown = n + 1 < starts.Length ? placed.Text[..starts[n + 1]] : placed.Text;
                var whole = n + 1 == starts.Length;
                yield return pen.TextFrom(block, shown, placed, pen.OnFrame(at), whole ? end : pen.OnFrame(until));
                yield return pen.Cursor(block, shown, placed, design.ActiveColour!, pen.OnFrame(at), whole ? next : pen.OnFrame(until));
            }
        }
    }

    /// <summary>The word at rest, in its moment, and at rest again.</summary>
    private static IEnumerable<AssLine> Turns(CaptionPen pen, CaptionBlock block, SpokenWord word, double start, double end, string active)
    {
        if (word.From > start) yield return pen.Text(block, word.Placed, start, word.From, pen.Entrance());
        if (word.To > word.From) yield return pen.Text(block, word.Placed, word.From, word.To, active, 2);
        if (end > word.To) yield return pen.Text(block, word.Placed, word.To, end);
    }
}
