using System.Globalization;
using System.Text;

namespace Synthora.Features.Library;

/// <summary>Cuts names and search terms into the same words, so that <c>IMG_2034-beach.mp4</c> is found by <c>beach</c> and <c>2034</c>.</summary>
internal static class LibraryWords
{
    private const int MostWords = 12;

    public static string Of(params IEnumerable<string?> texts) => string.Join(' ', Split(string.Join(' ', texts)).Distinct());

    /// <returns>A query for things that hold every word, or the beginning of it; null when the text holds none.</returns>
    public static string? Query(string? text)
    {
        var words = Split(text ?? "").Take(MostWords).ToList();
        return words.Count == 0 ? null : string.Join(" & ", words.Select(word => $"'{word}':*"));
    }

    /// <returns>A query for things that hold any of the words, whatever their endings; null when the text holds none.</returns>
    public static string? AnyOf(string? text)
    {
        var words = Split(text ?? "").Where(word => word.Length > 2).Take(MostWords).Select(word => word.Length > 5 ? word[..^2] : word.Length > 3 ? word[..^1] : word).Distinct().ToList();
        return words.Count == 0 ? null : string.Join(" | ", words.Select(word => $"'{word}':*"));
    }

    private static IEnumerable<string> Split(string text)
    {
        var word = new StringBuilder();
        foreach (var letter in text.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsLetterOrDigit(letter)) word.Append(char.ToLowerInvariant(letter));
            else if (char.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && word.Length > 0) yield return Take();
        }

        if (word.Length > 0) yield return Take();

        string Take()
        {
            var taken = word.ToString();
            word.Clear();
            return taken.Length > 60 ? taken[..60] : taken;
        }
    }
}
