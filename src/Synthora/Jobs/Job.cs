using Synthora.Data;

namespace Synthora.Jobs;

/// <summary>
/// A piece of long work. The row is the truth: who holds it (<see cref="LeaseOwner"/> until <see cref="LeaseUntil"/>),
/// under which <see cref="Fence"/> its writes count, and whether its owner wants it stopped. The scheduler only wakes it.
/// </summary>
public sealed class Job : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }

    /// <summary>Which handler runs it, such as <c>video_generation</c>.</summary>
    public required string Type { get; init; }
    public required string Lane { get; init; }
    public JobStatus Status { get; set; } = JobStatus.Queued;

    /// <summary>Higher goes first.</summary>
    public int Priority { get; init; }
    public Guid? VideoId { get; set; }

    /// <summary>0–100.</summary>
    public double Progress { get; set; }

    /// <summary>When a worker took it, or it last got on.</summary>
    public DateTimeOffset? ProgressedAt { get; set; }
    public string? Message { get; set; }
    public double? SecondsLeft { get; set; }

    /// <summary>How often a worker has taken it.</summary>
    public int Attempts { get; set; }

    /// <summary>How often it was taken from a worker that had vanished, or put back by one whose database had.</summary>
    public int Takeovers { get; set; }

    /// <summary>Grows with every claim; a write that carries an older one changes nothing.</summary>
    public long Fence { get; set; }
    public string? LeaseOwner { get; set; }
    public string? Node { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }
    public bool CancelRequested { get; set; }
    public string? ErrorMessage { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>Ends a waiting job at once and asks the worker of a running one to stop.</summary>
    /// <returns>Whether a worker has it.</returns>
    public bool RequestCancel(DateTimeOffset now)
    {
        if (Status == JobStatus.Running) return CancelRequested = true;
        (Status, CompletedAt) = (JobStatus.Cancelled, now);
        return false;
    }
}

/// <summary>A process that works on jobs, seen alive at <see cref="SeenAt"/>.</summary>
public sealed class WorkerNode
{
    public required string Node { get; init; }
    public required string Lanes { get; set; }

    /// <summary>What it can do. Empty for one of a version that did not say so yet.</summary>
    public string[] Kinds { get; set; } = [];
    public required DateTimeOffset StartedAt { get; set; }
    public required DateTimeOffset SeenAt { get; set; }
}
