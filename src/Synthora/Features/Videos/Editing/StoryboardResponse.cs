using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Editing;

/// <summary>A video as scenes that can be edited.</summary>
/// <param name="Revision">Goes back with every edit, so that nobody overwrites what they have not seen.</param>
/// <param name="Undo">What would be taken back, such as <c>narrate</c>; null when there is nothing.</param>
public sealed record StoryboardResponse(
    Guid VideoId, int Revision, string Title, double DurationS, Canvas Canvas, Platform Platform, string Language, CaptionStyle CaptionStyle,
    NarratorResponse? Narrator, MusicResponse? Music, LevelsResponse Levels, IReadOnlyList<SceneResponse> Scenes,
    string? Undo, string? Redo, ChangesResponse Changes, RenderingResponse? Rendering, RenderFailure? LastFailure, DateTimeOffset UpdatedAt);

public sealed record NarratorResponse(string Provider, string Voice, double Speed, IReadOnlyList<VoiceChoice> Voices);

public sealed record VoiceChoice(string Provider, string Id, string Name);

/// <param name="Mood">Null for a file of the owner's own.</param>
public sealed record MusicResponse(string? Mood, string Title, double UnderSpeechDb);

public sealed record LevelsResponse(double VoiceDb, double OriginalDb, double MusicDb, double EffectsDb);

/// <param name="MinDurationS">How long it speaks: it cannot be shorter.</param>
/// <param name="IsChanged">Looks otherwise than in the version that is shown.</param>
/// <param name="NeedsRender">Is in no rendering yet, so rendering it takes time.</param>
public sealed record SceneResponse(
    string Id, int Number, string Label, string Narration, double StartS, double DurationS, double MinDurationS, CaptionsResponse Captions,
    IReadOnlyList<string> Texts, VisualResponse Visual, Motion Motion, TransitionKind Transition, bool IsChanged, bool NeedsRender, string StillUrl, string PreviewUrl);

public sealed record CaptionsResponse(bool Shown, string Text);

/// <param name="Kind"><c>card</c>, <c>clip</c>, <c>still</c> or <c>colour</c>.</param>
/// <param name="Pictures">How many pictures follow each other in the scene.</param>
/// <param name="Name">The file shown, or the colour; null for designed cards.</param>
public sealed record VisualResponse(string Kind, int Pictures, string? Name, Framing? Framing);

/// <param name="Any">Whether rendering would change the video at all.</param>
/// <param name="Scenes">Numbers of the scenes that would be rendered.</param>
public sealed record ChangesResponse(bool Any, IReadOnlyList<int> Scenes, double? EstimatedSeconds);

public sealed record RenderingResponse(Guid TaskId, int Version, string Status, double Progress, string? Message, double? EstimatedSecondsLeft);

public sealed record RenderFailure(string Message, string? Remedy);

/// <summary>A finished rendering of a video.</summary>
/// <param name="IsShown">Whether this is what viewers of the video get now.</param>
public sealed record VersionResponse(
    int Number, string Title, bool IsShown, double? DurationS, long? FileSize, bool? QualityPassed, int? ScenesRendered, int? ScenesReused, double? RenderSeconds,
    string DownloadUrl, DateTimeOffset CreatedAt);
