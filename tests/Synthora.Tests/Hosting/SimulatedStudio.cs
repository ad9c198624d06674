using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Synthora.Tests.Hosting;

/// <summary>A host whose providers are the simulators it serves itself. The key <c>wrong</c> is known to none of them.</summary>
public class SimulatedStudio : StudioHost
{
    public const string GoodKey = "sk-simulated-0123456789abcdef-LAST";
    public const string WrongKey = "wrong-key-0";

    protected override Configuration Configure(Configuration configuration)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        configuration.Limits.KeyChecksPerMinute = 100_000;
        return configuration with
        {
            Urls = [url],
            RevealKeys = true,
            Settings = new ConfigurationBuilder().AddInMemoryCollection(
            [
                new("Providers:Simulate", "true"), new("Providers:SimulatorUrl", url), .. Settings(),
            ]).Build(),
        };
    }

    protected virtual IEnumerable<KeyValuePair<string, string?>> Settings() => [];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

internal static class IntegrationCalls
{
    public static async Task<JsonElement> AddKeyAsync(this StudioHost.User user, string provider, string key = SimulatedStudio.GoodKey, bool forVendor = false)
    {
        var answer = await user.Api.PostAsJsonAsync("/api/v1/integrations", new { provider, key, for_vendor = forVendor });
        var body = await answer.JsonAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, body.ToString());
        return body;
    }

    /// <summary>Adds a key and has it checked, as the page does.</summary>
    public static async Task<JsonElement> AddCheckedKeyAsync(this StudioHost.User user, string provider, string key = SimulatedStudio.GoodKey)
    {
        var added = await user.AddKeyAsync(provider, key);
        return await (await user.Api.PostAsync($"/api/v1/integrations/{added.GetProperty("id").GetString()}/validate", null)).JsonAsync();
    }

    public static async Task<JsonElement> GetJsonAsync(this StudioHost.User user, string path) => await (await user.Api.GetAsync($"/api/v1{path}")).JsonAsync();
}
