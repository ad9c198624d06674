using System.Globalization;
using Microsoft.Extensions.Localization;
using Synthora.Providers;
using Synthora.Web;

namespace Synthora.Features.Integrations.Pages;

/// <param name="Own">The user's keys by provider.</param>
internal sealed record IntegrationsView(
    ReadinessResponse Readiness, ProviderCategory Category, IReadOnlyList<ProviderResponse> Providers, IReadOnlyDictionary<string, IntegrationResponse> Own, bool CanReveal);

/// <summary>How categories, prices and states are said on pages.</summary>
internal static class IntegrationText
{
    public static string IconOf(ProviderCategory category) => category switch
    {
        ProviderCategory.Script => "scroll-text",
        ProviderCategory.Voice => "mic",
        ProviderCategory.Media => "image",
        ProviderCategory.VideoAi => "sparkles",
        ProviderCategory.Assembly => "film",
        ProviderCategory.AudioFx => "music",
        _ => "captions",
    };

    public static string Name(IStringLocalizer<Text> texts, EffectiveProvider provider) =>
        provider.IsSimulated ? texts["simulated.name", provider.Name] : Refusals.Say(provider.Name)!;

    public static string Name(ProviderResponse provider) => Refusals.Say(provider.Name)!;

    public static string Price(IStringLocalizer<Text> texts, decimal? usd) => usd switch
    {
        null => texts["price.unknown"],
        0m => texts["price.free"],
        { } price => texts["price.per_video", Money(price)],
    };

    /// <summary>A video's price, or what one unit of the recommended model costs where nobody knows how many a video takes.</summary>
    public static string Price(IStringLocalizer<Text> texts, ProviderResponse provider) =>
        provider.EstimatedPerVideoUsd is null && provider.Models.FirstOrDefault(model => model.Id == provider.RecommendedModel)?.Price is { Unit: not PriceUnit.Free } price
            ? (price.OutputUsd is { } output ? $"{Unit(price.Usd)} / {Unit(output)}" : Unit(price.Usd)) + " " + texts[$"prices.unit.{price.Unit}"]
            : Price(texts, provider.EstimatedPerVideoUsd);

    private static string Unit(decimal usd) => string.Create(CultureInfo.InvariantCulture, $"${usd:0.00###}");

    public static string Money(decimal usd) => usd is > 0m and < 0.01m ? "< $0.01" : string.Create(CultureInfo.InvariantCulture, $"${usd:0.00}");

    /// <summary>The word for a card's state, the icon and the colour.</summary>
    public static (string Word, string Icon, string Colour) State(ProviderResponse provider, IntegrationResponse? own) => (provider, own) switch
    {
        ({ Lifecycle: Lifecycle.Retired }, _) => ("retired", "ban", "text-faint"),
        (_, { IsActive: false }) => ("off", "circle", "text-faint"),
        (_, { RestsUntil: not null }) => ("resting", "clock", "text-warn"),
        (_, { ValidationStatus: ValidationStatus.Valid }) => ("valid", "circle-check", "text-good"),
        (_, { ValidationStatus: ValidationStatus.Invalid }) => ("invalid", "circle-alert", "text-bad"),
        (_, { ValidationStatus: ValidationStatus.Pending }) => ("pending", "loader-circle", "text-accent-ink"),
        (_, { ValidationStatus: ValidationStatus.Error }) => ("error", "triangle-alert", "text-warn"),
        ({ AuthMethod: AuthKind.None }, _) => ("built_in", "hard-drive", "text-good"),
        ({ Platform: true }, _) => ("platform", "badge-check", "text-good"),
        _ => ("none", "circle-dashed", "text-faint"),
    };
}
