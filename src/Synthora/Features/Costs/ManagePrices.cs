using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Audit;
using Synthora.Features.Integrations;
using Synthora.Providers;
using Synthora.Web;

namespace Synthora.Features.Costs;

public sealed record ModelPriceResponse(string Model, Lifecycle Lifecycle, PriceUnit? Unit, decimal? Usd, decimal? OutputUsd, bool IsOwn);

/// <param name="RecommendedModel">Taken where nobody names one; null where the vendor has only one.</param>
/// <param name="ChosenModel">The administrator's choice; null leaves it to the catalogue.</param>
/// <param name="IsOwn">The operator's figures rather than the catalogue's.</param>
/// <param name="IsStale">Reviewed more than ninety days ago.</param>
public sealed record ProviderPriceResponse(
    string Provider, string Name, ProviderCategory Category, Lifecycle Lifecycle, decimal? EstimatedPerVideoUsd, string? RecommendedModel, string? ChosenModel, IReadOnlyList<ModelPriceResponse> Models,
    DateOnly ReviewedAt, int ReviewedDaysAgo, bool IsStale, bool IsOwn, Uri DocsUrl);

/// <summary>A service or a model that its vendor has ended.</summary>
/// <param name="Model">Null where the whole service is gone.</param>
/// <param name="ReplacedBy">The name of what takes its place.</param>
public sealed record EndedResponse(string Provider, string Name, string? Model, DateOnly? On, string? ReplacedBy);

/// <param name="Stale">How many rows are due for a review.</param>
/// <param name="Ended">What cannot be chosen any more.</param>
public sealed record PricesResponse(IReadOnlyList<ProviderPriceResponse> Items, int Total, int Stale, int ReviewEveryDays, IReadOnlyList<EndedResponse> Ended);

public sealed record ChangePriceRequest
{
    /// <summary>A typical video, in US dollars; null when nobody knows.</summary>
    [Range(0, 10_000)]
    public decimal? EstimatedPerVideoUsd { get; init; }

    /// <summary>Unit prices by model; models that are left out keep the catalogue's.</summary>
    [MaxLength(100)]
    public IReadOnlyDictionary<string, UnitPrice>? Models { get; init; }

    /// <summary>The model to take where nobody names one; null for the catalogue's first.</summary>
    [StringLength(100)]
    public string? Model { get; init; }

    /// <summary>The day of the review; today when absent.</summary>
    public DateOnly? ReviewedAt { get; init; }
}

/// <summary>Prices age: administrators compare them with the vendors' pages and correct them here.</summary>
internal sealed class ManagePrices(Database database, ProviderDirectory directory, PriceBook book, AuditLog audit, TimeProvider clock)
{
    public static readonly Error AdministratorsOnly = new(ErrorKind.Forbidden, "forbidden", "Only administrators may look after prices.");
    private const decimal MostPerUnit = 10_000m;

    public Result<PricesResponse> List(Caller caller)
    {
        if (!caller.IsAdmin) return AdministratorsOnly;
        // What costs nothing has no price to look after, and what is gone none that could change.
        IReadOnlyList<ProviderPriceResponse> items =
        [
            .. directory.Rows.Where(info => info.Auth.Kind != AuthKind.None && info.Lifecycle != Lifecycle.Retired).Select(Of)
                .OrderByDescending(row => row.IsStale).ThenBy(row => row.Category).ThenBy(row => row.Name, StringComparer.Ordinal),
        ];
        return new PricesResponse(items, items.Count, items.Count(row => row.IsStale), (int)PriceList.ReviewEvery.TotalDays, [.. directory.Rows.SelectMany(Ended)]);
    }

