using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Synthora.Features.Library.Uploads;
using Synthora.Security;
using Synthora.Storage;

namespace Synthora.Features.Videos.Crew;

/// <summary>Files of a video that is being made, under addresses a vendor can fetch them from for a day and nobody else guesses.</summary>
internal sealed class PublishedParts(IFileStore store, Configuration configuration, TimeProvider clock)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(1);

    /// <summary>Nobody fetches from here: simulated vendors only read the address.</summary>
    private static readonly Uri Simulated = new("https://simulated.invalid");
    private readonly byte[] _key = HMACSHA256.HashData(SigningKey.Load(configuration.SecretKey, configuration.KeysFolder).Bytes, "published parts"u8);

    /// <summary>Where vendors reach this installation; null where they cannot.</summary>
    public static Uri? RootOf(Configuration configuration) =>
        Uri.TryCreate(configuration.PublicUrl, UriKind.Absolute, out var site) && site.Scheme == Uri.UriSchemeHttps ? site : configuration.Simulate ? Simulated : null;

    /// <exception cref="InvalidOperationException">Vendors cannot reach this installation.</exception>
    public async Task<Uri> PublishAsync(Guid userId, Guid videoId, string path, CancellationToken ct)
    {
        var root = RootOf(configuration) ?? throw new InvalidOperationException("Parts are published only where PUBLIC_URL is an https address.");
        string name;
        await using (var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, useAsync: true))
            name = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct))[..32] + Path.GetExtension(path).ToLowerInvariant();
        await store.PutAsync(KeyOf(userId, videoId, name), path, ct);
        var until = clock.GetUtcNow().Add(Lasts).ToUnixTimeSeconds();
        return new Uri(root, string.Create(CultureInfo.InvariantCulture, $"/parts/{userId:N}/{videoId:N}/{name}?until={until}&signature={Signature(userId, videoId, name, until)}"));
    }

    public Task WithdrawAsync(Guid userId, Guid videoId, CancellationToken ct) => store.DeleteAsync(KeyOf(userId, videoId, ""), ct);

    public async Task<IResult> ServeAsync(HttpContext http, Guid userId, Guid videoId, string name, long until, string signature, CancellationToken ct)
    {
        var expected = Encoding.ASCII.GetBytes(Signature(userId, videoId, name, until));
        if (!CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(signature)) || until <= clock.GetUtcNow().ToUnixTimeSeconds()) return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (await store.OpenAsync(KeyOf(userId, videoId, name), ct) is not { } file) return Results.NotFound();
        var type = (await FileSignatures.ReadAsync(file.Content, ct))?.ContentType ?? "application/octet-stream";
        file.Content.Position = 0;
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(file.Content, type, lastModified: file.LastModified, enableRangeProcessing: true);
    }

    private static string KeyOf(Guid userId, Guid videoId, string name) => $"{VideoFiles.StoredPrefix(userId, videoId)}/parts/{name}";

    private string Signature(Guid userId, Guid videoId, string name, long until) => Convert.ToHexStringLower(
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{userId:N} {videoId:N} {name} {until}"))));
}

internal static class PublishedPartsPages
{
    public static void MapPublishedParts(this IEndpointRouteBuilder root) =>
        root.MapMethods("/parts/{user:guid}/{video:guid}/{name}", ["GET", "HEAD"], (
            HttpContext http, Guid user, Guid video, string name, PublishedParts parts, CancellationToken ct, long until = 0, string signature = "") =>
            parts.ServeAsync(http, user, video, name, until, signature, ct)).AllowAnonymous();
}
