using Synthora.Data;
using Synthora.Features.Integrations;

namespace Synthora.Features.Costs;

/// <summary><see cref="Reserved"/> before the work, <see cref="Settled"/> when it is known what it cost, <see cref="Released"/> when it was not done.</summary>
public enum SpendingState { Reserved, Settled, Released }

/// <summary>One step of one video on somebody's account.</summary>
public sealed class Spending : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public Guid? VideoId { get; init; }
    public required string Step { get; init; }
    public required string Provider { get; init; }
    public string? Model { get; set; }
    public required ProviderRoute Route { get; init; }
    public SpendingState State { get; set; }

    /// <summary>What was promised for it; null when nobody knows, and then nothing is.</summary>
    public decimal? EstimatedUsd { get; init; }

    /// <summary>Null until it is settled, and where the provider does not tell enough.</summary>
    public decimal? ActualUsd { get; set; }

    /// <summary>The first day of the month whose budget it uses.</summary>
    public required DateOnly Month { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SettledAt { get; set; }

    /// <summary>What it counts for now.</summary>
    public decimal Usd => State == SpendingState.Released ? 0m : ActualUsd ?? EstimatedUsd ?? 0m;
}

/// <summary>Whose money a budget guards.</summary>
public enum Payer { User, PlatformUser, Platform }

/// <summary>What a payer has spent or promised in a month. One row, changed by one statement, so that two requests cannot both take the last cent.</summary>
public sealed class SpendingMonth : IOwned
{
    /// <summary>The user; empty for the platform as a whole.</summary>
    public required Guid UserId { get; init; }
    public required Payer Payer { get; init; }
    public required DateOnly Month { get; init; }
    public decimal Usd { get; set; }
}
