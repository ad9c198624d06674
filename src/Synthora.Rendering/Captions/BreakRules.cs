using System.Collections.Frozen;
using System.Text;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>How well or badly a caption or line may end between two words.</summary>
public static class BreakRules
{
    /// <summary>Words that lead to the next one: articles, prepositions, conjunctions, possessives, auxiliaries.</summary>
    private static readonly FrozenSet<string> Leading = Words(string.Join(' ',
        "a an the this that these those my your his her its our their no every each some any of in on at to for from with by about into over under and or but if as than so because i you he she we they is are was were be been will would can could should may might must do does did not don't doesn't it's you're i'm",
        "el la los las un una unos unas de del en con por para y o que al su sus mi tu no se muy más es son",
        "le la les un une des du de d' l' à au aux en dans avec pour par et ou que qui mon ma mes ton ta tes son sa ses ne pas très plus est sont je tu il elle nous vous",
        "der die das den dem des ein eine einen einem einer kein keine mein dein sein ihr und oder aber zu in im an am auf mit von vom für bei nach aus über unter nicht sehr ist sind ich du er sie wir",
        "il lo la gli i le un uno una di del della da in nel con per su e o che non è sono più mio tuo suo",
        "o a os as um uma de do da dos das em no na com por para e ou que não é são mais meu seu"));

    /// <summary>Of these the ones that never stand without a thing.</summary>
    private static readonly FrozenSet<string> Articles = Words(string.Join(' ',
        "a an the my your its our their every",
        "el los las un una unos unas le les une der die das den dem des ein eine einen einem einer il lo gli uno os um uma"));

    /// <summary>Words that say what something is: a phrase of its own follows.</summary>
    private static readonly FrozenSet<string> Copulas = Words("is are was were be isn't aren't wasn't weren't it's that's");

    /// <summary>English words that a thing is followed by, so that the word before them is it and not a quality of it.</summary>
    private static readonly FrozenSet<string> Following =
        Words("has have had never always often also still soon again before after until between like near behind during against since within without around where how then");

    /// <summary>Words that open a clause, which the next one belongs to.</summary>
    private static readonly FrozenSet<string> Opening =
        Words("when while where who whose which what until unless although though whether cuando donde quien quand où wann wo wenn weil dass während quando dove chi onde quem");

    /// <summary>Words that lean on the next one less: degrees, quantities and numbers, which belong to what they count.</summary>
    private static readonly FrozenSet<string> Leaning = Words(string.Join(' ',
        "very more most less too even only just almost nearly percent two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion another other own",
        "dos tres cuatro cinco seis siete ocho nueve diez cien mil otro otra deux trois quatre cinq sept huit neuf dix cent mille autre",
        "zwei drei vier fünf sechs sieben acht neun zehn hundert tausend andere due tre quattro sei sette otto nove dieci cento altro dois três oito dez"));

    /// <summary>Qualities that are seldom left without the thing they are of.</summary>
    private static readonly FrozenSet<string> Qualities = Words("real heavy whole single same first last next few many several");

    /// <summary>Words that close what stands before them: "picked up", "percent off", "years later".</summary>
    private static readonly FrozenSet<string> Closing = Words("off up back away down ago later else too myself yourself himself herself itself ourselves themselves");

    /// <summary>Words that stand for a thing of their own where none follows: "send this to a friend", "it reaches you from everywhere".</summary>
    private static readonly FrozenSet<string> Standing = Words("this that these those you it her");

    private static readonly FrozenSet<string> Prepositions = Words("in on at to for from with by about into over under of as than through without");

    private static readonly FrozenSet<string> Abbreviations = Words("Dr. Mr. Mrs. Ms. Prof. St. Mt. No. vs. e.g. i.e. Nr. z.B. bzw. Sr. Sra. Mme. M. Jr. approx.");

    private static readonly char[] Marks = ['.', ',', ';', ':', '!', '?', '"', '“', '”', '…'];

    private const string SentenceEnds = ".!?…。！？؟।";
    private const string ClauseEnds = ",;:،；，、：";

    public static bool EndsSentence(string word) => LastMark(word) is { } mark && SentenceEnds.Contains(mark) && !Abbreviations.Contains(word);

    public static bool EndsClause(string word) =>
        LastMark(word) is { } mark && (ClauseEnds.Contains(mark) || mark is '–' or '—');

    /// <summary>Whether a voice rests behind a word, at the end of a clause or of a sentence.</summary>
    public static bool IsRest(string word) => EndsClause(word) || EndsSentence(word);

    /// <summary>Whether a word is there for the grammar only.</summary>
    public static bool IsSmall(string word) => Leading.Contains(word.Trim(Marks));

    /// <summary>Cost of a break before a word; negative where a break is welcome.</summary>
    public static double CostAt(IReadOnlyList<Word> words, int at) =>
        Cost(words[at - 1].Text, words[at].Text, at > 1 ? words[at - 2].Text : null);

    /// <summary>Cost of a break between the last of some words and the one that follows them.</summary>
    public static double CostAfter(IReadOnlyList<Word> words, Word next) => Cost(words[^1].Text, next.Text, words.Count > 1 ? words[^2].Text : null);

    /// <param name="earlier">What stands before the two, where that is known.</param>
    private static double Cost(string before, string after, string? earlier)
    {
        if (Abbreviations.Contains(before)) return 6;
        if (EndsSentence(before)) return -6;
        if (EndsClause(before)) return -3;
        var bare = Bare(before);
        var next = after.TrimEnd(Marks);
        if (Standing.Contains(bare) && Prepositions.Contains(next)) return 0;
        if (Articles.Contains(bare)) return 8;
        if (Copulas.Contains(bare) && Articles.Contains(next)) return 1.5;
        if (Leading.Contains(bare)) return 5;
        if (Opening.Contains(bare)) return 4;
        var isQuality = earlier is not null && Articles.Contains(Bare(earlier)) && !IsFollowing(next);
        if (Leaning.Contains(bare) || (Qualities.Contains(bare) && !Prepositions.Contains(next))) return isQuality ? 5 : 2.5;
        if (Closing.Contains(next)) return 2;
        if (IsName(before) && (IsName(after) || char.IsDigit(after[0]))) return 4;
        // A number belongs to what it counts.
        return bare.Length > 0 && bare.All(c => char.IsDigit(c) || c is '.' or ',' or '$' or '€' or '£') ? 4 : isQuality ? 2.5 : 0;
    }

    /// <summary>Whether a word goes on behind a thing, rather than being one.</summary>
    private static bool IsFollowing(string word) =>
        Leading.Contains(word) || Opening.Contains(word) || Leaning.Contains(word) || Closing.Contains(word) || Prepositions.Contains(word) || Following.Contains(word)
        || word.EndsWith("ly", StringComparison.OrdinalIgnoreCase);

    private static string Bare(string word) => word.TrimStart('"', '“', '‘', '(', '«', '¿', '¡');

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static bool IsName(string word)
    {
        var letters = word.TrimStart('"', '“', '‘', '(');
        return letters.Length > 1 && char.IsUpper(letters[0]) && letters.Skip(1).Any(char.IsLower);
    }

    private static char? LastMark(string word)
    {
        var trimmed = word.AsSpan().TrimEnd("\"'”’)]»」』）");
        return trimmed.Length > 0 && Rune.IsPunctuation(new Rune(trimmed[^1] is var c && char.IsSurrogate(c) ? ' ' : c)) ? trimmed[^1] : null;
    }
}
