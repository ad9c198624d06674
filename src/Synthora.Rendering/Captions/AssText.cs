using System.Buffers;
using System.Text;

namespace Synthora.Rendering.Captions;

/// <summary>The one place where words become ASS markup.</summary>
public static class AssText
{
    /// <summary>
    /// Makes any text literal. A backslash is followed by U+2060 (word joiner), because ASS has no escape for it, and
    /// braces are escaped; line breaks become <c>\N</c>. Control characters go, and with them halves of surrogate pairs
    /// and the controls that turn the direction of all that follows.
    /// </summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        var rest = text.ReplaceLineEndings("\n").AsSpan();
        while (!rest.IsEmpty)
        {
            var whole = Rune.DecodeFromUtf16(rest, out var rune, out var length) == OperationStatus.Done;
            rest = rest[length..];
            if (rune.Value == '\n') escaped.Append("\\N");
            else if (rune.Value == '\\') escaped.Append("\\\u2060");
            else if (rune.Value is '{' or '}') escaped.Append('\\').Append((char)rune.Value);
            else if (whole && !Rune.IsControl(rune) && rune.Value is not (>= 0x202A and <= 0x202E) and not (>= 0x2066 and <= 0x2069)) escaped.Append(rune.ToString());
        }

        return escaped.ToString();
    }
}
