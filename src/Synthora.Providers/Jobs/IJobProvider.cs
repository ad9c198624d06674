namespace Synthora.Providers.Jobs;

/// <summary>
/// A vendor that takes minutes. The caller owns the waiting: it stores the <see cref="ExternalJob"/> before the first poll, so a restart polls and never orders twice.
/// </summary>
public interface IJobProvider<in TRequest> : IProvider
{
    /// <summary>Orders the work, once: this is never repeated behind the caller's back.</summary>
    /// <exception cref="ProviderException">The vendor did not take the order. After <see cref="ProviderFault.Transient"/> it may have taken it nevertheless.</exception>
    Task<ExternalJob> SubmitAsync(TRequest request, ApiKey? key, CancellationToken ct);

    /// <exception cref="ProviderException">The state could not be read; the job itself may be well.</exception>
    Task<JobReport> PollAsync(ExternalJob job, ApiKey? key, CancellationToken ct);

    /// <returns>Whether the vendor stops the work; false when it has no way to, or it is too late.</returns>
    Task<bool> CancelAsync(ExternalJob job, ApiKey? key, CancellationToken ct);

    /// <summary>Results expire, often within a day: fetch them at once.</summary>
    /// <param name="limit">Most bytes to accept.</param>
    Task<long> DownloadAsync(ResultFile file, ApiKey? key, Stream to, long limit, CancellationToken ct);
}

/// <summary>An order as the vendor knows it; plain data that survives a restart.</summary>
/// <param name="EstimatedUsd">What it will cost, as far as the catalogue or the vendor tells.</param>
public sealed record ExternalJob(string ProviderId, string Id, string Model, DateTimeOffset SubmittedAt, decimal? EstimatedUsd = null);

public enum JobState { Queued, Running, Succeeded, Failed, Cancelled, Expired }

/// <param name="Progress">0–1 where the vendor tells.</param>
/// <param name="PollAfter">When asking again is polite.</param>
/// <param name="Failure">Why it failed or expired.</param>
/// <param name="CostUsd">What the vendor charged, where it tells.</param>
public sealed record JobReport(
    JobState State, double? Progress = null, ResultFile? Result = null, ProviderException? Failure = null, TimeSpan? PollAfter = null, decimal? CostUsd = null)
{
    public bool IsFinal => State is not (JobState.Queued or JobState.Running);
}

/// <param name="NeedsKey">Whether the bytes are served to the key's owner only.</param>
public sealed record ResultFile(Uri Url, string ContentType, bool NeedsKey = false, DateTimeOffset? ExpiresAt = null);
