using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Synthora.Features.Integrations;
using Synthora.Providers;

namespace Synthora.Features.Costs;

/// <summary>Who would do each step; what is absent takes the effective provider, and <c>none</c> leaves AI footage out.</summary>
public sealed record EstimateCostRequest
{
    [FromQuery(Name = "script"), StringLength(50)]
    public string? Script { get; init; }

    [FromQuery(Name = "voice"), StringLength(50)]
    public string? Voice { get; init; }

    [FromQuery(Name = "media"), StringLength(50)]
    public string? Media { get; init; }

    [FromQuery(Name = "video_ai"), StringLength(50)]
    public string? VideoAi { get; init; }

    [FromQuery(Name = "assembly"), StringLength(50)]
    public string? Assembly { get; init; }

    internal string? Of(ProviderCategory category) => category switch
    {
        ProviderCategory.Script => Script,
        ProviderCategory.Voice => Voice,
        ProviderCategory.Media => Media,
        ProviderCategory.VideoAi => VideoAi,
        _ => Assembly,
    } is { Length: > 0 } given ? given : null;
}

/// <param name="Provider">Null for a step that is left out.</param>
/// <param name="Route">On whose account; null where the caller could not use it yet.</param>
/// <param name="Usd">Null when nobody knows.</param>
/// <param name="IsStale">The price was last reviewed more than ninety days ago.</param>
public sealed record CostPart(ProviderCategory Category, string? Provider, string? Name, ProviderRoute? Route, decimal? Usd, bool IsStale = false);

/// <param name="IsPartial">A part is unknown, so the total is too low.</param>
public sealed record CostEstimate(IReadOnlyList<CostPart> Parts, string Currency, bool IsPartial, bool IsSimulated)
{
    public decimal? ScriptCost => Of(ProviderCategory.Script);
    public decimal? VoiceCost => Of(ProviderCategory.Voice);
    public decimal? MediaCost => Of(ProviderCategory.Media);
    public decimal? VideoAiCost => Of(ProviderCategory.VideoAi);
    public decimal? AssemblyCost => Of(ProviderCategory.Assembly);
    public decimal TotalEstimatedCost => Parts.Sum(part => part.Usd ?? 0m);

    /// <summary>Nothing leaves this machine, so nothing is paid.</summary>
    [JsonIgnore]
    public bool IsOffline => Parts.All(part => part.Route is null or ProviderRoute.BuiltIn && part.Usd is null or 0m);

    private decimal? Of(ProviderCategory category) => Parts.FirstOrDefault(part => part.Category == category) is { } part ? part.Usd : 0m;
}

/// <summary>What a typical video would cost before anything is ordered.</summary>
internal sealed class EstimateCost(ProviderDirectory directory, EffectiveProviders effective, TimeProvider clock)
{
    private const string None = "none";

    public async Task<Result<CostEstimate>> HandleAsync(Caller caller, EstimateCostRequest request, CancellationToken ct) =>
        Shape.Refuse(request) is { } misshapen ? misshapen : For(await effective.OfAsync(caller, ct), request);

    /// <param name="set">Who works for the user who asks.</param>
    public Result<CostEstimate> For(EffectiveSet set, EstimateCostRequest request)
    {
        var parts = new List<CostPart>();
        foreach (var category in ProviderCategories.Steps)
        {
            if (request.Of(category) is not { } asked)
            {
                parts.Add(Part(category, set.Ready.GetValueOrDefault(category)));
                continue;
            }

            if (asked == None && !ProviderCategories.Required.Contains(category))
            {
                parts.Add(new(category, null, null, null, 0m));
                continue;
            }

            if (directory.Find(asked) is null && EffectiveProviders.OfThisMachine(category, asked) is { } here)
            {
                parts.Add(Part(category, here));
                continue;
            }

            if (directory.Find(asked) is not { } info) return IntegrationErrors.OfField(category.Word(), $"There is no provider '{asked}'.");
            if (info.Category() != category) return IntegrationErrors.OfField(category.Word(), $"{info.Name} does {info.Category().Word()}, not {category.Word()}.");
            var route = info.Auth.Kind == AuthKind.None ? ProviderRoute.BuiltIn : set.Usable[category].FirstOrDefault(one => one.Provider == info.Id)?.Route;
            parts.Add(new(category, info.Id, info.Name, route, PriceList.Of(info), IsStale(info)));
        }

        return Total(parts);
    }

    /// <summary>The steps that a video of this kind runs, by who does them now.</summary>
    public async Task<CostEstimate> ForAsync(Caller caller, IReadOnlyCollection<ProviderCategory> outside, CancellationToken ct)
    {
        var set = await effective.OfAsync(caller, ct);
        return Total([.. ProviderCategories.Steps.Where(category => category != ProviderCategory.VideoAi || outside.Contains(category)).Select(category =>
            outside.Contains(category) ? Part(category, set.Ready.GetValueOrDefault(category)) : Part(category, EffectiveProviders.OfThisMachine(category)))]);
    }

    private CostEstimate Total(IReadOnlyList<CostPart> parts) => new(parts, PriceList.Currency, parts.Any(part => part.Provider is not null && part.Usd is null), directory.IsSimulated);

    private CostPart Part(ProviderCategory category, EffectiveProvider? one) => one is null
        ? new(category, null, null, null, 0m)
        : new(category, one.Provider, one.Name, one.Route, one.Route == ProviderRoute.BuiltIn ? 0m : directory.Find(one.Provider) is { } info ? PriceList.Of(info) : null,
            one.Route != ProviderRoute.BuiltIn && directory.Find(one.Provider) is { } row && IsStale(row));

    private bool IsStale(ProviderInfo info) => info.Auth.Kind != AuthKind.None && PriceList.IsStale(info, clock.GetUtcNow());
}
