using Synthora.Data;
using Synthora.Features.Accounts;
using Synthora.Features.Quotas;

namespace Synthora.Features.Admin.Users;

/// <summary>Whether somebody can sign in: <see cref="Closed"/> accounts wait to be deleted.</summary>
public enum UserStatus { Active, Disabled, Closed }

public sealed record UserSummary(
    Guid Id, string Email, bool EmailVerified, string Name, string? AvatarUrl, Role Role, bool PremiumGrant, UserStatus Status, string AuthProvider, int Videos,
    DateTimeOffset? LastLoginAt, DateTimeOffset CreatedAt);

/// <param name="SpentUsd">This month, on own and on platform keys.</param>
public sealed record UserFigures(int Videos, int Completed, int Failed, long StorageBytes, decimal SpentUsd, int Sessions, int Tokens, int Integrations);

public sealed record OverrideValues(int? VideosPerDay, int? RetentionDays, long? StorageBytes, long? UploadBytes, int? LlmCallsPerDay);

/// <param name="Overrides">The exceptions made for this user; null when there are none.</param>
/// <param name="IsLastAdmin">Then it can be neither demoted nor disabled nor deleted.</param>
public sealed record UserDetail(
    UserSummary User, DateTimeOffset? DeletedAt, DateTimeOffset? PurgeAfter, UserFigures Figures, LimitsResponse Limits, OverrideValues? Overrides, bool IsLastAdmin);

internal static class UserViews
{
    public static IQueryable<UserSummary> Summaries(this IQueryable<User> users, AppDbContext db) => users.Select(user => new UserSummary(
        user.Id, user.Email, user.EmailVerified, user.Name, user.AvatarUrl, user.Role, user.PremiumGrant,
        user.DeletedAt != null ? UserStatus.Closed : user.IsActive ? UserStatus.Active : UserStatus.Disabled, user.AuthProvider,
        db.Videos.Count(video => video.UserId == user.Id), user.LastLoginAt, user.CreatedAt));
}
