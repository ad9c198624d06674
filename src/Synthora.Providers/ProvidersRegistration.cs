using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Providers.Assembly.Creatomate;
using Synthora.Providers.Assembly.Editframe;
using Synthora.Providers.Assembly.Remotion;
using Synthora.Providers.Assembly.Shotstack;
using Synthora.Providers.AudioFx.MmAudio;
using Synthora.Providers.Catalog;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;
using Synthora.Providers.Speech;
using Synthora.Providers.Speech.ElevenLabs;
using Synthora.Providers.Speech.Offline;
using Synthora.Providers.Speech.OpenAi;
using Synthora.Providers.Speech.OpenAiCompatible;
using Synthora.Providers.Stock.Pexels;
using Synthora.Providers.Stock.Pixabay;
using Synthora.Providers.Stock.Unsplash;
using Synthora.Providers.Text;
using Synthora.Providers.Text.Anthropic;
using Synthora.Providers.Text.Gemini;
using Synthora.Providers.Text.Groq;
using Synthora.Providers.Text.Ollama;
using Synthora.Providers.Text.OpenAi;
using Synthora.Providers.Text.OpenAiCompatible;
using Synthora.Providers.Text.XAi;
using Synthora.Providers.Transcription.ElevenLabs;
using Synthora.Providers.Transcription.Groq;
using Synthora.Providers.Transcription.OpenAi;
using Synthora.Providers.Transcription.OpenAiCompatible;
using Synthora.Providers.Transcription.WhisperCpp;
using Synthora.Providers.VideoAi.GeminiOmni;
using Synthora.Providers.VideoAi.Hailuo;
using Synthora.Providers.VideoAi.ImagineArt;
using Synthora.Providers.VideoAi.Kling;
using Synthora.Providers.VideoAi.Ltx;
using Synthora.Providers.VideoAi.Luma;
using Synthora.Providers.VideoAi.MiniMax;
using Synthora.Providers.VideoAi.PixVerse;
using Synthora.Providers.VideoAi.Runway;
using Synthora.Providers.VideoAi.Seedance;
using Synthora.Providers.VideoAi.Wan;

namespace Synthora.Providers;

public static class ProvidersRegistration
{
    /// <summary>
    /// Registers every vendor in the <see cref="ProviderCatalog"/>, for users who bring keys. What works without a user's key, because it runs on this machine or the
    /// operator configured it, is registered under its port as well, in the order in which it is to be tried.
    /// </summary>
    /// <param name="trustsOwnMachine">Whether users may name a model server of this machine, such as Ollama at its usual address; one that the operator set is trusted in any case.</param>
    public static IServiceCollection AddProviders(this IServiceCollection services, IConfiguration configuration, bool trustsOwnMachine = true)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddVendorClients(configuration, trustsOwnMachine);
        services.AddSingleton<ProviderCatalog>();

        services.AddVendor<OpenAiCompatible>().AddVendor<OpenAi>().AddVendor<Anthropic>().AddVendor<Gemini>().AddVendor<Groq>().AddVendor<XAi>().AddVendor<Ollama>();
        services.AddVendor<OfflineSpeech>().AddVendor<ElevenLabs>().AddVendor<OpenAiSpeech>().AddVendor<OpenAiCompatibleSpeech>();
        services.AddVendor<OpenAiTranscription>().AddVendor<ElevenLabsTranscription>().AddVendor<GroqTranscription>().AddVendor<OpenAiCompatibleTranscription>().AddVendor<WhisperCpp>();
        services.AddVendor<Pexels>().AddVendor<Unsplash>().AddVendor<Pixabay>();
        services.AddVendor<Runway>().AddVendor<GeminiOmni>().AddVendor<Luma>().AddVendor<Kling>().AddVendor<MiniMax>().AddVendor<Hailuo>().AddVendor<PixVerse>()
            .AddVendor<ImagineArt>().AddVendor<Seedance>().AddVendor<Wan>().AddVendor<Ltx>();
        services.AddVendor<Shotstack>().AddVendor<Creatomate>().AddVendor<Remotion>().AddVendor<Editframe>();
        services.AddVendor<MmAudio>();

        services.AddSingleton<ISpeechProvider>(provider => provider.GetRequiredService<OfflineSpeech>());
        if (!string.IsNullOrWhiteSpace(configuration[$"{VendorSettings.Section}:{OpenAiCompatible.Section}:BaseUrl"]))
            services.AddSingleton<ITextProvider>(provider => provider.GetRequiredService<OpenAiCompatible>());
        foreach (var row in ProviderTable.Load(configuration[ProviderTable.FileSetting]).Rows.Where(row => VendorSettings.IsReady(row, configuration)))
        {
            if (row.Capability == Capability.Text) services.AddSingleton(provider => provider.GetRequiredService<ProviderCatalog>().Find<ITextProvider>(row.Id)!);
            if (row.Capability == Capability.Speech) services.AddSingleton(provider => provider.GetRequiredService<ProviderCatalog>().Find<ISpeechProvider>(row.Id)!);
        }

        return services;
    }

    /// <summary>Answers for the vendors under <c>/_sim</c>; only for a host that runs with <c>Providers:Simulate=true</c>.</summary>
    public static IEndpointRouteBuilder MapProviderSimulators(this IEndpointRouteBuilder routes)
    {
        var voice = new SimulatedVoice();
        var gemini = new GeminiSimulator();
        gemini.MapUpload(routes);
        ISimulator[] simulators =
        [
            new ChatCompletionsSimulator(OpenAiCompatible.Id, [OpenAiCompatibleSimulator.Model, OpenAiCompatibleSimulator.ModelWithoutFormats], needsKey: false),
            new OpenAiSimulator(), new AnthropicSimulator(), gemini,
            new ChatCompletionsSimulator(Groq.Id, ["openai/gpt-oss-20b", "openai/gpt-oss-120b"], needsKey: true),
            new ChatCompletionsSimulator(XAi.Id, ["grok-4.3", "grok-4.6"], needsKey: true),
            new OllamaSimulator(),
            new AudioSimulator(OpenAiSpeech.Id, voice, needsKey: true), new AudioSimulator(OpenAiTranscription.Id, voice, needsKey: true), new AudioSimulator(GroqTranscription.Id, voice, needsKey: true),
            new AudioSimulator(OpenAiCompatibleSpeech.Id, voice, needsKey: false), new AudioSimulator(OpenAiCompatibleTranscription.Id, voice, needsKey: false),
            new ElevenLabsSimulator(ElevenLabs.Id, voice), new ElevenLabsSimulator(ElevenLabsTranscription.Id, voice),
            new PexelsSimulator(), new UnsplashSimulator(), new PixabaySimulator(),
            new RunwaySimulator(), new GeminiOmniSimulator(), new LumaSimulator(), new KlingSimulator(TimeProvider.System), new MiniMaxSimulator(MiniMax.Id), new MiniMaxSimulator(Hailuo.Id),
            new PixVerseSimulator(), new ImagineArtSimulator(), new SeedanceSimulator(), new WanSimulator(), new LtxSimulator(),
            new ShotstackSimulator(), new CreatomateSimulator(), new RemotionSimulator(), new EditframeSimulator(), new MmAudioSimulator(),
        ];
        foreach (var simulator in simulators) simulator.Map(routes.MapGroup($"/_sim/{simulator.Id}").ExcludeFromDescription());
        return routes;
    }

    private static IServiceCollection AddVendor<T>(this IServiceCollection services) where T : class, IProvider =>
        services.AddSingleton<T>().AddSingleton<IProvider>(provider => provider.GetRequiredService<T>());
}
