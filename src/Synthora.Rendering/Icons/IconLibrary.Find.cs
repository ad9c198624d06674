using System.Text;
using System.Text.RegularExpressions;

namespace Synthora.Rendering.Icons;

public static partial class IconLibrary
{
    private const double GoodEnough = 3;

    private static readonly HashSet<string> StopWords = [.. """
        a an the and or but of in on at to for from by with without into onto over under about as is are was were be been being am it its this that these
        those there here i you he she we they me him her us them my your his our their not no nor so than then too very can could will would shall should
        may might must do does did done have has had having if when while where who whom which what how all any both each few more most other some such only own
        same just also even still yet up down out off again once one two three make makes made get gets got go goes going come comes take takes
        close closeup shot wide view scene image picture photo footage slow motion background showing shows show person people holding using someone
        thing things way ways really much many lot every
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Parts of names that change an icon's meaning: only a text that says so may have them.</summary>
    private static readonly HashSet<string> Modifiers = ["off", "x", "plus", "minus", "check", "dot", "dashed", "down", "up", "left", "right", "cog", "alert", "1", "2", "3", "4", "5", "a", "z", "ccw", "cw", "pen", "search", "lock", "key"];

    /// <summary>Signs for controls of a program; they make poor illustrations.</summary>
    private static readonly HashSet<string> Interface = ["align", "arrow", "arrows", "chevron", "chevrons", "panel", "panels", "layout", "move", "fold", "git", "file", "files", "folder", "list", "square", "circle", "badge", "text", "table", "between", "case", "columns", "rows", "columns2", "corner", "grid", "grip", "indent", "insert", "maximize", "minimize", "mouse", "scan", "separator", "sliders", "stretch", "subscript", "superscript", "toggle", "ungroup", "unfold", "space", "split", "tally", "step", "diff", "decimals", "ampersand", "at", "a", "heading", "pilcrow", "clipboard", "bookmark", "captions", "crop", "brackets", "braces", "parentheses", "import", "export", "log", "app", "command", "option", "regex", "variable", "whole", "wrap", "signal", "message", "copy"];

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

    private static IEnumerable<string> Tokens(string text) =>
        Token().Matches(text.ToLowerInvariant().Normalize(NormalizationForm.FormKC)).Select(match => match.Value.Replace("'s", "", StringComparison.Ordinal).Trim('\''));

    /// <summary>Cuts the endings of English so that <c>sleeping</c>, <c>sleeps</c> and <c>sleep</c> meet.</summary>
    private static string Stem(string word)
    {
        if (word.Length > 4 && word.EndsWith("ies", StringComparison.Ordinal)) return word[..^3] + "y";
        if (word.Length > 5 && word.EndsWith("ing", StringComparison.Ordinal)) return Undouble(word[..^3]);
        if (word.Length > 4 && word.EndsWith("ed", StringComparison.Ordinal)) return Undouble(word[..^2]);
        if (word.Length > 4 && (word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal) || word.EndsWith("sses", StringComparison.Ordinal))) return word[..^2];
        if (word.Length > 3 && word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i')) return Undouble(word[..^1]);
        return word.Length > 3 ? word.TrimEnd('e') : word;
    }

    private static string Undouble(string word)
    {
        if (word.Length > 3 && word[^1] == word[^2] && word[^1] is not ('l' or 's' or 'e' or 'o')) return word[..^1];
        return word.Length > 3 ? word.TrimEnd('e') : word;
    }

    [GeneratedRegex(@"[\p{L}\p{N}']+")]
    private static partial Regex Token();

    private sealed class Index
    {
        private readonly Dictionary<string, List<(Icon Icon, double Weight)>> byWord = [];
        private readonly Dictionary<string, string> synonyms = [];
        private readonly Dictionary<string, HashSet<string>> names = [];

        public Index(IEnumerable<Icon> icons)
        {
            foreach (var icon in icons)
            {
                var parts = icon.Name.Split('-');
                names[icon.Name] = [.. parts.Where(part => !Modifiers.Contains(part)).Select(Stem)];
                if (Interface.Contains(parts[0]) || parts.Contains("off") || parts.Contains("x")) continue;
                var modified = parts.Skip(1).Any(Modifiers.Contains) ? 0.55 : 1;
                var share = 4.0 / Math.Sqrt(parts.Length);
                foreach (var part in names[icon.Name]) Enter(part, icon, share * modified);
                foreach (var tag in icon.Tags.Where(tag => !tag.Contains(' ', StringComparison.Ordinal)))
                {
                    var word = Stem(tag.ToLowerInvariant());
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
                    synonyms.TryAdd(string.Join(' ', word.Split('-').Select(Stem)), name);
            }
        }

        public string? Best(string text)
        {
            var raw = Tokens(text).ToList();
            var words = raw.Where(word => !StopWords.Contains(word)).Select(Stem).ToList();
            var said = raw.Select(Stem).ToHashSet();
            var scores = new Dictionary<string, double>();
            void Add(string icon, double score) => scores[icon] = scores.GetValueOrDefault(icon) + score;

            for (var n = 0; n < words.Count; n++)
            {
                // What is named first is usually the subject.
                var place = 1 / (1 + (0.06 * n));
                if (synonyms.TryGetValue(words[n], out var meant)) Add(meant, 3.6 * place);
                if (n + 1 < words.Count && synonyms.TryGetValue(words[n] + " " + words[n + 1], out var phrase)) Add(phrase, 5 * place);
                if (!byWord.TryGetValue(words[n], out var entries)) continue;

                // A word that many icons share says little.
                var rarity = 1 / (1 + (0.12 * Math.Log(entries.Count)));
                foreach (var (icon, weight) in entries) Add(icon.Name, weight * rarity * place);
            }

            foreach (var name in scores.Keys.ToList())
            {
                if (names[name].Count > 0 && names[name].All(said.Contains)) scores[name] += 1.2 * names[name].Count;
                else if (names[name].Count > 1 && names[name].Any(said.Contains)) scores[name] -= 0.8;
            }

            var best = scores.OrderByDescending(score => score.Value).ThenBy(score => score.Key.Length).ThenBy(score => score.Key, StringComparer.Ordinal).FirstOrDefault();
            return best.Value >= GoodEnough ? best.Key : null;
        }

        private void Enter(string word, Icon icon, double weight)
        {
            if (!byWord.TryGetValue(word, out var entries)) byWord[word] = entries = [];
            entries.Add((icon, weight));
        }
    }
}
