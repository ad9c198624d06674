using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Jobs;

/// <summary>The job is no longer ours: its lease ran out and another worker has it, or its owner stopped it.</summary>
public sealed class LeaseLostException(string why) : Exception(why);

/// <summary>The right to write for a claimed job. Every write checks the fence in its own transaction.</summary>
public sealed class Lease(Database database, JobTable table, JobSignals signals, Job job, TimeSpan length)
{
    public Guid JobId => job.Id;
    public long Fence => job.Fence;

    /// <summary>
    /// Runs <paramref name="write"/> in a transaction that holds the job's row under our fence. A database that is away
    /// for a moment is waited for; one that is away longer than the lease has given the job to someone else.
    /// </summary>
    /// <exception cref="LeaseLostException">Nothing was written.</exception>
    public async Task WriteAsync(Func<AppDbContext, Task> write, CancellationToken ct)
    {
        await Transient.RetryAsync(length, async () =>
        {
            await using var db = database.OpenForSystem();
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var held = await db.Database.SqlQuery<Guid>(
                $"select id as \"Value\" from jobs where id = {job.Id} and fence = {job.Fence} and status = 'running' and not cancel_requested for update")
                .ToListAsync(ct);
            if (held.Count == 0) throw new LeaseLostException("The job was stopped or taken over.");
            await write(db);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return true;
        }, ct);
        await signals.ChangedAsync(ct);
    }

    /// <summary>News for people watching; nothing depends on it.</summary>
    public async Task ReportAsync(double percent, string? message, double? secondsLeft, CancellationToken ct)
    {
        await table.ReportAsync(job, percent, message, secondsLeft, ct);
        await signals.ChangedAsync(ct);
    }
}
