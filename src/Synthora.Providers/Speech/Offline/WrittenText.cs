using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Synthora.Providers.Speech.Offline;

/// <summary>Splits a text into its written words and groups what is said into sentences.</summary>
internal static partial class WrittenText
{
    private const int LongestSentence = 60;
    private const int LongestChunkWithoutSpaces = 8;

    /// <summary>The text's words in order, exactly as written, and the pause that the layout asks for after each.</summary>
    public static IReadOnlyList<(string Text, Pause LineBreak)> Words(string text)
    {
        var words = new List<(string, Pause)>();
        foreach (Match match in WordAndGap().Matches(Clean(text)))
        {
            var lines = match.Groups["gap"].Value.Count(c => c == '\n');
            var pause = lines switch { 0 => Pause.None, 1 => Pause.Medium, _ => Pause.Long };
            var chunks = Chunks(match.Groups["word"].Value).ToList();
            for (var i = 0; i < chunks.Count; i++) words.Add((chunks[i], i == chunks.Count - 1 ? pause : Pause.None));
        }

        return words;
    }

    public static IReadOnlyList<Sentence> Sentences(IReadOnlyList<WrittenWord> words)
    {
        var sentences = new List<Sentence>();
        var tokens = new List<SpokenToken>();
        var wordOf = new List<int>();
        for (var i = 0; i < words.Count; i++)
        {
            foreach (var token in words[i].Spoken)
            {
                tokens.Add(token);
                wordOf.Add(i);
                var breath = tokens.Count >= LongestSentence && token.After >= Pause.Short || tokens.Count >= 2 * LongestSentence;
                if (token.After == Pause.Long || breath) Close();
            }

            if (tokens.Count == 0) continue;
            tokens[^1] = tokens[^1] with { After = Max(tokens[^1].After, words[i].After) };
            if (words[i].After == Pause.Long) Close();
        }

        if (tokens.Count > 0) Close();
        return sentences;

        void Close()
        {
            sentences.Add(new Sentence([.. tokens], [.. wordOf]));
            tokens.Clear();
            wordOf.Clear();
        }
    }

    /// <summary>The pause that punctuation at the end of a word asks for.</summary>
    public static Pause PauseAfter(string word)
    {
        var end = word.TrimEnd('"', '\'', ')', ']', '}', '”', '’', '»', '*', '_', '~', '」', '』', '）');
        if (end.Length == 0) return Pause.None;
        return end[^1] switch
        {
            '.' or '!' or '?' or '…' or '。' or '！' or '？' or '।' or '؟' => Pause.Long,
            ':' or ';' or '—' or '–' or '：' or '；' or '؛' => Pause.Medium,
            ',' or '、' or '，' or '،' => Pause.Short,
            _ => Pause.None,
        };
    }

    public static Pause Max(Pause a, Pause b) => a > b ? a : b;

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            // Zero-width joiners hold emoji together; other invisible controls would only confuse a synthesiser.
            if (rune.Value == '\n' || rune.Value == 0x200D || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format))
                clean.Append(rune);
            else
                clean.Append(rune.Value is 0x200B or < 0x80 ? " " : "");
        }

        return clean.ToString();
    }

    /// <summary>Chinese, Japanese and Thai write no spaces: their runs are cut at punctuation and into short pieces a caption can show.</summary>
    private static IEnumerable<string> Chunks(string word)
    {
        if (!Unspaced().IsMatch(word)) return [word];
        var chunks = new List<string>();
        foreach (Match clause in Clause().Matches(word))
        {
            var letters = StringInfo.GetTextElementEnumerator(clause.Value);
            var chunk = new StringBuilder();
            var count = 0;
            while (letters.MoveNext())
            {
                var letter = letters.GetTextElement();
                if (count >= LongestChunkWithoutSpaces && char.IsLetter(letter[0]))
                {
                    chunks.Add(chunk.ToString());
                    chunk.Clear();
                    count = 0;
                }

                chunk.Append(letter);
                count++;
            }

            chunks.Add(chunk.ToString());
        }

        return chunks;
    }

    [GeneratedRegex(@"(?<word>\S+)(?<gap>\s*)")]
    private static partial Regex WordAndGap();

    [GeneratedRegex(@"[\u3040-\u30FF\u3400-\u9FFF\u0E00-\u0E7F]")]
    private static partial Regex Unspaced();

    [GeneratedRegex(@"[^。！？、，：；]+[。！？、，：；」』）”’]*|[。！？、，：；]+")]
    private static partial Regex Clause();
}
