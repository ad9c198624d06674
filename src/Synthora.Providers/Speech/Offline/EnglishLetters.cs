using System.Globalization;
using System.Text;

namespace Synthora.Providers.Speech.Offline;

/// <summary>Letters, acronyms and plain words in the spelling that English voices pronounce rightly.</summary>
internal static class EnglishLetters
{
    private static readonly string[] Names =
    [
        "ay", "bee", "see", "dee", "ee", "eff", "gee", "aitch", "eye", "jay", "kay", "ell", "em", "en", "oh", "pee", "cue", "are",
        "ess", "tee", "you", "vee", "double you", "ex", "why", "zee",
    ];

    // Short words that are shouted more often than they are initials.
    private static readonly HashSet<string> ShoutedWords =
    [
        "A", "I", "AM", "AN", "AND", "ANY", "ARE", "AS", "AT", "BAD", "BE", "BIG", "BUT", "BUY", "BY", "CAN", "DAY", "DID", "DO", "END",
        "FAR", "FEW", "FOR", "FUN", "GET", "GO", "GOT", "HAD", "HAS", "HE", "HER", "HIM", "HIS", "HOT", "HOW", "IF", "IN", "IS",
        "ITS", "JOB", "LET", "LOT", "LOW", "MAN", "MAY", "ME", "MY", "NEW", "NO", "NOT", "NOW", "OF", "OFF", "OLD", "ON", "ONE", "OR",
        "OUR", "OUT", "OWN", "PUT", "RUN", "SAY", "SEE", "SHE", "SO", "STOP", "TEN", "THE", "TO", "TOO", "TOP", "TRY", "TWO", "UP", "USE",
        "WAS", "WAY", "WE", "WHO", "WHY", "WIN", "YES", "YET", "YOU", "ZIP", "PIN", "RAM", "SIM", "GIF", "VAT", "OK",
    ];

    private static readonly HashSet<string> AlwaysSpelled = ["ASAP", "ISO", "EU", "UK", "UI", "UX", "IQ", "USB", "CEO", "CIA", "FBI", "DIY"];

    public static string Spell(string letters) => string.Join(' ', letters.ToUpperInvariant().Select(l => Names[l - 'A']));

    /// <summary>"API" is "ay pee eyes" when it is many.</summary>
    public static string SpellPlural(string letters)
    {
        var last = char.ToUpperInvariant(letters[^1]);
        var many = last switch { 'S' => "esses", 'X' => "exes", _ => Names[last - 'A'] + "s" };
        return $"{Spell(letters[..^1])} {many}".Trim();
    }

    /// <summary>Whether a run of capitals is read letter by letter, as in "GPT", rather than as a word, as in "NASA".</summary>
    /// <param name="shouting">The whole text is in capitals, which then say nothing.</param>
    public static bool IsSpelled(string capitals, bool shouting)
    {
        if (capitals.Length < 2 || ShoutedWords.Contains(capitals)) return false;
        if (AlwaysSpelled.Contains(capitals)) return true;
        var vowels = capitals.Count(c => "AEIOUY".Contains(c, StringComparison.Ordinal));
        return vowels == 0 || !shouting && capitals.Length <= 3;
    }

    /// <summary>Plain a–z with the accents taken off: "Café" is "Cafe". Letters of other scripts are dropped.</summary>
    public static string Fold(string word)
    {
        var plain = new StringBuilder(word.Length);
        foreach (var c in word.Replace("ß", "ss", StringComparison.Ordinal).Replace("æ", "ae", StringComparison.Ordinal)
            .Replace("ø", "o", StringComparison.Ordinal).Replace("ł", "l", StringComparison.Ordinal).Normalize(NormalizationForm.FormKD))
        {
            if (char.IsAscii(c)) plain.Append(c);
            else if (c is '’' or 'ʼ' or '‘') plain.Append('\'');
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark && !char.IsLetter(c)) plain.Append(' ');
        }

        return plain.ToString();
    }
}
