using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Synthora.Data;
using Synthora.Features.Quotas;
using Synthora.Security;
using Synthora.Web;

namespace Synthora.Features.Admin.Users.Pages;

/// <summary>Accounts, limits, switches and the audit log, for administrators.</summary>
internal static class UserPages
{
    private const int PageSize = 25;
    private const long Mb = 1024 * 1024;
    private static readonly string[] LimitFields = ["videos_per_day", "retention_days", "storage_mb", "upload_mb", "llm_calls_per_day"];

    public static void MapUserPages(this IEndpointRouteBuilder root)
    {
        var admin = root.MapGroup("/admin").RequireAuthorization();
        admin.MapGet("/users", ListAsync);
        admin.MapGet("/audit", AuditAsync);
        admin.MapGet("/settings", async (HttpContext http, ManageSettings manage, CancellationToken ct) =>
            await manage.ListAsync(http.GetCaller(), ct) is { IsOk: true, Value: { } all } ? Web.Pages.Show<AdminSettingsPage>(new { All = all }) : Web.Pages.Refuse(Errors.AdministratorsOnly));
        admin.MapPost("/settings", SwitchAsync);
        admin.MapPost("/settings/limits", SaveRoleLimitsAsync);
        var one = admin.MapGroup("/users/{id:guid}");
        one.MapGet("/", (HttpContext http, Guid id, GetUser get, ReadAudit audit, CancellationToken ct) => ShowAsync(http, id, get, audit, null, null, ct));
        one.MapPost("/role", (HttpContext http, Guid id, ChangeUser change, GetUser get, ReadAudit audit, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? role = null) =>
            EndAsync(http, id, get, audit, texts, change.SetRoleAsync(http.GetCaller(), id, new() { Role = Enum.TryParse<Role>(role, ignoreCase: true, out var chosen) ? chosen : Role.Free }, ct), ct));
        one.MapPost("/disable", (HttpContext http, Guid id, ChangeUser change, GetUser get, ReadAudit audit, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? none = null) =>
            EndAsync(http, id, get, audit, texts, change.SetStatusAsync(http.GetCaller(), id, new() { IsActive = false }, ct), ct));
        one.MapPost("/enable", (HttpContext http, Guid id, ChangeUser change, GetUser get, ReadAudit audit, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? none = null) =>
            EndAsync(http, id, get, audit, texts, change.SetStatusAsync(http.GetCaller(), id, new() { IsActive = true }, ct), ct));
        one.MapPost("/grant-premium", (HttpContext http, Guid id, ChangeUser change, GetUser get, ReadAudit audit, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? none = null) =>
            EndAsync(http, id, get, audit, texts, change.GrantPremiumAsync(http.GetCaller(), id, ct), ct));
        one.MapPost("/revoke-premium", (HttpContext http, Guid id, ChangeUser change, GetUser get, ReadAudit audit, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? none = null) =>
            EndAsync(http, id, get, audit, texts, change.RevokePremiumAsync(http.GetCaller(), id, ct), ct));
        one.MapPost("/close", async (HttpContext http, Guid id, DeleteUser delete, GetUser get, ReadAudit audit, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? none = null) =>
            await EndAsync(http, id, get, audit, texts, delete.HandleAsync(http.GetCaller(), id, DeleteMode.Soft, null, ct), ct));
        one.MapPost("/limits", SaveLimitsAsync);
        one.MapPost("/delete", DeleteAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext http, ListUsers list, GetUserStatistics statistics, CancellationToken ct)
    {
        var query = http.Request.Query;
        var request = new ListUsersRequest
        {
            Page = int.TryParse(query["page"], CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 100_000) : 1,
            Limit = PageSize,
            Text = query["q"].ToString().Trim() is { Length: > 0 and <= 200 } text ? text : null,
            Role = Known<Role>(query["role"]),
            Status = Known<UserStatus>(query["status"]),
        };
        var found = await list.HandleAsync(http.GetCaller(), request, ct);
        if (!found.IsOk) return Web.Pages.Refuse(found.Error);
        return Web.Pages.Show<UsersPage>(new { Found = found.Value, Query = request, Figures = (await statistics.HandleAsync(http.GetCaller(), ct)).Value });
    }

    private static async Task<IResult> AuditAsync(HttpContext http, ReadAudit read, CancellationToken ct)
    {
        var query = http.Request.Query;
        var request = new ReadAuditRequest
        {
            Page = int.TryParse(query["page"], CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 100_000) : 1,
            Limit = 50,
            Action = query["action"].ToString() is { Length: > 0 and <= 100 } action ? action : null,
            Target = query["target"].ToString() is { Length: > 0 and <= 100 } target ? target : null,
        };
        var found = await read.HandleAsync(http.GetCaller(), request, ct);
        return found.IsOk ? Web.Pages.Show<AuditPage>(new { Found = found.Value, Query = request }) : Web.Pages.Refuse(found.Error);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext http, Guid id, GetUser get, ReadAudit audit, Error? problem, IReadOnlyDictionary<string, string?>? typed, CancellationToken ct)
    {
        var found = await get.HandleAsync(http.GetCaller(), id, ct);
        if (!found.IsOk) return Web.Pages.Refuse(found.Error);
        var trail = await audit.HandleAsync(http.GetCaller(), new() { Target = id.ToString(), Limit = 10 }, ct);
        return Web.Pages.Show<UserPage>(
            new { One = found.Value, Trail = trail.Value!.Items, Problem = problem, Typed = typed }, problem);
    }

    private static async Task<IResult> EndAsync<T>(HttpContext http, Guid id, GetUser get, ReadAudit audit, IStringLocalizer<Text> texts, Task<Result<T>> work, CancellationToken ct)
    {
        if ((await work).Error is { } problem) return await ShowAsync(http, id, get, audit, problem, null, ct);
        http.Notify(texts["form.saved"]);
        return Results.LocalRedirect($"/admin/users/{id}");
    }

    private static async Task<IResult> SaveLimitsAsync(
        HttpContext http, Guid id, ChangeUser change, GetUser get, ReadAudit audit, [FromForm] IFormCollection form, IStringLocalizer<Text> texts, CancellationToken ct)
    {
        var typed = LimitFields.ToDictionary(field => field, string? (field) => form[field].ToString().Trim());
        var values = new Dictionary<string, long?>();
        foreach (var (field, text) in typed)
        {
            if (string.IsNullOrEmpty(text)) values[field] = null;
            else if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= 1_000_000) values[field] = value;
            else return await ShowAsync(http, id, get, audit, Errors.Field(field, texts["admin_settings.number"]), typed, ct);
        }

        var result = await change.SetLimitsAsync(http.GetCaller(), id, new()
        {
            VideosPerDay = (int?)values["videos_per_day"], RetentionDays = (int?)values["retention_days"], StorageBytes = values["storage_mb"] * Mb, UploadBytes = values["upload_mb"] * Mb,
            LlmCallsPerDay = (int?)values["llm_calls_per_day"],
        }, ct);
        return result.IsOk ? await EndAsync(http, id, get, audit, texts, Task.FromResult(result), ct) : await ShowAsync(http, id, get, audit, result.Error, typed, ct);
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext http, Guid id, DeleteUser delete, GetUser get, ReadAudit audit, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? confirmation = null)
    {
        var result = await delete.HandleAsync(http.GetCaller(), id, DeleteMode.Hard, new() { Confirmation = confirmation }, ct);
        if (!result.IsOk) return await ShowAsync(http, id, get, audit, result.Error, new Dictionary<string, string?> { ["confirmation"] = confirmation }, ct);
        http.Notify(texts["users.deleted"]);
        return Results.LocalRedirect("/admin/users");
    }

