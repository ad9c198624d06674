using Synthora.Features.Videos.Generation;
using Synthora.Providers;
using Synthora.Providers.Speech;
using Synthora.Providers.Stock;

namespace Synthora.Cli;

/// <summary>
/// Who works on a video of the command line: a voice and a stock provider that the configuration holds a key for, else what
/// this machine has. Clips are never ordered from here: nobody would be asked before minutes and dollars are spent.
/// </summary>
internal static class ConfiguredCrew
{
    public static GenerationCrew From(IServiceProvider services, GenerationInput input)
    {
        var (catalog, settings) = (services.GetRequiredService<ProviderCatalog>(), services.GetRequiredService<IConfiguration>());
        var voice = catalog.All<ISpeechProvider>().FirstOrDefault(one => IsConfigured(one.Info) && Speaks(one, input.Overrides.Voice));
        return new GenerationCrew(Voice: voice)
        {
            Stock = catalog.All<IStockProvider>().FirstOrDefault(one => IsConfigured(one.Info)),
            Simulated = settings.GetValue<bool>("Providers:Simulate")
                ? catalog.All<IProvider>().Select(one => one.Info).Where(info => info.Auth.Kind != AuthKind.None).DistinctBy(info => info.Id).ToDictionary(info => info.Id, info => info.Name) : new(),
        };

        bool IsConfigured(ProviderInfo info) => info.Auth.Kind != AuthKind.None
            && !string.IsNullOrWhiteSpace(settings[$"Providers:{info.Id}:{(info.RequiresKey ? "ApiKey" : "BaseUrl")}"]);
    }

    /// <summary>A voice asked for by its name decides who speaks.</summary>
    private static bool Speaks(ISpeechProvider provider, string? voice) =>
        voice is null or "" or "female" or "male" or "neutral" || provider.Voices.Any(one => one.Id == voice);
}
