using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Features.Videos.Generation;

namespace Synthora.Features.Videos.Crew;

/// <summary>Brings what was ordered for a video into the books, once, whichever worker ordered it.</summary>
internal sealed class OrderBills(Database database, ProviderDirectory directory, SpendingLedger ledger)
{
    /// <param name="isOver">Nobody goes on with the video, so that also what is still being made is owed. While somebody may, the money for it stays promised.</param>
    public async Task SettleAsync(Video video, VideoCrew crew, bool isOver, CancellationToken ct)
    {
        foreach (var (category, member) in new[] { (ProviderCategory.VideoAi, crew.VideoAi), (ProviderCategory.AudioFx, crew.AudioFx), (ProviderCategory.Assembly, crew.Assembly) })
            if (member is { IsSimulated: false } && directory.Find(member.Provider) is { } info) await SettleAsync(video, category, VideoBudget.Plan(category, member, info), isOver, ct);
    }

    private async Task SettleAsync(Video video, ProviderCategory category, PlannedSpending plan, bool isOver, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        var prefix = category.Word() + "/";
        var orders = db.ProviderOrders.Where(row => row.VideoId == video.Id && row.Provider == plan.Provider && row.Key.StartsWith(prefix));
        if (!isOver && await orders.AnyAsync(row => row.State == OrderState.Taken, ct)) return;
        var (like, asked) = (prefix + "%", EnumText.Of(OrderState.Asked));
        var owed = await db.Database.SqlQuery<decimal?>(
            $"""
             update provider_orders set is_settled = true
             where video_id = {video.Id} and provider = {plan.Provider} and key like {like} and state <> {asked} and not is_settled and (job is not null or usd > 0)
             returning usd as "Value"
             """).ToListAsync(ct);
        if (owed.Count > 0) await ledger.SettleAsync(video.UserId, video.Id, plan, owed.Any(usd => usd is null) ? null : owed.Sum(), ct);
        else if (await IsDoneForNothingAsync(db, video, category, plan.Provider, orders, ct)) await ReleaseAsync(video, category, ct);
    }

    /// <summary>Gives back what is promised for a category.</summary>
    public async Task ReleaseAsync(Video video, ProviderCategory category, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await ledger.ReleaseAsync(db, video.UserId, video.Id, category.Word(), ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The step is finished, and its vendor was paid nothing: every order was refused, or there was none.</summary>
    private static async Task<bool> IsDoneForNothingAsync(AppDbContext db, Video video, ProviderCategory category, string provider, IQueryable<ProviderOrder> orders, CancellationToken ct)
    {
        var step = category == ProviderCategory.Assembly ? GenerationStep.Assembly : GenerationStep.VideoAi;
        return await db.VideoSteps.AnyAsync(row => row.VideoId == video.Id && row.Step == step && row.Status == StepStatus.Completed, ct)
            && !await orders.AnyAsync(row => row.IsSettled || row.State == OrderState.Asked || row.State == OrderState.Taken, ct);
    }
}
