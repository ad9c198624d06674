using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;
using Synthora.Providers.Speech;
using Synthora.Providers.Speech.Offline;
using Synthora.Providers.Text;
using Synthora.Providers.Text.Anthropic;
using Synthora.Providers.Text.Gemini;
using Synthora.Providers.Text.Groq;
using Synthora.Providers.Text.Ollama;
using Synthora.Providers.Text.OpenAi;
using Synthora.Providers.Text.OpenAiCompatible;
using Synthora.Providers.Text.XAi;

namespace Synthora.Providers;

public static class ProvidersRegistration
{
    /// <summary>
    /// Registers every vendor in the <see cref="ProviderCatalog"/>, for users who bring keys. What works without a user's key, because it runs on this machine or the
    /// operator configured it, is registered under its port as well, in the order in which it is to be tried.
    /// </summary>
    public static IServiceCollection AddProviders(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddVendorClients(configuration);
        services.AddSingleton<ProviderCatalog>();

        services.AddVendor<OpenAiCompatible>().AddVendor<OpenAi>().AddVendor<Anthropic>().AddVendor<Gemini>().AddVendor<Groq>().AddVendor<XAi>().AddVendor<Ollama>();
        services.AddVendor<OfflineSpeech>();

        services.AddSingleton<ISpeechProvider>(provider => provider.GetRequiredService<OfflineSpeech>());
        if (!string.IsNullOrWhiteSpace(configuration[$"{VendorSettings.Section}:{OpenAiCompatible.Section}:BaseUrl"]))
            services.AddSingleton<ITextProvider>(provider => provider.GetRequiredService<OpenAiCompatible>());
        return services;
    }

    /// <summary>Answers for the vendors under <c>/_sim</c>; only for a host that runs with <c>Providers:Simulate=true</c>.</summary>
    public static IEndpointRouteBuilder MapProviderSimulators(this IEndpointRouteBuilder routes)
    {
        var gemini = new GeminiSimulator();
        gemini.MapUpload(routes);
        ISimulator[] simulators =
        [
            new ChatCompletionsSimulator(OpenAiCompatible.Id, [OpenAiCompatibleSimulator.Model, OpenAiCompatibleSimulator.ModelWithoutFormats], needsKey: false),
            new OpenAiSimulator(), new AnthropicSimulator(), gemini,
            new ChatCompletionsSimulator(Groq.Id, ["openai/gpt-oss-20b", "openai/gpt-oss-120b"], needsKey: true),
            new ChatCompletionsSimulator(XAi.Id, ["grok-4.3", "grok-4.6"], needsKey: true),
            new OllamaSimulator(),
        ];
        foreach (var simulator in simulators) simulator.Map(routes.MapGroup($"/_sim/{simulator.Id}").ExcludeFromDescription());
        return routes;
    }

    private static IServiceCollection AddVendor<T>(this IServiceCollection services) where T : class, IProvider =>
        services.AddSingleton<T>().AddSingleton<IProvider>(provider => provider.GetRequiredService<T>());
}
