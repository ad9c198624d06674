using Microsoft.EntityFrameworkCore;
using Quartz;
using Synthora.Data;
using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Features.Videos.Generation;
using Synthora.Providers;

namespace Synthora.Features.Videos.Crew;

/// <summary>Promises the money for a video before its work is ordered.</summary>
internal sealed class VideoBudget(SpendingLedger ledger, ProviderDirectory directory)
{
    /// <summary>For the steps that are still to be done and that nothing is promised for. Within the caller's transaction.</summary>
    public async Task<Error?> ReserveAsync(AppDbContext db, Video video, CancellationToken ct)
    {
        var crew = VideoCrew.Read(video.Providers);
        var done = await db.VideoSteps.Where(step => step.VideoId == video.Id && step.Status == StepStatus.Completed).Select(step => step.Step).ToListAsync(ct);
        var promised = await db.Spendings.Where(row => row.VideoId == video.Id && row.State == SpendingState.Reserved).Select(row => row.Step).ToListAsync(ct);
        var plans = crew.Members()
            .Where(one => !one.Member.IsSimulated && !done.Contains(one.Step) && !promised.Contains(one.Category.Word()))
            .Select(one => (one.Category, one.Member, Info: directory.Find(one.Member.Provider))).Where(one => one.Info is not null)
            .Select(one => Plan(one.Category, one.Member, one.Info!)).ToList();
        return plans.Count == 0 ? null : await ledger.ReserveAsync(db, video.UserId, video.Id, plans, ct);
    }

    public static PlannedSpending Plan(ProviderCategory category, CrewMember member, ProviderInfo info) =>
        new(category.Word(), member.Provider, member.Model, member.Route, PriceList.Promise(info, member.Model));
}

/// <summary>Every five minutes: gives back what ended videos did not use, and settles what a vanished worker did.</summary>
[DisallowConcurrentExecution]
internal sealed class SpendingUpkeep(SpendingLedger ledger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await ledger.TidyAsync(cancellationToken);
}
