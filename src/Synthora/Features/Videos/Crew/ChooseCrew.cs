using System.ComponentModel.DataAnnotations;
using Synthora.Features.Integrations;
using Synthora.Features.StockFootage;
using Synthora.Features.Videos.Generation;
using Synthora.Providers;

namespace Synthora.Features.Videos.Crew;

/// <summary>Who shall work on one video, by provider id; what is absent takes the effective provider, <c>none</c> does without.</summary>
public sealed record ProviderChoices
{
    public const string None = "none";

    [StringLength(50)]
    public string? Script { get; init; }

    [StringLength(50)]
    public string? Voice { get; init; }

    [StringLength(50)]
    public string? Media { get; init; }

    [StringLength(50)]
    public string? VideoAi { get; init; }

    [StringLength(50)]
    public string? Assembly { get; init; }

    [StringLength(50)]
    public string? AudioFx { get; init; }

    [StringLength(50)]
    public string? Transcription { get; init; }

    internal string? Of(ProviderCategory category) => category switch
    {
        ProviderCategory.Script => Script,
        ProviderCategory.Voice => Voice,
        ProviderCategory.Media => Media,
        ProviderCategory.VideoAi => VideoAi,
        ProviderCategory.Assembly => Assembly,
        ProviderCategory.AudioFx => AudioFx,
        _ => Transcription,
    } is { Length: > 0 } given ? given : null;
}

/// <summary>Chooses who works on a new video.</summary>
internal sealed class ChooseCrew(EffectiveProviders effective, ProviderDirectory directory)
{
    private const int MostReserves = 2;

    /// <summary>The steps of such a video that providers do.</summary>
    public static IReadOnlyList<ProviderCategory> Outside(SourceKind source) =>
        [.. Enum.GetValues<ProviderCategory>().Where(category => category != ProviderCategory.Script || source == SourceKind.Topic)];

    public async Task<Result<VideoCrew>> ForAsync(Caller caller, SourceKind source, bool regenerate, ProviderChoices? choices, CancellationToken ct) =>
        await ForAsync(await effective.OfAsync(caller, ct), source, regenerate, choices, ct);

    /// <param name="set">Who works for the user who asks.</param>
    public async Task<Result<VideoCrew>> ForAsync(EffectiveSet set, SourceKind source, bool regenerate, ProviderChoices? choices, CancellationToken ct)
    {
        var chosen = new Dictionary<ProviderCategory, CrewMember>();
        var library = false;
        foreach (var category in Outside(source))
        {
            var asked = choices?.Of(category);
            if (category == ProviderCategory.Media && (asked ?? set.Ready.GetValueOrDefault(category)?.Provider) == LibraryShelf.Id)
            {
                library = true;
                if (set.Usable[category].FirstOrDefault() is { } stock) chosen[category] = Member(stock);
                continue;
            }

            if (asked == ProviderChoices.None || (asked is not null && IsOfThisMachine(category, asked))) continue;
            var one = set.Ready.GetValueOrDefault(category);
            if (asked is not null && one?.Provider != directory.Find(asked)?.Id)
            {
                one = set.Usable[category].FirstOrDefault(usable => usable.Provider == directory.Find(asked)?.Id);
                if (one is null) return Unusable(category, asked);
            }

            if (one is { Route: not ProviderRoute.BuiltIn }) chosen[category] = Member(one);
        }

        var voice = chosen.GetValueOrDefault(ProviderCategory.Voice);
        return new VideoCrew(chosen.GetValueOrDefault(ProviderCategory.Script), voice, regenerate)
        {
            ReserveWriters = choices?.Of(ProviderCategory.Script) is null && chosen.GetValueOrDefault(ProviderCategory.Script) is { } writer ? Reserves(set, writer) : [],
            LibraryFirst = library,
            Media = chosen.GetValueOrDefault(ProviderCategory.Media),
            VideoAi = chosen.GetValueOrDefault(ProviderCategory.VideoAi),
            Assembly = chosen.GetValueOrDefault(ProviderCategory.Assembly),
            AudioFx = chosen.GetValueOrDefault(ProviderCategory.AudioFx),
            Transcription = voice is null || directory.Find(voice.Provider)?.Has(ProviderFeature.WordTimes) == true
                ? null
                : chosen.GetValueOrDefault(ProviderCategory.Transcription) ?? (choices?.Of(ProviderCategory.Transcription) == ProviderChoices.None ? null : await EarsOfThisMachineAsync(ct)),
        };
    }

    /// <summary>Others on the same kind of account: nobody's key is used in place of somebody else's.</summary>
    private static IReadOnlyList<CrewMember> Reserves(EffectiveSet set, CrewMember writer) =>
        [.. set.Usable[ProviderCategory.Script].Where(one => one.Provider != writer.Provider && one.Route == writer.Route).Take(MostReserves).Select(Member)];

    private static CrewMember Member(EffectiveProvider one) => new(one.Provider, one.Name, one.Model, one.Route, one.IsSimulated);

    /// <summary>A transcriber that somebody installed here costs nothing, so it is used without being asked for.</summary>
    private async Task<CrewMember?> EarsOfThisMachineAsync(CancellationToken ct)
    {
        foreach (var info in directory.Of(ProviderCategory.Transcription).Where(info => info.Auth.Kind == AuthKind.None))
            if (directory.Adapter(info.Id) is { } ears && (await ears.CheckKeyAsync(key: null, ct)).IsUsable) return new(info.Id, info.Name, null, ProviderRoute.BuiltIn, IsSimulated: false);
        return null;
    }

    private bool IsOfThisMachine(ProviderCategory category, string id) =>
        EffectiveProviders.BuiltIn.TryGetValue(category, out var own) && (own.Id == id || directory.Find(id)?.Id == own.Id);

    private Error Unusable(ProviderCategory category, string asked)
    {
        var info = directory.Find(asked);
        var why = info is null ? $"There is no provider '{asked}'."
            : info.Category() != category ? $"{info.Name} does {info.Category().Word()}, not {category.Word()}."
            : info.Lifecycle == Lifecycle.Retired ? $"{info.Name} is retired."
            : directory.IsOutOfReach(info) ? $"{info.Name} fetches its files from this installation, which has no https address for that. Its operator can set PUBLIC_URL."
            : $"{info.Name} is not ready for you now: it has no working key or is left alone after failures. Look at the integrations page.";
        return Errors.Validation(why, new Dictionary<string, object?> { [$"providers.{category.Word()}"] = why });
    }
}
