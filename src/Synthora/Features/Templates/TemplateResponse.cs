namespace Synthora.Features.Templates;

public enum TemplateKind { System, Personal, Public }

/// <summary>A creative preset, by the groups of its fields: structure, picture, text, sound, script, platform.</summary>
public sealed record TemplateResponse
{
    public required Guid Id { get; init; }
    public required string Slug { get; init; }
    public required TemplateKind Kind { get; init; }
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required string Category { get; init; }
    public required string HookStyle { get; init; }
    public required string NarrativeStructure { get; init; }
    public int? NumScenes { get; init; }
    public required int DurationMinS { get; init; }
    public required int DurationMaxS { get; init; }
    public required string Pacing { get; init; }
    public required string AspectRatio { get; init; }
    public required IReadOnlyList<string> ColorPalette { get; init; }
    public required string VisualAesthetic { get; init; }
    public required IReadOnlyList<string> Transitions { get; init; }
    /// <summary>Null where each creator's usual one is used.</summary>
    public required string? CaptionStyle { get; init; }
    public required string VoiceGender { get; init; }
    public required string VoiceTone { get; init; }
    public required double VoiceSpeed { get; init; }
    public required string MusicMood { get; init; }
    public required string CtaType { get; init; }
    public string? CtaText { get; init; }
    public required IReadOnlyList<string> Platforms { get; init; }

    /// <summary>What cards and titles are set in: <c>sans</c>, <c>serif</c>, <c>elegant</c>, <c>display</c>, <c>rounded</c>, <c>mono</c>, or <c>look</c> for the aesthetic's own.</summary>
    public string FontStyle { get; init; } = "";
    public string TextPosition { get; init; } = "";

    /// <summary>Whether words that were written for the hook stand on its footage; a script's own always do.</summary>
    public bool HookTextOverlay { get; init; }
    public bool SoundEffects { get; init; }

    /// <summary>How the thumbnail is designed: <c>bold_title</c>, <c>clean_title</c>, <c>cinematic</c>, <c>playful</c>, <c>vintage</c>, or <c>look</c> for the aesthetic's own.</summary>
    public string ThumbnailStyle { get; init; } = "";
    public IReadOnlyList<string> Tags { get; init; } = [];
    public IReadOnlyList<string> SuggestedHashtags { get; init; } = [];

    /// <summary>Grows with every change; a video keeps the one it was made with.</summary>
    public required int Version { get; init; }
    public bool IsOwn { get; init; }
    public bool CanChange { get; init; }
    public int UsageCount { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>A frame and a clip of a few seconds in its look, rendered on the first asking.</summary>
    public string? StillUrl { get; init; }
    public string? SampleUrl { get; init; }
}
