using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Synthora.Providers.Tests;

/// <summary>All vendors' simulators on a real socket, as a host with Providers:Simulate=true serves them, and the providers that call them.</summary>
public sealed class SimulatedVendors : IAsyncLifetime
{
    private readonly WebApplication app;
    private ServiceProvider? services;

    public SimulatedVendors()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Use(SeeAsync);
        app.MapProviderSimulators();
    }

    /// <summary>Answers in place of the simulator when it returns a result; sees each request's number, from 1.</summary>
    public Func<int, IResult?> Interrupt { get; set; } = _ => null;

    /// <summary>What was really sent, in order.</summary>
    public ConcurrentQueue<SeenRequest> Seen { get; } = [];

    /// <summary>The simulators' answers in JSON, in order.</summary>
    public ConcurrentQueue<SeenAnswer> Answers { get; } = [];

    public string Url => app.Urls.Single();

    public ProviderCatalog Catalog => services!.GetRequiredService<ProviderCatalog>();

    public T Provider<T>(string id) where T : class, IProvider => Catalog.Find<T>(id).ShouldNotBeNull(id);

    /// <summary>Providers with settings of their own, on top of those that lead to the simulators.</summary>
    public ServiceProvider Configure(params (string Name, string Value)[] settings) =>
        new ServiceCollection().AddSingleton<TimeProvider>(new PatientClock()).AddProviders(Configuration(settings)).BuildServiceProvider();

    public IConfiguration Configuration(params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string?> { ["Providers:Simulate"] = "true", ["Providers:SimulatorUrl"] = Url };
        foreach (var (name, value) in settings) all[name] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(all).Build();
    }

    public async Task InitializeAsync()
    {
        await app.StartAsync();
        services = Configure(
            ("Providers:remotion:FunctionName", Synthora.Providers.Assembly.Remotion.RemotionSimulator.Function), ("Providers:remotion:ServeUrl", "https://site.example.com/index.html"),
            ("Providers:Text:BaseUrl", Url + "/_sim/openai_compatible"), ("Providers:Text:Model", "simulated-writer"));
    }

    public async Task DisposeAsync()
    {
        if (services is not null) await services.DisposeAsync();
        await app.DisposeAsync();
    }

    private async Task SeeAsync(HttpContext context, RequestDelegate next)
    {
        context.Request.EnableBuffering();
        using var copy = new MemoryStream();
        await context.Request.Body.CopyToAsync(copy);
        context.Request.Body.Position = 0;
        var seen = new SeenRequest(
            context.Request.Method, context.Request.Path, context.Request.QueryString.Value ?? "", context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            context.Request.ContentType ?? "", Encoding.UTF8.GetString(copy.ToArray()));
        Seen.Enqueue(seen);
        if (Interrupt(Seen.Count) is { } result) await result.ExecuteAsync(context);
        else await AnswerAsync(context, next, seen);
    }

    private async Task AnswerAsync(HttpContext context, RequestDelegate next, SeenRequest seen)
    {
        var body = context.Response.Body;
        using var copy = new MemoryStream();
        context.Response.Body = copy;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }

        if (context.Response.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true)
            Answers.Enqueue(new SeenAnswer(seen, context.Response.StatusCode, Encoding.UTF8.GetString(copy.ToArray())));
        copy.Position = 0;
        await copy.CopyToAsync(body);
    }
}

public sealed record SeenRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string ContentType, string Body);

public sealed record SeenAnswer(SeenRequest Request, int Status, string Body);

/// <summary>Gives long limits thirty times as long, so that a busy machine fails no test; short waits stay short.</summary>
internal sealed class PatientClock : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.FromSeconds(5) ? dueTime * 30 : dueTime, period);
}
