using Microsoft.Extensions.Configuration;

namespace Synthora.Tests.Hosting;

/// <summary>A host that takes the vendors for real ones: they are the simulators of another host, and what they do is paid for.</summary>
/// <param name="vendors">The other host.</param>
/// <param name="more">Vendors beside the usual ones.</param>
public sealed class PayingStudio(Uri vendors, params string[] more) : StudioHost
{
    protected override Configuration Configure(Configuration configuration)
    {
        configuration.Limits.KeyChecksPerMinute = 100_000;
        return configuration with
        {
            Settings = new ConfigurationBuilder().AddInMemoryCollection(
                ((string[])["anthropic", "runway", "openai_tts", "openai_whisper", .. more]).Select(id => KeyValuePair.Create<string, string?>($"Providers:{id}:BaseUrl", $"{vendors.GetLeftPart(UriPartial.Authority)}/_sim/{id}"))).Build(),
        };
    }
}
