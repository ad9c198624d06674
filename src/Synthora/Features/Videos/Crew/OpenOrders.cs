using Microsoft.EntityFrameworkCore;
using Quartz;
using Synthora.Data;
using Synthora.Features.Integrations;
using Synthora.Features.Videos.Generation;
using Synthora.Providers;
using Synthora.Providers.Assembly;
using Synthora.Providers.AudioFx;
using Synthora.Providers.Jobs;
using Synthora.Providers.VideoAi;

namespace Synthora.Features.Videos.Crew;

/// <summary>Ends orders that nobody waits for: their vendors are asked how they stand and to stop what is not made yet, and what they could not stop is owed.</summary>
internal sealed class OpenOrders(Database database, ProviderCatalog catalog, ProviderUse use, OrderBills bills, TimeProvider clock)
{
    /// <summary>For so long a vendor that does not answer is asked again; then its estimate is owed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>Calls off what a video has ordered that will not go on.</summary>
    /// <param name="atOnce">Nobody can ask again, because the keys go away.</param>
    public Task CallOffAsync(Guid videoId, CancellationToken ct, bool atOnce = false) => EndAsync(videoId, (_, _) => true, stop: true, atOnce, ct);

    /// <summary>Books what a video has ordered that may still be retried, and leaves it at the vendor.</summary>
    public Task BookAsync(Guid videoId, CancellationToken ct) => EndAsync(videoId, (_, _) => true, stop: false, atOnce: false, ct);

    /// <summary>Calls off what was ordered from vendors that a video has left for others.</summary>
    public Task CallOffReplacedAsync(Guid videoId, CancellationToken ct) =>
        EndAsync(videoId, (order, crew) => crew?.Members().Any(one => one.Category == order.Category && one.Member.Provider == order.Provider) == false, stop: true, atOnce: false, ct);

    private async Task EndAsync(Guid videoId, Func<ProviderOrder, VideoCrew?, bool> isMeant, bool stop, bool atOnce, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        var orders = await db.ProviderOrders.AsNoTracking().Where(row => row.VideoId == videoId && !row.IsSettled && row.Job != null).ToListAsync(ct);
        var video = await db.Videos.Where(row => row.Id == videoId).Select(row => new { row.Providers }).SingleOrDefaultAsync(ct);
        var crew = video is null ? null : VideoCrew.Read(video.Providers);
        orders.RemoveAll(row => !isMeant(row, crew));
        if (orders.Count == 0) return;
        foreach (var order in orders.Where(row => row.State == OrderState.Taken)) await EndAsync(order, OrderBills.MemberOf(order, crew), stop, atOnce, ct);
        // Nothing is called off that may be retried, so what is still being made is owed too.
        await bills.SettleAsync(orders[0].UserId, videoId, crew, isOver: !stop, ct);
    }

    private Task EndAsync(ProviderOrder row, CrewMember? member, bool stop, bool atOnce, CancellationToken ct) => row.Category switch
    {
        ProviderCategory.VideoAi => EndAsync<VideoAiRequest>(row, member, stop, atOnce, ct),
        ProviderCategory.AudioFx => EndAsync<AudioFxRequest>(row, member, stop, atOnce, ct),
        _ => EndAsync<AssemblyRequest>(row, member, stop, atOnce, ct),
    };

    private async Task EndAsync<TRequest>(ProviderOrder row, CrewMember? member, bool stop, bool atOnce, CancellationToken ct)
    {
        var job = DatabaseOrderBook.Placed(row).Job!;
        var (state, note, usd) = (OrderState.Failed, "nobody could ask how it went", row.Usd);
        if (member is not null && catalog.Find<IJobProvider<TRequest>>(row.Provider) is { } maker)
        {
            var vendor = new PaidJobs<TRequest>(maker, member, row.Category!.Value, use, row.UserId, row.VideoId);
            try
            {
                // Asked first: some vendors take a call to stop what is made for one to throw it away.
                var report = await vendor.PollAsync(job, key: null, ct);
                if (report.IsFinal) (state, note, usd) = (report.Result is null ? OrderState.Failed : OrderState.Done, report.Failure?.Message ?? "it was not fetched", report.CostUsd ?? (report.State == JobState.Cancelled ? 0 : row.Usd));
                else if (stop) (note, usd) = await vendor.CancelAsync(job, key: null, ct) ? ("called off", 0) : ("the video was stopped; the vendor could not stop the work", row.Usd);
            }
            catch (ProviderException unheard)
            {
                if (!atOnce && unheard.Fault is not (ProviderFault.BadKey or ProviderFault.Configuration) && clock.GetUtcNow() - row.UpdatedAt < Patience) return;
                note = unheard.Message;
            }
        }

        await using var db = database.OpenForSystem();
        // What may be retried stays open at the vendor; only its price is known better.
        var (then, why) = stop ? (state, note) : (OrderState.Taken, row.Note);
        await db.ProviderOrders.Where(one => one.Id == row.Id && one.State == OrderState.Taken).ExecuteUpdateAsync(
            set => set.SetProperty(one => one.State, then).SetProperty(one => one.Note, why).SetProperty(one => one.Usd, usd).SetProperty(one => one.UpdatedAt, clock.GetUtcNow()), ct);
    }
}

/// <summary>
/// Every minute: calls off what was ordered for videos that are gone, stopped, or finished without it, and from vendors whose
/// work somebody else was given; and books what failed videos left at vendors when nobody has retried them for an hour.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class OrderUpkeep(Database database, OpenOrders orders, TimeProvider clock, ILogger<OrderUpkeep> log) : IJob
{
    private static readonly TimeSpan RetriedUntil = TimeSpan.FromHours(1);

    /// <summary>A vendor that does not answer keeps few others waiting.</summary>
    private const int AtOnce = 4;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await RunAsync(cancellationToken);

    internal async Task RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - RetriedUntil;
        await using var db = database.OpenForSystem();
        var open = from id in db.ProviderOrders.Where(order => !order.IsSettled && order.Job != null).Select(order => order.VideoId).Distinct()
                   join video in db.Videos on id equals video.Id into found
                   from video in found.DefaultIfEmpty()
                   select new { Id = id, Status = (VideoStatus?)video.Status, video.ErrorCode, UpdatedAt = (DateTimeOffset?)video.UpdatedAt };
        await Parallel.ForEachAsync(await open.ToListAsync(ct), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (one, token) =>
        {
            try
            {
                await (one.Status switch
                {
                    { } status when Video.MayRetry(status, one.ErrorCode) => one.UpdatedAt < before ? orders.BookAsync(one.Id, token) : Task.CompletedTask,
                    VideoStatus.Queued or VideoStatus.Processing => orders.CallOffReplacedAsync(one.Id, token),
                    _ => orders.CallOffAsync(one.Id, token),
                });
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogError(exception, "What video {VideoId} has ordered could not be ended; it is tried again", one.Id);
            }
        });
    }
}
