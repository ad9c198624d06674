using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Videos.Generation;
using Synthora.Jobs;

namespace Synthora.Features.Videos;

/// <summary>The steps of a video as rows, each written under the job's fence.</summary>
internal sealed class DatabaseJournal(Database database, Lease lease, Video video, TimeProvider clock, ILogger log)
    : IGenerationJournal, IAsyncDisposable
{
    private readonly LeaseReports _reports = new(lease, log);

    public void Start() => _reports.Start();

    public async Task<string?> FindAsync(GenerationStep step, CancellationToken ct)
    {
        return await Transient.RetryAsync(TimeSpan.FromSeconds(30), async () =>
        {
            await using var db = database.OpenForSystem();
            return await db.VideoSteps
                .Where(row => row.VideoId == video.Id && row.Step == step && row.Status == StepStatus.Completed)
                .Select(row => row.Result).SingleOrDefaultAsync(ct);
        }, ct);
    }

    public Task StartedAsync(GenerationStep step, string provider, CancellationToken ct) => WriteAsync(step, (row, now) =>
    {
        (row.Status, row.Provider, row.StartedAt) = (StepStatus.Running, provider, now);
        (row.EndedAt, row.Note, row.Result) = (null, null, null);
    }, ct);

    public Task CompletedAsync(GenerationStep step, string resultJson, CancellationToken ct) => WriteAsync(step, (row, now) =>
        (row.Status, row.EndedAt, row.Result, row.Note) = (StepStatus.Completed, now, resultJson, null), ct);

    public Task SkippedAsync(GenerationStep step, string why, CancellationToken ct) => WriteAsync(step, (row, now) =>
        (row.Status, row.EndedAt, row.Note) = (StepStatus.Skipped, now, why), ct);

    public void Progress(GenerationProgress progress) => _reports.Report(progress.Percent, progress.Message, progress.SecondsLeft);

    public ValueTask DisposeAsync() => _reports.DisposeAsync();

    private Task WriteAsync(GenerationStep step, Action<VideoStep, DateTimeOffset> change, CancellationToken ct) => lease.WriteAsync(async db =>
    {
        var now = clock.GetUtcNow();
        var row = await db.VideoSteps.SingleOrDefaultAsync(found => found.VideoId == video.Id && found.Step == step, ct);
        if (row is null) db.VideoSteps.Add(row = new() { VideoId = video.Id, UserId = video.UserId, Step = step });
        change(row, now);
        await db.Videos.Where(found => found.Id == video.Id).ExecuteUpdateAsync(
            set => set.SetProperty(found => found.CurrentStep, step).SetProperty(found => found.LastStepUpdatedAt, now).SetProperty(found => found.UpdatedAt, now), ct);
    }, ct);
}
