using Synthora.Providers.Jobs;

namespace Synthora.Features.Videos.Generation;

/// <summary><see cref="Asked"/> until the vendor's number is known, <see cref="Taken"/> until there is a result, then <see cref="Done"/> or <see cref="Failed"/>.</summary>
public enum OrderState { Asked, Taken, Done, Failed }

/// <param name="Id">Our own number, for vendors that make an order once however often it is sent.</param>
/// <param name="Job">The order as the vendor knows it; null while it is not known whether it was taken.</param>
/// <param name="Note">Why it failed.</param>
public sealed record PlacedOrder(Guid Id, OrderState State, ExternalJob? Job, string? Note);

/// <summary>
/// What was ordered for one video from vendors that take minutes and money, so that nothing is ever ordered twice. Two exist:
/// files for the command line, fenced database rows for the server. Every method returns only when its change is durable.
/// </summary>
public interface IOrderBook
{
    Task<PlacedOrder?> FindAsync(string key, CancellationToken ct);

    /// <summary>Before the vendor hears of it.</summary>
    Task<PlacedOrder> OpenAsync(string key, string provider, CancellationToken ct);

    /// <summary>The vendor took nothing and was paid nothing: the order was never placed.</summary>
    Task TurnedAwayAsync(string key, CancellationToken ct);

    /// <summary>Before the vendor is asked how it goes.</summary>
    Task TakenAsync(string key, ExternalJob job, CancellationToken ct);

    /// <param name="usd">What the vendor charged, where it tells.</param>
    Task EndedAsync(string key, OrderState state, string? note, decimal? usd, CancellationToken ct);
}

/// <summary>How long a slow vendor is waited for.</summary>
/// <param name="BetweenPolls">At most, whatever the vendor finds polite; one in trouble that asks for longer gets longer.</param>
/// <param name="Longest">For its turn to order, and again for its result.</param>
public sealed record OrderPatience(TimeSpan BetweenPolls, TimeSpan Longest)
{
    /// <summary>Well under the half hour after which a video without progress is given up.</summary>
    public static OrderPatience Usual { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(20));
}
