using Icu;

namespace Synthora.Rendering.Captions;

/// <summary>
/// Finds words in writing without spaces, by the dictionaries of ICU, which .NET itself needs on the machine. Where they are
/// missing every grapheme counts as a word, and <see cref="HasDictionary"/> says so.
/// </summary>
internal static class WordBreaks
{
    private static readonly Lazy<bool> Loaded = new(() =>
    {
        try
        {
            Wrapper.Init();
            return true;
        }
        catch (Exception missing) when (missing is IOException or DllNotFoundException or TypeInitializationException or EntryPointNotFoundException)
        {
            return false;
        }
    });

    public static bool HasDictionary => Loaded.Value;

    /// <summary>The text in pieces, none lost.</summary>
    public static IReadOnlyList<string> Split(string text, string language)
    {
        if (!HasDictionary) return Graphemes(text);
        var starts = StringInfo.ParseCombiningCharacters(text).ToHashSet();
        var pieces = new List<string>();
        var from = 0;
        foreach (var boundary in BreakIterator.GetWordBoundaries(new Locale(language), text, includeSpacesAndPunctuation: true).Select(word => word.End))
        {
            // A word boundary never falls into a grapheme, whatever the dictionary thinks.
            if (boundary <= from || (boundary < text.Length && !starts.Contains(boundary))) continue;
            pieces.Add(text[from..boundary]);
            from = boundary;
        }

        if (from < text.Length) pieces.Add(text[from..]);
        return pieces;
    }

    private static List<string> Graphemes(string text)
    {
        var pieces = new List<string>();
        var graphemes = StringInfo.GetTextElementEnumerator(text);
        while (graphemes.MoveNext()) pieces.Add(graphemes.GetTextElement());
        return pieces;
    }
}
