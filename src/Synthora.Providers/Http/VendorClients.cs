using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Synthora.Providers.Catalog;

namespace Synthora.Providers.Http;

/// <summary>The two ways out of this process: to the addresses the operator settled, and, guarded, to those users and vendors name.</summary>
internal sealed class VendorClients(IHttpClientFactory factory, OutboundGuard guard, TimeProvider clock)
{
    public const string Settled = "synthora.providers";
    public const string Guarded = "synthora.providers.guarded";

    public TimeProvider Clock => clock;

    /// <exception cref="HttpRequestException">The address is not one to call.</exception>
    public HttpClient For(Uri url)
    {
        if (guard.IsTrusted(url)) return factory.CreateClient(Settled);
        guard.Check(url);
        return factory.CreateClient(Guarded);
    }
}

/// <summary>Opens vendors by their catalogue row.</summary>
internal sealed class Vendors(ProviderTable table, IConfiguration configuration, VendorClients clients)
{
    public IConfiguration Configuration => configuration;
    public TimeProvider Clock => clients.Clock;

    /// <param name="section">Where the settings are when they do not carry the row's id.</param>
    public Vendor Open(string id, VendorManners manners, string? section = null) =>
        new(table[id], manners, VendorSettings.Read(table[id], configuration, section ?? id), clients);
}

internal static class VendorClientsRegistration
{
    public static IServiceCollection AddVendorClients(this IServiceCollection services, IConfiguration configuration, bool trustsOwnMachine)
    {
        var table = ProviderTable.Load(configuration[ProviderTable.FileSetting]);
        var guard = new OutboundGuard(Origins(table, configuration, trustsOwnMachine));
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddSingleton(table).AddSingleton(guard).AddSingleton<VendorClients>();
        services.AddSingleton(provider => new Vendors(table, configuration, provider.GetRequiredService<VendorClients>()));
        services.AddSingleton<IProviderLog, CallLines>().AddTransient<RequestLogHandler>().AddTransient<RetryHandler>();
        foreach (var name in new[] { VendorClients.Settled, VendorClients.Guarded })
        {
            // The vendor's own limit ends a call that takes too long, with words the user understands.
            services.AddHttpClient(name, client => client.Timeout = Timeout.InfiniteTimeSpan)
                .AddHttpMessageHandler<RetryHandler>().AddHttpMessageHandler<RequestLogHandler>()
                .ConfigurePrimaryHttpMessageHandler(() => name == VendorClients.Settled ? Plain() : Watched(guard)).RemoveAllLoggers();
        }

        return services;
    }

    private static SocketsHttpHandler Plain() => new()
    {
        // A key must not travel to where a vendor's redirect points.
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    };

    private static SocketsHttpHandler Watched(OutboundGuard guard)
    {
        var handler = Plain();
        handler.ConnectCallback = guard.ConnectAsync;
        handler.UseProxy = false;
        return handler;
    }

    private static HashSet<string> Origins(ProviderTable table, IConfiguration configuration, bool trustsOwnMachine)
    {
        var origins = table.Rows.Select(row => row.BaseUrl).OfType<Uri>().Where(url => trustsOwnMachine || !url.IsLoopback).ToList();
        origins.AddRange(configuration.GetSection(VendorSettings.Section).GetChildren()
            .Select(section => section["BaseUrl"]).Where(url => Uri.TryCreate(url?.Trim(), UriKind.Absolute, out _)).Select(url => new Uri(url!.Trim())));
        if (VendorSettings.Simulates(configuration)) origins.Add(new Uri(VendorSettings.SimulatorUrl(configuration)));
        return [.. origins.Select(url => url.GetLeftPart(UriPartial.Authority))];
    }
}
