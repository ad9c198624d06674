namespace Synthora.Features.Audit;

/// <summary>Who did or read something that others may have to answer for. Entries are only ever added.</summary>
public sealed class AuditEntry
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Kept when the account goes, so that the trace stays.</summary>
    public required Guid ActorId { get; init; }

    /// <summary>Such as <c>integration.reveal</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to, such as a row's id.</summary>
    public required string Target { get; init; }
    public string? Note { get; init; }

    /// <summary>What it was, and what it became, where that can be said in a few words.</summary>
    public string? Before { get; init; }
    public string? After { get; init; }
    public string? RequestId { get; init; }
    public required DateTimeOffset At { get; init; }
}
