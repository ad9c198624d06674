using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Synthora.Providers.Text.OpenAiCompatible;

internal static class OpenAiCompatibleRegistration
{
    /// <summary>Registers nothing when no server is configured: writing from a bare topic is then not offered.</summary>
    public static IServiceCollection AddOpenAiCompatible(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection(OpenAiCompatibleOptions.Section).Get<OpenAiCompatibleOptions>() ?? new OpenAiCompatibleOptions();
        if (string.IsNullOrWhiteSpace(options.BaseUrl)) return services;

        // The provider's own limit ends a request that takes too long, with words the user understands.
        services.AddHttpClient(OpenAiCompatible.Id, client => client.Timeout = Timeout.InfiniteTimeSpan);
        services.AddSingleton(options);
        return services.AddSingleton<ITextProvider, OpenAiCompatible>();
    }
}
