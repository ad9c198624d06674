using System.Net;
using System.Net.Sockets;

namespace Synthora.Providers.Http;

/// <summary>
/// Lets addresses that users or vendors name lead to the public internet only, never into this machine or its network.
/// The check is made on the address that is really connected to, so a name that changes its mind between look-up and connection gains nothing.
/// </summary>
/// <param name="resolve">Looks a name up; null asks this machine's resolver.</param>
public sealed class OutboundGuard(IReadOnlyCollection<string> trustedOrigins, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    /// <summary>Origins the operator configured, such as a speech server next door or the simulators.</summary>
    public bool IsTrusted(Uri url) => trustedOrigins.Contains(url.GetLeftPart(UriPartial.Authority), StringComparer.OrdinalIgnoreCase);

    /// <exception cref="HttpRequestException">The address is not one to call.</exception>
    public void Check(Uri url)
    {
        if (IsTrusted(url)) return;
        if (url.Scheme != Uri.UriSchemeHttps) throw Refused($"{url.Scheme} addresses are not called; use https.");
        if (url.UserInfo.Length > 0) throw Refused("An address with a user name is not called.");
        if (IPAddress.TryParse(url.DnsSafeHost, out var address) && !IsPublic(address)) throw Refused($"{url.Host} is not on the public internet.");
    }

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/> of the guarded client.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var host = context.DnsEndPoint.Host;
        var trusted = context.InitialRequestMessage.RequestUri is { } url
            && trustedOrigins.Any(origin => new Uri(origin) is var own && own.Host == host && own.Port == context.DnsEndPoint.Port);
        var addresses = await (resolve ?? Dns.GetHostAddressesAsync)(host, ct);
        if (!trusted && (addresses.Length == 0 || !addresses.All(IsPublic))) throw Refused($"{host} is not on the public internet.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>By https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 sister.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return (bytes[0], bytes[1], bytes[2]) is not ((0 or 10 or 127 or >= 224, _, _) or (100, >= 64 and < 128, _) or (169, 254, _) or (172, >= 16 and < 32, _) or (192, 168, _)
                or (192, 0, 0 or 2) or (192, 88, 99) or (198, 18 or 19, _) or (198, 51, 100) or (203, 0, 113));
        }

        // Only 2000::/3 is routed; documentation, Teredo and 6to4 addresses inside it can hide others.
        return (bytes[0] & 0xE0) == 0x20 && !(bytes[0] == 0x20 && bytes[1] == 0x02) && !(bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] is 0x00 or 0x0D && bytes[3] is 0x00 or 0xB8);
    }

    private static HttpRequestException Refused(string why) => new(HttpRequestError.ConnectionError, why);
}
