using Synthora.Features.Scripts;
using Synthora.Features.Templates;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

public enum SourceKind { Topic, Notes, Script }

/// <summary>What a video is made from. A stored copy is all a resumed run needs.</summary>
/// <param name="Text">The topic, the notes (text, Markdown or HTML) or the script file's content.</param>
/// <param name="BaseFolder">Where a script's relative media paths start; null allows none.</param>
/// <param name="Template">Slug of the template in force when the script names none.</param>
public sealed record GenerationInput(SourceKind Kind, string Text, string? BaseFolder, string Template)
{
    public string? Title { get; init; }
    public string? Instructions { get; init; }

    /// <summary>The template itself where it is not one of the product's own, or may have changed since.</summary>
    public TemplateConfig? Preset { get; init; }

    /// <summary>The caption style its owner usually has: for templates that leave it open.</summary>
    public string? UsualCaptions { get; init; }

    public GenerationOverrides Overrides { get; init; } = new();

    /// <summary>Shown in this order in the scenes that bring no footage of their own.</summary>
    public IReadOnlyList<GivenFootage> Footage { get; init; } = [];

    /// <summary>What was to be used and cannot be, known before the run.</summary>
    public IReadOnlyList<Fallback> Missing { get; init; } = [];

    /// <summary>Title of the music of the video before, which is not taken again while its mood has another.</summary>
    public string? LastMusic { get; init; }
}

/// <summary>Choices that win over the script's front matter and the template; null leaves them alone.</summary>
public sealed record GenerationOverrides
{
    public string? Voice { get; init; }
    public string? Captions { get; init; }
    public string? Platform { get; init; }
    public string? Aspect { get; init; }

    /// <summary>Pixels as <c>WIDTHxHEIGHT</c> instead of what the aspect ratio gives.</summary>
    public string? Size { get; init; }
    public string? Music { get; init; }

    /// <summary>Whether music stays as far under the voice as listeners need who hear badly.</summary>
    public bool? ClearSpeech { get; init; }

    /// <summary>Full path of a picture to mark the video with.</summary>
    public string? Logo { get; init; }
    /// <summary>Full path of a picture to lay over the video, faintly.</summary>
    public string? Watermark { get; init; }
    public BarEdge? ProgressBar { get; init; }
    public int? Seed { get; init; }
    public int? DurationSeconds { get; init; }

    /// <summary>Full path of a picture that stands for the video instead of a designed one.</summary>
    public string? Thumbnail { get; init; }
}
