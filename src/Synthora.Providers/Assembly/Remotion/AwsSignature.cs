using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Synthora.Providers.Assembly.Remotion;

/// <summary>Signs one request for AWS.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html</remarks>
internal static class AwsSignature
{
    public static void Sign(HttpRequestMessage request, byte[] body, string access, string secret, string region, string service, DateTimeOffset now)
    {
        var stamp = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        request.Headers.TryAddWithoutValidation("X-Amz-Date", stamp);
        request.Headers.TryAddWithoutValidation("Authorization", Authorization(request.Method.Method, request.RequestUri!, body, access, secret, region, service, stamp));
    }

    public static string Authorization(string method, Uri url, byte[] body, string access, string secret, string region, string service, string stamp)
    {
        var day = stamp[..8];
        var scope = $"{day}/{region}/{service}/aws4_request";
        var query = string.Join('&', url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        var canonical = $"{method}\n{url.AbsolutePath}\n{query}\nhost:{url.Authority}\nx-amz-date:{stamp}\n\nhost;x-amz-date\n{Hash(body)}";
        var toSign = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        var key = new[] { region, service, "aws4_request" }.Aggregate(Mac(Encoding.UTF8.GetBytes("AWS4" + secret), day), Mac);
        return $"AWS4-HMAC-SHA256 Credential={access}/{scope}, SignedHeaders=host;x-amz-date, Signature={Convert.ToHexStringLower(Mac(key, toSign))}";
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
