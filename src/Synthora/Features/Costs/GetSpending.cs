using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Integrations;
using Synthora.Features.Settings;

namespace Synthora.Features.Costs;

/// <param name="ActualUsd">Null where the provider did not tell; the estimate then counts.</param>
public sealed record SpendingLine(
    Guid? VideoId, string Step, string Provider, string Name, string? Model, ProviderRoute Route, SpendingState State, decimal? EstimatedUsd, decimal? ActualUsd, DateTimeOffset At)
{
    internal static SpendingLine From(Spending row, ProviderDirectory directory) => new(
        row.VideoId, row.Step, row.Provider, directory.Find(row.Provider)?.Name ?? row.Provider, row.Model, row.Route, row.State, row.EstimatedUsd, row.ActualUsd, row.SettledAt ?? row.CreatedAt);
}

public sealed record ProviderSpending(string Provider, string Name, string Step, decimal Usd, int Videos);

/// <param name="OwnUsd">On the user's own keys, promises included.</param>
/// <param name="Alert">Four fifths of a budget are used up.</param>
public sealed record SpendingSummary(
    string Month, string Currency, decimal OwnUsd, decimal? OwnBudgetUsd, decimal PlatformUsd, decimal? PlatformBudgetUsd, bool Alert, IReadOnlyList<ProviderSpending> Providers);

/// <param name="TotalUsd">Actual costs where they are known, estimates elsewhere.</param>
public sealed record VideoCosts(Guid VideoId, decimal TotalUsd, string Currency, IReadOnlyList<SpendingLine> Steps);

/// <summary>What a user spent in a month, and what is left.</summary>
internal sealed partial class GetSpending(Database database, ProviderDirectory directory, SpendingLedger ledger, TimeProvider clock)
{
    /// <param name="month">Such as 2026-11; this month when absent.</param>
    public async Task<Result<SpendingSummary>> HandleAsync(Caller caller, string? month, CancellationToken ct)
    {
        var wanted = SpendingLedger.MonthOf(clock.GetUtcNow());
        if (month is not null && (!MonthWord().IsMatch(month) || !DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out wanted)))
            return IntegrationErrors.OfField("month", "Write the month as 2026-11.");
        await using var db = database.Open(caller);
        var months = await db.SpendingMonths.AsNoTracking().Where(row => row.Month == wanted).ToDictionaryAsync(row => row.Payer, row => row.Usd, ct);
        var budget = await db.GenerationDefaults.Select(row => row.MonthlyBudgetUsd).SingleOrDefaultAsync(ct);
        var rows = await db.Spendings.AsNoTracking().Where(row => row.Month == wanted).ToListAsync(ct);
        var (own, platform) = (months.GetValueOrDefault(Payer.User), months.GetValueOrDefault(Payer.PlatformUser));
        return new SpendingSummary(
            wanted.ToString("yyyy-MM", CultureInfo.InvariantCulture), PriceList.Currency, own, budget, platform, ledger.PlatformShare,
            own >= budget * SpendingLedger.AlertShare || platform >= ledger.PlatformShare * SpendingLedger.AlertShare,
            [.. rows.Where(row => row.State != SpendingState.Released).GroupBy(row => (row.Provider, row.Step))
                .Select(group => new ProviderSpending(group.Key.Provider, directory.Find(group.Key.Provider)?.Name ?? group.Key.Provider, group.Key.Step, group.Sum(row => row.Usd), group.Select(row => row.VideoId).Distinct().Count()))
                .OrderByDescending(one => one.Usd).ThenBy(one => one.Provider, StringComparer.Ordinal)]);
    }

    public async Task<Result<VideoCosts>> OfVideoAsync(Caller caller, Guid videoId, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        if (!await db.Videos.AnyAsync(video => video.Id == videoId, ct)) return Errors.NotFound("video");
        var rows = await db.Spendings.AsNoTracking().Where(row => row.VideoId == videoId).OrderBy(row => row.CreatedAt).ThenBy(row => row.Step).ToListAsync(ct);
        return new VideoCosts(videoId, rows.Sum(row => row.Usd), PriceList.Currency, [.. rows.Select(row => SpendingLine.From(row, directory))]);
    }

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}$")]
    private static partial Regex MonthWord();
}
