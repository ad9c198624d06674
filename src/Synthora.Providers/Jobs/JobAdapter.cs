using Synthora.Providers.Http;

namespace Synthora.Providers.Jobs;

/// <summary>The part of a slow vendor's adapter that is alike for all.</summary>
internal abstract class JobAdapter<TRequest>(Vendor vendor) : IJobProvider<TRequest>
{
    public ProviderInfo Info => vendor.Info;

    protected Vendor Vendor => vendor;

    public abstract Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct);

    public abstract Task<ExternalJob> SubmitAsync(TRequest request, ApiKey? key, CancellationToken ct);

    public async Task<JobReport> PollAsync(ExternalJob job, ApiKey? key, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (job.ProviderId != Info.Id) throw new ArgumentException($"The job is {job.ProviderId}'s, not {Info.Id}'s.", nameof(job));
        try
        {
            return await ReadStateAsync(job, key, ct);
        }
        catch (ProviderException gone) when (gone.Fault == ProviderFault.NotFound)
        {
            return new JobReport(JobState.Expired, Failure: gone);
        }
    }

    /// <summary>Reads the job's state; one that the vendor does not know any more may throw <see cref="ProviderFault.NotFound"/>.</summary>
    protected abstract Task<JobReport> ReadStateAsync(ExternalJob job, ApiKey? key, CancellationToken ct);

    /// <summary>Most vendors have no way to stop.</summary>
    public virtual Task<bool> CancelAsync(ExternalJob job, ApiKey? key, CancellationToken ct) => Task.FromResult(false);

    public virtual Task<long> DownloadAsync(ResultFile file, ApiKey? key, Stream to, long limit, CancellationToken ct) => vendor.DownloadAsync(file, key, to, limit, ct);

    /// <summary>An order taken: its number at the vendor and what it will cost by the catalogue.</summary>
    protected ExternalJob Ordered(string? id, ProviderModel model, double seconds, decimal? usd = null) => new(
        Info.Id, id is { Length: > 0 } ? id : throw vendor.Fault(ProviderFault.BadAnswer, "the order has no number"), model.Id, vendor.Clock.GetUtcNow(), usd ?? model.Price switch
        {
            { Unit: PriceUnit.Second } price => price.Usd * (decimal)seconds,
            { Unit: PriceUnit.Generation } price => price.OfClip(seconds),
            { Unit: PriceUnit.RenderMinute } price => price.Usd * (decimal)seconds / 60,
            _ => null,
        });

    /// <summary>Tries to stop a job and takes the vendor's no for an answer.</summary>
    protected async Task<bool> StopAsync(HttpRequestMessage request, ApiKey? key, CancellationToken ct)
    {
        try
        {
            using var response = await vendor.OpenAsync(request, key, ct);
            return true;
        }
        catch (ProviderException late) when (late.Fault is ProviderFault.InvalidRequest or ProviderFault.NotFound)
        {
            return false;
        }
    }

    /// <summary>The same where the call that stops a job throws away one that has ended, and tells so in the same way.</summary>
    protected async Task<bool> StopUnendedAsync(ExternalJob job, HttpRequestMessage request, ApiKey? key, CancellationToken ct) =>
        !(await PollAsync(job, key, ct)).IsFinal && await StopAsync(request, key, ct);

    protected static JobReport Waiting(TimeSpan pollAfter, bool queued, double? progress = null) => new(queued ? JobState.Queued : JobState.Running, progress, PollAfter: pollAfter);

    protected JobReport Done(string? url, string type = "video/mp4", bool needsKey = false, TimeSpan? keptFor = null, decimal? costUsd = null)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var link)) throw vendor.Fault(ProviderFault.BadAnswer, "the job is done but has no result");
        return new JobReport(JobState.Succeeded, 1, new ResultFile(link, type, needsKey, keptFor is { } kept ? vendor.Clock.GetUtcNow() + kept : null), CostUsd: costUsd);
    }

    /// <summary>A job that the vendor gave up; its words tell whether the content was refused.</summary>
    /// <param name="costUsd">What the vendor charged all the same, where it tells.</param>
    protected JobReport Failed(string? said, string? code = null, decimal? costUsd = null)
    {
        var text = $"{code} {said}";
        var fault = Mentions(text, "safety", "moderat", "sensitive", "policy", "nsfw", "inspection", "content_filter", "prohibited", "copyright", "violat") ? ProviderFault.RejectedByPolicy
            : Mentions(text, "credit", "balance", "quota", "insufficient") ? ProviderFault.OutOfCredit
            : Mentions(text, "InvalidParameter", "invalid param") ? ProviderFault.InvalidRequest
            : ProviderFault.Transient;
        return new JobReport(JobState.Failed, Failure: vendor.Fault(fault, string.IsNullOrWhiteSpace(said) ? code : said), CostUsd: costUsd);
    }

    protected static JobReport Cancelled(decimal? costUsd = null) => new(JobState.Cancelled, CostUsd: costUsd);

    protected JobReport Expired() => new(JobState.Expired, Failure: vendor.Fault(ProviderFault.NotFound, "the job expired"));

    private static bool Mentions(string text, params string[] signs) => signs.Any(sign => text.Contains(sign, StringComparison.OrdinalIgnoreCase));
}
