using System.Text;

namespace Synthora.Providers.Speech.Offline;

internal enum Pause { None, Short, Medium, Long }

/// <summary>One thing to say, in plain letters, and the pause after it.</summary>
internal sealed record SpokenToken(string Text, Pause After = Pause.None, bool Question = false);

/// <summary>A word as its author wrote it and how it is said; an emoji or a lone dash is said with nothing.</summary>
internal sealed record WrittenWord(string Text, IReadOnlyList<SpokenToken> Spoken, Pause After = Pause.None);

/// <summary>A stretch that a synthesiser speaks in one breath: the tokens, and the written word each belongs to.</summary>
internal sealed record Sentence(IReadOnlyList<SpokenToken> Tokens, IReadOnlyList<int> WordOf)
{
    /// <summary>For the English voices: only a–z, apostrophes and our own punctuation, so nothing in it can end a string or be a command.</summary>
    public string EnglishText
    {
        get
        {
            var text = new StringBuilder();
            for (var i = 0; i < Tokens.Count; i++)
            {
                var token = Tokens[i];
                if (i > 0) text.Append(' ');
                text.Append(token.Text);
                if (i == Tokens.Count - 1) text.Append(token.Question ? '?' : '.');
                else if (token.After != Pause.None) text.Append(',');
            }

            return text.ToString();
        }
    }
}
