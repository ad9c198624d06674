using System.Text.RegularExpressions;
using Synthora.Features.Templates;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Captions;

namespace Synthora.Features.Scripts.Writing;

/// <summary>
/// Condenses notes or an article into a script of its own best sentences, in the order hook, content, call to action.
/// Nothing is said that the source does not say, apart from the template's call to action.
/// </summary>
public static partial class ExtractiveWriter
{
    private const double WordsPerSecond = 2.75;
    private const double UsualSeconds = 38;

    /// <summary>As long as a video becomes that nobody asked a length of, unless its template is for longer ones.</summary>
    private const int LongestUnasked = 60;
    private const int FewestWords = 12;
    private const int MostItems = 7;
    private const int SceneWords = 26;
    private const int LongestTitle = 8;
    private const double TooAlike = 0.6;

    private static readonly string[] Numbers = ["one", "two", "three", "four", "five", "six", "seven"];

    /// <param name="seconds">Wished length; the template's usual one when absent.</param>
    /// <exception cref="GenerationException">The source holds too little.</exception>
    public static Script Write(string source, TemplateConfig template, string? title = null, double? seconds = null)
    {
        if (source.Length > ScriptParser.MaxBytes) throw new GenerationException("The notes are larger than 1 MiB.", "Give the part that matters.");
        var read = SourceText.Read(source);
        var ranked = SentenceRank.Rank(read);
        if (ranked.Sum(sentence => sentence.Words) < FewestWords)
            throw new GenerationException("The notes hold too little to make a video from.", "Write at least two full sentences, or give a script.");

        var name = ShortTitle(title ?? read.Title ?? KeyPhrase.Of(ranked.MaxBy(sentence => sentence.Score)!.Text));
        var words = (int)((seconds ?? Math.Clamp(UsualSeconds, template.Structure.DurationMinS, template.Structure.DurationMaxS)) * WordsPerSecond);
        var cta = template.Script.CtaType == CtaType.None ? "" : template.Script.CtaText;
        var items = Items(read, name, template.Structure.NarrativeStructure);
        var most = seconds is null ? (int)(Math.Max(template.Structure.DurationMinS, Math.Min(template.Structure.DurationMaxS, LongestUnasked)) * WordsPerSecond) - Sentences.CountWords(cta) : 0;
        var scenes = items.Count > 0 ? ListScenes(name, items, template, words - Sentences.CountWords(cta), most) : ProseScenes(name, ranked, template, words - Sentences.CountWords(cta));
        if (cta.Length > 0) scenes.Add(new ScriptScene { Label = "Call to action", Narration = cta, Texts = [CallToAction.WordsFor(template.Script.CtaType, "en") ?? KeyPhrase.Of(cta)], Visual = CtaPicture(template.Script.CtaType) });
        return new Script { Title = name, Scenes = scenes };
    }

    private static List<ScriptScene> ProseScenes(string title, IReadOnlyList<RankedSentence> ranked, TemplateConfig template, int budget)
    {
        var (line, taken) = Hook.Make(template.Structure.HookStyle, title, ranked);
        var hookTerms = SentenceRank.Terms(line);
        var chosen = new List<RankedSentence>();
        var left = budget - Sentences.CountWords(line);
        foreach (var sentence in ranked.Where(sentence => sentence != taken).OrderByDescending(sentence => sentence.Score))
        {
            if (sentence.Words > left || chosen.Exists(other => SentenceRank.Overlap(other.Terms, sentence.Terms) > TooAlike)) continue;
            if (taken is not null && SentenceRank.Overlap(hookTerms, sentence.Terms) > TooAlike) continue;
            chosen.Add(sentence);
            left -= sentence.Words;
            if (left < 6) break;
        }

        var scenes = new List<ScriptScene> { HookScene(title, line, teaser: Teaser(chosen)) };
        var room = Math.Max(3, template.Structure.NumScenes - 2);
        var wordsPerScene = Math.Max(SceneWords / 2, Math.Min(SceneWords, chosen.Sum(sentence => sentence.Words) / room));
        var scene = new List<RankedSentence>();
        foreach (var sentence in chosen.OrderBy(sentence => sentence.Order))
        {
            if (scene.Count > 0 && (scene.Sum(one => one.Words) + sentence.Words > wordsPerScene + 6 || scene[0].Section != sentence.Section)) Close();
            scene.Add(sentence);
        }

        Close();
        return scenes;

        void Close()
        {
            if (scene.Count == 0) return;
            var best = scene.MaxBy(sentence => sentence.Score)!;
            var phrase = KeyPhrase.Of(best.Text);
            var section = scene[0].Section;
            scenes.Add(new ScriptScene
            {
                Label = section.Length is > 0 and <= 40 && scenes.TrueForAll(other => other.Label != section) ? section : phrase,
                Narration = string.Join(' ', scene.Select(sentence => sentence.Text)),
                // Its words would come before they are said.
                Texts = best == scene[0] ? OnScreen(best.Text) : [],
                Visual = Picture(best.Text),
            });
            scene.Clear();
        }
    }