    public async Task<Result<ProviderPriceResponse>> ChangeAsync(Caller caller, string provider, ChangePriceRequest request, CancellationToken ct)
    {
        if (!caller.IsAdmin) return AdministratorsOnly;
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (directory.Find(provider) is not { } info) return Errors.NotFound("provider");
        if (info.Auth.Kind == AuthKind.None) return IntegrationErrors.OfField("provider", $"{info.Name} runs on this machine and costs nothing.");
        if (request.ReviewedAt > today) return IntegrationErrors.OfField("reviewed_at", "The day of the review lies ahead.");
        foreach (var (model, price) in request.Models ?? new Dictionary<string, UnitPrice>())
        {
            if (info.Models.All(one => one.Id != model)) return IntegrationErrors.OfField("models", $"{info.Name} has no model '{model}'.");
            if (price.Usd is < 0 or > MostPerUnit || price.OutputUsd is < 0 or > MostPerUnit) return IntegrationErrors.OfField("models", $"The price of {model} is not between 0 and {MostPerUnit:0}.");
        }

        if (request.Model is { } wanted && info.Models.All(one => one.Id != wanted || one.Lifecycle != Lifecycle.Active))
            return IntegrationErrors.OfField("model", $"{info.Name} has no model '{wanted}' that can be relied on.");

        await using var db = database.OpenForSystem();
        var row = await db.ProviderPrices.SingleOrDefaultAsync(one => one.Provider == info.Id, ct);
        if (row is null) db.ProviderPrices.Add(row = new() { Provider = info.Id, ReviewedAt = today, ReviewedBy = caller.UserId, UpdatedAt = now });
        (row.EstimatedPerVideoUsd, row.Model, row.ReviewedAt, row.ReviewedBy, row.UpdatedAt) = (request.EstimatedPerVideoUsd, request.Model, request.ReviewedAt ?? today, caller.UserId, now);
        if (request.Models is { } models) row.Models = JsonSerializer.Serialize(models, Json.Options);
        db.Add(audit.New(caller, "price.change", info.Id, $"{row.EstimatedPerVideoUsd} {row.Model} {row.Models}"));
        await db.SaveChangesAsync(ct);
        await book.ReadAsync(ct);
        return Of(directory.Find(info.Id)!);
    }

    /// <summary>Goes back to the catalogue's prices.</summary>
    public async Task<Result<ProviderPriceResponse>> ForgetAsync(Caller caller, string provider, CancellationToken ct)
    {
        if (!caller.IsAdmin) return AdministratorsOnly;
        if (directory.Find(provider) is not { } info) return Errors.NotFound("provider");
        await using var db = database.OpenForSystem();
        if (await db.ProviderPrices.Where(row => row.Provider == info.Id).ExecuteDeleteAsync(ct) == 0) return Errors.NotFound("price");
        await audit.WriteAsync(caller, "price.forget", info.Id, null, ct);
        await book.ReadAsync(ct);
        return Of(directory.Find(info.Id)!);
    }

    private IEnumerable<EndedResponse> Ended(ProviderInfo info) => info.Lifecycle == Lifecycle.Retired
        ? [new(info.Id, info.Name, null, info.RetiredOn, info.ReplacedBy is { } next ? directory.Find(next)?.Name ?? next : null)]
        : info.Models.Where(model => model.Lifecycle == Lifecycle.Retired).Select(model => new EndedResponse(info.Id, info.Name, model.Id, null, info.RecommendedModel?.Id));

    private ProviderPriceResponse Of(ProviderInfo info)
    {
        var own = book.Has(info.Id);
        var now = clock.GetUtcNow();
        return new(
            info.Id, info.Name, info.Category(), info.Lifecycle, info.EstimatedPerVideoUsd, info.RecommendedModel?.Id, book.ModelOf(info.Id),
            [.. info.Models.Where(model => model.Lifecycle != Lifecycle.Retired).Select(model => new ModelPriceResponse(model.Id, model.Lifecycle, model.Price?.Unit, model.Price?.Usd, model.Price?.OutputUsd, own))],
            info.ReviewedAt, Math.Max(0, DateOnly.FromDateTime(now.UtcDateTime).DayNumber - info.ReviewedAt.DayNumber), PriceList.IsStale(info, now), own, info.DocsUrl);
    }
}
