using System.Text;

namespace Synthora.Tests.Web;

/// <summary>The texts that stand between quotes in C# and Razor, with {0}, {1} … where they hold values; those inside values on their own.</summary>
internal static class Literals
{
    public static List<string> In(string source)
    {
        var found = new List<string>();
        for (var at = 0; at < source.Length;)
        {
            if (source.AsSpan(at).StartsWith("//")) at = source.IndexOf('\n', at) is >= 0 and var end ? end : source.Length;
            else if (source[at] == '\'' && source.AsSpan(at + 1, Math.Min(4, source.Length - at - 1)).IndexOf('\'') is > 0 and < 3 and var close) at += close + 2;
            else if (source[at] == '"') at = Read(source, at, at > 0 && source[at - 1] == '$', found);
            else at++;
        }

        return found;
    }

    /// <param name="at">Where the quote stands that opens the text.</param>
    /// <returns>Where the source goes on after the quote that closes it.</returns>
    private static int Read(string source, int at, bool holdsValues, List<string> found)
    {
        var (text, values) = (new StringBuilder(), 0);
        for (at++; at < source.Length && source[at] != '"'; at++)
        {
            if (source[at] == '\\') text.Append(source[++at]);
            else if (holdsValues && source[at] == '{' && source[at + 1] != '{')
            {
                at = Skip(source, at, found);
                text.Append('{').Append(values++).Append('}');
            }
            else
            {
                if (holdsValues && source[at] is '{' or '}') at++;
                text.Append(source[Math.Min(at, source.Length - 1)]);
            }
        }

        found.Add(text.ToString());
        return at + 1;
    }

    /// <returns>Where the value's own closing brace stands.</returns>
    private static int Skip(string source, int at, List<string> found)
    {
        for (var depth = 0; at < source.Length; at++)
        {
            if (source[at] == '"') at = Read(source, at, source[at - 1] == '$', found) - 1;
            else if (source[at] is '{' or '(' or '[') depth++;
            else if (source[at] is '}' or ')' or ']' && --depth == 0) return at;
        }

        return at;
    }
}
