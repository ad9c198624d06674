namespace Synthora.Features.Accounts;

/// <summary>What a user may know and show of their own account.</summary>
public sealed record Profile(
    Guid Id, string Email, bool EmailVerified, string Name, string? AvatarUrl, Role Role, string Language, string Timezone,
    string Theme, DateTimeOffset? LastLoginAt, DateTimeOffset CreatedAt)
{
    public static Profile From(User user) => new(
        user.Id, user.Email, user.EmailVerified, user.Name, user.AvatarUrl, user.Role, user.Language, user.Timezone,
        user.Theme, user.LastLoginAt, user.CreatedAt);
}

/// <param name="DailyVideoLimit">Null is unlimited.</param>
/// <param name="VideoRetentionDays">Null keeps videos for ever.</param>
public sealed record FeatureAccess(
    bool IsAdmin, bool IsPremium, bool CanSchedule, bool CanAccessAiSuggestions, int? DailyVideoLimit, int? VideoRetentionDays);
