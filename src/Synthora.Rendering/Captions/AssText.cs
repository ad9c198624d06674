namespace Synthora.Rendering.Captions;

/// <summary>The one place where words become ASS markup.</summary>
public static class AssText
{
    /// <summary>
    /// Makes any text literal. A backslash is followed by U+2060 (word joiner), because ASS has no escape for it, and
    /// braces are escaped; line breaks become <c>\N</c>; control characters go.
    /// </summary>
    public static string Escape(string text)
    {
        var escaped = new System.Text.StringBuilder(text.Length + 8);
        foreach (var character in text.ReplaceLineEndings("\n"))
        {
            if (character == '\n') escaped.Append("\\N");
            else if (character == '\\') escaped.Append("\\\u2060");
            else if (character is '{' or '}') escaped.Append('\\').Append(character);
            else if (!char.IsControl(character)) escaped.Append(character);
        }

        return escaped.ToString();
    }
}
