using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Notifications;

/// <param name="EmailLocked">E-mails of this type cannot be turned off.</param>
public sealed record PreferenceResponse(NotificationType Type, NotificationGroup Group, bool InApp, MailChoice Email, bool EmailLocked);

public sealed record PreferencesResponse(IReadOnlyList<PreferenceResponse> Preferences);

public sealed record ChangePreferencesRequest
{
    /// <summary>Only these types change.</summary>
    [Required, MaxLength(100)]
    public required IReadOnlyList<PreferenceChange> Preferences { get; init; }
}

/// <param name="Email"><c>off</c>, <c>instant</c> or <c>daily</c>; what it was when absent.</param>
public sealed record PreferenceChange(string Type, bool? InApp = null, MailChoice? Email = null);

public sealed class GetNotificationPreferences(Database database)
{
    public async Task<Result<PreferencesResponse>> HandleAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var own = await db.NotificationPreferences.AsNoTracking().ToDictionaryAsync(row => row.Type, ct);
        return new PreferencesResponse([.. NotificationKind.All.Select(kind =>
        {
            var set = own.GetValueOrDefault(kind.Type);
            return new PreferenceResponse(kind.Type, kind.Group, set?.InApp ?? true, kind.MailLocked ? kind.Mail : set?.Mail ?? kind.Mail, kind.MailLocked);
        })]);
    }
}

public sealed class ChangeNotificationPreferences(Database database, GetNotificationPreferences get, TimeProvider clock)
{
    public async Task<Result<PreferencesResponse>> HandleAsync(Caller caller, ChangePreferencesRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        var changes = new List<(NotificationKind Kind, PreferenceChange Change)>();
        foreach (var change in request.Preferences)
        {
            if (NotificationKind.Parse(change.Type) is not { } type)
                return Errors.Validation($"There is no notification type '{change.Type}'. GET /notifications/preferences lists them.", new Dictionary<string, object?> { ["type"] = change.Type });
            var kind = NotificationKind.Of(type);
            if (kind.MailLocked && change.Email is { } mail && mail != kind.Mail)
                return Errors.Validation("E-mails about payments and the safety of the account are always sent at once.", new Dictionary<string, object?> { ["type"] = change.Type });
            changes.Add((kind, change));
        }

        await using var db = database.Open(caller);
        var own = await db.NotificationPreferences.ToDictionaryAsync(row => row.Type, ct);
        foreach (var (kind, change) in changes)
        {
            if (!own.TryGetValue(kind.Type, out var row))
            {
                own[kind.Type] = row = new() { UserId = caller.UserId, Type = kind.Type, Mail = kind.Mail, UpdatedAt = default };
                db.NotificationPreferences.Add(row);
            }

            (row.InApp, row.Mail, row.UpdatedAt) = (change.InApp ?? row.InApp, change.Email ?? row.Mail, clock.GetUtcNow());
        }

        await db.SaveChangesAsync(ct);
        return await get.HandleAsync(caller, ct);
    }
}
