namespace Synthora.Rendering.Analysis;

/// <summary>One frame with what the filters before it noted.</summary>
internal sealed record FilterFrame(double Time, IReadOnlyDictionary<string, string> Notes)
{
    public double? Number(string name) =>
        Notes.TryGetValue(name, out var text) && double.TryParse(text, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}

/// <summary>Reads what FFmpeg's <c>metadata=print</c> writes: a line per frame, then a line per note.</summary>
internal static class FilterLog
{
    public static IReadOnlyList<FilterFrame> Read(string path)
    {
        var frames = new List<FilterFrame>();
        if (!File.Exists(path)) return frames;
        Dictionary<string, string> notes = [];
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith("frame:", StringComparison.Ordinal))
            {
                var at = line.IndexOf("pts_time:", StringComparison.Ordinal);
                _ = double.TryParse(at < 0 ? "" : line.AsSpan(at + 9), CultureInfo.InvariantCulture, out var time);
                notes = [];
                frames.Add(new(time, notes));
            }
            else if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign)
            {
                notes[line[..sign]] = line[(sign + 1)..];
            }
        }

        return frames;
    }

    /// <summary>Stretches between two kinds of notes; one that is still open at the end lasts as long as its last frame.</summary>
    public static IReadOnlyList<Span> Spans(IReadOnlyList<FilterFrame> frames, string startNote, string endNote)
    {
        var spans = new List<Span>();
        double? open = null;
        foreach (var frame in frames)
        {
            if (open is { } start && frame.Number(endNote) is { } end)
            {
                spans.Add(new(start, end));
                open = null;
            }

            open = frame.Number(startNote) ?? open;
        }

        if (open is { } last) spans.Add(new(last, frames[^1].Time + (frames.Count > 1 ? frames[^1].Time - frames[^2].Time : 0)));
        return spans;
    }
}
