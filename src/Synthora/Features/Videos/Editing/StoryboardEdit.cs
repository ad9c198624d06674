using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Synthora.Providers.Stock;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Editing;

/// <summary>One change of a storyboard. <c>op</c> says which.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "op")]
[JsonDerivedType(typeof(NarrateEdit), "narrate")]
[JsonDerivedType(typeof(CaptionEdit), "caption")]
[JsonDerivedType(typeof(TextsEdit), "texts")]
[JsonDerivedType(typeof(CardsEdit), "cards")]
[JsonDerivedType(typeof(StockEdit), "stock")]
[JsonDerivedType(typeof(MediaEdit), "media")]
[JsonDerivedType(typeof(RegenerateEdit), "regenerate")]
[JsonDerivedType(typeof(FramingEdit), "framing")]
[JsonDerivedType(typeof(MotionEdit), "motion")]
[JsonDerivedType(typeof(TransitionEdit), "transition")]
[JsonDerivedType(typeof(DurationEdit), "duration")]
[JsonDerivedType(typeof(MoveEdit), "move")]
[JsonDerivedType(typeof(AddEdit), "add")]
[JsonDerivedType(typeof(SplitEdit), "split")]
[JsonDerivedType(typeof(DuplicateEdit), "duplicate")]
[JsonDerivedType(typeof(DeleteEdit), "delete")]
[JsonDerivedType(typeof(TitleEdit), "title")]
[JsonDerivedType(typeof(CaptionStyleEdit), "caption_style")]
[JsonDerivedType(typeof(VoiceEdit), "voice")]
[JsonDerivedType(typeof(MusicEdit), "music")]
[JsonDerivedType(typeof(LevelsEdit), "levels")]
public abstract record StoryboardEdit
{
    /// <summary>As <c>op</c> writes it.</summary>
    [JsonIgnore]
    public string What => Words[GetType()];

    private static readonly Dictionary<Type, string> Words = typeof(StoryboardEdit)
        .GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false).Cast<JsonDerivedTypeAttribute>()
        .ToDictionary(known => known.DerivedType, known => (string)known.TypeDiscriminator!);
}

/// <param name="Scene">The scene's id, such as <c>scene-2</c>.</param>
public abstract record SceneEdit([property: Required, StringLength(60)] string Scene) : StoryboardEdit;

/// <summary>The scene says something else, in the same voice; empty makes it silent.</summary>
public sealed record NarrateEdit(string Scene, [property: StringLength(5_000)] string Text) : SceneEdit(Scene);

/// <summary>Captions on or off, or written otherwise than they are spoken.</summary>
public sealed record CaptionEdit(string Scene, bool? Shown = null, [property: StringLength(5_000)] string? Text = null) : SceneEdit(Scene);

/// <summary>The words on the scene's pictures: a line for each card, or titles over footage.</summary>
public sealed record TextsEdit(string Scene, [property: MaxLength(12)] IReadOnlyList<string> Lines) : SceneEdit(Scene);

/// <summary>Shows the scene in cards that the studio designs from its words.</summary>
public sealed record CardsEdit(string Scene) : SceneEdit(Scene);

/// <summary>Shows a stock clip or photo that <c>GET /stock</c> offered.</summary>
/// <param name="Query">What was searched for, as the search was asked.</param>
public sealed record StockEdit(
    string Scene, [property: Required, StringLength(100, MinimumLength = 2)] string Query, [property: Required, StringLength(50)] string Provider,
    [property: Required, StringLength(100)] string Item, StockKind Kind, [property: StringLength(20)] string? Orientation = null, [property: Range(1, 50)] int? Page = null) : SceneEdit(Scene);

/// <summary>Shows a film or picture of the owner's library.</summary>
public sealed record MediaEdit(string Scene, Guid Media) : SceneEdit(Scene);

/// <summary>Another picture of the same kind for this one scene.</summary>
public sealed record RegenerateEdit(string Scene) : SceneEdit(Scene);

/// <summary>How footage of another shape fills the picture, and where its middle is.</summary>
public sealed record FramingEdit(string Scene, FillMode Mode, [property: Range(0.0, 1.0)] double X = 0.5, [property: Range(0.0, 1.0)] double Y = 0.5) : SceneEdit(Scene);

public sealed record MotionEdit(string Scene, Motion Motion) : SceneEdit(Scene);

public sealed record TransitionEdit(string Scene, TransitionKind Transition) : SceneEdit(Scene);

public sealed record DurationEdit(string Scene, double Seconds) : SceneEdit(Scene);

/// <param name="To">The place it gets, from 1.</param>
public sealed record MoveEdit(string Scene, [property: Range(1, 200)] int To) : SceneEdit(Scene);

/// <param name="After">The scene it comes behind; null puts it first.</param>
public sealed record AddEdit([property: StringLength(60)] string? After, [property: StringLength(5_000)] string Narration = "", [property: Range(0.5, 60.0)] double Seconds = 3) : StoryboardEdit;

/// <param name="Word">The first word of the second part, from 1; null parts it at the best pause near the middle.</param>
public sealed record SplitEdit(string Scene, [property: Range(2, 5_000)] int? Word = null) : SceneEdit(Scene);

public sealed record DuplicateEdit(string Scene) : SceneEdit(Scene);

public sealed record DeleteEdit(string Scene) : SceneEdit(Scene);

public sealed record TitleEdit([property: Required, StringLength(200, MinimumLength = 1)] string Title) : StoryboardEdit;

public sealed record CaptionStyleEdit(CaptionStyle Style) : StoryboardEdit;

/// <summary>Speaks every scene again.</summary>
/// <param name="Voice">A voice id, or <c>female</c>, <c>male</c>, <c>neutral</c>.</param>
public sealed record VoiceEdit(
    [property: Required, StringLength(100), RegularExpression(@"[\w.:-]+", ErrorMessage = "A voice is a plain word.")] string Voice,
    [property: Range(0.5, 2.0)] double Speed = 1, [property: StringLength(60)] string? Provider = null) : StoryboardEdit;

/// <param name="Mood">A mood of the built-in music, or <c>none</c>.</param>
/// <param name="Another">Takes another track of the mood.</param>
/// <param name="UnderSpeechDb">How far under the voice it stays; null leaves it there.</param>
public sealed record MusicEdit([property: Required, StringLength(40)] string Mood, bool Another = false, [property: Range(12.0, 40.0)] double? UnderSpeechDb = null) : StoryboardEdit;

/// <summary>How loud each kind of sound is, in decibels over its usual level.</summary>
public sealed record LevelsEdit(
    [property: Range(-60.0, 24.0)] double VoiceDb = 0, [property: Range(-60.0, 24.0)] double OriginalDb = 0,
    [property: Range(-60.0, 24.0)] double MusicDb = 0, [property: Range(-60.0, 24.0)] double EffectsDb = 0) : StoryboardEdit;
