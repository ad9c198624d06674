using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Integrations;
using Synthora.Features.Videos.Generation;
using Synthora.Jobs;
using Synthora.Providers.Jobs;

namespace Synthora.Features.Videos.Crew;

/// <summary>The orders of a video as rows, written under the job's fence: a worker that was replaced orders nothing more.</summary>
/// <param name="lease">Null where no job runs.</param>
internal sealed class DatabaseOrderBook(Database database, Lease? lease, Video video, TimeProvider clock) : IOrderBook
{
    /// <summary>For so long a database that is away is waited for with the number of an order that a vendor took.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task<PlacedOrder?> FindAsync(string key, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        return await db.ProviderOrders.AsNoTracking().SingleOrDefaultAsync(row => row.VideoId == video.Id && row.Key == key, ct) is { } row ? Placed(row) : null;
    }

    public async Task<PlacedOrder> OpenAsync(string key, string provider, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var row = new ProviderOrder
        {
            UserId = video.UserId, VideoId = video.Id, Key = key, Provider = provider, Member = Member(key)?.ToJson(), CreatedAt = now, UpdatedAt = now,
        };
        await WriteAsync(db =>
        {
            db.ProviderOrders.Add(row);
            return Task.CompletedTask;
        }, ct);
        return Placed(row);
    }

    public Task TurnedAwayAsync(string key, CancellationToken ct) =>
        WriteAsync(db => db.ProviderOrders.Where(row => row.VideoId == video.Id && row.Key == key).ExecuteDeleteAsync(ct), ct);

    /// <summary>Under no fence: what a vendor has taken will have to be paid for also when the job was stopped meanwhile, and is called off by its number.</summary>
    public async Task TakenAsync(string key, ExternalJob job, CancellationToken ct)
    {
        var number = StepJson.Write(job);
        await Transient.RetryAsync(Patience, async () =>
        {
            await using var db = database.OpenForSystem();
            return await db.ProviderOrders.Where(row => row.VideoId == video.Id && row.Key == key && row.State == OrderState.Asked).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, OrderState.Taken).SetProperty(row => row.Job, number).SetProperty(row => row.Usd, job.EstimatedUsd).SetProperty(row => row.UpdatedAt, clock.GetUtcNow()), ct);
        }, ct);
    }

    public Task EndedAsync(string key, OrderState state, string? note, decimal? usd, CancellationToken ct) => ChangeAsync(key, row =>
    {
        (row.State, row.Note, row.Usd) = (state, note, usd ?? (row.Job is null ? 0 : row.Usd));
        // It was booked while it was being made: the books are put right.
        if (row.SpendingId is not null) row.IsSettled = false;
    }, ct);

    internal static PlacedOrder Placed(ProviderOrder row) => new(row.Id, row.State, row.Job is null ? null : StepJson.Read<ExternalJob>(row.Job), row.Note);

    private CrewMember? Member(string key) =>
        VideoCrew.Read(video.Providers).Members().Where(one => one.Category.Word() == ProviderOrder.CategoryWord(key)).Select(one => one.Member).FirstOrDefault();

    private Task ChangeAsync(string key, Action<ProviderOrder> change, CancellationToken ct) => WriteAsync(async db =>
    {
        var row = await db.ProviderOrders.SingleAsync(found => found.VideoId == video.Id && found.Key == key, ct);
        change(row);
        row.UpdatedAt = clock.GetUtcNow();
    }, ct);

    private async Task WriteAsync(Func<AppDbContext, Task> write, CancellationToken ct)
    {
        if (lease is not null)
        {
            await lease.WriteAsync(write, ct);
            return;
        }

        await using var db = database.OpenForSystem();
        await write(db);
        await db.SaveChangesAsync(ct);
    }
}
