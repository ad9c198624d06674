using System.Globalization;
using System.Text.RegularExpressions;

namespace Synthora.Rendering.Motion;

/// <summary>A figure inside a text, such as the 72 of <c>72%</c>, that can count up to its value.</summary>
public sealed partial record CountUp(string Before, double Value, int Decimals, bool Grouped, string After)
{
    public bool IsPercentage => After.TrimStart().StartsWith('%');

    public static CountUp? Parse(string text)
    {
        var match = Number().Match(text);
        if (!match.Success) return null;
        var digits = match.Value;
        var grouped = Grouping().IsMatch(digits);
        if (!double.TryParse(grouped ? digits.Replace(",", "", StringComparison.Ordinal) : digits.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return null;
        var point = grouped ? digits.IndexOf('.', StringComparison.Ordinal) : digits.IndexOfAny(['.', ',']);
        return new(text[..match.Index], value, point < 0 ? 0 : digits.Length - point - 1, grouped, text[(match.Index + match.Length)..]);
    }

    public string At(double share)
    {
        var format = (Grouped ? "N" : "F") + Decimals.ToString(CultureInfo.InvariantCulture);
        return Before + (Value * share).ToString(format, CultureInfo.InvariantCulture) + After;
    }

    [GeneratedRegex(@"\d[\d,]*(?:\.\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"^\d{1,3}(,\d{3})+(\.\d+)?$")]
    private static partial Regex Grouping();
}
