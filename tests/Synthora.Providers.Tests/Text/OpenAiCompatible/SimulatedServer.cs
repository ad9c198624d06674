using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Synthora.Providers.Text;
using Synthora.Providers.Text.OpenAiCompatible;

namespace Synthora.Providers.Tests.Text.OpenAiCompatible;

/// <summary>The simulators on a real socket, as a host with Providers:Simulate=true serves them.</summary>
public sealed class SimulatedServer : IAsyncLifetime
{
    private readonly WebApplication app;

    /// <summary>Answers in place of the simulator when it returns a result; sees each request's number, from 1.</summary>
    public Func<int, IResult?> Interrupt { get; set; } = _ => null;
    public int Requests { get; private set; }

    public SimulatedServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Use(async (context, next) =>
        {
            Requests++;
            if (Interrupt(Requests) is { } result) await result.ExecuteAsync(context);
            else await next(context);
        });
        app.MapProviderSimulators();
    }

    public string BaseUrl => app.Urls.Single() + OpenAiCompatibleSimulator.Path;

    public static ITextProvider Provider(string baseUrl, string model = OpenAiCompatibleSimulator.Model, int timeoutSeconds = 30)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Providers:Text:BaseUrl"] = baseUrl,
            ["Providers:Text:Model"] = model,
            ["Providers:Text:TimeoutSeconds"] = $"{timeoutSeconds}",
        };
        return new ServiceCollection().AddLogging().AddProviders(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider().GetRequiredService<ITextProvider>();
    }

    public Task InitializeAsync() => app.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();
}
