using Synthora.Features.Videos;
using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Quotas;

/// <summary>What each user may, how much of it is used, and the settings behind both.</summary>
public static class QuotasFeature
{
    public static IServiceCollection AddQuotas(this IServiceCollection services) => services
        .AddSingleton<UserLimits>().AddSingleton<DailyAllowance>().AddSingleton<StorageQuota>().AddSingleton<GetLimits>().AddSingleton<ManageSettings>()
        .AddSingleton(new StorageUse(VideoStorage.Use, VideoStorage.BytesAsync));

    public static void MapQuotas(this IEndpointRouteBuilder api)
    {
        api.MapGet("/limits/me", (GetLimits get, HttpContext http, CancellationToken ct) => get.HandleAsync(http.GetCaller(), ct).AsOk()).WithTags("Limits").RequireAuthorization()
            .Describe<LimitsResponse>("get_limits", "What you may, and how much of it is used.", "Null is unlimited. Days are UTC days.", 200, 401, 403);
        var settings = api.MapGroup("/admin/settings").WithTags("Administration").RequireAuthorization();
        settings.MapGet("/", (ManageSettings manage, HttpContext http, CancellationToken ct) => manage.ListAsync(http.GetCaller(), ct).AsOk())
            .Describe<IReadOnlyList<AppSettingResponse>>("list_settings", "Limits per role and feature switches.", "Administrators only.", 200, 401, 403);
        settings.MapPost("/", (ChangeSettingRequest request, ManageSettings manage, HttpContext http, CancellationToken ct) => manage.ChangeAsync(http.GetCaller(), request, ct).AsOk())
            .Describe<AppSettingResponse>("change_setting", "Changes one.", "Holds at once, for everybody; written to the audit log.", 200, 400, 401, 403);
        settings.MapGet("/{key}", (string key, ManageSettings manage, HttpContext http, CancellationToken ct) => manage.GetAsync(http.GetCaller(), key, ct).AsOk())
            .Describe<AppSettingResponse>("get_setting", "One setting.", "Administrators only.", 200, 401, 403, 404);
        settings.MapDelete("/{key}", (string key, ManageSettings manage, HttpContext http, CancellationToken ct) => manage.ResetAsync(http.GetCaller(), key, ct).AsOk())
            .Describe<AppSettingResponse>("reset_setting", "Puts one back to the configuration's value.", "Administrators only; written to the audit log.", 200, 401, 403, 404);
    }
}
