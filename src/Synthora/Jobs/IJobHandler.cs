using Synthora.Data;

namespace Synthora.Jobs;

/// <summary>The work of one type of job. The endings run inside the transaction that ends the job, so both happen or none.</summary>
public interface IJobHandler
{
    /// <summary>The <see cref="Job.Type"/> it runs.</summary>
    string Type { get; }

    /// <summary>
    /// Does the work, resuming where an earlier run stopped. Returns what to write into the business row when the job
    /// completes. Must stop soon after <paramref name="ct"/> and may be called again at any time.
    /// </summary>
    Task<Func<AppDbContext, CancellationToken, Task>> RunAsync(Job job, Lease lease, CancellationToken ct);

    Task FailedAsync(AppDbContext db, Job job, JobFailure failure, CancellationToken ct);

    Task CancelledAsync(AppDbContext db, Job job, CancellationToken ct);

    /// <summary>After the end was stored: removes files that nobody needs any more. Failing here costs disk, not work.</summary>
    Task TidyAsync(Job job, JobStatus ended, CancellationToken ct);

    /// <summary>Puts an exception into words for the owner; null for a bug, which is logged whole and described in general terms.</summary>
    JobFailure? Explain(Exception exception);
}

/// <param name="Details">What is behind it, for whoever wants to know more; secrets are masked.</param>
public sealed record JobFailure(string Code, string Message, string? Remedy, string? Details = null);
