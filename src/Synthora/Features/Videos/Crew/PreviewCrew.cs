using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Features.StockFootage;
using Synthora.Features.Videos.Generation;
using Synthora.Providers;

namespace Synthora.Features.Videos.Crew;

/// <summary>Who may do a step of one video.</summary>
/// <param name="Usual">Who does it when nobody is named; null when it is left out.</param>
/// <param name="Options">Whom its creator may name instead.</param>
public sealed record CrewOffer(ProviderCategory Category, CrewOption? Usual, IReadOnlyList<CrewOption> Options);

/// <param name="Usd">For a typical video; null when nobody knows.</param>
public sealed record CrewOption(EffectiveProvider Provider, decimal? Usd);

/// <param name="Problem">Why the video could not be started with these; null when everything is ready.</param>
public sealed record CrewPreview(CostEstimate Cost, Error? Problem);

/// <summary>Shows a creator, before anything starts, whom they can choose for a video and what that costs.</summary>
internal sealed class PreviewCrew(ChooseCrew choose, EstimateCost estimate, ProviderDirectory directory)
{
    /// <param name="set">Who works for the user who asks.</param>
    public IReadOnlyList<CrewOffer> Offers(EffectiveSet set) => [.. ProviderCategories.Steps.Select(category => new CrewOffer(
        category, set.Ready.TryGetValue(category, out var usual) ? Priced(usual) : null, [.. Here(category).Concat(set.Usable[category]).Select(Priced)]))];

    /// <summary>Asks the same of the same as the creation itself does.</summary>
    public async Task<Result<CrewPreview>> HandleAsync(EffectiveSet set, SourceKind source, ProviderChoices choices, CancellationToken ct)
    {
        var cost = estimate.For(set, new()
        {
            Script = ChooseCrew.Outside(source).Contains(ProviderCategory.Script) ? choices.Script : EffectiveProviders.BuiltIn[ProviderCategory.Script].Id,
            Voice = choices.Voice, Media = choices.Media, VideoAi = choices.VideoAi, Assembly = choices.Assembly,
        });
        if (!cost.IsOk) return cost.Error;
        return new CrewPreview(cost.Value, (await choose.ForAsync(set, source, regenerate: false, choices, ct)).Error);
    }

    /// <summary>What this machine does itself; a topic cannot be written here.</summary>
    private static IEnumerable<EffectiveProvider> Here(ProviderCategory category)
    {
        if (category == ProviderCategory.Script) yield break;
        if (category == ProviderCategory.Media) yield return EffectiveProviders.OfThisMachine(category, LibraryShelf.Id)!;
        if (EffectiveProviders.OfThisMachine(category) is { } own) yield return own;
    }

    private CrewOption Priced(EffectiveProvider one) => new(one, one.Route == ProviderRoute.BuiltIn ? 0m : directory.Find(one.Provider) is { } info ? PriceList.Of(info) : null);
}