    private static async Task<IResult> SwitchAsync(HttpContext http, ManageSettings manage, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? key = null, [FromForm] string? value = null)
    {
        var result = await manage.ChangeAsync(http.GetCaller(), new() { Key = key ?? "", Value = value ?? "" }, ct);
        if (!result.IsOk) return await SettingsAsync(http, manage, result.Error, null, null, ct);
        http.Notify(texts["form.saved"]);
        return Results.LocalRedirect("/admin/settings");
    }

    private static async Task<IResult> SaveRoleLimitsAsync(HttpContext http, ManageSettings manage, [FromForm] IFormCollection form, IStringLocalizer<Text> texts, CancellationToken ct)
    {
        if (!http.GetCaller().IsAdmin) return Web.Pages.Refuse(Errors.AdministratorsOnly);
        var role = form["role"].ToString();
        var typed = LimitFields.Where(form.ContainsKey).ToDictionary(field => $"limits.{role}.{field}", string? (field) => form[field].ToString().Trim());
        foreach (var (key, value) in typed)
            if (SettingKey.Find(key)?.Parse(value ?? "") is null) return await SettingsAsync(http, manage, Errors.Field(key, texts["admin_settings.number"]), typed, key, ct);
        var now = (await manage.ListAsync(http.GetCaller(), ct)).Value!.ToDictionary(setting => setting.Key, setting => setting.Value);
        foreach (var (key, value) in typed)
            if (now[key] != value) await manage.ChangeAsync(http.GetCaller(), new() { Key = key, Value = value! }, ct);
        http.Notify(texts["form.saved"]);
        return Results.LocalRedirect("/admin/settings");
    }

    private static async Task<IResult> SettingsAsync(HttpContext http, ManageSettings manage, Error problem, IReadOnlyDictionary<string, string?>? typed, string? wrong, CancellationToken ct) =>
        await manage.ListAsync(http.GetCaller(), ct) is { IsOk: true, Value: { } all }
            ? Web.Pages.Show<AdminSettingsPage>(new { All = all, Typed = typed, Wrong = wrong, Problem = wrong is null ? problem : null }, Web.Errors.Problems.StatusOf(problem.Kind))
            : Web.Pages.Refuse(problem);

    private static string? Known<T>(string? word) where T : struct, Enum => Enum.GetValues<T>().Select(EnumText.Of).FirstOrDefault(one => one == word);
}