    /// <param name="budget">Words that make the usual length.</param>
    /// <param name="most">Words up to which no point is left without a first explanation.</param>
    private static List<ScriptScene> ListScenes(string title, IReadOnlyList<(string Head, string Body)> items, TemplateConfig template, int budget, int most)
    {
        var line = ListHook(title, items.Count, template.Structure.HookStyle);
        var scenes = new List<ScriptScene> { HookScene(title, line, items.Count) };
        var perItem = Math.Max(8, (budget - Sentences.CountWords(line)) / items.Count);
        // What the points themselves leave may be shared out unevenly between their explanations.
        var left = budget - Sentences.CountWords(line) - items.Sum(item => Sentences.CountWords(item.Head) + 2);
        most -= budget;
        for (var i = 0; i < items.Count; i++)
        {
            var (head, body) = items[i];
            var narration = Sentences.Spoken(head);
            var said = Sentences.CountWords(narration) + 2;
            var explained = false;
            foreach (var sentence in Sentences.Split(body).Select(Sentences.Spoken).Where(sentence => NarrationText.Unspeakable(sentence) is null))
            {
                var words = Sentences.CountWords(sentence);
                if ((said + words > perItem + 8 || words > left) && (explained || words > left + most)) break;
                explained = true;
                narration += " " + sentence;
                said += words;
                left -= words;
            }

            var phrase = KeyPhrase.Of(head);
            scenes.Add(new ScriptScene
            {
                Label = $"{i + 1}. {phrase}",
                Narration = $"Number {Numbers[i]}: {Continued(narration)}",
                Texts = OnScreen(head),
                Visual = Picture(head + " " + body),
            });
        }

        return scenes;
    }

    /// <summary>The points of a list: bullets, or headings with what stands below them; none when the text is no list.</summary>
    private static List<(string Head, string Body)> Items(SourceText source, string title, NarrativeStructure structure)
    {
        var announced = ListWord().IsMatch(title) || structure is NarrativeStructure.Listicle or NarrativeStructure.Tutorial;
        var bullets = source.Passages.Where(passage => passage.Kind == PassageKind.Item).ToList();
        var share = (double)bullets.Sum(item => item.Text.Length) / Math.Max(1, source.Passages.Sum(passage => passage.Text.Length));
        if (bullets.Count >= 3 && (announced || share > 0.45)) return [.. bullets.Select(item => SplitItem(item.Text)).Where(item => Speakable(item.Head)).Take(MostItems)];

        var sections = source.Passages.Where(passage => passage.Kind == PassageKind.Heading)
            .Select(heading => (Head: HeadNumber().Replace(heading.Text, ""), Body: string.Join(' ', source.Passages.Where(passage => passage.Section == heading.Text).Select(passage => passage.Text)), Numbered: HeadNumber().IsMatch(heading.Text)))
            .Where(section => section.Body.Length > 0 && Speakable(section.Head)).ToList();
        var numbered = sections.Where(section => section.Numbered).ToList();
        if (numbered.Count >= 3) return [.. numbered.Take(MostItems).Select(section => (section.Head, section.Body))];
        return announced && sections.Count >= 3 && ListWord().IsMatch(title) ? [.. sections.Take(MostItems).Select(section => (section.Head, section.Body))] : [];
    }

    private static bool Speakable(string text) => text.Length > 0 && NarrationText.Unspeakable(text) is null;

    private static (string Head, string Body) SplitItem(string item)
    {
        if (Lead().Match(item) is { Success: true } lead) return (lead.Groups[1].Value, lead.Groups[2].Value);
        var sentences = Sentences.Split(item);
        return sentences.Count > 1 ? (sentences[0], string.Join(' ', sentences.Skip(1))) : (item, "");
    }

