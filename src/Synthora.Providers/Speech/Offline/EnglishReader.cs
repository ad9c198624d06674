using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Synthora.Providers.Speech.Offline;

/// <summary>
/// Says written English in plain words of a–z and apostrophes: numbers, money, times, units, acronyms, addresses and symbols.
/// What comes out holds nothing that a synthesiser could take for a command.
/// </summary>
internal static partial class EnglishReader
{
    private static readonly Dictionary<string, string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mr."] = "mister", ["mrs."] = "missus", ["ms."] = "miz", ["dr."] = "doctor", ["prof."] = "professor", ["st."] = "saint",
        ["jr."] = "junior", ["sr."] = "senior", ["vs."] = "versus", ["vs"] = "versus", ["e.g."] = "for example", ["i.e."] = "that is",
        ["etc."] = "et cetera", ["etc"] = "et cetera", ["approx."] = "approximately", ["no."] = "number", ["inc."] = "incorporated",
        ["w/"] = "with", ["w/o"] = "without", ["wi-fi"] = "why fye", ["wifi"] = "why fye", ["ok"] = "okay", ["&"] = "and", ["+"] = "plus",
        ["="] = "equals", ["@"] = "at", ["%"] = "percent", ["×"] = "times", ["÷"] = "divided by", ["<"] = "less than", [">"] = "greater than",
        ["→"] = "to", ["$"] = "dollars", ["€"] = "euros", ["£"] = "pounds", ["°"] = "degrees", ["#"] = "number", ["½"] = "half", ["¼"] = "a quarter",
        ["¾"] = "three quarters", ["24/7"] = "twenty four seven", ["and/or"] = "and or", ["c#"] = "see sharp", ["c++"] = "see plus plus",
        [".net"] = "dot net", ["iphone"] = "eye phone", ["ipad"] = "eye pad", ["tiktok"] = "tick tock", ["a.m."] = "ay em", ["p.m."] = "pee em",
        ["™"] = "", ["®"] = "", ["©"] = "copyright",
    };

    // These end with a dot without ending the sentence.
    private static readonly HashSet<string> DottedAbbreviations =
        [.. Abbreviations.Keys.Where(k => k.EndsWith('.') && k is not ("etc." or "a.m." or "p.m." or "inc."))];

    private static readonly HashSet<string> Magnitudes = new(StringComparer.OrdinalIgnoreCase) { "hundred", "thousand", "million", "billion", "trillion" };

    public static IReadOnlyList<WrittenWord> Read(string text)
    {
        var words = WrittenText.Words(text);
        var letters = words.Where(w => w.Text.Count(char.IsLetter) > 1).ToList();
        var shouting = letters.Count > 2 && letters.Count(w => !w.Text.Any(char.IsLower)) > letters.Count / 2;
        var read = new List<WrittenWord>(words.Count);
        var owedUnit = "";
        for (var i = 0; i < words.Count; i++)
        {
            var (word, lineBreak) = words[i];
            var core = word.Trim('"', '\'', '“', '”', '‘', '’', '(', ')', '[', ']', '{', '}', '*', '_', '~', '`', '«', '»', '…', '!', '?', ',', ';', ':', '|');
            if (!Abbreviations.ContainsKey(core) && !DottedLetters().IsMatch(core)) core = core.TrimEnd('.');
            var next = i + 1 < words.Count ? words[i + 1].Text.TrimEnd('.', ',', '!', '?', ';', ':') : "";

            string said;
            if (Money().Match(core) is { Success: true } money && money.Groups["scale"].Length == 0 && Magnitudes.Contains(next))
            {
                said = EnglishNumbers.Say(money.Groups["amount"].Value);
                owedUnit = Currency(money.Groups["sign"].Value, many: true);
            }
            else
            {
                said = Say(core, shouting, 0);
                if (owedUnit.Length > 0) said += " " + owedUnit;
                owedUnit = "";
            }

            read.Add(new WrittenWord(word, Tokens(said, word), WrittenText.Max(lineBreak, PauseAfter(word, core, next))));
        }

        return read;
    }

    private static Pause PauseAfter(string word, string core, string next)
    {
        var dotted = word.EndsWith('.') && (DottedAbbreviations.Contains(core.ToLowerInvariant()) || DottedLetters().IsMatch(core));
        if (dotted && (DottedAbbreviations.Contains(core.ToLowerInvariant()) || next.Length == 0 || !char.IsUpper(next[0]))) return Pause.None;
        return WrittenText.PauseAfter(word);
    }

    /// <summary>Plain words, apart by blanks; "," and ";" among them stand for a short and a longer pause.</summary>
    private static string Say(string core, bool shouting, int depth)
    {
        if (core.Length == 0 || depth > 4) return "";
        if (Abbreviations.TryGetValue(core, out var known)) return known;
        if (DottedLetters().IsMatch(core)) return EnglishLetters.Spell(core.Replace(".", "", StringComparison.Ordinal));
        if (Address().IsMatch(core)) return SayAddress(core, shouting, depth);

        if (Clock().Match(core) is { Success: true } clock) return SayClock(clock);
        if (Money().Match(core) is { Success: true } money) return SayMoney(money);
        if (Range().Match(core) is { Success: true } range)
        {
            var (sign, unit) = (range.Groups["sign"].Value, range.Groups["unit"].Value);
            return $"{Say(range.Groups["from"].Value, shouting, depth + 1)} to {Say(sign + range.Groups["to"].Value + unit, shouting, depth + 1)}";
        }

        if (Fraction().Match(core) is { Success: true } fraction) return SayFraction(fraction);
        if (NumberWithUnit().Match(core) is { Success: true } number) return SayNumber(number, shouting, depth);
        if (core[0] == '#' && core.Length > 1) return (char.IsDigit(core[1]) ? "number " : "hashtag ") + Say(core[1..], shouting, depth + 1);
        if (core[0] == '@' && core.Length > 1) return "at " + Say(core[1..], shouting, depth + 1);

        var parts = Joints().Split(core).Where(p => p.Length > 0).ToList();
        return string.Join(' ', parts.Select(part => part switch
        {
            "—" or "–" or "--" or "…" or "..." => ";",
            "," or ";" or ":" => ",",
            "-" or "/" or "_" or "." or "·" or "|" or "\\" => "",
            "&" or "+" or "=" or "@" or "%" => Abbreviations[part],
            _ when parts.Count > 1 => Say(part, shouting, depth + 1),
            _ => SayPlain(part, shouting),
        }));
    }

    private static string SayPlain(string word, bool shouting)
    {
        var said = new StringBuilder();
        foreach (Match match in LettersOrDigits().Matches(EnglishLetters.Fold(word)))
        {
            var part = match.Value;
            if (said.Length > 0) said.Append(' ');
            if (char.IsDigit(part[0])) said.Append(EnglishNumbers.Say(part));
            else if (PluralAcronym().Match(part) is { Success: true } many && EnglishLetters.IsSpelled(many.Groups[1].Value, shouting)) said.Append(EnglishLetters.SpellPlural(many.Groups[1].Value));
            else if (!part.Any(char.IsLower) && EnglishLetters.IsSpelled(part.Trim('\''), shouting)) said.Append(EnglishLetters.Spell(part.Replace("'", "", StringComparison.Ordinal)));
            else said.Append(part.ToLowerInvariant());
        }

        return said.ToString();
    }

    private static string SayAddress(string address, bool shouting, int depth)
    {
        var shown = AddressStart().Replace(address, "");
        var path = shown.IndexOfAny(['?', '#']);
        if (path > 0) shown = shown[..path];
        var parts = AddressParts().Split(shown.TrimEnd('/')).Where(p => p.Length > 0).Take(15);
        return string.Join(' ', parts.Select(p => p switch
        {
            "." => "dot",
            "/" => "slash",
            "@" => "at",
            "-" => "dash",
            "_" => "underscore",
            "io" or "ai" or "tv" or "uk" or "de" or "eu" or "us" or "ly" or "gg" or "edu" => EnglishLetters.Spell(p),
            _ => Say(p, shouting, depth + 1),
        }));
    }

    private static string SayClock(Match clock)
    {
        var minutes = clock.Groups["minutes"].Value;
        var half = clock.Groups["half"].Value is { Length: > 0 } h ? h[0] is 'a' or 'A' ? " ay em" : " pee em" : "";
        var said = minutes switch
        {
            "" => "",
            "00" => half.Length == 0 ? " o'clock" : "",
            _ when minutes[0] == '0' => " oh " + EnglishNumbers.Say(minutes[1..]),
            _ => " " + EnglishNumbers.Say(minutes),
        };
        return EnglishNumbers.Cardinal(int.Parse(clock.Groups["hours"].Value, CultureInfo.InvariantCulture)) + said + half;
    }

    private static string SayMoney(Match money)
    {
        var (sign, amount) = (money.Groups["sign"].Value, money.Groups["amount"].Value);
        var minus = money.Groups["minus"].Length > 0 ? "minus " : "";
        if (money.Groups["scale"].Value is { Length: > 0 } scale)
            return $"{minus}{EnglishNumbers.Say(amount)} {Scale(scale)} {Currency(sign, many: true)}";
        var point = amount.IndexOf('.', StringComparison.Ordinal);
        if (point < 0 || amount.Length - point != 3) return $"{minus}{EnglishNumbers.Say(amount)} {Currency(sign, amount != "1")}";
        var (whole, cents) = (amount[..point], int.Parse(amount[(point + 1)..], CultureInfo.InvariantCulture));
        var small = sign == "£" ? "pence" : cents == 1 ? "cent" : "cents";
        return minus + (cents == 0
            ? $"{EnglishNumbers.Say(whole)} {Currency(sign, whole != "1")}"
            : $"{EnglishNumbers.Say(whole)} {Currency(sign, whole != "1")} and {EnglishNumbers.Cardinal(cents)} {small}");
    }

    private static string Currency(string sign, bool many) => sign switch
    {
        "€" => many ? "euros" : "euro",
        "£" => many ? "pounds" : "pound",
        "¥" => "yen",
        "₹" => many ? "rupees" : "rupee",
        _ => many ? "dollars" : "dollar",
    };

    private static string Scale(string scale) => scale.ToLowerInvariant() switch
    {
        "k" => "thousand",
        "m" or "mn" => "million",
        "b" or "bn" => "billion",
        _ => "trillion",
    };

    private static string SayFraction(Match fraction)
    {
        var top = int.Parse(fraction.Groups["top"].Value, CultureInfo.InvariantCulture);
        var bottom = int.Parse(fraction.Groups["bottom"].Value, CultureInfo.InvariantCulture);
        var said = EnglishNumbers.Cardinal(top);
        return (top, bottom) switch
        {
            (1, 2) => "one half",
            (_, 4) when top < 4 => said + (top == 1 ? " quarter" : " quarters"),
            (_, > 2 and <= 8) when top < bottom => $"{said} {EnglishNumbers.Ordinal(bottom)}" + (top == 1 ? "" : "s"),
            _ when top <= bottom => $"{said} out of {EnglishNumbers.Cardinal(bottom)}",
            _ => $"{said} slash {EnglishNumbers.Cardinal(bottom)}",
        };
    }

    private static string SayNumber(Match match, bool shouting, int depth)
    {
        var (number, unit) = (match.Groups["number"].Value, match.Groups["unit"].Value);
        var sign = match.Groups["sign"].Value switch { "-" or "−" => "minus ", "+" => "plus ", "~" or "≈" => "about ", _ => "" };
        var plain = number.All(char.IsDigit);
        var one = number == "1";
        var year = plain && number.Length == 4 && number[0] is '1' or '2' && int.Parse(number, CultureInfo.InvariantCulture) is >= 1100 and < 2100;
        if (plain && number.Length <= 15)
        {
            if (unit is "st" or "nd" or "rd" or "th") return sign + EnglishNumbers.Ordinal(long.Parse(number, CultureInfo.InvariantCulture));
            if (unit is "s" or "'s" or "’s" && (year || number.Length == 2)) return EnglishNumbers.Plural(year ? EnglishNumbers.Year(int.Parse(number, CultureInfo.InvariantCulture)) : EnglishNumbers.Say(number));
        }

        var said = sign + (year && unit.Length == 0 ? EnglishNumbers.Year(int.Parse(number, CultureInfo.InvariantCulture)) : EnglishNumbers.Say(number));
        if (unit.Length == 0) return said;
        if (unit == "+") return said + " plus";
        if (EnglishUnits.Say(unit, one) is { } known) return $"{said} {known}";
        return $"{said} {Say(unit.TrimStart('-'), shouting, depth + 1)}";
    }

    private static List<SpokenToken> Tokens(string said, string written)
    {
        var tokens = new List<SpokenToken>();
        foreach (var part in said.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var pause = part switch { "," => Pause.Short, ";" => Pause.Medium, _ => Pause.None };
            if (pause != Pause.None)
            {
                if (tokens.Count > 0) tokens[^1] = tokens[^1] with { After = pause };
                continue;
            }

            var plain = new string([.. part.Where(c => char.IsAsciiLetterLower(c) || c == '\'')]).Trim('\'');
            if (plain.Length > 0) tokens.Add(new SpokenToken(plain.Length > 40 ? plain[..40] : plain));
        }

        if (tokens.Count > 0 && written.Contains('?', StringComparison.Ordinal)) tokens[^1] = tokens[^1] with { Question = true };
        return tokens;
    }

    [GeneratedRegex(@"^(?:[A-Za-z]\.){2,}[A-Za-z]?$")]
    private static partial Regex DottedLetters();

    [GeneratedRegex(@"^(?:https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|ai|dev|co|app|edu|gov|uk|de|eu|us|info|me|tv|gg|ly)(?:/\S*)?)$", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"^(?:https?://)?(?:www\.)?", RegexOptions.IgnoreCase)]
    private static partial Regex AddressStart();

    [GeneratedRegex(@"([./@_-])")]
    private static partial Regex AddressParts();

    [GeneratedRegex(@"^(?:(?<hours>\d{1,2}):(?<minutes>[0-5]\d)(?<half>[ap]\.?m\.?)?|(?<hours>\d{1,2})(?<half>[ap]\.?m\.?))$", RegexOptions.IgnoreCase)]
    private static partial Regex Clock();

    [GeneratedRegex(@"^(?<minus>[-−])?(?<sign>[$€£¥₹])(?<amount>\d[\d,]*(?:\.\d+)?)(?<scale>k|mn|m|bn|b|t)?\+?$", RegexOptions.IgnoreCase)]
    private static partial Regex Money();

    [GeneratedRegex(@"^(?<sign>[$€£¥₹]?)(?<from>\d[\d,]*(?:\.\d+)?%?)[-–—](?:[$€£¥₹]?)(?<to>\d[\d,]*(?:\.\d+)?)(?<unit>%|°?[A-Za-z]{0,4})$")]
    private static partial Regex Range();

    [GeneratedRegex(@"^(?<top>\d{1,3})/(?<bottom>\d{1,3})$")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"^(?<sign>[-−+~≈]?)(?<number>\d[\d,]*(?:\.\d+)?|\.\d+)(?<unit>(?:[%‰×°+'’]|-?\p{L}).*)?$")]
    private static partial Regex NumberWithUnit();

    [GeneratedRegex(@"(—|–|--|\.\.\.|…|[-/_.·|\\,;:&+=@%])")]
    private static partial Regex Joints();

    // Capitals stay together ("HTML"), a capital starts a new word ("YouTube"), digits stand alone ("mp3").
    [GeneratedRegex(@"\d+|[A-Z]{2,}(?:'?s)?(?![a-z])|[A-Z]?[a-z]+(?:'[a-z]+)*|[A-Z](?:'[a-z]+)?")]
    private static partial Regex LettersOrDigits();

    [GeneratedRegex(@"^([A-Z]{2,})'?s$")]
    private static partial Regex PluralAcronym();
}
