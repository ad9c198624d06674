using Synthora.Providers;

namespace Synthora.Features.Costs;

/// <summary>Prices of one provider as the operator knows them, and the model the operator wants, in place of the catalogue's.</summary>
public sealed class ProviderPriceRow
{
    public required string Provider { get; init; }

    /// <summary>A typical video, in US dollars; null when nobody knows.</summary>
    public decimal? EstimatedPerVideoUsd { get; set; }

    /// <summary>Unit prices by model, as JSON; models that are not named keep the catalogue's.</summary>
    public string Models { get; set; } = "{}";

    /// <summary>The model taken where nobody names one; null for the catalogue's.</summary>
    public string? Model { get; set; }

    /// <summary>The day on which a person last compared them with the vendor's pages.</summary>
    public required DateOnly ReviewedAt { get; set; }
    public required Guid ReviewedBy { get; set; }
    public required DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>The price of one unit of a model, in US dollars; what a unit is stays as the catalogue has it.</summary>
/// <param name="OutputUsd">Where output costs something else than input, as with tokens.</param>
public sealed record UnitPrice(decimal Usd, decimal? OutputUsd = null)
{
    internal ProviderPrice Over(ProviderPrice? known) => new(known?.Unit ?? PriceUnit.Generation, Usd, OutputUsd ?? known?.OutputUsd, known?.UpToSeconds);
}
