using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Audit;

namespace Synthora.Features.RequestLog;

public sealed record SearchRequestsRequest : PageRequest
{
    [FromQuery(Name = "provider"), StringLength(50)]
    public string? Provider { get; init; }

    [FromQuery(Name = "user_id")]
    public Guid? UserId { get; init; }

    [FromQuery(Name = "video_id")]
    public Guid? VideoId { get; init; }

    [FromQuery(Name = "step"), StringLength(50)]
    public string? Step { get; init; }

    /// <summary><c>2xx</c>, <c>3xx</c>, <c>4xx</c>, <c>5xx</c>, <c>none</c> where no answer came, or <c>failed</c> for all but success.</summary>
    [FromQuery(Name = "status"), AllowedValues("2xx", "3xx", "4xx", "5xx", "none", "failed", null, ErrorMessage = "Use 2xx, 3xx, 4xx, 5xx, none or failed.")]
    public string? Status { get; init; }

    /// <summary>Words of the address, the error or the bodies.</summary>
    [FromQuery(Name = "q"), StringLength(200)]
    public string? Text { get; init; }

    [FromQuery(Name = "from")]
    public DateTimeOffset? From { get; init; }

    [FromQuery(Name = "to")]
    public DateTimeOffset? To { get; init; }
}

public sealed record RequestSummary(
    Guid Id, string Provider, string Method, string Endpoint, int? StatusCode, int DurationMs, string? ErrorMessage, string? Step,
    Guid? UserId, Guid? VideoId, bool IsSimulated, DateTimeOffset CreatedAt);

public sealed record RequestDetail(
    Guid Id, string Provider, string Method, string Endpoint, int? StatusCode, int DurationMs, string? ErrorMessage, string? Step,
    Guid? UserId, string? UserEmail, Guid? VideoId, bool IsSimulated, DateTimeOffset CreatedAt, string? RequestBody, string? ResponseBody, string? ErrorDetails);

/// <summary>Finds calls for administrators. Who looked for what is kept in the audit log.</summary>
public sealed class SearchRequests(Database database, AuditLog audit)
{
    public static readonly Error AdministratorsOnly = new(ErrorKind.Forbidden, "forbidden", "Only administrators may read the request log.");

    public async Task<Result<Page<RequestSummary>>> HandleAsync(Caller caller, SearchRequestsRequest request, CancellationToken ct)
    {
        if (!caller.IsAdmin) return AdministratorsOnly;
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        await using var db = database.OpenForSystem();
        var rows = Filter(db.ProviderRequests.AsNoTracking(), request);
        var total = await rows.CountAsync(ct);
        var items = await rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Skip(request.Skip).Take(request.Take)
            .Select(row => new RequestSummary(
                row.Id, row.Provider, row.Method, row.Endpoint, row.StatusCode, row.DurationMs, row.ErrorMessage, row.Step, row.UserId, row.VideoId, row.IsSimulated, row.CreatedAt))
            .ToListAsync(ct);
        await audit.WriteAsync(caller, "request_log.search", "provider_requests", Describe(request), ct);
        return request.Of<RequestSummary>(items, total);
    }

    public async Task<Result<RequestDetail>> OneAsync(Caller caller, Guid id, CancellationToken ct)
    {
        if (!caller.IsAdmin) return AdministratorsOnly;
        await using var db = database.OpenForSystem();
        var found = await db.ProviderRequests.AsNoTracking().Where(row => row.Id == id)
            .Select(row => new RequestDetail(
                row.Id, row.Provider, row.Method, row.Endpoint, row.StatusCode, row.DurationMs, row.ErrorMessage, row.Step, row.UserId,
                db.Users.Where(user => user.Id == row.UserId).Select(user => user.Email).FirstOrDefault(), row.VideoId, row.IsSimulated, row.CreatedAt, row.RequestBody, row.ResponseBody, row.ErrorDetails))
            .SingleOrDefaultAsync(ct);
        if (found is null) return Errors.NotFound("request");
        await audit.WriteAsync(caller, "request_log.read", id.ToString(), null, ct);
        return found;
    }

    private static IQueryable<ProviderRequest> Filter(IQueryable<ProviderRequest> rows, SearchRequestsRequest request)
    {
        if (request.Provider is { Length: > 0 } provider) rows = rows.Where(row => row.Provider == provider);
        if (request.UserId is { } user) rows = rows.Where(row => row.UserId == user);
        if (request.VideoId is { } video) rows = rows.Where(row => row.VideoId == video);
        if (request.Step is { Length: > 0 } step) rows = rows.Where(row => row.Step == step);
        // PostgreSQL takes instants in UTC only.
        if (request.From?.ToUniversalTime() is { } from) rows = rows.Where(row => row.CreatedAt >= from);
        if (request.To?.ToUniversalTime() is { } to) rows = rows.Where(row => row.CreatedAt < to);
        rows = request.Status switch
        {
            null => rows,
            "none" => rows.Where(row => row.StatusCode == null),
            "failed" => rows.Where(row => row.StatusCode == null || row.StatusCode >= 400),
            [var first, ..] when (first - '0') * 100 is var low => rows.Where(row => row.StatusCode >= low && row.StatusCode < low + 100),
            _ => rows,
        };
        if (string.IsNullOrWhiteSpace(request.Text)) return rows;
        var like = $"%{request.Text.Trim().Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}%";
        return rows.Where(row => EF.Functions.ILike(row.Endpoint, like, "\\") || EF.Functions.ILike(row.ErrorMessage!, like, "\\") || EF.Functions.ILike(row.ErrorDetails!, like, "\\")
            || EF.Functions.ILike(row.RequestBody!, like, "\\") || EF.Functions.ILike(row.ResponseBody!, like, "\\"));
    }

    private static string? Describe(SearchRequestsRequest request)
    {
        var parts = new (string Name, string? Value)[]
        {
            ("provider", request.Provider), ("user", request.UserId?.ToString()), ("video", request.VideoId?.ToString()), ("step", request.Step), ("status", request.Status),
            ("text", request.Text), ("from", request.From?.ToString("o", CultureInfo.InvariantCulture)), ("to", request.To?.ToString("o", CultureInfo.InvariantCulture)),
        };
        var given = string.Join(", ", parts.Where(part => !string.IsNullOrWhiteSpace(part.Value)).Select(part => $"{part.Name} {part.Value}"));
        return given.Length > 0 ? given : null;
    }
}
