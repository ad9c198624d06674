using Synthora.Features.Integrations;
using Synthora.Features.Videos.Generation;
using Synthora.Providers;

namespace Synthora.Features.Costs;

/// <summary>What things cost, as far as the catalogue knows. Prices age: the day of the last review travels with them.</summary>
internal static class PriceList
{
    public const string Currency = "USD";

    /// <summary>After this long the operator is told to look again.</summary>
    public static readonly TimeSpan ReviewEvery = TimeSpan.FromDays(90);

    /// <summary>Null when nobody knows: an unknown price is never shown as free.</summary>
    public static decimal? Of(ProviderInfo info) => info.Auth.Kind == AuthKind.None ? 0m : info.EstimatedPerVideoUsd;

    /// <summary>
    /// What is promised for a video before anything is ordered: its estimate, else what the model's unit price makes of the most
    /// that a video takes. Null where nobody knows either.
    /// </summary>
    /// <param name="model">Null for the recommended one.</param>
    public static decimal? Promise(ProviderInfo info, string? model)
    {
        if (Of(info) is { } known) return known;
        var asked = model is null ? info.RecommendedModel : info.Models.FirstOrDefault(one => one.Id == model);
        return asked?.Price is { } price ? Of(price, MostOf(info.Capability, asked)) : null;
    }

    /// <summary>Clips are few and short; whatever speaks, hears or renders does so for a minute; a script is written twice at most.</summary>
    private static Usage MostOf(Capability capability, ProviderModel model) => capability == Capability.VideoAi
        ? new Usage(Seconds: VideoAiStep.MostClips * model.Fit(VideoAiStep.LongestSeconds), Generations: VideoAiStep.MostClips)
        : new Usage(InputTokens: 8_000, OutputTokens: 4_000, Characters: 1_000, Seconds: 60, Generations: 1);

    public static bool IsStale(ProviderInfo info, DateTimeOffset now) => now - new DateTimeOffset(info.ReviewedAt, TimeOnly.MinValue, TimeSpan.Zero) > ReviewEvery;

    /// <summary>What a call did cost by the catalogue's unit price; null when the model, its price or the amount is unknown.</summary>
    public static decimal? Of(ProviderInfo info, string? model, Usage usage) =>
        info.Auth.Kind == AuthKind.None ? 0m
        : info.Models.FirstOrDefault(one => one.Id == model)?.Price is { } price ? Of(price, usage) : null;

    public static decimal? Of(ProviderPrice price, Usage usage) => price.Unit switch
    {
        PriceUnit.Free => 0m,
        PriceUnit.MillionTokens => usage.InputTokens is { } read && usage.OutputTokens is { } written
            ? ((read * price.Usd) + (written * (price.OutputUsd ?? price.Usd))) / 1_000_000m : null,
        PriceUnit.ThousandCharacters => usage.Characters * price.Usd / 1_000m,
        PriceUnit.AudioMinute or PriceUnit.RenderMinute => (decimal?)usage.Seconds * price.Usd / 60m,
        PriceUnit.Second => (decimal?)usage.Seconds * price.Usd,
        PriceUnit.Generation => usage.Generations * price.OfClip(usage.Seconds / usage.Generations),
        _ => null,
    };
}

/// <summary>How much of a provider's work was used, in whatever it counts.</summary>
public sealed record Usage(long? InputTokens = null, long? OutputTokens = null, long? Characters = null, double? Seconds = null, int? Generations = null);
