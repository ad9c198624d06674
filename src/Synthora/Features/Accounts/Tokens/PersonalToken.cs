using Synthora.Data;

namespace Synthora.Features.Accounts.Tokens;

/// <summary>What a personal access token may do. <see cref="Write"/> includes reading; <see cref="Admin"/> adds administration for administrators.</summary>
public enum TokenScope { Read, Write, Admin }

/// <summary>A personal access token: for programs, made by hand, shown once.</summary>
public sealed class PersonalToken : IOwned
{
    public const string Prefix = "synp_";

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public required string Name { get; set; }

    /// <summary>SHA-256 of the token.</summary>
    public required byte[] Hash { get; init; }
    public required string Last4 { get; init; }
    public required TokenScope Scope { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null never runs out.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
}
