using System.Text.Json.Serialization;

namespace Synthora.Rendering.Timelines;

/// <summary>A spoken word with its times in milliseconds from the start of the video.</summary>
public sealed record Word(string Text, int StartMs, int EndMs)
{
    /// <summary>The word carries the sentence; styles with emphasis set it apart.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Emphasis { get; init; }
}

/// <summary>One caption on screen: at most two lines of words.</summary>
/// <param name="Lines">The words of each line, top first.</param>
public sealed record Cue(int StartMs, int EndMs, IReadOnlyList<IReadOnlyList<Word>> Lines)
{
    /// <summary>A pictograph drawn above the words, below those at the top of the picture; or null.</summary>
    public string? Emoji { get; init; }

    public string Text => string.Join('\n', Lines.Select(line => Captions.Script.Join(line.Select(word => word.Text)).Trim()));
}

/// <summary>Where captions stand in the safe box.</summary>
public enum CaptionPlace { Top, Centre, Bottom }
