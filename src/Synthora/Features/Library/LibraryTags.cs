using System.Globalization;

namespace Synthora.Features.Library;

internal static class LibraryTags
{
    private const int Longest = 40;

    /// <summary>Lower case, without blanks around, each once.</summary>
    public static Result<IReadOnlyList<string>> Clean(IEnumerable<string> tags)
    {
        var clean = tags.Select(One).Where(tag => tag.Length > 0).Distinct().ToList();
        if (clean.Count > Media.MostTags) return Errors.Validation($"At most {Media.MostTags} tags fit on one file.", new Dictionary<string, object?> { ["tags"] = "too many" });
        return clean.Find(tag => tag.Length > Longest) is { } longest
            ? Errors.Validation($"The tag '{longest[..Longest]}…' is longer than {Longest} characters.", new Dictionary<string, object?> { ["tags"] = "too long" })
            : new Result<IReadOnlyList<string>>(clean);
    }

    public static string One(string tag) =>
        string.Concat(tag.Where(letter => !char.IsControl(letter) && letter is not (',' or '#'))).Trim().ToLower(CultureInfo.InvariantCulture);

    public static IReadOnlyList<string> Split(string? text) => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
