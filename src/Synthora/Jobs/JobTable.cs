using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Jobs;

/// <summary>The statements that decide who works on what. All times are the database's, never a node's.</summary>
public sealed class JobTable(Database database)
{
    /// <summary>Takes the best job of a lane that nobody holds: what a vanished worker left first, then by priority.</summary>
    /// <param name="kinds">What this process can do; jobs of other kinds are left for whoever knows them.</param>
    public async Task<Job?> ClaimAsync(string lane, string[] kinds, string owner, string node, TimeSpan lease, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        var claimed = await db.Jobs.FromSql(
            $"""
            update jobs set status = 'running', lease_owner = {owner}, node = {node}, fence = fence + 1, attempts = attempts + 1,
              takeovers = takeovers + case when status = 'running' then 1 else 0 end,
              lease_until = now() + {lease}, started_at = coalesce(started_at, now()), progressed_at = now()
            where id = (
              select id from jobs where lane = {lane} and type = any({kinds}) and status in ('queued', 'running') and (lease_until is null or lease_until < now())
              order by (status = 'running') desc, priority desc, id limit 1 for update skip locked)
            returning *
            """).IgnoreQueryFilters().AsNoTracking().ToListAsync(ct);
        return claimed.SingleOrDefault();
    }

    /// <returns>Null when the lease is lost, else whether the owner wants the job stopped.</returns>
    public async Task<bool?> RenewAsync(Job job, TimeSpan lease, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        var rows = await db.Database.SqlQuery<bool>(
            $"update jobs set lease_until = now() + {lease} where id = {job.Id} and fence = {job.Fence} and status = 'running' returning cancel_requested as \"Value\"")
            .ToListAsync(ct);
        return rows.Count == 0 ? null : rows[0];
    }

    public async Task ReportAsync(Job job, double percent, string? message, double? secondsLeft, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        await db.Database.ExecuteSqlAsync(
            $"""
            update jobs set progressed_at = case when progress = {percent} then progressed_at else now() end, progress = {percent}, message = {message}, seconds_left = {secondsLeft}
            where id = {job.Id} and fence = {job.Fence} and status = 'running'
            """, ct);
    }

    /// <summary>Puts the job back for another worker, with all its steps kept.</summary>
    public async Task HandBackAsync(Job job, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        await db.Database.ExecuteSqlAsync(
            $"update jobs set status = 'queued', lease_owner = null, lease_until = null, node = null where id = {job.Id} and fence = {job.Fence} and status = 'running'", ct);
    }

    /// <summary>Puts the job back after a fault that may have been the database's. It counts like a vanished worker, so that one that is not ends.</summary>
    /// <returns>Whether the job was still ours.</returns>
    public async Task<bool> PutBackAsync(Job job, TimeSpan pause, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        return await db.Database.ExecuteSqlAsync(
            $"update jobs set status = 'queued', takeovers = takeovers + 1, lease_owner = null, lease_until = now() + {pause}, node = null where id = {job.Id} and fence = {job.Fence} and status = 'running'", ct) == 1;
    }

    /// <summary>Ends the job and its business row in one transaction.</summary>
    /// <returns>False when the job is no longer ours; nothing was written.</returns>
    public async Task<bool> EndAsync(
        Job job, JobStatus status, string? error, Func<AppDbContext, CancellationToken, Task> business, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var word = EnumText.Of(status);
        var ended = await db.Database.ExecuteSqlAsync(
            $"""
            update jobs set status = {word}, error_message = {error}, lease_owner = null, lease_until = null, seconds_left = null,
              completed_at = now(), progress = case when {word} = 'completed' then 100 else progress end
            where id = {job.Id} and fence = {job.Fence} and status = 'running' and ({word} <> 'completed' or not cancel_requested)
            """, ct);
        if (ended == 0) return false;
        await business(db, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Runnable jobs that nobody holds: their wake-up was lost. Those of <paramref name="kinds"/> first, so that work for newer workers is woken too but keeps none of ours waiting.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Lane, long Fence)>> FindUnheldAsync(string[] kinds, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        var rows = await db.Jobs.FromSql(
            $"""
            select * from jobs where status in ('queued', 'running') and (lease_until is null or lease_until < now()) and lane = any({Lane.All.ToArray()})
            order by type = any({kinds}) desc, priority desc, id limit 500
            """).IgnoreQueryFilters().AsNoTracking().Select(job => new { job.Id, job.Lane, job.Fence }).ToListAsync(ct);
        return [.. rows.Select(row => (row.Id, row.Lane, row.Fence))];
    }
}
