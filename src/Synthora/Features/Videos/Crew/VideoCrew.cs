using System.Text.Json;
using Synthora.Features.Integrations;
using Synthora.Features.Videos.Generation;
using Synthora.Web;

namespace Synthora.Features.Videos.Crew;

/// <summary>Who does one step of a video, and on whose account. Chosen once and stored, so that a retry does not swap providers behind its owner's back.</summary>
public sealed record CrewMember(string Provider, string Name, string? Model, ProviderRoute Route, bool IsSimulated);

/// <param name="Script">Null when no language model is needed or there is none.</param>
/// <param name="Voice">Null for the voices of this machine.</param>
/// <param name="Regenerate">Whether an answer from before may not be given again.</param>
public sealed record VideoCrew(CrewMember? Script = null, CrewMember? Voice = null, bool Regenerate = false)
{
    public IEnumerable<(GenerationStep Step, ProviderCategory Category, CrewMember Member)> Members()
    {
        if (Script is not null) yield return (GenerationStep.Script, ProviderCategory.Script, Script);
        if (Voice is not null) yield return (GenerationStep.Voice, ProviderCategory.Voice, Voice);
    }

    /// <summary>Somebody else, or this machine itself, does one category's work.</summary>
    public VideoCrew With(ProviderCategory category, CrewMember? member) => category switch
    {
        ProviderCategory.Script => this with { Script = member },
        ProviderCategory.Voice => this with { Voice = member },
        _ => this,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Json.Options);

    /// <param name="json">Null for a video from before crews were chosen.</param>
    public static VideoCrew Read(string? json) => json is null ? new() : JsonSerializer.Deserialize<VideoCrew>(json, Json.Options) ?? new();
}

/// <summary>Chooses who works on a new video.</summary>
internal sealed class ChooseCrew(EffectiveProviders effective)
{
    /// <summary>The steps of such a video that providers do.</summary>
    public static IReadOnlyList<ProviderCategory> Outside(SourceKind source) =>
        source == SourceKind.Topic ? ProviderCategories.Ordered : [ProviderCategory.Voice];

    public async Task<VideoCrew> ForAsync(Caller caller, SourceKind source, bool regenerate, CancellationToken ct)
    {
        var set = await effective.OfAsync(caller, ct);
        var outside = Outside(source);
        return new(Of(ProviderCategory.Script), Of(ProviderCategory.Voice), regenerate);

        CrewMember? Of(ProviderCategory category) =>
            outside.Contains(category) && set.Ready.GetValueOrDefault(category) is { Route: not ProviderRoute.BuiltIn } one
                ? new(one.Provider, one.Name, one.Model, one.Route, one.IsSimulated) : null;
    }
}
