using Synthora.Data;

namespace Synthora.Features.Integrations;

/// <summary>How a provider has been failing one user, and since when it is left alone. Goes when a call succeeds.</summary>
public sealed class ProviderTrouble : IOwned
{
    /// <summary>Longer with every failure in a row: from a minute to a day.</summary>
    public static readonly IReadOnlyList<TimeSpan> BackOff =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1),
        TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromDays(1),
    ];

    public required Guid UserId { get; init; }
    public required string Provider { get; init; }

    /// <summary>In a row.</summary>
    public int Failures { get; set; }
    public required string Fault { get; set; }
    public required string Message { get; set; }
    public required DateTimeOffset FailedAt { get; set; }
    public required DateTimeOffset RestsUntil { get; set; }

    /// <param name="asked">How long the provider wants to be left alone, if it said so; a day at most.</param>
    public static TimeSpan Rest(int failures, TimeSpan? asked)
    {
        var own = BackOff[Math.Clamp(failures, 1, BackOff.Count) - 1];
        return asked is { } wait && wait > own ? (wait < BackOff[^1] ? wait : BackOff[^1]) : own;
    }
}
