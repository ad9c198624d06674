using Synthora.Rendering.Timelines;

namespace Synthora.Features.Templates;

/// <summary>A creative preset with every choice resolved: what the pipeline reads, and what a video keeps as its snapshot.</summary>
public sealed record TemplateConfig
{
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required TemplateCategory Category { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public int Version { get; init; } = 1;

    public required TemplateStructure Structure { get; init; }
    public required TemplatePicture Visual { get; init; }
    public required TemplateText Text { get; init; }
    public required TemplateSound Audio { get; init; }
    public required TemplateScript Script { get; init; }
    public required TemplatePlatform Platform { get; init; }
}

/// <param name="NumScenes">1–20, hook and call to action included.</param>
/// <param name="DurationMinS">5–120 seconds, at most <paramref name="DurationMaxS"/>.</param>
public sealed record TemplateStructure(
    HookStyle HookStyle, NarrativeStructure NarrativeStructure, int NumScenes, int DurationMinS, int DurationMaxS, Pacing Pacing);

/// <param name="ColorPalette">1–8 colours as <c>#RRGGBB</c>.</param>
public sealed record TemplatePicture(
    string AspectRatio, IReadOnlyList<string> ColorPalette, Aesthetic VisualAesthetic, IReadOnlyList<TransitionKind> Transitions);

/// <param name="CaptionStyle">Null leaves it to whoever makes the video.</param>
/// <param name="FontStyle">One of <see cref="TemplateWords.FontStyles"/>.</param>
/// <param name="HookTextOverlay">Whether words that were written for the hook stand on its footage.</param>
public sealed record TemplateText(CaptionStyle? CaptionStyle, string FontStyle, TextPosition TextPosition, bool HookTextOverlay);

/// <param name="VoiceSpeed">0.5–2.0; 1 is natural.</param>
public sealed record TemplateSound(
    VoiceGender VoiceGender, VoiceTone VoiceTone, double VoiceSpeed, MusicMood MusicMood, bool SoundEffects);

/// <param name="CtaText">What the call to action says, at most 200 characters.</param>
public sealed record TemplateScript(string ScriptStructurePrompt, string ToneInstructions, CtaType CtaType, string CtaText);

/// <param name="ThumbnailStyle">One of <see cref="TemplateWords.ThumbnailStyles"/>.</param>
/// <param name="SuggestedHashtags">Without the #.</param>
public sealed record TemplatePlatform(IReadOnlyList<Platform> Platforms, string ThumbnailStyle, IReadOnlyList<string> SuggestedHashtags);

public enum TemplateCategory { Viral, Educational, Product, Storytelling, Trending, Entertainment, Business, Lifestyle, Custom }

public enum HookStyle { Question, BoldStatement, Statistic, Story, Problem, Challenge, Shock, Visual }

public enum NarrativeStructure { HookContentCta, ProblemSolution, Listicle, Tutorial, StoryArc, BeforeAfter, Demo, Challenge }

public enum Pacing { Slow, Medium, Fast, UltraFast }

public enum TextPosition { Top, Center, Bottom }

public enum VoiceGender { Male, Female, Neutral }

public enum VoiceTone { Energetic, Professional, Friendly, Calm, Emotional, Aspirational, Playful, Authoritative }

public enum MusicMood { Upbeat, Energetic, Calm, Dramatic, Inspirational, Emotional, Trendy, None }

public enum CtaType { Follow, Like, Comment, Share, Subscribe, VisitLink, Buy, Participate, None }
