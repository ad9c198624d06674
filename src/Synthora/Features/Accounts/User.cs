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
    public string? PasswordHash { get; set; }
    public string Language { get; set; } = "en";
    public string Timezone { get; set; } = "UTC";
    public string Theme { get; set; } = "dark";
    public DateTimeOffset? LastLoginAt { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
}
