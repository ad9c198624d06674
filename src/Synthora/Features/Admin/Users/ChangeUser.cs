using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Accounts;
using Synthora.Features.Audit;
using Synthora.Features.Notifications;
using Synthora.Features.OwnData;
using Synthora.Features.Quotas;

namespace Synthora.Features.Admin.Users;

public sealed record ChangeRoleRequest
{
    public required Role Role { get; init; }
}

public sealed record ChangeStatusRequest
{
    public required bool IsActive { get; init; }
}

/// <summary>Exceptions for one user. Absent leaves the role's limit; 0 is unlimited.</summary>
public sealed record ChangeUserLimitsRequest
{
    [Range(0, 100_000)]
    public int? VideosPerDay { get; init; }

    [Range(0, 36_500)]
    public int? RetentionDays { get; init; }

    [Range(0, 1L << 50)]
    public long? StorageBytes { get; init; }

    [Range(0, 1L << 40)]
    public long? UploadBytes { get; init; }

    [Range(0, 1_000_000)]
    public int? LlmCallsPerDay { get; init; }
}

/// <summary>What administrators do with accounts. Each change is in the audit log with what was before, in the same transaction.</summary>
public sealed class ChangeUser(Database database, GetUser get, AuditLog audit, TimeProvider clock)
{
    private static readonly Error Own = new(ErrorKind.Conflict, "own_account", "You cannot do this to your own account. Ask another administrator.");

    public Task<Result<UserDetail>> SetRoleAsync(Caller caller, Guid id, ChangeRoleRequest request, CancellationToken ct) => ChangeAsync(caller, id, async (db, user) =>
    {
        if (user.Role == request.Role) return null;
        if (user.Id == caller.UserId) return Own;
        if (request.Role != Role.Admin && await db.RefuseIfLastAsync(user, ct) is { } last) return last;
        db.Add(audit.New(caller, "user.role", id.ToString(), user.Email, EnumText.Of(user.Role), EnumText.Of(request.Role)));
        // A tokens' administration ends with the role by itself: it is the owner's role that decides.
        (user.Role, user.PremiumGrant) = (request.Role, user.PremiumGrant && request.Role == Role.Premium);
        return null;
    }, ct);

    public Task<Result<UserDetail>> SetStatusAsync(Caller caller, Guid id, ChangeStatusRequest request, CancellationToken ct) => ChangeAsync(caller, id, async (db, user) =>
    {
        if (user.IsActive == request.IsActive && user.DeletedAt is null) return null;
        if (user.Id == caller.UserId) return Own;
        if (!request.IsActive && await db.RefuseIfLastAsync(user, ct) is { } last) return last;
        db.Add(audit.New(caller, "user.status", id.ToString(), user.Email, Word(user), request.IsActive ? "active" : "disabled"));
        (user.IsActive, user.DeletedAt, user.DeletedBy, user.PurgeAfter) = (request.IsActive, null, null, null);
        if (!request.IsActive) await EndSessionsAsync(db, id, ct);
        return null;
    }, ct);

    public Task<Result<UserDetail>> GrantPremiumAsync(Caller caller, Guid id, CancellationToken ct) => ChangeAsync(caller, id, async (db, user) =>
    {
        if (user.PremiumGrant || user.Role == Role.Admin) return null;
        db.Add(audit.New(caller, "user.grant_premium", id.ToString(), user.Email, EnumText.Of(user.Role), EnumText.Of(Role.Premium)));
        (user.Role, user.PremiumGrant) = (Role.Premium, true);
        var now = clock.GetUtcNow();
        await db.RaiseAsync(new(id, NotificationType.System, $"premium:{now.UtcTicks}", "You have premium now", "An administrator opened the premium features for you.") { Link = "/account/usage" }, now, ct);
        return null;
    }, ct);

    public Task<Result<UserDetail>> RevokePremiumAsync(Caller caller, Guid id, CancellationToken ct) => ChangeAsync(caller, id, (db, user) =>
    {
        if (!user.PremiumGrant) return Task.FromResult<Error?>(null);
        db.Add(audit.New(caller, "user.revoke_premium", id.ToString(), user.Email, EnumText.Of(user.Role), EnumText.Of(Role.Free)));
        (user.Role, user.PremiumGrant) = (user.Role == Role.Premium ? Role.Free : user.Role, false);
        return Task.FromResult<Error?>(null);
    }, ct);

