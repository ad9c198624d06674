using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Settings;

/// <summary>What a user wants when nothing else is said.</summary>
public static class SettingsFeature
{
    public static IServiceCollection AddSettings(this IServiceCollection services) => services
        .AddSingleton<GetGenerationSettings>().AddSingleton<ChangeGenerationSettings>().AddSingleton<ListUsableProviders>();

    public static void MapSettings(this IEndpointRouteBuilder api)
    {
        var settings = api.MapGroup("/settings/generation").WithTags("Settings").RequireAuthorization();
        settings.MapGet("/", (GetGenerationSettings get, HttpContext http, CancellationToken ct) => get.HandleAsync(http.GetCaller(), ct).AsOk())
            .Describe<GenerationSettingsResponse>("get_generation_settings", "Your default providers, caption style and budget.", "Also who does each step now, and why where that is not your choice.", 200, 401, 403);
        settings.MapPut("/", (ChangeGenerationSettingsRequest request, ChangeGenerationSettings change, HttpContext http, CancellationToken ct) => change.HandleAsync(http.GetCaller(), request, ct).AsOk())
            .Describe<GenerationSettingsResponse>("change_generation_settings", "Replaces them.", "A provider has to fit its step and to have an active key.", 200, 400, 401, 403);
        settings.MapGet("/available-providers", (ListUsableProviders list, HttpContext http, CancellationToken ct) => list.HandleAsync(http.GetCaller(), ct).AsOk())
            .Describe<IReadOnlyDictionary<string, IReadOnlyList<UsableProvider>>>("list_usable_providers", "The providers you can use now, by step.", "", 200, 401, 403);
    }
}
