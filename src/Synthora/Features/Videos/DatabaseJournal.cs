using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Videos.Crew;
using Synthora.Features.Videos.Generation;
using Synthora.Jobs;

namespace Synthora.Features.Videos;

/// <summary>The steps of a video as rows, each written under the job's fence.</summary>
internal sealed class DatabaseJournal(Database database, Lease lease, Video video, StepTimes times, TimeProvider clock, ILogger log)
    : IGenerationJournal, IAsyncDisposable
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(1);

    /// <summary>How often progress within a step shows the stuck monitor that the run is alive.</summary>
    private static readonly TimeSpan SignOfLifeEvery = TimeSpan.FromMinutes(1);

    // Only the newest report matters, and a slow database must not slow the render.
    private readonly Channel<GenerationProgress> _reports = Channel.CreateBounded<GenerationProgress>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly CancellationTokenSource _closing = new();
    private Task _reporting = Task.CompletedTask;
    private volatile StepStart? _current;
    private (long At, double Percent)? _life;

    /// <summary>Who works on the video, once that is known.</summary>
    public GenerationCrew? Crew { private get; set; }

    public void Start() => _reporting = ReportAsync();

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

    public Task StartedAsync(GenerationStep step, string provider, CancellationToken ct)
    {
        _current = new(step, provider, clock.GetTimestamp());
        return WriteAsync(step, (row, now) =>
        {
            (row.Status, row.Provider, row.StartedAt) = (StepStatus.Running, provider, now);
            (row.EndedAt, row.Note, row.Result) = (null, null, null);
        }, ct);
    }

    public Task CompletedAsync(GenerationStep step, string resultJson, CancellationToken ct) => WriteAsync(step, (row, now) =>
        (row.Status, row.EndedAt, row.Result, row.Note) = (StepStatus.Completed, now, resultJson, null), ct,
        isMadeUp: Crew is { } crew && VideoCredits.IsSimulated(step, resultJson, crew));

    public Task SkippedAsync(GenerationStep step, string why, CancellationToken ct) => WriteAsync(step, (row, now) =>
        (row.Status, row.EndedAt, row.Note) = (StepStatus.Skipped, now, why), ct);

    public void Progress(GenerationProgress progress) => _reports.Writer.TryWrite(progress);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _reporting;
        _closing.Dispose();
    }

    /// <param name="isMadeUp">Simulators may have been switched on after the crew was chosen: the video says so from the first part on that they made.</param>
    private Task WriteAsync(GenerationStep step, Action<VideoStep, DateTimeOffset> change, CancellationToken ct, bool isMadeUp = false) => lease.WriteAsync(async db =>
    {
        var now = clock.GetUtcNow();
        var row = await db.VideoSteps.SingleOrDefaultAsync(found => found.VideoId == video.Id && found.Step == step, ct);
        if (row is null) db.VideoSteps.Add(row = new() { VideoId = video.Id, UserId = video.UserId, Step = step });
        change(row, now);
        await db.Videos.Where(found => found.Id == video.Id).ExecuteUpdateAsync(
            set => set.SetProperty(found => found.CurrentStep, step).SetProperty(found => found.LastStepUpdatedAt, now).SetProperty(found => found.UpdatedAt, now), ct);
        if (!isMadeUp || VideoCrew.Read(await db.Videos.Where(found => found.Id == video.Id).Select(found => found.Providers).SingleOrDefaultAsync(ct)) is not { IsMadeUp: not true } chosen) return;
        var marked = (chosen with { IsMadeUp = true }).ToJson();
        await db.Videos.Where(found => found.Id == video.Id).ExecuteUpdateAsync(set => set.SetProperty(found => found.Providers, marked), ct);
    }, ct);

    private async Task ReportAsync()
    {
        try
        {
            while (await _reports.Reader.WaitToReadAsync(_closing.Token))
            {
                while (_reports.Reader.TryRead(out var progress)) await ReportOnceAsync(progress);
                await Task.Delay(ReportEvery, _closing.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over; its end says more than a last percentage.
        }
    }

    private async Task ReportOnceAsync(GenerationProgress progress)
    {
        try
        {
            await lease.ReportAsync(progress.Percent, progress.Message, SecondsLeft(progress), _closing.Token);
            await ShowLifeAsync(progress.Percent);
        }
        catch (LeaseLostException)
        {
            // The run hears of it by itself.
        }
        catch (Exception exception) when (Transient.Is(exception))
        {
            log.LogInformation("Progress was not stored: {Reason}", exception.Message);
        }
    }

    private double? SecondsLeft(GenerationProgress progress) => _current is { } current && current.Step == progress.Step
        ? times.Left(current.Step, current.Provider, clock.GetElapsedTime(current.At), progress.Fraction) ?? progress.SecondsLeft
        : progress.SecondsLeft;

    /// <summary>A step that takes hours is not stuck while it gets on.</summary>
    private async Task ShowLifeAsync(double percent)
    {
        if (_life is { } last && (percent <= last.Percent || clock.GetElapsedTime(last.At) < SignOfLifeEvery)) return;
        var isFirst = _life is null;
        _life = (clock.GetTimestamp(), percent);
        if (isFirst) return;
        var now = clock.GetUtcNow();
        await lease.WriteAsync(db => db.Videos.Where(found => found.Id == video.Id).ExecuteUpdateAsync(set => set.SetProperty(found => found.LastStepUpdatedAt, now), _closing.Token), _closing.Token);
    }

    private sealed record StepStart(GenerationStep Step, string Provider, long At);
}
