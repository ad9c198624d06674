using System.Text;

namespace Synthora.Rendering.Captions;

/// <summary>What the writing system of a text asks of a layout.</summary>
public static class Script
{
    /// <summary>Makes the line it begins run from the right, whatever letter comes first.</summary>
    public const string RightToLeftMark = "\u200F";

    /// <summary>Words as a line: with spaces, but for scripts that have none between words.</summary>
    public static string Join(IEnumerable<string> words)
    {
        var line = new StringBuilder();
        foreach (var word in words)
        {
            if (word.Length == 0) continue;
            if (line.Length > 0 && IsSpacedBetween(line, word)) line.Append(' ');
            line.Append(word);
        }

        return line.ToString();
    }

    /// <summary>Whether a space is to be put between two words.</summary>
    public static bool IsSpacedBetween(string before, string after) => IsSpacedBetween(new StringBuilder(before), after);

    private static bool IsSpacedBetween(StringBuilder line, string word) => line[^1] != ' ' && !(HasNoSpaces(LastRune(line)) && HasNoSpaces(FirstRune(word)));

    /// <summary>Chinese and Japanese characters with their punctuation, between which a line may break anywhere.</summary>
    public static bool IsSpaceless(Rune rune) => rune.Value is
        (>= 0x2E80 and <= 0x30FF) or (>= 0x31C0 and <= 0x31FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE4F) or (>= 0xFF00 and <= 0xFFEF) or (>= 0x20000 and <= 0x3FFFF);

    /// <summary>Thai, Lao, Burmese and Khmer, whose words only a dictionary tells apart.</summary>
    public static bool NeedsDictionary(Rune rune) => rune.Value is
        (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) or (>= 0x19E0 and <= 0x19FF)
        or (>= 0xA9E0 and <= 0xA9FF) or (>= 0xAA60 and <= 0xAA7F);

    /// <summary>Scripts that write no space between words.</summary>
    public static bool HasNoSpaces(Rune rune) => IsSpaceless(rune) || NeedsDictionary(rune);

    /// <summary>Whether the first letter of a text is written from right to left.</summary>
    public static bool IsRightToLeft(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsRightToLeft(rune)) return true;
            if (Rune.IsLetter(rune)) return false;
        }

        return false;
    }

    public static bool IsRightToLeft(Rune rune) => rune.Value is (>= 0x0590 and <= 0x08FF and not (>= 0x0660 and <= 0x0669) and not (>= 0x06F0 and <= 0x06F9))
        or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);

    /// <param name="language">BCP 47; one this machine has never heard of counts as written from the left.</param>
    public static bool IsRightToLeftLanguage(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language).TextInfo.IsRightToLeft;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Whether letters join or reorder, so that a word must be drawn in one piece to look right.</summary>
    public static bool IsShaped(string text) => text.EnumerateRunes().Any(rune => rune.Value is >= 0x0590 and <= 0x10FF or >= 0x1780 and <= 0x18AF or >= 0xA800 and <= 0xABFF or >= 0xFB1D and <= 0xFEFC);

    /// <summary>A word without the line breaks and control characters that a timeline from elsewhere may hold.</summary>
    public static string OnOneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune)) line.Append(' ');
            else if (rune != Rune.ReplacementChar) line.Append(rune.ToString());
        }

        return line.ToString().TrimStart();
    }

    /// <summary>Half of a pair of surrogates counts as the replacement character.</summary>
    public static Rune FirstRune(string text)
    {
        Rune.DecodeFromUtf16(text, out var rune, out _);
        return rune;
    }

    private static Rune LastRune(StringBuilder text)
    {
        Rune.DecodeLastFromUtf16(text.Length > 1 ? [text[^2], text[^1]] : [text[^1]], out var rune, out _);
        return rune;
    }
}
