using System.Text.RegularExpressions;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Icons;

namespace Synthora.Features.Scripts.Writing;

/// <summary>
/// Words for the screen where the author gave none: a figure, or the two words that name what is spoken of. One alone,
/// and more, would only repeat the captions.
/// </summary>
internal static partial class OnScreenWords
{
    private const double Sure = 1;

    /// <summary>Words that announce a thing: articles, possessives and prepositions.</summary>
    private static readonly HashSet<string> Announcing = new(string.Join(' ',
        "a an the this these those my your his her its our their no every each any some one of in on at for with from by about into under over without through",
        "el la los las un una unos unas mi tu su nuestra nuestro le les des du de mon ma mes ton ta tes sa ses der die das den dem des ein eine einen einem einer mein dein sein ihr",
        "il lo gli i uno o os as um uma meu minha seu sua")
        .Split(' '), StringComparer.OrdinalIgnoreCase);

    /// <summary>Words that mean nothing alone.</summary>
    private static readonly HashSet<string> Empty = new(string.Join(' ',
        "thing things way ways lot people person somebody someone nobody everyone anyone something nothing everything kind part time times bit number same other another next last first second third fourth fifth",
        "many much few little good great better best bad big small new old real whole own such only once twice again later now today maybe really quite almost already often sometimes",
        "make makes made take takes took get gets got give gives gave put puts let lets keep keeps want wants need needs know knows knew think thinks say says said tell tells told go goes went come comes came use uses used using try work works does look looks like likes find finds found start starts ask asks asked sound sounds seem seems mean means matter matters become becomes belong belongs")
        .Split(' '), StringComparer.OrdinalIgnoreCase);

    /// <param name="whole">The text that the line is cut from, perhaps in the middle of a name or a figure.</param>
    /// <returns>Empty where nothing stands out.</returns>
    public static string Of(string said, string? whole = null) => Topic(said, whole) is var words && (words.Contains(' ', StringComparison.Ordinal) || words.Any(char.IsDigit)) ? words : "";

    /// <summary>The figure, word or name that a line is about, to find a picture by.</summary>
    public static string Topic(string said, string? whole = null) => In(Line.Of(said, whole ?? said), Sure);

    /// <summary>The same where something has to be shown: the likeliest word, however little it says.</summary>
    public static string AnyOf(string said) => In(Line.Of(said, said), double.MinValue) is { Length: > 0 } words ? words : KeyPhrase.Of(said);

    private static string In(Line line, double least) => SpokenFigure.In(string.Join(' ', line.Words[line.From..])) ?? KeyWord(line, least);

    /// <summary>Whether words on screen were taken from a narration, rather than written for it.</summary>
    public static bool AreFrom(string narration, string shown)
    {
        var spoken = Bare(narration).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Bare(shown).All(spoken.Contains) || SpokenFigure.All(narration).Contains(shown.Trim(), StringComparer.OrdinalIgnoreCase);

        static IEnumerable<string> Bare(string text) =>
            text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('.', ',', '!', '?', ':', ';', '"', '“', '”', '…')).Where(word => word.Length > 0);
    }

    private static string KeyWord(Line line, double least)
    {
        var (best, most) = ("", double.NegativeInfinity);
        var all = line.Words;
        for (var begin = 0; begin < all.Length;)
        {
            var end = begin + 1;
            while (end < all.Length && !BreakRules.IsRest(all[end - 1])) end++;
            var words = all[begin..end].Select(word => word.Trim('.', ',', ';', ':', '!', '?', '…', '—', '–', '"', '“', '”', '(', ')', '\'')).ToArray();
            for (var from = 0; from < words.Length; from++)
            {
                if (!IsThing(words[from])) continue;
                var to = from + 1;
                while (to < words.Length && IsThing(words[to])) to++;
                var (name, score) = Name(words, from, to);
                if (name.Length > 0 && score >= least && score > most && begin + from >= line.From && begin + from < line.To) (best, most) = (name, score);
                from = to;
            }

            begin = end;
        }

        return best.Length == 0 ? "" : char.ToUpperInvariant(best[0]) + best[1..];
    }

    /// <summary>The name within a run of words that carry meaning, and how sure it is one.</summary>
    private static (string Name, double Score) Name(string[] words, int from, int to)
    {
        var announced = from > 0 && Announcing.Contains(words[from - 1]);

        // Before an article stands what is done to it: "dim the lights", "bright light tells your brain".
        if (to < words.Length && Announcing.Contains(words[to]) && !(announced && to == from + 1)) to--;
        if (to <= from) return ("", 0);

        // After an article comes the name, then what it does; without one what is done, then its name.
        int head;
        if (announced)
        {
            head = from;
            while (head + 1 < Math.Min(to, from + 3) && !IsConcrete(words[head])) head++;
            if (!IsConcrete(words[head])) head = Math.Min(from + 1, to - 1);
        }
        else
        {
            head = to - 1;
            while (head > from && !IsConcrete(words[head])) head--;
            if (!IsConcrete(words[head]) || (to - from == 2 && to == words.Length && IsConcrete(words[from]))) head = to - 1;
        }

        // What a clause begins with is mostly something to do.
        var isDone = !announced && head == 1 && !IsConcrete(words[0]);
        var name = words[(head > from && !isDone ? head - 1 : head)..(head + 1)];
        var score = (announced ? 1 : 0) + (name.Any(IsConcrete) ? 1 : 0) + (name.Length > 1 ? 0.4 : 0) + (head > 0 && char.IsUpper(words[head][0]) ? 0.8 : 0);
        if (Verbal().IsMatch(words[head])) score -= 1;
        return (string.Join(' ', name), score);
    }

    private static bool IsThing(string word) =>
        word.Length > 2 && !KeyPhrase.IsSmall(word) && !Announcing.Contains(word) && !Empty.Contains(word) && word.Any(char.IsLetter);

    /// <summary>What has a picture is a thing one can think of.</summary>
    private static bool IsConcrete(string words) => IconLibrary.Depicts(words);

    /// <summary>A line with the word before it and the few behind it, to which a name that it begins may reach.</summary>
    /// <param name="From">Its own first word.</param>
    /// <param name="To">Behind its own last word.</param>
    private sealed record Line(string[] Words, int From, int To)
    {
        private const int Behind = 3;

        public static Line Of(string said, string whole)
        {
            string[] own = Split(said), all = Split(whole);
            for (var at = 0; own.Length > 0 && at + own.Length <= all.Length; at++)
            {
                if (!all.AsSpan(at, own.Length).SequenceEqual(own)) continue;
                var (begin, end) = (Math.Max(0, at - 1), at + own.Length);
                var reach = end;
                while (reach < all.Length && reach < end + Behind && !BreakRules.IsRest(all[reach - 1])) reach++;
                return new(all[begin..reach], at - begin, end - begin);
            }

            return new(own, 0, own.Length);

            static string[] Split(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        }
    }

    [GeneratedRegex("(?:ly|ing|ed)$", RegexOptions.IgnoreCase)]
    private static partial Regex Verbal();
}
