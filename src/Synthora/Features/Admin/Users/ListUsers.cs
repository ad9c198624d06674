using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Accounts;
using Synthora.Features.Costs;
using Synthora.Features.Quotas;
using Synthora.Features.Videos;

namespace Synthora.Features.Admin.Users;

public sealed record ListUsersRequest : PageRequest
{
    /// <summary>Part of the e-mail address or the name.</summary>
    [FromQuery(Name = "q"), StringLength(200)]
    public string? Text { get; init; }

    /// <summary>The same by the name that it has in other lists.</summary>
    [FromQuery(Name = "search"), StringLength(200)]
    public string? Search { get; init; }

    [FromQuery(Name = "role"), AllowedWords<Role>]
    public string? Role { get; init; }

    /// <summary><c>active</c>, <c>disabled</c> or <c>closed</c>; all but closed ones when absent.</summary>
    [FromQuery(Name = "status"), AllowedWords<UserStatus>]
    public string? Status { get; init; }
}

/// <summary>Finds users for administrators.</summary>
public sealed class ListUsers(Database database)
{
    public async Task<Result<Page<UserSummary>>> HandleAsync(Caller caller, ListUsersRequest request, CancellationToken ct)
    {
        if (!caller.IsAdmin) return Errors.AdministratorsOnly;
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        await using var db = database.OpenForSystem();
        var users = db.Users.AsNoTracking();
        if (request.Role is { } word && Enum.Parse<Role>(word, ignoreCase: true) is var role) users = users.Where(user => user.Role == role);
        users = request.Status?.ToLowerInvariant() switch
        {
            "active" => users.Where(user => user.IsActive && user.DeletedAt == null),
            "disabled" => users.Where(user => !user.IsActive && user.DeletedAt == null),
            "closed" => users.Where(user => user.DeletedAt != null),
            _ => users.Where(user => user.DeletedAt == null),
        };
        if ((request.Text ?? request.Search) is { } text && !string.IsNullOrWhiteSpace(text))
        {
            var like = $"%{text.Trim().Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}%";
            users = users.Where(user => EF.Functions.ILike(user.Email, like, "\\") || EF.Functions.ILike(user.Name, like, "\\"));
        }

        var total = await users.CountAsync(ct);
        return request.Of<UserSummary>(await users.OrderByDescending(user => user.CreatedAt).ThenBy(user => user.Id).Skip(request.Skip).Take(request.Take).Summaries(db).ToListAsync(ct), total);
    }
}

/// <summary>One user with figures and limits, for administrators.</summary>
public sealed class GetUser(Database database, GetLimits limits, TimeProvider clock)
{
    public async Task<Result<UserDetail>> HandleAsync(Caller caller, Guid id, CancellationToken ct)
    {
        if (!caller.IsAdmin) return Errors.AdministratorsOnly;
        await using var db = database.OpenForSystem();
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } user) return Errors.NotFound("user");
        var now = clock.GetUtcNow();
        var month = SpendingLedger.MonthOf(now);
        var summary = await db.Users.AsNoTracking().Where(row => row.Id == id).Summaries(db).SingleAsync(ct);
        var allowed = await limits.OfAsync(db, id, user.Role, ct);
        var own = await db.LimitOverrides.AsNoTracking().SingleOrDefaultAsync(row => row.UserId == id, ct);
        var figures = new UserFigures(
            summary.Videos,
            await db.Videos.CountAsync(video => video.UserId == id && video.Status == VideoStatus.Completed, ct),
            await db.Videos.CountAsync(video => video.UserId == id && video.Status == VideoStatus.Failed, ct),
            allowed.Storage.UsedBytes,
            await db.SpendingMonths.Where(row => row.UserId == id && row.Month == month).SumAsync(row => row.Usd, ct),
            await db.Sessions.CountAsync(row => row.UserId == id && row.EndedAt == null && row.ExpiresAt > now, ct),
            await db.PersonalTokens.CountAsync(row => row.UserId == id && row.RevokedAt == null, ct),
            await db.Integrations.CountAsync(row => row.UserId == id, ct));
        var isLast = user is { Role: Role.Admin, IsActive: true } && !await db.Users.AnyAsync(other => other.Id != id && other.Role == Role.Admin && other.IsActive, ct);
        return new UserDetail(
            summary, user.DeletedAt, user.PurgeAfter, figures, allowed,
            own is null ? null : new(own.VideosPerDay, own.RetentionDays, own.StorageBytes, own.UploadBytes, own.LlmCallsPerDay), isLast);
    }
}

public sealed record UserStatistics(int Total, int Active, int Disabled, int Closed, IReadOnlyDictionary<string, int> ByRole, int Verified, int New7Days, int New30Days, int SeenToday);

public sealed class GetUserStatistics(Database database, TimeProvider clock)
{
    public async Task<Result<UserStatistics>> HandleAsync(Caller caller, CancellationToken ct)
    {
        if (!caller.IsAdmin) return Errors.AdministratorsOnly;
        var now = clock.GetUtcNow();
        var (today, week, month) = (now.AddDays(-1), now.AddDays(-7), now.AddDays(-30));
        await using var db = database.OpenForSystem();
        var all = await db.Users.GroupBy(_ => 1).Select(users => new
        {
            Total = users.Count(),
            Active = users.Count(user => user.IsActive && user.DeletedAt == null),
            Disabled = users.Count(user => !user.IsActive && user.DeletedAt == null),
            Closed = users.Count(user => user.DeletedAt != null),
            Verified = users.Count(user => user.EmailVerified),
            Week = users.Count(user => user.CreatedAt > week),
            Month = users.Count(user => user.CreatedAt > month),
            Seen = users.Count(user => user.LastLoginAt > today),
        }).SingleAsync(ct);
        var roles = await db.Users.GroupBy(user => user.Role).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => EnumText.Of(row.Key), row => row.Count, ct);
        return new UserStatistics(all.Total, all.Active, all.Disabled, all.Closed, roles, all.Verified, all.Week, all.Month, all.Seen);
    }
}
