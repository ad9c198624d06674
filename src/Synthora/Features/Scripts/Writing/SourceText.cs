using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Markdig;
using Synthora.Features.Videos.Generation;

namespace Synthora.Features.Scripts.Writing;

internal enum PassageKind { Paragraph, Item, Heading }

/// <param name="Section">The heading above it.</param>
internal sealed record Passage(PassageKind Kind, string Text, string Section);

/// <summary>What is worth reading of notes or an article: the title and the passages, without the furniture of the page.</summary>
internal sealed partial class SourceText
{
    private static readonly string[] Furniture =
        ["script", "style", "noscript", "template", "svg", "nav", "header", "footer", "aside", "form", "button", "iframe", "figure", "figcaption", "table", "pre", "sup", "dialog"];

    private static readonly string[] Endings =
        ["references", "sources", "external links", "see also", "further reading", "notes", "bibliography", "related articles", "related posts", "comments", "about the author", "share this"];

    /// <summary>As deep as browsers build a page.</summary>
    private const int DeepestNesting = 512;

    private SourceText(string? title, IReadOnlyList<Passage> passages) => (Title, Passages) = (title, passages);

    public string? Title { get; }
    public IReadOnlyList<Passage> Passages { get; }

    /// <summary>Text, Markdown or HTML; which one is seen by itself.</summary>
    /// <exception cref="GenerationException">It is nested too deeply.</exception>
    public static SourceText Read(string text)
    {
        if (HtmlStart().IsMatch(text)) return FromHtml(Parse(text));
        var plain = FrontMatterBlock().Replace(text, "");
        // Bullets that word processors write become Markdown's.
        plain = Bullet().Replace(plain, "$1- ");
        return FromHtml(Parse($"<body>{Html(plain)}</body>"));
    }

    private static string Html(string markdown)
    {
        try
        {
            return Markdown.ToHtml(markdown, new MarkdownPipelineBuilder().UsePipeTables().Build());
        }
        catch (ArgumentException tooDeep)
        {
            throw TooDeep(tooDeep);
        }
    }

    /// <summary>What reads a page goes down its elements by recursion, so the depth is watched while they come.</summary>
    private static AngleSharp.Html.Dom.IHtmlDocument Parse(string html)
    {
        IElement? before = null;
        return new HtmlParser(new HtmlParserOptions { OnCreated = (element, _) => before = before is null || Depth(before) <= DeepestNesting ? element : throw TooDeep() }).ParseDocument(html);
    }

    private static int Depth(INode node)
    {
        var depth = 0;
        for (var above = node.Parent; above is not null && depth <= DeepestNesting; above = above.Parent) depth++;
        return depth;
    }

    private static GenerationException TooDeep(Exception? inner = null) =>
        new("The notes are nested too deeply to be read.", "Give their text alone, without the layout around it.", inner);

    private static SourceText FromHtml(AngleSharp.Html.Dom.IHtmlDocument page)
    {
        foreach (var element in page.QuerySelectorAll(string.Join(',', Furniture)).Where(element => !IsArticleHeader(element)).ToList()) element.Remove();
        foreach (var element in page.QuerySelectorAll("*").Where(IsBoilerplate).ToList()) element.Remove();

        var root = page.QuerySelectorAll("article, main, [role=main]").OrderByDescending(element => element.TextContent.Length).FirstOrDefault(element => element.TextContent.Length > 400)
            ?? (IElement?)page.Body ?? page.DocumentElement;
        var title = Clean(root.QuerySelector("h1")?.TextContent ?? page.QuerySelector("h1")?.TextContent ?? "") is { Length: > 0 } heading
            ? heading
            : Clean(SiteName().Replace(page.Title ?? "", "")) is { Length: > 0 } name ? name : null;

        var passages = new List<Passage>();
        var section = "";
        foreach (var element in root.QuerySelectorAll("h1, h2, h3, h4, p, li, blockquote, dd"))
        {
            var text = Clean(element.TextContent);
            if (text.Length == 0) continue;
            if (element.LocalName[0] == 'h')
            {
                if (Endings.Contains(text.ToLowerInvariant().TrimEnd(':'))) break;
                section = element.LocalName == "h1" ? "" : text;
                if (section.Length > 0) passages.Add(new(PassageKind.Heading, text, ""));
            }
            else if (element.LocalName == "li")
            {
                if (element.QuerySelector("p, ul, ol") is not null && element.QuerySelector("li") is not null) text = Clean(OwnText(element));
                if (text.Length > 0 && !IsNoise(text)) passages.Add(new(PassageKind.Item, text, section));
            }
            else if (element.Closest("li") is null && !(element.LocalName == "blockquote" && element.QuerySelector("p") is not null) && !IsNoise(text))
            {
                passages.Add(new(PassageKind.Paragraph, text, section));
            }
        }

        // Plain notes often put the title on a line of its own without marking it.
        if (title is null && passages.Count > 1 && passages[0] is { Kind: PassageKind.Paragraph, Text: { Length: <= 90 } first } && !".!:;,".Contains(first[^1], StringComparison.Ordinal))
        {
            title = first;
            passages.RemoveAt(0);
        }

        return new SourceText(title, passages);
    }

