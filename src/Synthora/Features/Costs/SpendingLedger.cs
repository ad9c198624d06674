using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Integrations;
using Synthora.Features.Notifications;
using Synthora.Features.Settings;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Generation;

namespace Synthora.Features.Costs;

/// <summary>A step that will be done on somebody's account.</summary>
/// <param name="Usd">What is promised for it; null when nobody knows what it will cost.</param>
internal sealed record PlannedSpending(string Step, string Provider, string? Model, ProviderRoute Route, decimal? Usd);

/// <summary>Keeps budgets: money is promised before work is ordered, and the promise is corrected by what it cost.</summary>
internal sealed class SpendingLedger(Database database, Limits limits, TimeProvider clock)
{
    /// <summary>From this share of a budget on its owner is warned.</summary>
    public const decimal AlertShare = 0.8m;

    private static readonly TimeSpan LongestEdit = TimeSpan.FromMinutes(10);

    private const string YourBudget = "your monthly budget";
    private const string YourShare = "your monthly share of the platform's keys";
    private const string AllBudget = "the platform's monthly budget";

    /// <summary>Promises the money for a video's steps, or none of it. The caller's transaction makes both happen or neither.</summary>
    public async Task<Error?> ReserveAsync(AppDbContext db, Guid userId, Guid videoId, IReadOnlyList<PlannedSpending> steps, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var month = MonthOf(now);
        var (own, platform) = (Sum(steps, ProviderRoute.OwnKey), Sum(steps, ProviderRoute.PlatformKey));
        await TakeTurnAsync(db, userId, ct);
        if (IsPaid(steps, ProviderRoute.OwnKey))
        {
            var budget = await BudgetAsync(db, userId, ct);
            if (!await TakeAsync(db, userId, Payer.User, month, own, budget, ct)) return Exceeded(YourBudget, budget!.Value, own, now);
            await WarnAsync(db, userId, ProviderRoute.OwnKey, month, now, ct);
        }

        if (IsPaid(steps, ProviderRoute.PlatformKey))
        {
            if (!await TakeAsync(db, userId, Payer.PlatformUser, month, platform, PlatformShare, ct)) return Exceeded(YourShare, limits.PlatformBudgetPerUserUsd, platform, now);
            if (!await TakeAsync(db, Guid.Empty, Payer.Platform, month, platform, Bound(limits.PlatformBudgetUsd), ct))
                return Exceeded(AllBudget, limits.PlatformBudgetUsd, platform, now);
            await WarnAsync(db, userId, ProviderRoute.PlatformKey, month, now, ct);
        }

        foreach (var step in steps.Where(step => step.Route != ProviderRoute.BuiltIn))
        {
            db.Spendings.Add(new()
            {
                UserId = userId, VideoId = videoId, Step = step.Step, Provider = step.Provider, Model = step.Model, Route = step.Route,
                EstimatedUsd = step.Usd, Month = month, CreatedAt = now,
            });
        }

        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>Writes down what a step cost; a step that was not reserved, such as one taken up again, is written down all the same.</summary>
    /// <param name="usd">Null when the provider does not tell: the estimate then stands.</param>
    public async Task SettleAsync(Guid userId, Guid? videoId, PlannedSpending step, decimal? usd, CancellationToken ct)
    {
        if (step.Route == ProviderRoute.BuiltIn) return;
        await using var db = database.OpenForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await TakeTurnAsync(db, userId, ct);
        await SettleAsync(db, userId, videoId, step, usd, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The same within the transaction of a caller whose turn it is.</summary>
    /// <returns>The line that holds it.</returns>
    public async Task<Guid> SettleAsync(AppDbContext db, Guid userId, Guid? videoId, PlannedSpending step, decimal? usd, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        // What a video cost is owed also when its owner deleted it meanwhile.
        if (videoId is { } id && (await db.Database.SqlQuery<Guid>($"select id as \"Value\" from videos where id = {id} for key share").ToListAsync(ct)).Count == 0) videoId = null;
        var state = EnumText.Of(SpendingState.Reserved);
        var row = await db.Spendings.FromSql($"select * from spendings where user_id = {userId} and video_id is not distinct from {videoId} and step = {step.Step} and provider = {step.Provider} and state = {state} order by id limit 1 for update")
            .SingleOrDefaultAsync(ct);
        var promised = row?.EstimatedUsd ?? 0m;
        if (row is null)
        {
            row = new()
            {
                UserId = userId, VideoId = videoId, Step = step.Step, Provider = step.Provider, Route = step.Route, EstimatedUsd = step.Usd, Month = MonthOf(now), CreatedAt = now,
            };
            db.Spendings.Add(row);
        }

        (row.State, row.ActualUsd, row.Model, row.SettledAt) = (SpendingState.Settled, usd, step.Model ?? row.Model, now);
        await db.SaveChangesAsync(ct);
        await CorrectAsync(db, row, row.Usd - promised, ct);
        if (row.Usd > promised) await WarnAsync(db, userId, row.Route, row.Month, now, ct);
        return row.Id;
    }

    /// <summary>Puts a line right whose price is known better by now. Within the transaction of a caller whose turn it is.</summary>
    /// <param name="usd">Null when the estimate stands.</param>
    public async Task ReplaceAsync(AppDbContext db, Guid line, decimal? usd, CancellationToken ct)
    {
        var row = await db.Spendings.FromSql($"select * from spendings where id = {line} for update").SingleAsync(ct);
        var before = row.Usd;
        row.ActualUsd = usd;
        await db.SaveChangesAsync(ct);
        await CorrectAsync(db, row, row.Usd - before, ct);
        if (row.Usd > before) await WarnAsync(db, row.UserId, row.Route, row.Month, clock.GetUtcNow(), ct);
    }

    /// <summary>
    /// Ends what is promised for a video that ended: a finished step whose worker vanished before it could say what it cost
    /// counts with its estimate, what was ordered waits for what its vendor takes, and what was not done is given back. Within
    /// the caller's transaction.
    /// </summary>
    public async Task CloseAsync(AppDbContext db, Guid userId, Guid videoId, CancellationToken ct)
    {
        await TakeTurnAsync(db, userId, ct);
        var state = EnumText.Of(SpendingState.Reserved);
        await EndAsync(db, await db.Spendings.FromSql($"select * from spendings where video_id = {videoId} and state = {state} order by id for update").ToListAsync(ct), ct);
    }

    /// <summary>The same for videos that are gone, and for those whose worker vanished with the last word. What was promised for a finished video a moment ago is for an edit that is at work.</summary>
    public async Task TidyAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - LongestEdit;
        await using var db = database.OpenForSystem();
        var state = EnumText.Of(SpendingState.Reserved);
        var owners = await db.Database.SqlQuery<Guid>(
            $"""
             select distinct s.user_id as "Value" from spendings s where s.state = {state} and not exists (
               select from videos v where v.id = s.video_id and (v.status in ('planned', 'queued', 'processing') or (v.status = 'completed' and s.created_at > {before}))) limit 500
             """).ToListAsync(ct);
        foreach (var owner in owners)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await TakeTurnAsync(db, owner, ct);
            await EndAsync(db, await db.Spendings.FromSql(
                $"""
                 select s.* from spendings s where s.user_id = {owner} and s.state = {state} and not exists (
                   select from videos v where v.id = s.video_id and (v.status in ('planned', 'queued', 'processing') or (v.status = 'completed' and s.created_at > {before})))
                 order by s.id for update of s
                 """).ToListAsync(ct), ct);
            await transaction.CommitAsync(ct);
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Takes back what is promised for a step of a video that nobody was paid for, or that somebody else is to do. Within the caller's transaction.</summary>
    public async Task ReleaseAsync(AppDbContext db, Guid userId, Guid videoId, string step, CancellationToken ct)
    {
        await TakeTurnAsync(db, userId, ct);
        var state = EnumText.Of(SpendingState.Reserved);
        var rows = await db.Spendings.FromSql($"select * from spendings where video_id = {videoId} and step = {step} and state = {state} order by id for update").ToListAsync(ct);
        foreach (var row in rows) await GiveBackAsync(db, row, ct);
        await db.SaveChangesAsync(ct);
    }

    public static DateOnly MonthOf(DateTimeOffset at) => new(at.UtcDateTime.Year, at.UtcDateTime.Month, 1);

    public decimal? PlatformShare => Bound(limits.PlatformBudgetPerUserUsd);

    /// <summary>One user's money is changed by one transaction at a time, which comes here first: so none waits for another in a circle.</summary>
    public static Task TakeTurnAsync(AppDbContext db, Guid userId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({$"spending/{userId:N}"}, 0))", ct);

    private async Task EndAsync(AppDbContext db, IReadOnlyList<Spending> rows, CancellationToken ct)
    {
        foreach (var row in rows)
        {
            if (await IsAwaitedAsync(db, row, ct)) continue;
            var isDone = row.VideoId is { } id && await db.VideoSteps.AnyAsync(step => step.VideoId == id && step.Status == StepStatus.Completed && step.Provider == row.Provider, ct);
            if (isDone) (row.State, row.SettledAt) = (SpendingState.Settled, clock.GetUtcNow());
            else await GiveBackAsync(db, row, ct);
        }

        await db.SaveChangesAsync(ct);
    }

    /// <summary>Vendors were asked for it, and what they will take is not in the books yet. A line whose video is gone waits for all orders of such videos.</summary>
    private static Task<bool> IsAwaitedAsync(AppDbContext db, Spending row, CancellationToken ct)
    {
        var prefix = row.Step + "/";
        return db.ProviderOrders.AnyAsync(
            order => order.UserId == row.UserId && order.Provider == row.Provider && order.Key.StartsWith(prefix) && !order.IsSettled && order.Job != null
                && (order.VideoId == row.VideoId || (row.VideoId == null && !db.Videos.Any(video => video.Id == order.VideoId))), ct);
    }

    private async Task GiveBackAsync(AppDbContext db, Spending row, CancellationToken ct)
    {
        (row.State, row.SettledAt) = (SpendingState.Released, clock.GetUtcNow());
        await CorrectAsync(db, row, -(row.EstimatedUsd ?? 0m), ct);
    }

    /// <returns>False when the budget does not hold it or is used up, which stops also what nobody knows the price of; then nothing was taken.</returns>
    private static async Task<bool> TakeAsync(AppDbContext db, Guid owner, Payer payer, DateOnly month, decimal usd, decimal? budget, CancellationToken ct)
    {
        if (budget is { } most && (usd > most || most <= 0)) return false;
        var word = EnumText.Of(payer);
        return await db.Database.ExecuteSqlAsync(
            $"""
             insert into spending_months as spent (user_id, payer, month, usd) values ({owner}, {word}, {month}, {usd})
             on conflict (user_id, payer, month) do update set usd = spent.usd + excluded.usd
             where {budget}::numeric is null or (spent.usd + excluded.usd <= {budget}::numeric and spent.usd < {budget}::numeric)
             """, ct) == 1;
    }

    /// <summary>Once a month and budget, when most of it is promised or spent: the user of theirs, the administrators of the one for all.</summary>
    private async Task WarnAsync(AppDbContext db, Guid userId, ProviderRoute route, DateOnly month, DateTimeOffset now, CancellationToken ct)
    {
        if (route == ProviderRoute.OwnKey)
        {
            await WarnAsync(db, [userId], userId, Payer.User, month, await BudgetAsync(db, userId, ct), YourBudget, "/settings/generation", now, ct);
            return;
        }

        await WarnAsync(db, [userId], userId, Payer.PlatformUser, month, PlatformShare, YourShare, "/settings/generation", now, ct);
        var administrators = await db.Users.IgnoreQueryFilters().Where(user => user.Role == Role.Admin && user.IsActive).Select(user => user.Id).ToListAsync(ct);
        await WarnAsync(db, administrators, Guid.Empty, Payer.Platform, month, Bound(limits.PlatformBudgetUsd), AllBudget, "/admin/prices", now, ct);
    }

    private static async Task WarnAsync(
        AppDbContext db, IReadOnlyList<Guid> readers, Guid owner, Payer payer, DateOnly month, decimal? budget, string what, string link, DateTimeOffset now, CancellationToken ct)
    {
        if (budget is not { } most) return;
        var spent = await db.SpendingMonths.IgnoreQueryFilters().AsNoTracking().Where(row => row.UserId == owner && row.Payer == payer && row.Month == month).Select(row => row.Usd).SingleOrDefaultAsync(ct);
        if (spent < most * AlertShare) return;
        var text = string.Create(CultureInfo.InvariantCulture, $"${spent:0.00} of {what} of ${most:0.00} is spent or promised. At ${most:0.00} no more videos are started on it.");
        var key = string.Create(CultureInfo.InvariantCulture, $"budget-alert:{EnumText.Of(payer)}:{month:yyyy-MM}:{most:0.00}");
        foreach (var reader in readers) await db.RaiseAsync(new(reader, NotificationType.BudgetAlert, key, "Most of this month's budget is used", text) { Link = link }, now, ct);
    }

    private static Task<decimal?> BudgetAsync(AppDbContext db, Guid userId, CancellationToken ct) =>
        db.GenerationDefaults.IgnoreQueryFilters().Where(row => row.UserId == userId).Select(row => row.MonthlyBudgetUsd).SingleOrDefaultAsync(ct);

    private static async Task CorrectAsync(AppDbContext db, Spending row, decimal usd, CancellationToken ct)
    {
        if (usd == 0m || row.Route == ProviderRoute.BuiltIn) return;
        if (row.Route == ProviderRoute.OwnKey)
        {
            await TakeAsync(db, row.UserId, Payer.User, row.Month, usd, budget: null, ct);
            return;
        }

        await TakeAsync(db, row.UserId, Payer.PlatformUser, row.Month, usd, budget: null, ct);
        await TakeAsync(db, Guid.Empty, Payer.Platform, row.Month, usd, budget: null, ct);
    }

    private static decimal Sum(IReadOnlyList<PlannedSpending> steps, ProviderRoute route) => steps.Where(step => step.Route == route).Sum(step => step.Usd ?? 0m);

    /// <summary>An unknown price may be any; only what is known to be free needs no money.</summary>
    private static bool IsPaid(IReadOnlyList<PlannedSpending> steps, ProviderRoute route) => steps.Any(step => step.Route == route && step.Usd is not 0m);

    private static decimal? Bound(decimal value) => value > 0 ? value : null;

    private static Error Exceeded(string what, decimal budget, decimal needed, DateTimeOffset now) => new(
        ErrorKind.TooMany, "quota_exceeded",
        needed == 0m
            ? string.Create(CultureInfo.InvariantCulture, $"Nothing is left of {what} of ${budget:0.00}, and nobody knows what this video would cost. Use providers that are free, raise the budget, or wait for the next month.")
            : string.Create(CultureInfo.InvariantCulture, $"This video would cost about ${needed:0.00} and exceed {what} of ${budget:0.00}. Use cheaper providers, raise the budget, or wait for the next month."),
        new Dictionary<string, object?> { ["needed_usd"] = needed, ["budget_usd"] = budget, ["resets_at"] = new DateTimeOffset(MonthOf(now).AddMonths(1), TimeOnly.MinValue, TimeSpan.Zero) });
}
