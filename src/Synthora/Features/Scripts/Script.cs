using Synthora.Rendering.Timelines;

namespace Synthora.Features.Scripts;

/// <summary>What a video says and shows, scene by scene, before any of it is spoken or drawn.</summary>
public sealed record Script
{
    public required string Title { get; init; }
    public ScriptSettings Settings { get; init; } = new();
    public required IReadOnlyList<ScriptScene> Scenes { get; init; }
}

/// <summary>The choices of the front matter; null leaves a choice to the template.</summary>
public sealed record ScriptSettings
{
    public string? Template { get; init; }

    /// <summary><c>female</c>, <c>male</c>, <c>neutral</c> or a voice id.</summary>
    public string? Voice { get; init; }
    public CaptionStyle? Captions { get; init; }
    public CaptionPlace? CaptionPlace { get; init; }
    public bool CaptionEmoji { get; init; }
    public IReadOnlyList<string>? Palette { get; init; }

    /// <summary>A mood, <c>none</c>, or a path.</summary>
    public string? Music { get; init; }

    /// <summary>Music stays as far under the voice as listeners need who hear it less well.</summary>
    public bool ClearSpeech { get; init; }
    public Platform? Platform { get; init; }
    public string? Aspect { get; init; }

    /// <summary>Wished seconds of the whole video.</summary>
    public double? Duration { get; init; }
    public string? Language { get; init; }

    /// <summary>Colour look of footage and stills; null takes the aesthetic's own.</summary>
    public ColourGrade? Grade { get; init; }

    /// <summary>Path of a picture to mark the video with.</summary>
    public string? Logo { get; init; }

    /// <summary>Where a bar runs that shows how far the video has come; null shows none.</summary>
    public BarEdge? ProgressBar { get; init; }

    /// <summary>What a last card of its own asks the viewer to do.</summary>
    public string? EndCard { get; init; }
}

public enum BarEdge { Top, Bottom }

/// <summary>One thought of the script.</summary>
public sealed record ScriptScene
{
    /// <summary>Not spoken.</summary>
    public string Label { get; init; } = "";

    /// <summary>Plain text to be spoken; paragraphs are divided by an empty line.</summary>
    public string Narration { get; init; } = "";

    /// <summary>The words of the narration between double asterisks, in order; captions set them apart.</summary>
    public IReadOnlyList<string> Emphasis { get; init; } = [];

    /// <summary>Words on screen besides the captions.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>What to search for or to draw.</summary>
    public string? Visual { get; init; }
    public Motion? Motion { get; init; }
    public TransitionKind? Transition { get; init; }

    /// <summary>Seconds the scene lasts at least; required where nothing is spoken and no clip gives a length.</summary>
    public double? Duration { get; init; }

    /// <summary>Gain 0–1 of the footage's own sound.</summary>
    public double? Sound { get; init; }
    public bool CaptionsOff { get; init; }

    /// <summary>How footage of another shape fills the picture; null lets what is in it decide.</summary>
    public FillMode? Fill { get; init; }

    /// <summary>Paces that the scene's clips go through, evenly spread over each shot.</summary>
    public IReadOnlyList<double> Speed { get; init; } = [];

    /// <summary>Who or what is seen, and after a bar what they are.</summary>
    public string? LowerThird { get; init; }

    /// <summary>Icons by name, or pictures by path.</summary>
    public IReadOnlyList<string> Stickers { get; init; } = [];

    /// <summary>Shown in turn.</summary>
    public IReadOnlyList<Footage> Footage { get; init; } = [];
}

/// <summary>A picture or clip of the author's own.</summary>
/// <param name="Path">As written: relative to the script, with forward slashes.</param>
/// <param name="InSeconds">Where a clip starts, from its media fragment.</param>
public sealed record Footage(string Path, string Description = "", double? InSeconds = null, double? OutSeconds = null)
{
    public bool IsClip => MediaFolder.IsClip(Path);
}
