using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Videos.Generation;
using Synthora.Jobs;
using Synthora.Providers.Jobs;

namespace Synthora.Features.Videos.Crew;

/// <summary>The orders of a video as rows, each written under the job's fence: a worker that was replaced orders nothing more.</summary>
/// <param name="lease">Null where no job runs, as when a stopped video's orders are called off.</param>
internal sealed class DatabaseOrderBook(Database database, Lease? lease, Video video, TimeProvider clock) : IOrderBook
{
    public async Task<PlacedOrder?> FindAsync(string key, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        return await db.ProviderOrders.AsNoTracking().SingleOrDefaultAsync(row => row.VideoId == video.Id && row.Key == key, ct) is { } row ? Placed(row) : null;
    }

    public async Task<PlacedOrder> OpenAsync(string key, string provider, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var row = new ProviderOrder { UserId = video.UserId, VideoId = video.Id, Key = key, Provider = provider, CreatedAt = now, UpdatedAt = now };
        await WriteAsync(db =>
        {
            db.ProviderOrders.Add(row);
            return Task.CompletedTask;
        }, ct);
        return Placed(row);
    }

    public Task TurnedAwayAsync(string key, CancellationToken ct) =>
        WriteAsync(db => db.ProviderOrders.Where(row => row.VideoId == video.Id && row.Key == key).ExecuteDeleteAsync(ct), ct);

    public Task TakenAsync(string key, ExternalJob job, CancellationToken ct) => ChangeAsync(key, row =>
        (row.State, row.Job, row.Usd) = (OrderState.Taken, StepJson.Write(job), job.EstimatedUsd), ct);

    public Task EndedAsync(string key, OrderState state, string? note, decimal? usd, CancellationToken ct) => ChangeAsync(key, row =>
        (row.State, row.Note, row.Usd) = (state, note, usd ?? (row.Job is null ? 0 : row.Usd)), ct);

    internal static PlacedOrder Placed(ProviderOrder row) => new(row.Id, row.State, row.Job is null ? null : StepJson.Read<ExternalJob>(row.Job), row.Note);

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
