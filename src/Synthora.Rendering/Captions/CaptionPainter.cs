using System.Text;
using Synthora.Rendering.Fonts;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>Writes the ASS events of a caption block: box, words, entrance and the mark on the spoken word.</summary>
internal sealed class CaptionPainter(CaptionDesign design, FontStack fonts, int layer)
{
    private const int EntranceMs = 110;
    private const int SettleMs = 70;
    private const int MarkMs = 70;

    private readonly string words = "Caption" + design.Name;
    private readonly string box = "CaptionBox" + design.Name;

    public IReadOnlyList<AssStyle> Styles
    {
        get
        {
            var face = design.Face;
            var style = new AssStyle(
                words, face.AssFont, design.AssSize(design.EmSize), design.Colour, design.OutlineColour, design.Outline, design.Shadow,
                BackOpacity: design.ShadowOpacity, Bold: face.AssBold, Spacing: design.Spacing, ActiveColour: design.ActiveColour);
            return design.BoxOpacity > 0
                ? [new AssStyle(box, face.AssFont, design.AssSize(design.EmSize), design.BoxColour), style]
                : [style];
        }
    }

    public IEnumerable<AssLine> Paint(Cue cue, CaptionBlock block, Func<Word, double> startOf)
    {
        var (start, end) = (cue.StartMs / 1000.0, cue.EndMs / 1000.0);
        if (design.BoxOpacity > 0) yield return new AssLine(layer - 1, start, end, box, Box(block));

        if (design.ActiveColour is null)
        {
            foreach (var line in block.Lines)
            {
                yield return new AssLine(layer, start, end, words, Tags(block, block.CentreX, line.CentreY, Entrance()) + Text(block, line, null));
            }
        }
        else
        {
            var lines = block.Lines.Any(line => Script.IsShaped(line.Text))
                ? MarkedWhole(block, start, end, startOf)
                : MarkedWords(block, start, end, startOf);
            foreach (var line in lines) yield return line;
        }
    }

    /// <summary>Each word stands alone, so that the spoken one can grow without pushing its neighbours.</summary>
    private IEnumerable<AssLine> MarkedWords(CaptionBlock block, double start, double end, Func<Word, double> startOf)
    {
        var size = design.AssSize(block.EmSize);
        var all = block.Lines.SelectMany(line => line.Words).ToList();
        var index = 0;
        foreach (var line in block.Lines)
        {
            var left = block.CentreX - line.Width / 2;
            for (var i = 0; i < line.Words.Count; i++, index++)
            {
                var word = design.Shown([line.Words[i]]);
                var width = design.Width(word, block.EmSize, fonts);
                var x = left + design.Width(design.Shown(line.Words.Take(i + 1)), block.EmSize, fonts) - (width / 2);
                var from = index == 0 ? start : Math.Clamp(startOf(all[index]), start, end);
                var to = index + 1 < all.Count ? Math.Clamp(startOf(all[index + 1]), from, end) : end;
                var text = fonts.Markup(word, size);
                if (from > start) yield return new AssLine(layer, start, from, words, Tags(block, x, line.CentreY, "") + text);
                yield return new AssLine(layer + 1, from, to, words, Tags(block, x, line.CentreY, Mark()) + text);
                if (end > to) yield return new AssLine(layer, to, end, words, Tags(block, x, line.CentreY, "") + text);
            }
        }
    }

    /// <summary>Joined and right-to-left scripts stay whole; the spoken word only changes its colour.</summary>
    private IEnumerable<AssLine> MarkedWhole(CaptionBlock block, double start, double end, Func<Word, double> startOf)
    {
        var all = block.Lines.SelectMany(line => line.Words).ToList();
        for (var i = 0; i < all.Count; i++)
        {
            var from = i == 0 ? start : Math.Clamp(startOf(all[i]), start, end);
            var to = i + 1 < all.Count ? Math.Clamp(startOf(all[i + 1]), from, end) : end;
            foreach (var line in block.Lines)
            {
                yield return new AssLine(layer, from, to, words, Tags(block, block.CentreX, line.CentreY, i == 0 ? Entrance() : "") + Text(block, line, all[i]));
            }
        }
    }

    private string Text(CaptionBlock block, BlockLine line, Word? active)
    {
        var size = design.AssSize(block.EmSize);
        if (!line.Words.Any(word => ReferenceEquals(word, active))) return fonts.Markup(line.Text, size);
        var marked = new StringBuilder();
        foreach (var word in line.Words)
        {
            if (marked.Length > 0) marked.Append(' ');
            var text = fonts.Markup(design.Shown([word]), size);
            marked.Append(ReferenceEquals(word, active)
                ? $@"{{\1c{AssColour.Override(design.ActiveColour!)}}}{text}{{\1c{AssColour.Override(design.Colour)}}}"
                : text);
        }

        return marked.ToString();
    }

    private string Tags(CaptionBlock block, double x, double y, string motion)
    {
        // -1 lets the first letter decide the direction of the line.
        var direction = block.Lines.Any(line => Script.IsRightToLeft(line.Text)) ? @"\fe-1" : "";
        if (block.Lines.Any(line => Script.IsShaped(line.Text))) direction += @"\fsp0";
        var size = Math.Abs(block.EmSize - design.EmSize) > 0.01
            ? string.Create(CultureInfo.InvariantCulture, $@"\fs{design.AssSize(block.EmSize):0.##}") : "";
        return string.Create(CultureInfo.InvariantCulture, $@"{{\an5\pos({x:0.#},{y:0.#}){size}{direction}{motion}}}");
    }

    private string Entrance() => design.Entrance switch
    {
        CaptionEntrance.Pop => $@"\fad(50,0)\fscx86\fscy86\t(0,{EntranceMs},\fscx104\fscy104)\t({EntranceMs},{EntranceMs + SettleMs},\fscx100\fscy100)",
        CaptionEntrance.Fade => @"\fad(120,0)",
        _ => "",
    };

    private string Mark() =>
        $@"\1c{AssColour.Override(design.ActiveColour!)}\fscx92\fscy92\t(0,{MarkMs},\fscx105\fscy105)\t({MarkMs},{2 * MarkMs},\fscx103\fscy103)";

    private string Box(CaptionBlock block)
    {
        // Sideways a little more than above, where the line's own height already gives air.
        var padding = design.BoxPadding;
        var vertical = padding * 0.8;
        // Few lines have descenders, and centring on their full depth would leave the words too high.
        var bottom = block.InkBottom - (0.1 * block.EmSize);
        var (width, height) = (block.Width + 2 * padding, bottom - block.InkTop + 2 * vertical);
        var y = (block.InkTop + bottom) / 2;
        var drawing = RoundedRectangle.Draw(width, height, Math.Min(design.BoxRadius, height / 2));
        var alpha = AssColour.Of(design.BoxColour, design.BoxOpacity)[2..4];
        return string.Create(CultureInfo.InvariantCulture, $@"{{\an5\pos({block.CentreX:0.#},{y:0.#})\1a&H{alpha}&\bord0\shad0{Entrance()}\p1}}{drawing}");
    }
}
