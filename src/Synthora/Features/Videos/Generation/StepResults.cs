using System.Text.Json;
using Synthora.Features.Scripts;
using Synthora.Providers.Speech;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>What the script step leaves.</summary>
/// <param name="Written">By us, rather than given.</param>
public sealed record ScriptResult(Script Script, bool Written, IReadOnlyList<Fallback> Fallbacks)
{
    /// <summary>The id of the language model that wrote it; null for what was given or taken from notes.</summary>
    public string? Writer { get; init; }

    /// <summary>How old the answer is that was given again; null when it was written for this video.</summary>
    public TimeSpan? RememberedFor { get; init; }

    /// <summary>The kept answer it is; null where none is kept.</summary>
    public Guid? AnswerId { get; init; }
}

/// <summary>What the voice step leaves: an entry per scene, null where nothing is spoken.</summary>
public sealed record VoiceResult(string Provider, IReadOnlyList<SceneVoice?> Scenes);

/// <param name="File">Relative to the work folder.</param>
public sealed record SceneVoice(string File, int DurationMs, string VoiceId, IReadOnlyList<SpokenWord> Words)
{
    /// <summary>A transcription told when the words are said.</summary>
    public bool IsHeard { get; init; }
}

/// <summary>What the media step leaves: the footage of each scene, in the script's order.</summary>
public sealed record MediaResult(IReadOnlyList<IReadOnlyList<SceneFootage>> Scenes)
{
    /// <summary>What was looked for and not found.</summary>
    public IReadOnlyList<Fallback> Fallbacks { get; init; } = [];
}

/// <summary>What the step of ordered clips and sounds leaves: the footage as it goes into the video.</summary>
public sealed record VideoAiResult(IReadOnlyList<IReadOnlyList<SceneFootage>> Scenes, IReadOnlyList<Fallback> Fallbacks);

/// <param name="Path">As the script writes it, relative to its folder; with a source, relative to the work folder.</param>
/// <param name="Seconds">Length of a clip; null for a still.</param>
public sealed record SceneFootage(string Path, bool IsStill, double? Seconds, double? InSeconds, double? OutSeconds)
{
    /// <summary>How it fills the canvas; null where it has the canvas's shape.</summary>
    public Framing? Framing { get; init; }

    /// <summary>Its owner chose it for this video, so nothing takes its place.</summary>
    public bool IsChosen { get; init; }

    /// <summary>Null for what the author gave.</summary>
    public FootageSource? Source { get; init; }

    /// <summary>Gain 0–1 of its own sound where the script says nothing.</summary>
    public double? Sound { get; init; }

    /// <summary>Who made the sound, where that was not the camera.</summary>
    public Credit? SoundBy { get; init; }
}

/// <summary>What the assembly step leaves; paths are relative to the work folder.</summary>
/// <param name="Project">What the timeline refers to.</param>
public sealed record AssemblyResult(
    string Title, string Video, string Subtitles, string Thumbnail, string SmallThumbnail, string Timeline, string Script, string Credits, string Report,
    IReadOnlyList<string> Project, double DurationSeconds, int Width, int Height)
{
    /// <summary>Null in results of earlier versions.</summary>
    public bool? IsSimulated { get; init; }

    /// <summary>Null where the thumbnail has the video's shape.</summary>
    public string? Poster { get; init; }
}

internal static class StepJson
{
    private static readonly JsonSerializerOptions Options = new(TimelineJson.Options)
    {
        WriteIndented = false,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip,
    };

    public static string Write<T>(T result) => JsonSerializer.Serialize(result, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;
}