    public async Task<Result<UserDetail>> SetLimitsAsync(Caller caller, Guid id, ChangeUserLimitsRequest request, CancellationToken ct)
    {
        if (caller.IsAdmin && Shape.Refuse(request) is { } misshapen) return misshapen;
        return await ChangeAsync(caller, id, async (db, user) =>
        {
            var row = await db.LimitOverrides.SingleOrDefaultAsync(one => one.UserId == id, ct);
            var before = Words(row);
            if (row is null) db.LimitOverrides.Add(row = new() { UserId = id, UpdatedBy = caller.UserId, UpdatedAt = default });
            (row.VideosPerDay, row.RetentionDays, row.StorageBytes, row.UploadBytes, row.LlmCallsPerDay) =
                (request.VideosPerDay, request.RetentionDays, request.StorageBytes, request.UploadBytes, request.LlmCallsPerDay);
            (row.UpdatedBy, row.UpdatedAt) = (caller.UserId, clock.GetUtcNow());
            if (Words(row) == before) return null;
            db.Add(audit.New(caller, "user.limits", id.ToString(), user.Email, before, Words(row)));
            if (row.IsEmpty) db.Remove(row);
            return null;
        }, ct);
    }

    private async Task<Result<UserDetail>> ChangeAsync(Caller caller, Guid id, Func<AppDbContext, User, Task<Error?>> change, CancellationToken ct)
    {
        if (!caller.IsAdmin) return Errors.AdministratorsOnly;
        await using (var db = database.OpenForSystem())
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            // All changes of administrators wait in one row: so two of them cannot dismiss each other, nor lock each other out.
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('administration', 0))", ct);
            if (await db.Users.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } user) return Errors.NotFound("user");
            if (await change(db, user) is { } refusal) return refusal;
            user.UpdatedAt = clock.GetUtcNow();
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        return await get.HandleAsync(caller, id, ct);
    }

    internal static Task<int> EndSessionsAsync(AppDbContext db, Guid userId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"update sessions set ended_at = now() where user_id = {userId} and ended_at is null", ct);

    private static string Word(User user) => user.DeletedAt is not null ? "closed" : user.IsActive ? "active" : "disabled";

    private static string Words(LimitOverride? row) => row is null || row.IsEmpty
        ? "none"
        : string.Join(", ", new (string Name, long? Value)[]
        {
            ("videos_per_day", row.VideosPerDay), ("retention_days", row.RetentionDays), ("storage_bytes", row.StorageBytes), ("upload_bytes", row.UploadBytes), ("llm_calls_per_day", row.LlmCallsPerDay),
        }.Where(one => one.Value is not null).Select(one => $"{one.Name} {one.Value}"));
}

/// <summary><see cref="Soft"/> closes an account and keeps it for a month; <see cref="Hard"/> removes it now.</summary>
public enum DeleteMode { Soft, Hard }

public sealed record DeleteUserRequest
{
    /// <summary>The account's e-mail address, typed; for a hard deletion.</summary>
    [StringLength(254)]
    public string? Confirmation { get; init; }
}

public sealed record UserDeleted(Guid Id, DateTimeOffset? PurgeAfter);

internal sealed class DeleteUser(Database database, RemoveData remove, AuditLog audit, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task<Result<UserDeleted>> HandleAsync(Caller caller, Guid id, DeleteMode mode, DeleteUserRequest? request, CancellationToken ct)
    {
        if (!caller.IsAdmin) return Errors.AdministratorsOnly;
        if (id == caller.UserId) return new Error(ErrorKind.Conflict, "own_account", "Close your own account on your account pages.");
        var now = clock.GetUtcNow();
        var purge = now + (mode == DeleteMode.Soft ? Kept : TimeSpan.Zero);
        await using var db = database.OpenForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('administration', 0))", ct);
        if (await db.Users.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } user) return Errors.NotFound("user");
        if (await db.RefuseIfLastAsync(user, ct) is { } last) return last;
        if (mode == DeleteMode.Hard && !string.Equals(request?.Confirmation?.Trim(), user.Email, StringComparison.OrdinalIgnoreCase))
            return Errors.Field("confirmation", "Type the account's e-mail address to delete it for good.");
        // Closed first, so that what is being removed cannot be used, and is removed by the clock should this process die now.
        (user.IsActive, user.DeletedAt, user.DeletedBy, user.PurgeAfter) = (false, now, caller.UserId, purge);
        db.Add(audit.New(caller, mode == DeleteMode.Soft ? "user.delete" : "user.delete_for_good", id.ToString(), mode == DeleteMode.Soft ? user.Email : null));
        await db.SaveChangesAsync(ct);
        await ChangeUser.EndSessionsAsync(db, id, ct);
        await transaction.CommitAsync(ct);
        if (mode == DeleteMode.Soft) return new UserDeleted(id, purge);
        await remove.PurgeAsync(user, caller, ct);
        return new UserDeleted(id, null);
    }
}
