namespace Synthora.Providers.Speech.Timing;

/// <summary>Puts the times of single characters together into the times of words.</summary>
internal static class CharacterTimes
{
    /// <param name="words">The text's words in the order in which their characters come.</param>
    /// <param name="characters">The spoken text, character by character, with blanks.</param>
    public static IReadOnlyList<(double Start, double End)?> Words(
        IReadOnlyList<string> words, IReadOnlyList<string> characters, IReadOnlyList<double> starts, IReadOnlyList<double> ends)
    {
        var count = Math.Min(characters.Count, Math.Min(starts.Count, ends.Count));
        var times = new (double, double)?[words.Count];
        var at = 0;
        for (var w = 0; w < words.Count; w++)
        {
            (double Start, double End)? sounded = null;
            foreach (var letter in Letters(words[w]))
            {
                // A vendor may leave characters out; the word keeps those it has.
                var found = at;
                while (found < count && !Same(characters[found], letter) && found - at < 8) found++;
                if (found >= count || !Same(characters[found], letter)) continue;
                at = found + 1;
                if (char.IsLetterOrDigit(letter[0]) || letter.Length > 1 || letter is "%" or "$" or "€" or "£" or "&" or "+")
                    sounded = (sounded?.Start ?? starts[found], Math.Max(ends[found], sounded?.End ?? 0));
            }

            times[w] = sounded;
        }

        return times;
    }

    private static bool Same(string character, string letter) => string.Equals(character, letter, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Letters(string word) => word.EnumerateRunes().Select(rune => rune.ToString());
}
