using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Features.Videos.Generation;

namespace Synthora.Features.Videos.Crew;

/// <summary>
/// Brings what was ordered for a video into the books, once, whichever worker ordered it. What was booked before its price
/// was known is replaced when it is.
/// </summary>
internal sealed class OrderBills(Database database, ProviderDirectory directory, SpendingLedger ledger)
{
    private static readonly ProviderCategory[] Ordered = [ProviderCategory.VideoAi, ProviderCategory.AudioFx, ProviderCategory.Assembly];

    /// <param name="crew">Of the video; null when that is gone.</param>
    /// <param name="isOver">Nobody waits for what is still being made, so that it is owed at its estimate. While somebody may, the money for it stays promised.</param>
    public async Task SettleAsync(Guid userId, Guid videoId, VideoCrew? crew, bool isOver, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await SpendingLedger.TakeTurnAsync(db, userId, ct);
        var orders = await db.ProviderOrders.FromSql($"select * from provider_orders where video_id = {videoId} order by id for update").ToListAsync(ct);
        foreach (var group in orders.Where(order => order.Job is not null && order.Category is not null).GroupBy(order => (order.Category, order.Provider)))
            if (isOver || !group.Any(IsBeingMade)) await BookAsync(db, [.. group], crew, ct);
        foreach (var (_, category, member) in crew?.Members().Where(one => Ordered.Contains(one.Category) && !one.Member.IsSimulated) ?? [])
            if (await IsDoneForNothingAsync(db, videoId, category, [.. orders.Where(order => order.Category == category && order.Provider == member.Provider)], ct))
                await ledger.ReleaseAsync(db, userId, videoId, category.Word(), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Gives back what is promised for a category.</summary>
    public async Task ReleaseAsync(Video video, ProviderCategory category, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await ledger.ReleaseAsync(db, video.UserId, video.Id, category.Word(), ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Who was asked for an order on whose account.</summary>
    public static CrewMember? MemberOf(ProviderOrder order, VideoCrew? crew) => CrewMember.Read(order.Member)
        ?? crew?.Members().Where(one => one.Category == order.Category && one.Member.Provider == order.Provider).Select(one => one.Member).FirstOrDefault();

    /// <param name="orders">All of one category at one provider.</param>
    private async Task BookAsync(AppDbContext db, IReadOnlyList<ProviderOrder> orders, VideoCrew? crew, CancellationToken ct)
    {
        var owed = orders.Where(order => !order.IsSettled).ToList();
        if (owed.Count == 0) return;
        foreach (var order in owed) order.IsSettled = true;
        if (MemberOf(owed[0], crew) is not { IsSimulated: false } member) return;
        foreach (var line in owed.Select(order => order.SpendingId).OfType<Guid>().Distinct())
            await ledger.ReplaceAsync(db, line, Price(orders.Where(order => order.SpendingId == line)), ct);
        var fresh = owed.Where(order => order.SpendingId is null).ToList();
        if (fresh.Count == 0) return;
        var booked = await ledger.SettleAsync(db, fresh[0].UserId, fresh[0].VideoId, Plan(fresh[0].Category!.Value, member), Price(fresh), ct);
        foreach (var order in fresh) order.SpendingId = booked;
    }

    private PlannedSpending Plan(ProviderCategory category, CrewMember member) => directory.Find(member.Provider) is { } info
        ? VideoBudget.Plan(category, member, info) : new(category.Word(), member.Provider, member.Model, member.Route, null);

    private static decimal? Price(IEnumerable<ProviderOrder> orders) => orders.Aggregate((decimal?)0m, (sum, order) => sum + order.Usd);

    private static bool IsBeingMade(ProviderOrder order) => order.State == OrderState.Taken && !order.IsSettled;

    /// <summary>The step is finished, and its vendor is owed nothing that is not in the books: every order was refused or booked before, or there was none.</summary>
    private static async Task<bool> IsDoneForNothingAsync(AppDbContext db, Guid videoId, ProviderCategory category, IReadOnlyList<ProviderOrder> orders, CancellationToken ct)
    {
        var step = category == ProviderCategory.Assembly ? GenerationStep.Assembly : GenerationStep.VideoAi;
        return !orders.Any(order => order.State == OrderState.Asked || IsBeingMade(order))
            && await db.VideoSteps.AnyAsync(row => row.VideoId == videoId && row.Step == step && row.Status == StepStatus.Completed, ct);
    }
}
