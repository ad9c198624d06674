using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Audit;
using Synthora.Features.Jobs;
using Synthora.Features.Videos;

namespace Synthora.Features.Admin.Jobs;

/// <summary>
/// Stops or retries anybody's job as its owner could: with the owner's rights, limits and money. Who really did it is in the
/// audit log.
/// </summary>
internal sealed class SteerJob(Database database, ListAllJobs jobs, CancelJob cancel, RetryVideo retry, AuditLog audit)
{
    public Task<Result<AdminJob>> CancelAsync(Caller caller, Guid id, CancellationToken ct) =>
        ActAsync(caller, id, "job.cancel", async (owner, _) => (await cancel.HandleAsync(owner, id, ct)).Error, ct);

    /// <returns>The job as it is afterwards; the retry is a new one.</returns>
    public Task<Result<AdminJob>> RetryAsync(Caller caller, Guid id, CancellationToken ct) => ActAsync(caller, id, "job.retry", async (owner, job) =>
        job.CanRetry ? (await retry.HandleAsync(owner, job.VideoId!.Value, ct)).Error : Errors.InvalidState("Only the latest job of a failed video can be retried."), ct);

    private async Task<Result<AdminJob>> ActAsync(Caller caller, Guid id, string action, Func<Caller, AdminJob, Task<Error?>> act, CancellationToken ct)
    {
        var found = await jobs.FindAsync(caller, id, ct);
        if (!found.IsOk) return found;
        Role? role;
        await using (var db = database.OpenForSystem())
            role = await db.Users.Where(user => user.Id == found.Value.UserId).Select(user => (Role?)user.Role).SingleOrDefaultAsync(ct);
        if (role is null) return Errors.NotFound("job");
        if (await act(new Caller(found.Value.UserId, role.Value, caller.RequestId), found.Value) is { } refusal) return refusal;
        await audit.WriteAsync(caller, action, id.ToString(), found.Value.Title ?? found.Value.Type, ct);
        return await jobs.FindAsync(caller, id, ct);
    }
}
