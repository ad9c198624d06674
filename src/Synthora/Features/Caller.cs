namespace Synthora.Features;

public enum Role { Free, Premium, Admin }

/// <summary>Who asks. Every use case takes one; rows of other users do not exist for it.</summary>
public sealed record Caller(Guid UserId, Role Role, string RequestId = "")
{
    public bool IsAdmin => Role == Role.Admin;

    /// <summary>The sign-in this request came with; empty for work done on the owner's behalf.</summary>
    public Guid SessionId { get; init; }
}
