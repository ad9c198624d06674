using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Videos;
using Synthora.Jobs;
using Synthora.Storage;

namespace Synthora.Features.Admin.Overview;

/// <param name="Checks">What was looked at; <c>ok</c>, or what is wrong with it.</param>
public sealed record Readiness(bool IsReady, IReadOnlyDictionary<string, string> Checks);

/// <summary>Can this installation do its work: database, storage, workers.</summary>
internal sealed class CheckReadiness(Database database, IFileStore store, TimeProvider clock)
{
    public const string Fine = "ok";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<Readiness> HandleAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        var checks = new Dictionary<string, string>();
        var ready = true;
        try
        {
            await using var db = database.OpenForSystem();
            var workers = await WorkersSeen.LoadAsync(db, clock.GetUtcNow(), limit.Token);
            var unserved = await workers.UnservedAsync(db, limit.Token);
            checks["database"] = Fine;
            checks["worker"] = workers.Any ? Fine : "no worker is running; videos wait until one is";
            checks["jobs"] = unserved.Count == 0 ? Fine : $"{unserved.Values.Sum()} wait for a worker that can do them, such as one of the version that ordered them: {string.Join(", ", unserved.Keys.Order(StringComparer.Ordinal))}";
        }
        catch (Exception exception) when (Transient.Is(exception) || exception is OperationCanceledException)
        {
            (ready, checks["database"], checks["worker"], checks["jobs"]) = (false, "cannot be reached", "unknown", "unknown");
        }

        var storage = await store.CheckAsync(ct);
        checks["storage"] = storage is null ? Fine : "cannot be written";
        return new Readiness(ready && storage is null, checks);
    }
}

/// <param name="Owner">The account's e-mail; null when it is gone.</param>
public sealed record FailedJob(Guid Id, string Type, string? Owner, Guid? VideoId, string? Title, string? ErrorMessage, int Attempts, DateTimeOffset At);

public sealed record WorkerState(string Node, string Lanes, DateTimeOffset StartedAt, DateTimeOffset SeenAt);

public sealed record SystemState(Readiness Readiness, AllVideoStats Stats, IReadOnlyList<WorkerState> Workers, IReadOnlyList<FailedJob> Failed);

/// <summary>How the installation is doing, for whoever keeps it.</summary>
internal sealed class GetSystemState(Database database, CheckReadiness readiness, GetVideoStats stats)
{
    private const int Most = 10;

    public async Task<Result<SystemState>> HandleAsync(Caller caller, CancellationToken ct)
    {
        var all = await stats.AllAsync(caller, ct);
        if (!all.IsOk) return all.Error;
        await using var db = database.OpenForSystem();
        var workers = await db.Workers.AsNoTracking().OrderByDescending(worker => worker.SeenAt).Take(Most)
            .Select(worker => new WorkerState(worker.Node, worker.Lanes, worker.StartedAt, worker.SeenAt)).ToListAsync(ct);
        var failed = await db.Jobs.AsNoTracking().Where(job => job.Status == JobStatus.Failed).OrderByDescending(job => job.CompletedAt).ThenByDescending(job => job.Id).Take(Most)
            .Select(job => new FailedJob(
                job.Id, job.Type, db.Users.Where(user => user.Id == job.UserId).Select(user => user.Email).SingleOrDefault(),
                job.VideoId, db.Videos.Where(video => video.Id == job.VideoId).Select(video => video.Title).SingleOrDefault(),
                job.ErrorMessage, job.Attempts, job.CompletedAt ?? job.CreatedAt)).ToListAsync(ct);
        return new SystemState(await readiness.HandleAsync(ct), all.Value, workers, failed);
    }
}
