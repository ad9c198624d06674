using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Synthora.Rendering.Timelines;

/// <summary>
/// The one document between "what to say" and "what to see". Whatever makes a video ends as a timeline, and one
/// engine renders it. Pictures are placed in frames on one global clock; speech and captions in milliseconds from
/// the start of the video, because words do not fall on frames.
/// </summary>
public sealed record Timeline
{
    public const int CurrentVersion = 1;

    /// <summary>Name of the schema that editors check the document by; docs/timeline.schema.json holds it.</summary>
    public const string SchemaName = "urn:synthora:timeline:1";

    [JsonPropertyName("$schema"), JsonPropertyOrder(-2)]
    public string Schema { get; init; } = SchemaName;

    /// <summary>Grows when an older engine could no longer read the document.</summary>
    [JsonPropertyOrder(-1)]
    public int Version { get; init; } = CurrentVersion;
    public required string Title { get; init; }

    /// <summary>BCP 47 tag of the narration, such as <c>en</c> or <c>pt-BR</c>.</summary>
    public string Language { get; init; } = "en";

    public required Canvas Canvas { get; init; }

    /// <summary>The platform whose encode profile and safe box apply.</summary>
    public Platform Platform { get; init; } = Platform.Universal;

    /// <summary>
    /// Other platforms whose renditions show the very same picture: words keep clear of the controls of all, and the
    /// bitrate keeps under the lowest ceiling.
    /// </summary>
    public IReadOnlyList<Platform> SharedWith { get; init; } = [];

    /// <summary>Seeds every random choice of design and motion; the same timeline renders to the same pixels.</summary>
    public int Seed { get; init; }

    public required Look Look { get; init; }
    public required IReadOnlyList<Scene> Scenes { get; init; }

    /// <summary>What lies over the picture: a logo, a progress bar, lower thirds, stickers; the later ones above.</summary>
    public IReadOnlyList<Overlay> Overlays { get; init; } = [];
    public required AudioMix Audio { get; init; }

    /// <summary>Speaks a scene again when its narration is edited; null when nothing is spoken.</summary>
    public Narrator? Narrator { get; init; }
    public ThumbnailChoice Thumbnail { get; init; } = new();
    public IReadOnlyList<Credit> Credits { get; init; } = [];

    /// <summary>Everything that was done in a lesser way than asked. The quality report repeats it.</summary>
    public IReadOnlyList<Fallback> Fallbacks { get; init; } = [];

    public int FrameCount => Scenes.Count == 0 ? 0 : Scenes[^1].EndFrame;
    public double DurationSeconds => (double)FrameCount / Canvas.Fps;
}

/// <summary>Size in pixels (both even) and constant frame rate in frames per second.</summary>
public sealed record Canvas(
    [property: Range(16, 4096)] int Width, [property: Range(16, 4096)] int Height, [property: Range(10, 60)] int Fps = 30)
{
    public static Canvas ForAspect(string aspect) => aspect switch
    {
        "9:16" => new(1080, 1920),
        "16:9" => new(1920, 1080),
        "1:1" => new(1080, 1080),
        "4:5" => new(1080, 1350),
        _ => throw new ArgumentException($"Unknown aspect ratio '{aspect}'. Use 9:16, 16:9, 1:1 or 4:5.", nameof(aspect)),
    };
}

public enum Platform
{
    Universal,
    [JsonStringEnumMemberName("youtube")] YouTube,
    [JsonStringEnumMemberName("tiktok")] TikTok,
    Instagram,
    Facebook,
}

public enum Aesthetic { Modern, Minimal, Bold, Cinematic, Vibrant, Vintage, Professional, Playful }

/// <summary>A kind of type; docs/pictures.md says which faces it is.</summary>
public enum FontStyle { Sans, Serif, Elegant, Display, Rounded, Mono }

/// <summary>How captions look and move; docs/captions.md shows them all.</summary>
public enum CaptionStyle
{
    Classic, Modern, Bold, Minimal, Karaoke, Box, Glow, Pop, Marker, Gradient, Underline, Typewriter, Punch, Comic, None,
}

/// <summary>What gives the video its face: colours as <c>#RRGGBB</c> (1–8), a design family and a caption style.</summary>
public sealed record Look
{
    [Length(1, 8)]
    public required IReadOnlyList<string> Palette { get; init; }
    public Aesthetic Aesthetic { get; init; } = Aesthetic.Modern;
    public CaptionStyle Captions { get; init; } = CaptionStyle.Modern;

