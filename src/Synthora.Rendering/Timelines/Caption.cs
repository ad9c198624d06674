namespace Synthora.Rendering.Timelines;

/// <summary>A spoken word with its times in milliseconds from the start of the video.</summary>
public sealed record Word(string Text, int StartMs, int EndMs);

/// <summary>One caption on screen: at most two lines of words.</summary>
/// <param name="Lines">The words of each line, top first.</param>
public sealed record Cue(int StartMs, int EndMs, IReadOnlyList<IReadOnlyList<Word>> Lines)
{
    public string Text => string.Join('\n', Lines.Select(line => Captions.Script.Join(line.Select(word => word.Text))));
}
