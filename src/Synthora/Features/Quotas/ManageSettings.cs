using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Audit;

namespace Synthora.Features.Quotas;

/// <param name="IsChanged">Whether an administrator set it; otherwise the configuration or the default holds.</param>
public sealed record AppSettingResponse(string Key, SettingKind Kind, string Value, string Default, bool IsChanged, string Description, DateTimeOffset? UpdatedAt);

public sealed record ChangeSettingRequest
{
    [Required, StringLength(100)]
    public required string Key { get; init; }

    /// <summary>A whole number, or <c>true</c> or <c>false</c>.</summary>
    [Required, StringLength(100)]
    public required string Value { get; init; }
}

/// <summary>Limits per role and switches of features, changed while the product runs. Only known keys exist, so no secret can be kept or read here.</summary>
public sealed class ManageSettings(Database database, Limits defaults, AuditLog audit, TimeProvider clock)
{
    public async Task<Result<IReadOnlyList<AppSettingResponse>>> ListAsync(Caller caller, CancellationToken ct)
    {
        if (!caller.IsAdmin) return Errors.AdministratorsOnly;
        await using var db = database.OpenForSystem();
        var rows = await db.AppSettings.AsNoTracking().ToDictionaryAsync(row => row.Key, ct);
        return new([.. SettingKey.All.Select(key => Response(key, rows.GetValueOrDefault(key.Key)))]);
    }

    public async Task<Result<AppSettingResponse>> GetAsync(Caller caller, string key, CancellationToken ct)
    {
        if (!caller.IsAdmin) return Errors.AdministratorsOnly;
        if (SettingKey.Find(key) is not { } found) return Errors.NotFound("setting");
        await using var db = database.OpenForSystem();
        return Response(found, await db.AppSettings.AsNoTracking().SingleOrDefaultAsync(row => row.Key == key, ct));
    }

    public async Task<Result<AppSettingResponse>> ChangeAsync(Caller caller, ChangeSettingRequest request, CancellationToken ct)
    {
        if (!caller.IsAdmin) return Errors.AdministratorsOnly;
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        if (SettingKey.Find(request.Key) is not { } key) return Errors.Field("key", $"There is no setting '{request.Key}'. GET /admin/settings lists them.");
        if (key.Parse(request.Value) is not { } value) return Errors.Field("value", key.Kind == SettingKind.Switch ? "Use true or false." : "Use a whole number from 0 to 1,000,000,000; 0 is unlimited.");
        await using var db = database.OpenForSystem();
        var row = await db.AppSettings.SingleOrDefaultAsync(one => one.Key == key.Key, ct);
        var before = row?.Value;
        if (row is null) db.AppSettings.Add(row = new() { Key = key.Key, Value = "", UpdatedBy = caller.UserId, UpdatedAt = default });
        (row.Value, row.UpdatedBy, row.UpdatedAt) = (key.Text(value), caller.UserId, clock.GetUtcNow());
        db.Add(audit.New(caller, "setting.change", key.Key, before: before ?? key.Text(key.Default(defaults)), after: row.Value));
        await db.SaveChangesAsync(ct);
        return Response(key, row);
    }

    public async Task<Result<AppSettingResponse>> ResetAsync(Caller caller, string key, CancellationToken ct)
    {
        if (!caller.IsAdmin) return Errors.AdministratorsOnly;
        if (SettingKey.Find(key) is not { } found) return Errors.NotFound("setting");
        await using var db = database.OpenForSystem();
        if (await db.AppSettings.SingleOrDefaultAsync(one => one.Key == key, ct) is { } row)
        {
            db.Remove(row);
            db.Add(audit.New(caller, "setting.reset", key, before: row.Value, after: found.Text(found.Default(defaults))));
            await db.SaveChangesAsync(ct);
        }

        return Response(found, null);
    }

    private AppSettingResponse Response(SettingKey key, AppSetting? row)
    {
        var otherwise = key.Text(Math.Max(0, key.Default(defaults)));
        return new(key.Key, key.Kind, row?.Value ?? otherwise, otherwise, row is not null, key.Description, row?.UpdatedAt);
    }
}
