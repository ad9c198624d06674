using Synthora.Providers.Http;

namespace Synthora.Security;

/// <summary>Tells people early that an address of theirs would not be called; the connection itself is watched again when it is made.</summary>
internal sealed class OutboundAddresses(OutboundGuard guard)
{
    /// <returns>Null for an address that may be called, else why it is not.</returns>
    public string? Refuse(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
            return "This is not a web address. Give one such as https://llm.example.com/v1.";
        if (url.Query.Length > 0 || url.Fragment.Length > 0) return "Give the address without a question mark or a number sign.";
        if (url.IsLoopback && !guard.IsTrusted(url)) return "This address leads into the server's own network. Its operator can allow it in the configuration.";
        try
        {
            guard.Check(url);
            return null;
        }
        catch (HttpRequestException refused)
        {
            return refused.Message;
        }
    }
}