    /// <summary>What cards, titles and the thumbnail are set in; null leaves it to the aesthetic.</summary>
    public FontStyle? Fonts { get; init; }

    /// <summary>Colour look of footage and stills; null leaves them as they are.</summary>
    public ColourGrade? Grade { get; init; }

    /// <summary>Where captions stand in the safe box; null leaves it to the style.</summary>
    public CaptionPlace? CaptionPlace { get; init; }

    /// <summary>Captions get an emoji for what they speak of, where one is known.</summary>
    public bool CaptionEmoji { get; init; }
}

/// <summary>A stretch of the video with one thought. <see cref="EndFrame"/> is exclusive and is the next scene's start.</summary>
public sealed record Scene
{
    /// <summary>Unique in the timeline and stable over edits, such as <c>scene-3</c>.</summary>
    public required string Id { get; init; }
    public string Label { get; init; } = "";
    public string Narration { get; init; } = "";
    public required int StartFrame { get; init; }
    public required int EndFrame { get; init; }

    /// <summary>Cover the scene without gaps, in order.</summary>
    public required IReadOnlyList<Shot> Shots { get; init; }
    public Transition TransitionIn { get; init; } = Transition.Cut;

    /// <summary>All that is spoken in the scene; captions are laid from it again when style, shape or platform change.</summary>
    public IReadOnlyList<Word> Words { get; init; } = [];

    /// <summary>Empty where the look has captions off, or this scene has.</summary>
    public IReadOnlyList<Cue> Captions { get; init; } = [];
    public IReadOnlyList<OverlayText> Texts { get; init; } = [];
}

/// <summary>One picture on screen. Frames are on the global clock.</summary>
public sealed record Shot
{
    public required int StartFrame { get; init; }
    public required int EndFrame { get; init; }
    public required Visual Visual { get; init; }
    public Motion Motion { get; init; } = Motion.None;

    /// <summary>How footage or a still of another shape fills the canvas; null lets its shape decide.</summary>
    public Framing? Framing { get; init; }
    public int FrameCount => EndFrame - StartFrame;
}

public enum Motion { None, ZoomIn, ZoomOut, PanLeft, PanRight, Punch }

/// <summary>
/// How pictures change. Fade to Wipe are the classics; Push shoves the old picture out, WhipPan throws the camera to the
/// side, Blur goes through soft focus, Iris opens a circle, Flash and LightLeak change under light, Glitch under a torn signal.
/// </summary>
public enum TransitionKind { Cut, Fade, Dissolve, Slide, Zoom, Wipe, Push, WhipPan, Blur, Iris, Flash, LightLeak, Glitch }

/// <summary>How a scene comes in. It overlaps the previous scene's last picture, which is held for its length.</summary>
public sealed record Transition(TransitionKind Kind, int Frames)
{
    public static readonly Transition Cut = new(TransitionKind.Cut, 0);
}

/// <summary>Text drawn over the picture besides captions, such as a hook title. Global frames.</summary>
public sealed record OverlayText(string Text, int StartFrame, int EndFrame, TextRole Role = TextRole.Title);

public enum TextRole { Title, Label }

/// <summary>What stands for the video in lists.</summary>
/// <param name="Title">Drawn over the picture; null takes the video's title.</param>
/// <param name="Frame">The frame behind the title; null lets the engine choose the best.</param>
/// <param name="Path">A picture of the owner's own instead of all that.</param>
/// <param name="Design">The aesthetic it is designed in; null takes the video's.</param>
public sealed record ThumbnailChoice(string? Title = null, int? Frame = null, string? Path = null, Aesthetic? Design = null);

/// <summary>Where a piece of footage, a voice or a track comes from, and under which licence.</summary>
/// <param name="Simulates">The service whose simulator made it up; null for what is real.</param>
public sealed record Credit(string Kind, string Title, string Author, string Licence, string? Link = null, string? Simulates = null)
{
    /// <summary>What the name of the picture or clip that it is owed for begins with; null where it is owed whatever the scenes show.</summary>
    public string? Stem { get; init; }
}

/// <summary>Something asked for, what was done instead, and why.</summary>
/// <param name="Blocks">What was lost is so important that the video must not be published without a look at it.</param>
public sealed record Fallback(string Asked, string Done, string Why, bool Blocks = false);
