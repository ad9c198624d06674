using Synthora.Features.Integrations;
using Synthora.Providers;
using Synthora.Providers.Jobs;

namespace Synthora.Features.Videos.Crew;

/// <summary>A slow vendor called on a user's account. What it costs is kept with each order.</summary>
internal sealed class PaidJobs<TRequest>(IJobProvider<TRequest> inner, CrewMember member, ProviderCategory category, ProviderUse use, Guid userId, Guid videoId) : IJobProvider<TRequest>
{
    public ProviderInfo Info => inner.Info;

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => inner.CheckKeyAsync(key, ct);

    public Task<ExternalJob> SubmitAsync(TRequest request, ApiKey? key, CancellationToken ct) => CallAsync(own => inner.SubmitAsync(request, own, ct), ct);

    public Task<JobReport> PollAsync(ExternalJob job, ApiKey? key, CancellationToken ct) => CallAsync(own => inner.PollAsync(job, own, ct), ct);

    public Task<bool> CancelAsync(ExternalJob job, ApiKey? key, CancellationToken ct) => CallAsync(own => inner.CancelAsync(job, own, ct), ct);

    public Task<long> DownloadAsync(ResultFile file, ApiKey? key, Stream to, long limit, CancellationToken ct) => CallAsync(own => inner.DownloadAsync(file, own, to, limit, ct), ct);

    private Task<T> CallAsync<T>(Func<ApiKey?, Task<T>> call, CancellationToken ct) => use.CallAsync(userId, member.Provider, member.Route, videoId, category.Word(), call, ct);
}
