using System.Text.RegularExpressions;

namespace Synthora.Features.Scripts.Writing;

/// <summary>Splits text into sentences and makes each fit to be said aloud.</summary>
internal static partial class Sentences
{
    private const int LongWords = 22;

    public static IReadOnlyList<string> Split(string text)
    {
        var guarded = Abbreviation().Replace(text, match => match.Value.Replace(".", "\u2024", StringComparison.Ordinal));
        return [.. Boundary().Split(guarded).Select(part => part.Replace("\u2024", ".", StringComparison.Ordinal).Trim()).Where(part => part.Any(char.IsLetter))];
    }

    public static int CountWords(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>Without asides and source marks; long sentences lose a subordinate clause or are divided where two were joined.</summary>
    public static string Spoken(string sentence)
    {
        var text = Aside().Replace(sentence, "");
        text = Opening().Replace(text, "");
        text = text.Replace(" – ", ", ", StringComparison.Ordinal).Replace(" — ", ", ", StringComparison.Ordinal).Replace("—", ", ", StringComparison.Ordinal)
            .Replace("e.g.", "for example", StringComparison.Ordinal).Replace("i.e.", "that is", StringComparison.Ordinal).Replace(" & ", " and ", StringComparison.Ordinal);
        text = Spaces().Replace(text, " ").Replace(" ,", ",", StringComparison.Ordinal).Replace(" .", ".", StringComparison.Ordinal).Trim();
        if (CountWords(text) > LongWords) text = WithoutInsertion(text);
        if (CountWords(text) > LongWords) text = Divided(text);
        if (text.Length == 0) return "";
        text = char.ToUpperInvariant(text[0]) + text[1..];
        return ".!?…".Contains(text[^1], StringComparison.Ordinal) || text[^1] is '"' or '”' ? text : text.TrimEnd(',', ';', ':') + ".";
    }

    /// <summary>"The drug, which was found in 1928, saves lives" loses what stands between the commas.</summary>
    private static string WithoutInsertion(string text) => Insertion().Replace(text, "$1", 1);

    /// <summary>"A happens, and b happens" becomes two sentences where both sides can stand alone.</summary>
    private static string Divided(string text)
    {
        var best = Joint().Matches(text).MinBy(joint => Math.Abs(joint.Index - (text.Length / 2)));
        if (best is null || best.Index < text.Length / 4 || best.Index > text.Length * 3 / 4) return text;
        var first = text[..best.Index].TrimEnd(',', ';', ' ') + ".";
        var second = text[(best.Index + best.Length)..].TrimStart();
        var link = best.Groups[1].Value.ToLowerInvariant() is "but" or "so" or "yet" ? char.ToUpperInvariant(best.Groups[1].Value[0]) + best.Groups[1].Value[1..] + " " : "";
        return second.Length == 0 ? text : $"{first} {(link.Length > 0 ? link + second : char.ToUpperInvariant(second[0]) + second[1..])}";
    }

    [GeneratedRegex(@"(?<=[.!?…][""”'’)]?)\s+(?=[""“'‘(]?[\p{Lu}\d])|\n+")]
    private static partial Regex Boundary();

    [GeneratedRegex(@"\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|vs|etc|approx|No|Fig|Inc|Ltd|Co|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e|U\.S|U\.K|a\.m|p\.m)\.(?=\s)|\b\p{Lu}\.(?=\s\p{Lu})")]
    private static partial Regex Abbreviation();

    [GeneratedRegex(@"\s*(?:\([^()]*\)|\[[^\[\]]*\])")]
    private static partial Regex Aside();

    [GeneratedRegex(@"^(?:However|Moreover|Furthermore|In addition|Additionally|Therefore|Thus|Hence|Nevertheless|Consequently|In fact|Indeed|Of course|For (?:example|instance)|In other words|As a result|Meanwhile|Also|And|That said|In conclusion|To sum up)\s*,\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();

    [GeneratedRegex(@",\s(?:which|who|whose|where|when|according to|known as|such as|including)\b[^,.;]{4,90},(\s)")]
    private static partial Regex Insertion();

    [GeneratedRegex(@"(?:,\s(and|but|so|yet)\s(?=(?:it|they|he|she|we|you|I|this|that|these|those|the|a|an|most|many|some|there|your|its|their|our)\s)|;\s)", RegexOptions.IgnoreCase)]
    private static partial Regex Joint();

    [GeneratedRegex(@"\s{2,}")]
    private static partial Regex Spaces();
}
