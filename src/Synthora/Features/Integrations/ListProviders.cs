using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Costs;
using Synthora.Providers;

namespace Synthora.Features.Integrations;

/// <summary>One row of the catalogue.</summary>
/// <param name="AuthForm">How a key looks, where the vendor has a form of its own.</param>
/// <param name="EstimatedPerVideoUsd">Null where nobody knows.</param>
/// <param name="Configured">Whether the caller has a key for it; null for visitors.</param>
/// <param name="Platform">Whether the operator set it up for everybody.</param>
/// <param name="PriceIsStale">The price was last reviewed more than ninety days ago.</param>
public sealed record ProviderResponse(
    string Id, string Name, ProviderCategory Category, string Vendor, AuthKind AuthMethod, string? AuthForm, bool AcceptsBaseUrl, bool RequiresKey,
    Uri DocsUrl, Uri? KeysUrl, string? RecommendedModel, IReadOnlyList<ProviderModel> Models, IReadOnlyList<ProviderFeature> Features,
    decimal? EstimatedPerVideoUsd, string Currency, Lifecycle Lifecycle, DateOnly? RetiredOn, string? ReplacedBy, DateOnly ReviewedAt,
    bool? Configured, bool Platform, string? Note, bool PriceIsStale)
{
    /// <summary>It fetches its files from this installation, which has no https address for that.</summary>
    public bool IsOutOfReach { get; init; }
}

public sealed record ProvidersResponse(IReadOnlyList<ProviderResponse> Items, int Total);

/// <summary>The catalogue by category, for anyone.</summary>
public sealed record ProviderGroup(ProviderCategory Category, bool Required, IReadOnlyList<ProviderResponse> Providers);

internal sealed class ListProviders(Database database, ProviderDirectory directory, TimeProvider clock)
{
    public async Task<Result<ProvidersResponse>> HandleAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var own = (await db.Integrations.Select(row => row.Provider).ToListAsync(ct)).ToHashSet();
        IReadOnlyList<ProviderResponse> items = [.. directory.Rows.Select(info => Of(info, info.Auth.Kind == AuthKind.None || own.Contains(info.Id)))];
        return new ProvidersResponse(items, items.Count);
    }

    public Result<IReadOnlyList<ProviderGroup>> Grouped() => new(
    [
        .. directory.Rows.GroupBy(info => info.Category()).OrderBy(group => group.Key)
            .Select(group => new ProviderGroup(group.Key, ProviderCategories.Required.Contains(group.Key), [.. group.Select(info => Of(info, null))])),
    ]);

    private ProviderResponse Of(ProviderInfo info, bool? configured) => new(
        info.Id, info.Name, info.Category(), info.Vendor, info.Auth.Kind, info.Auth.Form, info.Auth.AcceptsBaseUrl, info.RequiresKey, info.DocsUrl, info.KeysUrl,
        info.RecommendedModel?.Id, info.Models, info.Features, PriceList.Of(info), PriceList.Currency, info.Lifecycle, info.RetiredOn, info.ReplacedBy, info.ReviewedAt,
        configured, configured is not null && directory.HasPlatformKey(info), info.Note, info.Auth.Kind != AuthKind.None && PriceList.IsStale(info, clock.GetUtcNow()))
    {
        IsOutOfReach = directory.IsOutOfReach(info),
    };
}
