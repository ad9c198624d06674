namespace Synthora.Rendering.Captions;

/// <summary>Words of English without their endings, so that <c>sleeping</c>, <c>sleeps</c> and <c>sleep</c> meet; others are hardly changed.</summary>
public static class WordStem
{
    /// <param name="word">In small letters.</param>
    public static string Of(string word)
    {
        if (word.Length > 4 && word.EndsWith("ies", StringComparison.Ordinal)) return word[..^3] + "y";
        if (word.Length > 5 && word.EndsWith("ing", StringComparison.Ordinal)) return Undouble(word[..^3]);
        if (word.Length > 4 && word.EndsWith("ed", StringComparison.Ordinal)) return Undouble(word[..^2]);
        if (word.Length > 4 && (word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal) || word.EndsWith("sses", StringComparison.Ordinal))) return word[..^2];
        if (word.Length > 3 && word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i')) return Undouble(word[..^1]);
        return word.Length > 3 ? word.TrimEnd('e') : word;
    }

    private static string Undouble(string word)
    {
        if (word.Length > 3 && word[^1] == word[^2] && word[^1] is not ('l' or 's' or 'e' or 'o')) return word[..^1];
        return word.Length > 3 ? word.TrimEnd('e') : word;
    }
}