    private static string ListHook(string title, int count, HookStyle style)
    {
        if (title.EndsWith('?')) return title;
        if (title.StartsWith("how to ", StringComparison.OrdinalIgnoreCase)) return Hook.FromTitle(style, title);
        if (!ListWord().IsMatch(title)) return $"{title}: {Numbers[count - 1]} things to know.";
        // A list that was cut must not promise the number it had.
        var shown = LeadingCount().Replace(title, match => CountOf(match.Value) == count ? match.Value : char.ToUpperInvariant(Numbers[count - 1][0]) + Numbers[count - 1][1..]);
        return Hook.FromTitle(style == HookStyle.Question ? HookStyle.Question : HookStyle.BoldStatement, shown);
    }

    private static int CountOf(string word) => int.TryParse(word, out var number) ? number : Array.IndexOf(Numbers, word.ToLowerInvariant()) + 1;

    /// <summary>The title stands over the first words unless they say it themselves; then how many points there are, or a figure from what comes.</summary>
    private static ScriptScene HookScene(string title, string line, int points = 0, string? teaser = null) => new()
    {
        Label = "Hook",
        Narration = line,
        Texts = Sentences.CountWords(title) <= LongestTitle && !Echo.Of(title, line) ? [title]
            : points > 0 && ListWord().Match(title) is { Success: true } counted ? [$"{points} {counted.Value.ToLowerInvariant()}"]
            : points > 1 && title.StartsWith("how to ", StringComparison.OrdinalIgnoreCase) ? [$"{points} ways"] : teaser is not null ? [teaser] : OnScreen(title),
        Visual = Picture(title + " " + line),
    };

    /// <summary>A figure or a name that comes later rather than at once, so that the opening promises it.</summary>
    private static string? Teaser(List<RankedSentence> chosen)
    {
        var all = chosen.OrderBy(sentence => sentence.Order).Select(sentence => sentence.Text).ToList();
        return all.Skip(1).Append(all.FirstOrDefault() ?? "").Select(SpokenFigure.In).FirstOrDefault(figure => figure is not null)
            ?? all.Skip(1).Select(text => OnScreenWords.Of(text)).FirstOrDefault(name => name.Length > 0);
    }

    private static IReadOnlyList<string> OnScreen(string said) => OnScreenWords.Of(said) is { Length: > 0 } words ? [words] : [];

    /// <summary>After "Number one:" the point goes on in lower case unless it starts with a name.</summary>
    private static string Continued(string text)
    {
        var first = text.Split(' ')[0];
        return first is "I" || first.StartsWith("I'", StringComparison.Ordinal) || (first.Length > 1 && first.Skip(1).Any(char.IsUpper)) || !char.IsLetter(first[0])
            ? text
            : char.ToLowerInvariant(text[0]) + text[1..];
    }

    private static string Picture(string text)
    {
        var terms = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('.', ',', ';', ':', '!', '?', '"', '“', '”', '\''))
            .Where(word => word.Length > 2 && !KeyPhrase.IsSmall(word) && word.Any(char.IsLetter)).Distinct(StringComparer.OrdinalIgnoreCase).Take(6);
        return string.Join(' ', terms) is { Length: > 0 } picture ? picture.ToLowerInvariant() : "abstract shapes";
    }

    private static string ShortTitle(string title)
    {
        var words = title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Take(14)).TrimEnd('.', ',', ':', ';');
    }

    private static string CtaPicture(CtaType type) => type switch
    {
        CtaType.Follow or CtaType.Subscribe => "bell",
        CtaType.Like => "thumbs up",
        CtaType.Comment => "speech bubble",
        CtaType.Share => "share",
        CtaType.VisitLink => "link",
        CtaType.Buy => "shopping bag",
        _ => "trophy",
    };

    [GeneratedRegex(@"\b(?:tips|ways|reasons|steps|things|rules|habits|mistakes|ideas|lessons|facts|signs|tricks|secrets|myths|benefits|hacks|methods|points)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ListWord();

    [GeneratedRegex(@"^\s*(?:(?:tip|step|reason|rule|way|no\.)\s*)?#?\d{1,2}\s*[.):–-]\s*", RegexOptions.IgnoreCase)]
    private static partial Regex HeadNumber();

    [GeneratedRegex(@"^(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\b", RegexOptions.IgnoreCase)]
    private static partial Regex LeadingCount();

    [GeneratedRegex(@"^([^:.]{3,60})(?::|\s[–—-])\s+(.+)$", RegexOptions.Singleline)]
    private static partial Regex Lead();
}
