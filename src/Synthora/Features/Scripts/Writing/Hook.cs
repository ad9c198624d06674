using System.Text.RegularExpressions;
using Synthora.Features.Templates;

namespace Synthora.Features.Scripts.Writing;

/// <summary>The opening line, made from the content in the way the template asks for.</summary>
internal static partial class Hook
{
    private const int MostWords = 14;

    /// <returns>The line, and the sentence it took from the content, if any.</returns>
    public static (string Line, RankedSentence? Taken) Make(HookStyle style, string title, IReadOnlyList<RankedSentence> sentences)
    {
        var taken = style switch
        {
            HookStyle.Question => Best(sentences.Take(8), sentence => sentence.Text.EndsWith('?')),
            HookStyle.Statistic => Best(sentences, sentence => sentence.Text.Any(char.IsDigit)),
            HookStyle.Problem => Best(sentences, sentence => Trouble().IsMatch(sentence.Text)),
            HookStyle.BoldStatement or HookStyle.Shock => Best(sentences, sentence => Strong().IsMatch(sentence.Text) || sentence.Text.Any(char.IsDigit)),
            HookStyle.Story => sentences.FirstOrDefault(sentence => sentence.Words <= MostWords + 8),
            HookStyle.Visual => Best(sentences, sentence => Sensory().IsMatch(sentence.Text)),
            _ => null,
        };
        return taken is not null ? (taken.Text, taken) : (FromTitle(style, title), null);
    }

    public static string FromTitle(HookStyle style, string title)
    {
        var plain = title.Trim().TrimEnd('.', '!', ':');
        if (plain.EndsWith('?')) return plain;
        if (plain.Length == 0) return style == HookStyle.Question ? "Did you know this?" : "Here is something worth knowing.";
        var lower = Lower(plain);
        if (style == HookStyle.Challenge) return HowTo().IsMatch(plain) ? $"Can you {HowTo().Replace(lower, "")}?" : $"Try this one: {lower}.";
        if (HowTo().IsMatch(plain)) return style == HookStyle.Question ? $"Do you know {lower}?" : $"This is {lower}.";
        if (Wonder().IsMatch(plain)) return Inverted().IsMatch(plain) ? plain + "?" : $"Ever wondered {lower}?";
        if (ListTitle().Match(plain) is { Success: true }) return style == HookStyle.Question ? $"Do you know these {lower}?" : $"Here are {lower}.";
        if (Claim().Match(plain) is { Success: true } claim && style is HookStyle.Question or HookStyle.Problem) return $"Did you know that {(claim.Groups[1].Success ? char.ToLowerInvariant(plain[0]) + plain[1..] : lower)}?";
        return style switch
        {
            HookStyle.Question or HookStyle.Problem => $"What should you know about {lower}?",
            HookStyle.Visual => $"Take a look at {lower}.",
            _ => $"{plain}. Here is what matters.",
        };
    }

    private static RankedSentence? Best(IEnumerable<RankedSentence> sentences, Func<RankedSentence, bool> fits) =>
        sentences.Where(sentence => sentence.Words is >= 4 and <= MostWords && fits(sentence) && !Leaning().IsMatch(sentence.Text))
            .MaxBy(sentence => sentence.Score - (0.05 * sentence.Words));

    /// <summary>Lower-cases the first word unless it is a name or an abbreviation.</summary>
    private static string Lower(string title)
    {
        var first = title.Split(' ')[0];
        var capitalised = title.Split(' ').Skip(1).Count(word => word.Length > 3 && char.IsUpper(word[0]));
        var isHeadlineCase = capitalised > 0 && capitalised >= title.Split(' ').Skip(1).Count(word => word.Length > 3) - 1;
        if (first.Length > 1 && first.Skip(1).Any(char.IsUpper)) return title;
        if (!isHeadlineCase) return KeyPhrase.IsSmall(first) || CommonStart().IsMatch(first) ? char.ToLowerInvariant(title[0]) + title[1..] : title;
        return string.Join(' ', title.Split(' ').Select(word => word.Length > 1 && word.Skip(1).Any(char.IsUpper) ? word : word.ToLowerInvariant()));
    }

    /// <summary>A title that is a sentence of its own. What begins with a plural, the group, is no name.</summary>
    [GeneratedRegex(@"^(?:[\p{L}'’-]+s (are|were|have|do)|(?:[\p{L}'’-]+\s){1,4}(?:is|are|was|were|has|have|can|will|does|do))\s", RegexOptions.IgnoreCase)]
    private static partial Regex Claim();

    [GeneratedRegex(@"^how to\s+", RegexOptions.IgnoreCase)]
    private static partial Regex HowTo();

    [GeneratedRegex(@"^(?:why|how|what|when|where|who)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Wonder();

    [GeneratedRegex(@"^\w+\s+(?:is|are|was|were|do|does|did|can|should|will|would|makes?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Inverted();

    [GeneratedRegex(@"^(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|a few|some)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ListTitle();

    [GeneratedRegex(@"^(?:\d+|two|three|four|five|six|seven|eight|nine|ten|how|why|what|when|where|tips|ways|reasons|things|lessons|notes|learning|making|getting)$", RegexOptions.IgnoreCase)]
    private static partial Regex CommonStart();

    [GeneratedRegex(@"\b(?:problem|mistake|wrong|fail\w*|never|los(?:e|t|ing)|tired|struggl\w+|hard|costs?|waste\w*|trouble|worse|risk)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Trouble();

    [GeneratedRegex(@"\b(?:never|always|only|most|every|nobody|no one|biggest|fastest|oldest|largest|worst|best|first|secret|myth|wrong|impossible)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Strong();

    [GeneratedRegex(@"\b(?:imagine|picture|see|look|watch|feel|hear|light|dark|warm|cold|bright|morning|night)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Sensory();

    [GeneratedRegex(@"^(?:it|they|he|she|this|that|these|those|but|and|so|then|also|his|her|their|its)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Leaning();
}
