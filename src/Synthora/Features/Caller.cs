namespace Synthora.Features;

public enum Role { Free, Premium, Admin }

/// <summary>Who asks. Every use case takes one; rows of other users do not exist for it.</summary>
public sealed record Caller(Guid UserId, Role Role, string RequestId = "")
{
    /// <summary>Whether this request may administer: an administrator's, unless it came with a token that was not made for that.</summary>
    public bool IsAdmin => Role == Role.Admin && !WithoutAdministration;

    public bool WithoutAdministration { get; init; }

    /// <summary>The sign-in this request came with; empty for work done on the owner's behalf.</summary>
    public Guid SessionId { get; init; }
}
