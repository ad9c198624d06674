using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Integrations;
using Synthora.Features.Videos.Generation;
using Synthora.Web;

namespace Synthora.Features.Videos.Crew;

/// <summary>Who does one step of a video, and on whose account. Chosen once and stored, so that a retry does not swap providers behind its owner's back.</summary>
public sealed record CrewMember(string Provider, string Name, string? Model, ProviderRoute Route, bool IsSimulated)
{
    /// <summary>As it stands in a crew.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json.Options);

    public static CrewMember? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<CrewMember>(json, Json.Options);
}

/// <param name="Script">Null when no language model is needed or there is none.</param>
/// <param name="Voice">Null for the voices of this machine.</param>
/// <param name="Regenerate">Whether an answer from before may not be given again.</param>
public sealed record VideoCrew(CrewMember? Script = null, CrewMember? Voice = null, bool Regenerate = false)
{
    /// <summary>Write in this order when the chosen writer cannot; empty when the owner chose one by name.</summary>
    public IReadOnlyList<CrewMember> ReserveWriters { get; init; } = [];

    /// <summary>The owner's library is looked through before any stock.</summary>
    public bool LibraryFirst { get; init; }

    /// <summary>Whether anything in the video is made up; null while that is not known. True from the first made-up part on; what a finished video really shows has the last word, since a simulated vendor that failed leaves nothing.</summary>
    public bool? IsMadeUp { get; init; }

    /// <summary>Simulators stand in for somebody, as far as is known now.</summary>
    [JsonIgnore]
    public bool IsSimulated => IsMadeUp ?? Members().Any(one => one.Member.IsSimulated);

    /// <summary>Everything is done on this machine, in the usual way.</summary>
    [JsonIgnore]
    public bool IsUsual => !LibraryFirst && !Members().Any();

    /// <summary>Finds footage; null leaves what the author did not give to the designer.</summary>
    public CrewMember? Media { get; init; }

    /// <summary>Makes clips; null does without.</summary>
    public CrewMember? VideoAi { get; init; }

    /// <summary>Null for this machine.</summary>
    public CrewMember? Assembly { get; init; }

    /// <summary>Makes the sound of clips; null leaves them silent.</summary>
    public CrewMember? AudioFx { get; init; }

    /// <summary>Hears when each word is said, where the voice does not tell; null has it estimated.</summary>
    public CrewMember? Transcription { get; init; }

    public IEnumerable<(GenerationStep Step, ProviderCategory Category, CrewMember Member)> Members()
    {
        if (Script is not null) yield return (GenerationStep.Script, ProviderCategory.Script, Script);
        if (Voice is not null) yield return (GenerationStep.Voice, ProviderCategory.Voice, Voice);
        if (Transcription is not null) yield return (GenerationStep.Voice, ProviderCategory.Transcription, Transcription);
        if (Media is not null) yield return (GenerationStep.Media, ProviderCategory.Media, Media);
        if (VideoAi is not null) yield return (GenerationStep.VideoAi, ProviderCategory.VideoAi, VideoAi);
        if (AudioFx is not null) yield return (GenerationStep.VideoAi, ProviderCategory.AudioFx, AudioFx);
        if (Assembly is not null) yield return (GenerationStep.Assembly, ProviderCategory.Assembly, Assembly);
    }

    /// <summary>Everybody outside this machine who may work on it.</summary>
    public IEnumerable<CrewMember> Vendors() => Members().Select(one => one.Member).Concat(ReserveWriters).Where(one => one.Route != ProviderRoute.BuiltIn);

    /// <summary>Somebody else, or this machine itself, does one category's work.</summary>
    public VideoCrew With(ProviderCategory category, CrewMember? member) => category switch
    {
        ProviderCategory.Script => this with { Script = member },
        ProviderCategory.Voice => this with { Voice = member },
        ProviderCategory.Media => this with { Media = member },
        ProviderCategory.VideoAi => this with { VideoAi = member },
        ProviderCategory.Assembly => this with { Assembly = member },
        ProviderCategory.AudioFx => this with { AudioFx = member },
        _ => this with { Transcription = member },
    };

    public string ToJson() => JsonSerializer.Serialize(this, Json.Options);

    /// <param name="videoId">Null for what was not made here.</param>
    public static async Task<bool> IsSimulatedAsync(AppDbContext db, Guid? videoId, CancellationToken ct) =>
        videoId is { } id && Read(await db.Videos.Where(video => video.Id == id).Select(video => video.Providers).SingleOrDefaultAsync(ct)).IsSimulated;

    /// <param name="json">Null for a video from before crews were chosen.</param>
    public static VideoCrew Read(string? json) => json is null ? new() : JsonSerializer.Deserialize<VideoCrew>(json, Json.Options) ?? new();
}
