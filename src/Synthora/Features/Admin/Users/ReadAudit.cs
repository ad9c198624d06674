using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Admin.Users;

public sealed record ReadAuditRequest : PageRequest
{
    /// <summary>Such as <c>user.role</c>, or its beginning.</summary>
    [FromQuery(Name = "action"), StringLength(100)]
    public string? Action { get; init; }

    [FromQuery(Name = "actor_id")]
    public Guid? ActorId { get; init; }

    [FromQuery(Name = "target"), StringLength(100)]
    public string? Target { get; init; }
}

/// <param name="Actor">The e-mail address, while the account is there.</param>
public sealed record AuditRow(Guid Id, Guid ActorId, string? Actor, string Action, string Target, string? Note, string? Before, string? After, string? RequestId, DateTimeOffset At);

public sealed class ReadAudit(Database database)
{
    public async Task<Result<Page<AuditRow>>> HandleAsync(Caller caller, ReadAuditRequest request, CancellationToken ct)
    {
        if (!caller.IsAdmin) return Errors.AdministratorsOnly;
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        await using var db = database.OpenForSystem();
        var rows = db.AuditEntries.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(request.Action)) rows = rows.Where(row => row.Action.StartsWith(request.Action.Trim()));
        if (request.ActorId is { } actor) rows = rows.Where(row => row.ActorId == actor);
        if (!string.IsNullOrWhiteSpace(request.Target)) rows = rows.Where(row => row.Target == request.Target.Trim());
        var total = await rows.CountAsync(ct);
        var items = await rows.OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Skip(request.Skip).Take(request.Take)
            .Select(row => new AuditRow(
                row.Id, row.ActorId, db.Users.Where(user => user.Id == row.ActorId).Select(user => user.Email).FirstOrDefault(), row.Action, row.Target, row.Note, row.Before, row.After, row.RequestId, row.At))
            .ToListAsync(ct);
        return request.Of<AuditRow>(items, total);
    }
}
