using Synthora.Data;

namespace Synthora.Features.Accounts;

/// <summary>One sign-in on one device. Refresh tokens of a session are its family: they live and die together.</summary>
public sealed class Session : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public required SessionKind Kind { get; init; }

    /// <summary>SHA-256 of the browser's cookie; null for programs.</summary>
    public byte[]? CookieHash { get; init; }
    public string? Agent { get; init; }

    /// <summary>Where it was opened from.</summary>
    public string? Address { get; init; }

    /// <summary>The last use, to within a few minutes.</summary>
    public DateTimeOffset? SeenAt { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>A refresh token that was handed out; one that is used again after <see cref="UsedAt"/> was stolen.</summary>
public sealed class RefreshToken
{
    public required byte[] Hash { get; init; }
    public required Guid SessionId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }
}

public sealed class SignInFailure
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string EmailKey { get; init; }
    public required string Address { get; init; }
    public required DateTimeOffset At { get; init; }
}
