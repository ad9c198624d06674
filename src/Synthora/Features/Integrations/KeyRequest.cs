using System.ComponentModel.DataAnnotations;
using Synthora.Providers;
using Synthora.Security;

namespace Synthora.Features.Integrations;

/// <summary>A key as a person pastes it, and where to use it.</summary>
public record KeyRequest
{
    /// <summary>Two secrets in one are parted by a colon.</summary>
    [StringLength(4_000)]
    public string? Key { get; init; }

    /// <summary>Only for providers that can be a server of the user's own.</summary>
    [StringLength(500)]
    public string? BaseUrl { get; init; }

    internal string CleanKey => (Key ?? "").Trim().Trim('"', '\'').Trim();

    internal string? CleanBaseUrl => string.IsNullOrWhiteSpace(BaseUrl) ? null : BaseUrl.Trim().TrimEnd('/');

    /// <returns>Null for a key that may be one, else which field is wrong and why.</returns>
    internal Error? Refuse(ProviderInfo info, OutboundAddresses addresses)
    {
        var key = CleanKey;
        if (info.Auth.Kind == AuthKind.None) return IntegrationErrors.OfField("provider", $"{info.Name} needs no key.");
        if (key.Length == 0 && info.RequiresKey) return IntegrationErrors.OfField("key", $"{info.Name} needs a key.");
        if (key.Any(character => character is <= ' ' or > '~')) return IntegrationErrors.OfField("key", "This is no key: it has spaces or letters that no key has. Copy it again.");
        if (key.Length is > 0 and < 4) return IntegrationErrors.OfField("key", "This is too short for a key. Copy it again.");
        // A colon at an end means that half of a pair was lost; some vendors give one secret instead of two.
        if (info.Auth.Kind == AuthKind.KeyPair && (key.StartsWith(':') || key.EndsWith(':')))
            return IntegrationErrors.OfField("key", $"{info.Name} gives two secrets. Write them as {info.Auth.Form ?? "first:second"}.");
        if (CleanBaseUrl is not { } url)
            return key.Length == 0 ? IntegrationErrors.OfField("base_url", "Give the address of your server, a key, or both.") : null;
        if (!info.Auth.AcceptsBaseUrl) return IntegrationErrors.OfField("base_url", $"{info.Name} is always called at its own address.");
        return addresses.Refuse(url) is { } why ? IntegrationErrors.OfField("base_url", why) : null;
    }
}
