namespace Synthora.Providers;

/// <summary>A secret that cannot be printed by accident, with the server it belongs to when a user runs or chose that.</summary>
/// <param name="baseUrl">Only where the catalogue's row accepts one; it is called under the outbound guard.</param>
public sealed class ApiKey(string value, Uri? baseUrl = null)
{
    public Uri? BaseUrl { get; } = baseUrl;

    public string Reveal() => value;

    /// <summary>The halves of a key pair; the second is empty when there is no colon.</summary>
    public (string Id, string Secret) RevealPair() => value.IndexOf(':', StringComparison.Ordinal) is var at and > 0 ? (value[..at], value[(at + 1)..]) : (value, "");

    public override string ToString() => "***";
}
