namespace Synthora.Features.Accounts;

public sealed class User
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>As typed; compared by <see cref="EmailKey"/>.</summary>
    public required string Email { get; set; }

    /// <summary>The address in lower case, unique.</summary>
    public required string EmailKey { get; set; }
    public bool EmailVerified { get; set; }
    public required string Name { get; set; }
    public string? AvatarUrl { get; set; }
    public Role Role { get; set; }
    public bool IsActive { get; set; } = true;
    public string AuthProvider { get; init; } = "local";
    public string? FirebaseUid { get; set; }
    public string? SupabaseSub { get; set; }
    public string? PasswordHash { get; set; }
    public string Language { get; set; } = "en";
    public string Timezone { get; set; } = "UTC";
    public string Theme { get; set; } = "dark";

    /// <summary>Premium as a present of an administrator; no payment gives or takes it.</summary>
    public bool PremiumGrant { get; set; }

    /// <summary>When the owner agreed to the terms.</summary>
    public DateTimeOffset? TermsAcceptedAt { get; set; }

    /// <summary>When the owner allowed posts to be published without asking each time; null does not.</summary>
    public DateTimeOffset? AutoPublishConsentAt { get; set; }

    /// <summary>When the account was closed, and by whom: its owner, or an administrator.</summary>
    public DateTimeOffset? DeletedAt { get; set; }
    public Guid? DeletedBy { get; set; }

    /// <summary>From then on a closed account is removed with everything it has.</summary>
    public DateTimeOffset? PurgeAfter { get; set; }

    /// <summary>From then on everything but the account is removed, because its owner asked for it.</summary>
    public DateTimeOffset? ClearAfter { get; set; }
    public DateTimeOffset? LastLoginAt { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Neither disabled nor closed: what it has shared is shown.</summary>
    public bool IsOpen => IsActive && DeletedAt is null;

    /// <summary>Whoever closed their own account and comes back before it is gone, keeps it. What an administrator closed stays closed.</summary>
    /// <returns>Whether it was closed and is open again.</returns>
    public bool TakeBackClosing()
    {
        if (DeletedAt is null || DeletedBy != Id) return false;
        (DeletedAt, DeletedBy, PurgeAfter, IsActive) = (null, null, null, true);
        return true;
    }
}
