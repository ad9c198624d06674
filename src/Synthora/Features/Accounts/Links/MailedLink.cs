namespace Synthora.Features.Accounts.Links;

public enum LinkPurpose { VerifyEmail, ResetPassword }

/// <summary>A link that was e-mailed: it works once, for one purpose, and only while the address is still the account's.</summary>
public sealed class MailedLink
{
    /// <summary>SHA-256 of the secret in the link.</summary>
    public required byte[] Hash { get; init; }
    public required Guid UserId { get; init; }
    public required LinkPurpose Purpose { get; init; }
    public required string EmailKey { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }
}
