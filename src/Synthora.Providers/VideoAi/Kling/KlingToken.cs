using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Synthora.Providers.VideoAi.Kling;

/// <summary>Two kinds of keys: an access and a secret key, which sign a short-lived token, or one newer key that is sent as it is.</summary>
/// <remarks>https://kling.ai/document-api — "Authentication"; the token is https://www.rfc-editor.org/rfc/rfc7519 with HS256.</remarks>
internal static class KlingToken
{
    private static readonly TimeSpan Lives = TimeSpan.FromMinutes(30), ClockSkew = TimeSpan.FromSeconds(5);

    public static void SignIn(HttpRequestMessage request, ApiKey key, TimeProvider clock)
    {
        var (access, secret) = key.RevealPair();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret.Length == 0 ? access : Make(access, secret, clock.GetUtcNow()));
    }

    public static string Make(string access, string secret, DateTimeOffset now)
    {
        var head = Encode("""{"alg":"HS256","typ":"JWT"}"""u8);
        var claims = Encode(JsonSerializer.SerializeToUtf8Bytes(new { iss = access, exp = (now + Lives).ToUnixTimeSeconds(), nbf = (now - ClockSkew).ToUnixTimeSeconds() }));
        return $"{head}.{claims}.{Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes($"{head}.{claims}")))}";
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
