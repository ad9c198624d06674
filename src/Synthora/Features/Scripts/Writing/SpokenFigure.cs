using System.Globalization;
using System.Text.RegularExpressions;
using Synthora.Rendering.Captions;

namespace Synthora.Features.Scripts.Writing;

/// <summary>A number in a text with what it counts, as one writes it on screen: <c>eight dollars</c> is <c>$8</c>. Number words are known in English.</summary>
internal static partial class SpokenFigure
{
    private static readonly string[] Ones =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
        "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    /// <summary>Words whose number says which one, not how many.</summary>
    private static readonly HashSet<string> Counting = ["number", "no", "tip", "step", "rule", "reason", "part", "chapter", "scene", "point", "version"];

    private static readonly HashSet<string> Plurals = ["people", "children", "men", "women", "feet"];

    /// <returns>The first figure worth showing, or null.</returns>
    public static string? In(string text) => All(text).FirstOrDefault();

    public static IEnumerable<string> All(string text)
    {
        var words = text.Replace('-', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var at = 0; at < words.Length; at++)
        {
            if (Read(words, at) is not { } number) continue;
            var named = at > 0 && Counting.Contains(Bare(words[at - 1]));
            if (!named && Written(words, number) is { } figure) yield return figure;
            at = number.Next - 1;
        }
    }

    private static string? Written(string[] words, Number number)
    {
        if (number.IsYear || number.HasSign) return number.Text;
        if (number.Value < 2 || number.Next >= words.Length || BreakRules.IsRest(words[number.Next - 1])) return null;
        var unit = Bare(words[number.Next]);
        switch (unit)
        {
            case "percent": return number.Text + "%";
            case "dollar" or "dollars": return "$" + number.Text;
            case "euro" or "euros": return "€" + number.Text;
            case "degree" or "degrees": return number.Text + "°";
        }

        if (unit.Length < 3 || KeyPhrase.IsSmall(unit) || !unit.All(char.IsLetter)) return null;

        // "A ten minute break" counts minutes, but speaks of the break.
        var counted = (unit.EndsWith('s') && !unit.EndsWith("ss", StringComparison.Ordinal)) || Plurals.Contains(unit);
        var next = number.Next + 1;
        var thing = !counted && next < words.Length && !BreakRules.IsRest(words[number.Next]) && Bare(words[next]) is { Length: > 2 } noun && !KeyPhrase.IsSmall(noun) ? " " + noun : "";
        return $"{number.Text} {unit}{thing}";
    }

    private static Number? Read(string[] words, int at)
    {
        if (Digits().Match(words[at]) is { Success: true } digits)
        {
            var plain = digits.Groups[2].Value.TrimEnd('.', ',');
            if (!double.TryParse(plain.Replace(",", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var written)) return null;
            var isYear = plain.Length == 4 && written is >= 1100 and < 2100 && at > 0 && Bare(words[at - 1]) is "in" or "since" or "until" or "by";
            return new(digits.Groups[1].Value + plain + digits.Groups[3].Value, written, at + 1, isYear, digits.Groups[1].Length + digits.Groups[3].Length > 0);
        }

        if (Year(words, at) is { } year) return new(year.ToString(CultureInfo.InvariantCulture), year, at + 2, IsYear: true, HasSign: false);
        // "Million years" behind a cut is the end of a number whose beginning stands before it.
        if (Bare(words[at]) is "hundred" or "thousand" or "million" && (at == 0 || words[at - 1].Any(char.IsDigit))) return null;
        double total = 0, current = 0;
        var next = at;
        for (; next < words.Length && (next == at || !BreakRules.IsRest(words[next - 1])); next++)
        {
            var word = Bare(words[next]);
            if (Small(word) is { } small && (next == at || current % 100 == 0 || (small < 10 && current % 10 == 0 && current % 100 >= 20))) current += small;
            else if (word == "hundred") current = Math.Max(1, current) * 100;
            else if (word == "thousand" || word == "million") (total, current) = (total + (Math.Max(1, current) * (word == "million" ? 1e6 : 1e3)), 0);
            else if (word != "and" || next == at || Bare(words[next - 1]) is not ("hundred" or "thousand") || next + 1 >= words.Length || Small(Bare(words[next + 1])) is null) break;
        }

        var value = total + current;
        if (next == at) return null;
        return new(value >= 1e6 ? $"{(value / 1e6).ToString("0.#", CultureInfo.InvariantCulture)} million" : value.ToString(value >= 10_000 ? "N0" : "0", CultureInfo.InvariantCulture), value, next, false, false);
    }

    /// <summary>Years are said in pairs of digits: nineteen twelve.</summary>
    private static int? Year(string[] words, int at)
    {
        if (at + 1 >= words.Length || Array.IndexOf(Ones, Bare(words[at])) is not (>= 13 and <= 19 and var century)) return null;
        return Small(Bare(words[at + 1])) is >= 10 and var rest ? (century * 100) + rest : null;
    }

    private static int? Small(string word)
    {
        var one = Array.IndexOf(Ones, word);
        if (one >= 0) return one;
        var ten = Array.IndexOf(Tens, word);
        return ten >= 0 ? (ten + 2) * 10 : null;
    }

    private static string Bare(string word) => word.Trim('.', ',', ';', ':', '!', '?', '"', '“', '”', '’', '(', ')', '…').ToLowerInvariant();

    private sealed record Number(string Text, double Value, int Next, bool IsYear, bool HasSign);

    [GeneratedRegex(@"^([$€£]?)(\d[\d.,]*)(%|°[CF]?|×|x)?[.,;:!?]?$")]
    private static partial Regex Digits();
}
