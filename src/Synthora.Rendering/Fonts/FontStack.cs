using System.Collections.Concurrent;
using System.Text;
using Synthora.Rendering.Captions;

namespace Synthora.Rendering.Fonts;

/// <summary>
/// A bundled face with the machine's fonts behind it for the characters it lacks. What a stack measures and marks up
/// is drawn by the fonts it names, not by whatever the drawing tool would fall back to.
/// </summary>
public sealed class FontStack(FontFace face, string language, bool boldFallback)
{
    private readonly ConcurrentDictionary<int, FontFace?> fallbacks = [];

    public FontFace Face { get; } = face;

    /// <summary>The characters of a text that no font of the machine can draw; empty is what a video needs.</summary>
    public IReadOnlyList<string> Missing(string text) =>
        [.. text.EnumerateRunes().Where(rune => FaceOf(rune, Face) is null).Select(rune => rune.ToString()).Distinct()];

    /// <summary>The families a text needs besides <see cref="Face"/>.</summary>
    public IReadOnlyList<string> Fallbacks(string text) =>
        [.. Runs(text).Where(run => run.Face != Face).Select(run => run.Face.Family).Distinct()];

    /// <summary>The text without what cannot be drawn, which would otherwise show as empty boxes.</summary>
    public string Drawable(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => FaceOf(rune, Face) is not null).Select(rune => rune.ToString()));

    /// <summary>
    /// Width in pixels of one line at an ASS size of <see cref="Face"/>.
    /// </summary>
    public double AssWidth(string text, double assSize, double spacing = 0) =>
        Runs(text).Sum(run => run.Face.AssWidth(run.Text, SizeFor(run.Face, assSize), spacing));

    /// <summary>Pixels above and below the baseline that libass gives one line at an ASS size of <see cref="Face"/>.</summary>
    public (double Ascent, double Descent) LineExtent(string text, double assSize)
    {
        var runs = Runs(text).Select(run => (Share: run.Face.AscentShare, Size: SizeFor(run.Face, assSize))).ToList();
        return (runs.Max(run => run.Share * run.Size), runs.Max(run => (1 - run.Share) * run.Size));
    }

    /// <summary>How far ink reaches above and below the baseline, in pixels at an ASS size of <see cref="Face"/>.</summary>
    public (double Rise, double Depth) Ink(string text, double assSize)
    {
        var runs = Runs(text).Select(run => run.Face.AssInk(run.Text, SizeFor(run.Face, assSize))).ToList();
        return runs.Count == 0 ? (0, 0) : (runs.Max(run => run.Rise), runs.Max(run => run.Depth));
    }

    /// <summary>ASS markup of plain text, with the fallback fonts named.</summary>
    /// <param name="assSize">The ASS size of <see cref="Face"/>; fallbacks get the size with the same em.</param>
    public string Markup(string text, double assSize)
    {
        var markup = new StringBuilder();
        foreach (var run in Runs(text))
        {
            if (run.Face == Face) markup.Append(AssText.Escape(run.Text));
            else
            {
                markup.Append(CultureInfo.InvariantCulture, $"{{{Select(run.Face, SizeFor(run.Face, assSize))}}}");
                markup.Append(AssText.Escape(run.Text));
                markup.Append(CultureInfo.InvariantCulture, $"{{{Select(Face, assSize)}}}");
            }
        }

        return markup.ToString();
    }

    private static string Select(FontFace face, double size) =>
        string.Create(CultureInfo.InvariantCulture, $@"\fn{face.AssFont}\b{(face.AssBold ? 1 : 0)}\fs{size:0.##}");

    private double SizeFor(FontFace face, double assSize) => assSize * Face.EmPerAssSize / face.EmPerAssSize;

    private IEnumerable<(FontFace Face, string Text)> Runs(string text)
    {
        var run = new StringBuilder();
        // Marks of direction before the first letter take its face, lest the line gets the extents of a face it does not show.
        var first = text.EnumerateRunes().FirstOrDefault(rune => !IsInvisible(rune));
        var current = FaceOf(first, Face) ?? Face;
        foreach (var rune in text.EnumerateRunes())
        {
            var face = FaceOf(rune, current) ?? current;
            if (face != current && run.Length > 0)
            {
                yield return (current, run.ToString());
                run.Clear();
            }

            current = face;
            run.Append(rune.ToString());
        }

        if (run.Length > 0) yield return (current, run.ToString());
    }

    /// <summary>Spaces, digits and points stay in the neighbouring face, so that a sentence is not drawn in patches.</summary>
    private FontFace? FaceOf(Rune rune, FontFace neighbour)
    {
        if (IsInvisible(rune) || (!Rune.IsLetter(rune) && neighbour.Covers(rune))) return neighbour;
        if (Face.Covers(rune)) return Face;
        return neighbour.Covers(rune) ? neighbour : fallbacks.GetOrAdd(rune.Value, value => SystemFonts.Find(new Rune(value), boldFallback, language));
    }

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || Rune.IsWhiteSpace(rune) || rune.Value is >= 0xFE00 and <= 0xFE0F;
}
