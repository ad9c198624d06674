using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Accounts;

/// <param name="Device">Browser and system in a few words.</param>
/// <param name="SeenAt">To within a few minutes.</param>
public sealed record SessionResponse(Guid Id, SessionKind Kind, string Device, string? Address, DateTimeOffset CreatedAt, DateTimeOffset? SeenAt, DateTimeOffset ExpiresAt, bool IsCurrent);

/// <summary>Where one is signed in, and how to end it there.</summary>
public sealed class ManageSessions(Database database, TimeProvider clock)
{
    public async Task<Result<IReadOnlyList<SessionResponse>>> ListAsync(Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Open(caller);
        var rows = await db.Sessions.AsNoTracking().Where(row => row.EndedAt == null && row.ExpiresAt > now).ToListAsync(ct);
        return new([.. rows.OrderByDescending(row => row.Id == caller.SessionId).ThenByDescending(row => row.SeenAt ?? row.CreatedAt).Select(row => new SessionResponse(
            row.Id, row.Kind, Devices.Describe(row.Agent), row.Address, row.CreatedAt, row.SeenAt, row.ExpiresAt, row.Id == caller.SessionId))]);
    }

    public async Task<Result<SignedOut>> EndAsync(Caller caller, Guid id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Open(caller);
        var ended = await db.Sessions.Where(row => row.Id == id && row.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, now), ct);
        return ended == 0 ? Errors.NotFound("session") : new SignedOut(ended);
    }

    public async Task<Result<SignedOut>> EndOthersAsync(Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Open(caller);
        return new SignedOut(await db.Sessions.Where(row => row.Id != caller.SessionId && row.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, now), ct));
    }
}

/// <summary>Says what a browser's long name means, as far as people tell browsers apart.</summary>
internal static class Devices
{
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"), ("python", "Python")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    public static string Describe(string? agent)
    {
        if (agent is null) return "Unknown device";
        var (browser, system) = (Of(Browsers), Of(Systems));
        return (browser, system) switch
        {
            (null, null) => agent.Length > 60 ? agent[..59] + "…" : agent,
            (null, _) => system!,
            (_, null) => browser,
            _ => $"{browser}, {system}",
        };

        string? Of((string Mark, string Name)[] known) => Array.Find(known, one => agent.Contains(one.Mark, StringComparison.OrdinalIgnoreCase)).Name;
    }
}
