using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Costs;
using Synthora.Features.Videos;

namespace Synthora.Features.Dashboard;

/// <param name="Days">Videos finished on each of the last 14 days (UTC), oldest first.</param>
/// <param name="FirstSteps">What a newcomer has done; null once all of it is.</param>
public sealed record DashboardFigures(
    VideoStats Stats, SpendingSummary Spending, IReadOnlyList<(DateOnly Day, int Finished)> Days, FirstSteps? FirstSteps);

/// <param name="HasTemplate">One of their own.</param>
public sealed record FirstSteps(bool HasVideo, bool HasBrand, bool HasTemplate, bool HasDefaults, bool HasProvider)
{
    public bool IsDone => this is { HasVideo: true, HasBrand: true, HasTemplate: true, HasDefaults: true, HasProvider: true };
}

/// <summary>What the first page after signing in tells: real figures, or what to do first.</summary>
internal sealed class GetDashboard(Database database, GetVideoStats stats, GetSpending spending, TimeProvider clock)
{
    private const int Shown = 14;

    public async Task<Result<DashboardFigures>> HandleAsync(Caller caller, CancellationToken ct)
    {
        var own = await stats.OwnAsync(caller, ct);
        if (!own.IsOk) return own.Error;
        var spent = await spending.HandleAsync(caller, month: null, ct);
        if (!spent.IsOk) return spent.Error;
        await using var db = database.Open(caller);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var from = new DateTimeOffset(today.AddDays(1 - Shown).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var finished = await db.Videos.Where(video => video.CompletedAt >= from).Select(video => video.CompletedAt!.Value).ToListAsync(ct);
        var perDay = finished.CountBy(at => DateOnly.FromDateTime(at.UtcDateTime)).ToDictionary();
        var steps = await db.Users.Where(user => user.Id == caller.UserId).Select(_ => new FirstSteps(
            db.Videos.Any(video => video.CompletedAt != null), db.BrandAssets.Any(), db.Templates.Any(template => template.OwnerId == caller.UserId),
            db.GenerationDefaults.Any(), db.Integrations.Any())).SingleAsync(ct);
        return new DashboardFigures(
            own.Value, spent.Value,
            [.. Enumerable.Range(0, Shown).Select(back => today.AddDays(back + 1 - Shown)).Select(day => (day, perDay.GetValueOrDefault(day)))],
            steps.IsDone ? null : steps);
    }
}
