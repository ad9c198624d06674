using System.Globalization;

namespace Synthora.Providers.Speech.Offline;

/// <summary>Numbers as an English speaker says them.</summary>
internal static class EnglishNumbers
{
    private static readonly string[] Ones =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    private static readonly string[] Scales = ["", "thousand", "million", "billion", "trillion"];

    /// <param name="digits">Digits, with or without thousands commas and a decimal part; a number too long to name is said digit by digit.</param>
    public static string Say(string digits)
    {
        digits = digits.Replace(",", "", StringComparison.Ordinal);
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? digits : digits[..point];
        var said = whole.Length switch
        {
            0 => "zero",
            > 15 => Digits(whole),
            _ when whole.Length > 1 && whole[0] == '0' => Digits(whole),
            _ => Cardinal(long.Parse(whole, CultureInfo.InvariantCulture)),
        };
        return point < 0 || point == digits.Length - 1 ? said : $"{said} point {Digits(digits[(point + 1)..])}";
    }

    public static string Cardinal(long number)
    {
        if (number < 20) return Ones[number];
        if (number < 100) return Tens[number / 10] + (number % 10 == 0 ? "" : " " + Ones[number % 10]);
        if (number < 1000) return $"{Ones[number / 100]} hundred" + (number % 100 == 0 ? "" : " " + Cardinal(number % 100));
        var scale = 0;
        long unit = 1;
        while (scale < Scales.Length - 1 && number / unit >= 1000)
        {
            unit *= 1000;
            scale++;
        }

        return $"{Cardinal(number / unit)} {Scales[scale]}" + (number % unit == 0 ? "" : " " + Cardinal(number % unit));
    }

    /// <summary>1999 is "nineteen ninety nine", 2005 "two thousand five", 1500 "fifteen hundred".</summary>
    public static string Year(int year)
    {
        var (century, rest) = (year / 100, year % 100);
        if (year is >= 2000 and < 2010 || century % 10 == 0 && rest < 10) return Cardinal(year);
        return rest switch
        {
            0 => $"{Cardinal(century)} hundred",
            < 10 => $"{Cardinal(century)} oh {Ones[rest]}",
            _ => $"{Cardinal(century)} {Cardinal(rest)}",
        };
    }

    public static string Ordinal(long number) => LastWord(Cardinal(number), word => word switch
    {
        "one" => "first",
        "two" => "second",
        "three" => "third",
        "five" => "fifth",
        "eight" => "eighth",
        "nine" => "ninth",
        "twelve" => "twelfth",
        _ when word.EndsWith('y') => word[..^1] + "ieth",
        _ => word + "th",
    });

    /// <summary>"nineteen eighty" becomes "nineteen eighties", "two thousand" "two thousands".</summary>
    public static string Plural(string number) =>
        LastWord(number, word => word.EndsWith('y') ? word[..^1] + "ies" : word.EndsWith('x') ? word + "es" : word + "s");

    public static string Digits(string digits) => string.Join(' ', digits.Select(d => Ones[d - '0']));

    private static string LastWord(string text, Func<string, string> change)
    {
        var last = text.LastIndexOf(' ') + 1;
        return text[..last] + change(text[last..]);
    }
}