    private static bool IsArticleHeader(IElement element) => element.LocalName == "header" && element.QuerySelector("h1") is not null;

    private static bool IsBoilerplate(IElement element) =>
        BoilerplateName().IsMatch($"{element.ClassName} {element.Id} {element.GetAttribute("role")}")
        && element.LocalName is not ("body" or "html" or "main" or "article");

    private static bool IsNoise(string text) => Noise().IsMatch(text) || !text.Any(char.IsLetter);

    private static string OwnText(IElement element) =>
        string.Concat(element.ChildNodes.Where(node => node is IText || (node is IElement child && child.LocalName is not ("ul" or "ol"))).Select(node => node.TextContent));

    private static string Clean(string text)
    {
        var clean = Footnote().Replace(text, "");
        clean = WebAddress().Replace(clean, "");
        clean = string.Concat(clean.EnumerateRunes().Where(rune => !NarrationText.IsPictograph(rune)).Select(rune => rune.ToString()));
        return Whitespace().Replace(clean, " ").Trim();
    }

    [GeneratedRegex(@"^\s*(?:<!doctype html|<html|<head|<body|<article|<main|<div|<p[ >]|<h1|<section)", RegexOptions.IgnoreCase)]
    private static partial Regex HtmlStart();

    [GeneratedRegex(@"\A\uFEFF?---\r?\n.*?\n---\r?\n", RegexOptions.Singleline)]
    private static partial Regex FrontMatterBlock();

    [GeneratedRegex(@"^([ \t]*)[•●▪◦‣–—*]\s+", RegexOptions.Multiline)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"\s+[|–—-]\s+[^|–—-]{2,40}$")]
    private static partial Regex SiteName();

    [GeneratedRegex(@"(?:^|[\s_-])(?:cookies?|consent|gdpr|nav|navbar|menu|sidebar|footer|breadcrumbs?|share|sharing|social|newsletter|subscribe|signup|advert\w*|ads?|sponsor\w*|promo|related|recommended|comments?|reflist|references|toc|popup|modal|banner|byline|author-bio|metadata|hatnote|infobox|caption)(?:$|[\s_-])", RegexOptions.IgnoreCase)]
    private static partial Regex BoilerplateName();

    [GeneratedRegex(@"\b(?:cookies?\b.*\b(?:accept|use|policy|experience)|privacy policy|terms of (?:use|service)|all rights reserved|sign up for|subscribe to (?:our|the)|newsletter|click here|read more|share (?:this|on)|follow us|advertisement|sponsored|affiliate links?|photo(?:graph)? by|image credit|©|min(?:ute)? read|last updated|published on|skip to)\b|^(?:by|posted|updated)\s+[A-Z\d]", RegexOptions.IgnoreCase)]
    private static partial Regex Noise();

    [GeneratedRegex(@"\[(?:\d+|[a-z]|edit|citation needed|note \d+)\]", RegexOptions.IgnoreCase)]
    private static partial Regex Footnote();

    [GeneratedRegex(@"\b(?:https?://|www\.)\S+", RegexOptions.IgnoreCase)]
    private static partial Regex WebAddress();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}
