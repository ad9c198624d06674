using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Synthora.Rendering.Captions;

namespace Synthora.Rendering.Icons;

public static partial class IconLibrary
{
    private const double GoodEnough = 3;

    /// <summary>Without a word that names it, an icon is the sum of side meanings.</summary>
    private const double Named = 2;

    /// <summary>Scores of an everyday word for an icon, of one that hints at it, and of two words in a row.</summary>
    private const double Meaning = 3.6, Hint = 1.4, Phrase = 5;

    private static readonly HashSet<string> StopWords = [.. """
        a an the and or but of in on at to for from by with without into onto over under about as is are was were be been being am it its this that these
        those there here i you he she we they me him her us them my your his our their not no nor so than then too very can could will would shall should
        may might must do does did done have has had having if when while where who whom which what how all any both each few more most other some such only own
        same just also even still yet up down out off again once one two three make makes made get gets got go goes going come comes take takes
        close closeup shot wide view scene image picture photo footage slow motion background showing shows show person people holding using someone
        thing things way ways really much many lot every
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Parts of names that change an icon's meaning: only a text that says so may have them.</summary>
    private static readonly HashSet<string> Modifiers = ["off", "x", "plus", "minus", "check", "dot", "dashed", "down", "up", "left", "right", "cog", "alert", "1", "2", "3", "4", "5", "a", "z", "ccw", "cw", "pen", "search", "lock", "key", "open"];

    /// <summary>Signs for controls of a program; they make poor illustrations.</summary>
    private static readonly HashSet<string> Interface = ["align", "arrow", "arrows", "chevron", "chevrons", "panel", "panels", "layout", "move", "fold", "git", "file", "files", "folder", "list", "square", "circle", "badge", "text", "table", "between", "case", "columns", "rows", "columns2", "corner", "grid", "grip", "indent", "insert", "maximize", "minimize", "mouse", "scan", "separator", "sliders", "stretch", "subscript", "superscript", "toggle", "ungroup", "unfold", "space", "split", "tally", "step", "diff", "decimals", "ampersand", "at", "a", "heading", "pilcrow", "clipboard", "bookmark", "captions", "crop", "brackets", "braces", "parentheses", "import", "export", "log", "app", "command", "option", "regex", "variable", "whole", "wrap", "signal", "message", "copy",
        "view", "focus", "repeat", "replace", "hash", "type", "combine", "contrast", "delete", "dock", "equal", "expand", "shrink", "flip", "forward", "frame", "fullscreen", "group", "image", "images", "info", "layers", "loader", "locate",
        "menu", "merge", "minus", "plus", "outdent", "pointer", "redo", "undo", "reply", "rotate", "save", "spline", "slash", "strikethrough", "slice", "unlink", "pocket", "component", "blend", "blocks", "radius", "radical", "spell", "section",
        "select", "shapes", "switch", "underline", "vector", "webhook", "workflow", "zoom", "ratio", "proportions", "dot", "ellipsis", "external", "inspect", "iteration", "lasso", "scroll", "history", "option", "origin", "pause", "play"];

    private static readonly Lazy<Index> Words = new(() => new Index(All.Value.Values));

    /// <summary>
    /// The icon that a visual description or a narration is best illustrated by, such as <c>alarm-clock</c> for
    /// "close-up of an alarm clock at night"; null when nothing fits well.
    /// </summary>
    public static string? Find(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (text.Length > 2000) text = text[..2000];
        return Words.Value.Best(text);
    }

    /// <summary>Whether words name something that has an icon, rather than hint at it.</summary>
    public static bool Depicts(string words) => Words.Value.Best(words, loneHints: false) is not null;

    private static readonly HashSet<string> Prepositions = ["in", "on", "at", "to", "for", "from", "by", "with", "without", "into", "onto", "over", "under", "about", "next", "near", "behind", "before", "after", "like", "through", "across", "around", "against", "during", "between"];

    /// <summary>What follows them explains; it is not what a line is about.</summary>
    private static readonly HashSet<string> Subordinating = ["that", "which", "who", "whose", "because", "while", "when", "if", "so", "where", "until", "although", "than", "as"];

    private static readonly HashSet<string> Determiners = ["a", "an", "the", "my", "your", "his", "her", "its", "our", "their", "this", "these", "those", "every", "each", "no"];

    private static readonly SearchValues<char> ClauseEnds = SearchValues.Create(".,;:!?…—–");

    /// <summary>
    /// The words of a text with how much each is its topic: what stands after a preposition or in a clause that explains
    /// weighs less than what the line itself speaks of.
    /// </summary>
    private static IEnumerable<(string Word, double Role)> Topics(string text)
    {
        var plain = text.ToLowerInvariant().Normalize(NormalizationForm.FormKC);
        bool aside = false, asideNamed = false, explains = false;
        var end = 0;
        foreach (Match match in Token().Matches(plain))
        {
            if (plain.AsSpan(end, match.Index - end).ContainsAny(ClauseEnds)) aside = asideNamed = explains = false;
            end = match.Index + match.Length;
            var word = match.Value.Replace("'s", "", StringComparison.Ordinal).Trim('\'');
            if (Subordinating.Contains(word)) explains = true;
            else if (Prepositions.Contains(word)) (aside, asideNamed) = (true, false);
            else if (aside && asideNamed && Determiners.Contains(word)) aside = false;
            else if (aside && !StopWords.Contains(word)) asideNamed = true;
            yield return (word, explains ? 0.5 : aside ? 0.6 : 1);
        }
    }

    [GeneratedRegex(@"[\p{L}\p{N}']+")]
    private static partial Regex Token();

    private sealed class Index
    {
        private readonly Dictionary<string, List<(Icon Icon, double Weight)>> byWord = [];
        private readonly Dictionary<string, (string Name, bool IsHint)> synonyms = [];
        private readonly Dictionary<string, HashSet<string>> names = [];

        public Index(IEnumerable<Icon> icons)
        {
            foreach (var icon in icons)
            {
                var parts = icon.Name.Split('-');
                names[icon.Name] = [.. parts.Where(part => !Modifiers.Contains(part)).Select(WordStem.Of)];
                if (Interface.Contains(parts[0]) || parts.Contains("off") || parts.Contains("x")) continue;
                var modified = parts.Skip(1).Any(Modifiers.Contains) ? 0.55 : 1;
                var share = 4.0 / Math.Sqrt(parts.Length);
                foreach (var part in names[icon.Name]) Enter(part, icon, share * modified);
                foreach (var tag in icon.Tags.Where(tag => !tag.Contains(' ', StringComparison.Ordinal)))
                {
                    var word = WordStem.Of(tag.ToLowerInvariant());
                    if (!names[icon.Name].Contains(word)) Enter(word, icon, 1.6 * modified);
                }
            }

            using var reader = new StreamReader(typeof(IconLibrary).Assembly.GetManifestResourceStream("icon-synonyms.txt")!);
            while (reader.ReadLine() is { } line)
            {
                if (line.StartsWith('#') || line.IndexOf(':', StringComparison.Ordinal) is var colon && colon < 0) continue;
                var name = line[..colon];
                if (!names.ContainsKey(name)) continue;
                foreach (var word in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    synonyms.TryAdd(string.Join(' ', word.TrimEnd('~').Split('-').Select(WordStem.Of)), (name, word.EndsWith('~')));
            }
        }

        public string? Best(string text, bool loneHints = true)
        {
            var raw = Topics(text).ToList();
            var words = raw.Where(topic => !StopWords.Contains(topic.Word)).Select(topic => (Word: WordStem.Of(topic.Word), topic.Role)).ToList();
            var said = raw.Select(topic => WordStem.Of(topic.Word)).ToHashSet();

            // A hint alone is all that a single word can give.
            var hint = loneHints && words.Count(topic => topic.Word.Any(char.IsLetter)) == 1 ? Meaning : Hint;
            var chosen = new HashSet<string>();
            var scores = new Dictionary<string, (double Sum, double Best)>();
            void Add(string icon, double score)
            {
                var (sum, best) = scores.GetValueOrDefault(icon);
                scores[icon] = (sum + score, Math.Max(best, score));
            }

            for (var n = 0; n < words.Count; n++)
            {
                // What is named first is usually the subject.
                var (word, role) = words[n];
                var weight = role / (1 + (0.06 * n));
                if (synonyms.TryGetValue(word, out var meant))
                {
                    Add(meant.Name, (meant.IsHint ? hint : Meaning) * weight);
                    chosen.Add(meant.Name);
                }

                if (n + 1 < words.Count && synonyms.TryGetValue(word + " " + words[n + 1].Word, out var phrase)) Add(phrase.Name, Phrase * weight);
                if (!byWord.TryGetValue(word, out var entries)) continue;

                // A word that many icons share says little.
                var rarity = 1 / (1 + (0.12 * Math.Log(entries.Count)));
                foreach (var (icon, share) in entries) Add(icon.Name, share * rarity * weight);
            }

            foreach (var (name, (sum, best)) in scores.ToList())
            {
                var role = words.Where(topic => names[name].Contains(topic.Word)).Select(topic => topic.Role).DefaultIfEmpty(0).Max();
                if (names[name].Count > 0 && names[name].All(said.Contains)) scores[name] = (sum + (1.2 * names[name].Count * role), best);
                else if (names[name].Count > 1 && !chosen.Contains(name) && names[name].Any(said.Contains)) scores[name] = (sum - 0.8, best);
            }

            return scores.Where(score => score.Value.Best >= Named && score.Value.Sum >= GoodEnough)
                .OrderByDescending(score => score.Value.Sum).ThenBy(score => score.Key.Length).ThenBy(score => score.Key, StringComparer.Ordinal).FirstOrDefault().Key;
        }

        private void Enter(string word, Icon icon, double weight)
        {
            if (!byWord.TryGetValue(word, out var entries)) byWord[word] = entries = [];
            entries.Add((icon, weight));
        }
    }
}
