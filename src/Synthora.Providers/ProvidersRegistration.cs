using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Providers.Speech.Offline;
using Synthora.Providers.Text.OpenAiCompatible;

namespace Synthora.Providers;

public static class ProvidersRegistration
{
    /// <summary>Registers the providers that the settings under <c>Providers</c> make usable; the offline voices always are.</summary>
    public static IServiceCollection AddProviders(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddOfflineSpeech().AddOpenAiCompatible(configuration).AddSingleton<ProviderCatalog>();
    }

    /// <summary>Answers for the vendors under <c>/_sim</c>; only for a host that runs with <c>Providers:Simulate=true</c>.</summary>
    public static IEndpointRouteBuilder MapProviderSimulators(this IEndpointRouteBuilder routes) => routes.MapOpenAiCompatibleSimulator();
}
