using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Jobs;

/// <summary>The workers that are alive, and whether one of them can do a piece of work.</summary>
public sealed class WorkersSeen
{
    private static readonly TimeSpan GoneAfter = TimeSpan.FromSeconds(30);

    private readonly IReadOnlyList<WorkerNode> _nodes;

    private WorkersSeen(IReadOnlyList<WorkerNode> nodes) => _nodes = nodes;

    public bool Any => _nodes.Count > 0;

    public static async Task<WorkersSeen> LoadAsync(AppDbContext db, DateTimeOffset now, CancellationToken ct) =>
        new(await db.Workers.AsNoTracking().Where(worker => worker.SeenAt > now - GoneAfter).ToListAsync(ct));

    /// <summary>Whether work waits for a worker that is not there: all that are know no such kind, or serve another lane. Without any worker everything just waits.</summary>
    public bool NoneCanDo(string lane, string kind) =>
        Any && !_nodes.Any(worker => worker.Lanes.Split(',').Contains(lane) && (worker.Kinds.Length == 0 || worker.Kinds.Contains(kind)));

    /// <summary>Which lanes and kinds, as <c>lane/kind</c>, unfinished jobs have that no worker can do, with how many there are.</summary>
    public async Task<IReadOnlyDictionary<string, int>> UnservedAsync(AppDbContext db, CancellationToken ct)
    {
        var waiting = await db.Jobs.Where(job => job.Status == JobStatus.Queued || job.Status == JobStatus.Running)
            .GroupBy(job => new { job.Lane, job.Type }).Select(group => new { group.Key.Lane, group.Key.Type, Count = group.Count() }).ToListAsync(ct);
        return waiting.Where(group => NoneCanDo(group.Lane, group.Type)).ToDictionary(group => $"{group.Lane}/{group.Type}", group => group.Count);
    }
}
