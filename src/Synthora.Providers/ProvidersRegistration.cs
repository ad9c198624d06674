using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Providers.Speech.Offline;

namespace Synthora.Providers;

public static class ProvidersRegistration
{
    /// <summary>Registers the providers that the settings under <c>Providers</c> make usable; the offline voices always are.</summary>
    public static IServiceCollection AddProviders(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddOfflineSpeech();
    }
}
