namespace Synthora.Rendering.FFmpeg;

/// <summary>The one place where numbers and paths become FFmpeg text.</summary>
public static class FFmpegText
{
    /// <summary>Formats numbers the same on every machine, whatever its language.</summary>
    public static string Of(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>Seconds with microseconds, as <c>-ss</c> and <c>-t</c> take them.</summary>
    public static string Seconds(double seconds) => seconds.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>A file as <c>-i</c> or as output: never taken for an option, a protocol or a device.</summary>
    public static string File(string path) => "file:" + Path.GetFullPath(path);

    /// <summary>
    /// A value inside a filter, such as a path. Two parsers read it: the graph's, which takes everything between
    /// single quotes literally, and the filter's own option parser, which wants <c>\ ' :</c> escaped.
    /// </summary>
    public static string FilterValue(string value)
    {
        var option = value.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("'", "\\'", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal);
        return "'" + option.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
    }
}
