using Synthora.Features.Audit;
using Synthora.Jobs;
using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Integrations;

/// <summary>Which vendors work for a user, and the keys to them.</summary>
public static class IntegrationsFeature
{
    public static IServiceCollection AddIntegrations(this IServiceCollection services, Configuration configuration) => services
        .AddSingleton(_ => MasterKeys.Load(configuration.MasterKeys, configuration.KeysFolder))
        .AddSingleton<KeyVault>().AddSingleton<OutboundAddresses>().AddSingleton<AuditLog>()
        .AddSingleton<ProviderDirectory>().AddSingleton<EffectiveProviders>().AddSingleton<ProviderUse>()
        .AddSingleton<KeyChecks>().AddHostedService<KeyCheckWorker>()
        .AddSingleton<ListIntegrations>().AddSingleton<ValidateIntegration>().AddSingleton<AddIntegration>().AddSingleton<ChangeIntegration>()
        .AddSingleton<RemoveIntegration>().AddSingleton<ToggleIntegration>()
        .AddSingleton<ListProviders>().AddSingleton<GetReadiness>()
        .AddSingleton(new PeriodicJob("unchecked-keys", "30 * * * * ?", typeof(UncheckedKeys)));

    /// <summary>What asks for a password, and so needs what only the web host has.</summary>
    public static IServiceCollection AddKeyReveal(this IServiceCollection services) => services.AddSingleton<RevealIntegration>();

    public static void MapIntegrations(this IEndpointRouteBuilder api)
    {
        api.MapGet("/integrations/providers", (ListProviders list) => Task.FromResult(list.Grouped()).AsOk()).WithTags("Integrations").AllowAnonymous()
            .Describe<IReadOnlyList<ProviderGroup>>("list_provider_groups", "Every provider there is or was, by category.", "Answers visitors too.", 200);

        var integrations = api.MapGroup("/integrations").WithTags("Integrations").RequireAuthorization();
        integrations.MapGet("/", (ListIntegrations list, HttpContext http, CancellationToken ct) => list.HandleAsync(http.GetCaller(), ct).AsOk())
            .Describe<IntegrationsResponse>("list_integrations", "Your keys, masked, with the state of each.", "", 200, 401, 403);
        integrations.MapGet("/available", (ListProviders list, HttpContext http, CancellationToken ct) => list.HandleAsync(http.GetCaller(), ct).AsOk())
            .Describe<ProvidersResponse>("list_providers", "Every provider with its price and whether you have a key for it.", "", 200, 401, 403);
        integrations.MapGet("/status", (GetReadiness readiness, HttpContext http, CancellationToken ct) => readiness.HandleAsync(http.GetCaller(), ct).AsOk())
            .Describe<ReadinessResponse>("get_readiness", "Who does each step for you now, and what is missing.", "", 200, 401, 403);
        integrations.MapPost("/", (AddIntegrationRequest request, AddIntegration add, HttpContext http, CancellationToken ct) =>
                add.HandleAsync(http.GetCaller(), request, ct).AsCreated("/api/v1/integrations")).RequireRateLimiting(RateLimits.KeyChecks)
            .Describe<IntegrationResponse>("add_integration", "Stores a key.", "It is sealed before it is stored and checked with the provider in the background.", 201, 400, 401, 403, 409);
        integrations.MapPatch("/{id:guid}", (Guid id, KeyRequest request, ChangeIntegration change, HttpContext http, CancellationToken ct) =>
                change.HandleAsync(http.GetCaller(), id, request, ct).AsOk()).RequireRateLimiting(RateLimits.KeyChecks)
            .Describe<IntegrationResponse>("change_integration", "Replaces a key.", "The new one is checked in the background; the old one is gone at once.", 200, 400, 401, 403, 404);
        integrations.MapDelete("/{id:guid}", (Guid id, RemoveIntegration remove, HttpContext http, CancellationToken ct) => remove.HandleAsync(http.GetCaller(), id, ct).AsNoContent())
            .Describe("remove_integration", "Forgets a key for good.", "Defaults that point to its provider are cleared.", 204, 401, 403, 404);
        integrations.MapPost("/{id:guid}/validate", (Guid id, ValidateIntegration validate, HttpContext http, CancellationToken ct) =>
                validate.HandleAsync(http.GetCaller(), id, ct).AsOk()).RequireRateLimiting(RateLimits.KeyChecks)
            .Describe<IntegrationResponse>("validate_integration", "Asks the provider now whether it accepts the key.", "Takes ten seconds at most and spends nothing.", 200, 401, 403, 404);
        integrations.MapPatch("/{id:guid}/toggle", (Guid id, ToggleIntegrationRequest? request, ToggleIntegration toggle, HttpContext http, CancellationToken ct) =>
                toggle.HandleAsync(http.GetCaller(), id, request ?? new(), ct).AsOk())
            .Describe<IntegrationResponse>("toggle_integration", "Puts a key aside, or takes it up again.", "Without a body it is turned over.", 200, 401, 403, 404);
        integrations.MapPost("/{id:guid}/reveal", (Guid id, RevealIntegrationRequest request, RevealIntegration reveal, HttpContext http, CancellationToken ct) =>
                reveal.HandleAsync(http.GetCaller(), id, request, ct).AsOk())
            .Describe<RevealedKey>("reveal_integration", "Shows the whole key to its owner.", "Off unless the operator allows it. Needs the password, five times an hour at most, and is written to the audit log.", 200, 400, 401, 403, 404, 409);
    }
}
