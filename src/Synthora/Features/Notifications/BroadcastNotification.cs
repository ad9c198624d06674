using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Audit;

namespace Synthora.Features.Notifications;

public sealed record BroadcastRequest
{
    [Required, StringLength(200, MinimumLength = 1)]
    public required string Title { get; init; }

    [Required, StringLength(2_000, MinimumLength = 1)]
    public required string Message { get; init; }

    /// <summary>A path of this site, such as <c>/templates</c>.</summary>
    [StringLength(500), RegularExpression(@"/([^/\\].*)?", ErrorMessage = "A link is a path of this site, such as /templates.")]
    public string? Link { get; init; }
}

/// <param name="Recipients">Active users who were told now.</param>
public sealed record BroadcastResponse(int Recipients);

/// <summary>Tells every active user something, in one statement, so that all are told or none.</summary>
public sealed class BroadcastNotification(Database database, AuditLog audit, TimeProvider clock)
{
    /// <param name="idempotencyKey">Sending the same again with the same key tells nobody twice.</param>
    public async Task<Result<BroadcastResponse>> HandleAsync(Caller caller, BroadcastRequest request, string? idempotencyKey, CancellationToken ct)
    {
        if (!caller.IsAdmin) return new Error(ErrorKind.Forbidden, "forbidden", "Only administrators can tell everybody something.");
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        if (idempotencyKey is { Length: 0 or > 200 }) return Errors.Validation("An Idempotency-Key has 1 to 200 characters.");
        var now = clock.GetUtcNow();
        var eventKey = $"broadcast:{idempotencyKey ?? Guid.CreateVersion7().ToString("N")}";
        var (type, mail) = (EnumText.Of(NotificationType.System), EnumText.Of(NotificationKind.Of(NotificationType.System).Mail));
        await using var db = database.OpenForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var told = await db.Database.ExecuteSqlAsync(
            $"""
            insert into notifications (id, user_id, type, event_key, title, message, link, in_app, mail, created_at)
            select gen_random_uuid(), u.id, {type}, {eventKey}, {request.Title.Trim()}, {request.Message.Trim()}, {request.Link},
              coalesce(p.in_app, true), coalesce(p.mail, {mail}), {now}
            from users u left join notification_preferences p on p.user_id = u.id and p.type = {type}
            where u.is_active and (coalesce(p.in_app, true) or coalesce(p.mail, {mail}) <> 'off')
            on conflict (user_id, event_key) do nothing
            """, ct);
        if (told > 0)
        {
            db.Add(audit.New(caller, "notification.broadcast", eventKey, request.Title.Trim()));
            await db.SaveChangesAsync(ct);
            await UserNews.TellAsync(db, null, ct);
        }

        await transaction.CommitAsync(ct);
        return new BroadcastResponse(told);
    }
}
