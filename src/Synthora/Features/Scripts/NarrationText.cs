using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Synthora.Features.Scripts;

/// <summary>Reads a paragraph as what is spoken and what is shown.</summary>
internal static partial class NarrationText
{
    /// <summary>Marks within marks; the words are gathered by recursion.</summary>
    private const int DeepestNesting = 60;

    /// <param name="Text">Spoken words on one line; empty when the paragraph only shows something.</param>
    /// <param name="Emphasis">What of it stands between double asterisks, in order.</param>
    public sealed record Paragraph(string Text, IReadOnlyList<string> Emphasis, IReadOnlyList<LinkInline> Pictures);

    public static Paragraph Read(LeafBlock block, List<ScriptProblem> problems)
    {
        var line = block.Line + 1;
        var text = new StringBuilder();
        var pictures = new List<LinkInline>();
        var emphasis = new List<string>();
        if (block.Inline is not null) Append(block.Inline, text, emphasis, pictures, problems, depth: 0);
        var spoken = Whitespace().Replace(text.ToString(), " ").Trim();
        if (spoken.Length > 0)
        {
            // A link that stands alone and leads to a picture or clip shows it instead of being read out.
            var links = block.Inline!.OfType<LinkInline>().Where(link => !link.IsImage).ToList();
            if (links.Count > 0 && links.TrueForAll(IsMedia) && OnlyLinks(block.Inline!))
                return new Paragraph("", [], [.. pictures, .. links]);

            if (Unspeakable(spoken) is { } problem) problems.Add(new(LineOfTrouble(block.Inline!, line), problem));
        }

        return new Paragraph(spoken, emphasis, pictures);
    }

    /// <summary>Why a text cannot be read out as it stands, or null.</summary>
    public static string? Unspeakable(string text)
    {
        if (text.EnumerateRunes().Any(IsPictograph))
        {
            var found = string.Concat(text.EnumerateRunes().Where(IsPictograph).Take(3).Select(rune => rune.ToString()));
            return $"'{found}' cannot be spoken. Delete it or move it to a > text: line.";
        }

        if (WebAddress().Match(text) is { Success: true } address)
            return $"the address '{(address.Length <= 60 ? address.Value : address.Value[..57] + "…")}' cannot be spoken. Write [words](address) or delete it.";
        return text.EnumerateRunes().Any(Rune.IsLetterOrDigit)
            ? null
            : $"'{text}' cannot be spoken. Write words or delete it.";
    }

    /// <summary>The line of the first words that cannot be spoken, in a paragraph of several lines.</summary>
    private static int LineOfTrouble(ContainerInline inline, int paragraphLine) =>
        inline.Descendants<LiteralInline>().FirstOrDefault(literal => literal.Content.ToString() is var text && (text.EnumerateRunes().Any(IsPictograph) || WebAddress().IsMatch(text))) is { } found
            ? found.Line + 1
            : paragraphLine;

    public static bool IsPictograph(Rune rune) =>
        rune.Value is (>= 0x1F000 and <= 0x1FAFF) or (>= 0x2600 and <= 0x27BF) or (>= 0x2B00 and <= 0x2BFF) or 0xFE0F or 0x20E3
        || (Rune.GetUnicodeCategory(rune) is UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static bool IsMedia(LinkInline link) => link.Url is { } url && MediaFolder.IsPicture(url.Split('#')[0]);

    private static bool OnlyLinks(ContainerInline inline) => inline.All(child =>
        child is LinkInline or LineBreakInline || (child is LiteralInline literal && literal.Content.ToString().Trim().Length == 0));

    private static void Append(ContainerInline container, StringBuilder text, List<string> emphasis, List<LinkInline> pictures, List<ScriptProblem> problems, int depth)
    {
        foreach (var inline in container)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case LineBreakInline:
                    text.Append(' ');
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
                case LinkInline { IsImage: true } picture:
                    pictures.Add(picture);
                    break;
                case AutolinkInline address:
                    text.Append(address.Url);
                    break;
                case HtmlInline html when html.Tag.StartsWith("<!--", StringComparison.Ordinal):
                    break;
                case HtmlInline html:
                    problems.Add(new(html.Line + 1, $"HTML such as {(html.Tag.Length <= 40 ? html.Tag : html.Tag[..39] + "…")} cannot be spoken. Write plain words."));
                    break;
                case ContainerInline nested when depth == DeepestNesting:
                    problems.Add(new(nested.Line + 1, "marks are nested too deeply here. Write plain words."));
                    return;
                case ContainerInline nested:
                    var from = text.Length;
                    Append(nested, text, emphasis, pictures, problems, depth + 1);
                    if (nested is EmphasisInline { DelimiterChar: '*' or '_', DelimiterCount: 2 } && Whitespace().Replace(text.ToString(from, text.Length - from), " ").Trim() is { Length: > 0 } strong)
                        emphasis.Add(strong);
                    break;
            }
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();

    [GeneratedRegex(@"\b(?:https?://|www\.)\S+", RegexOptions.IgnoreCase)]
    private static partial Regex WebAddress();
}
