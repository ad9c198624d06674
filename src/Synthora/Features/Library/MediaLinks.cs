using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Synthora.Data;
using Synthora.Security;

namespace Synthora.Features.Library;

/// <summary>
/// Addresses under which one file can be read for a while by whoever has them: players, pictures of lists, services that
/// fetch a video. The signature covers the file, the time and whether it is to be saved.
/// </summary>
public sealed class MediaLinks(SigningKey key, TimeProvider clock)
{
    private static readonly TimeSpan Step = TimeSpan.FromHours(1);
    private readonly byte[] _key = HMACSHA256.HashData(key.Bytes, "media links"u8);

    /// <summary>For pages: stays the same for an hour, so that browsers find what they have.</summary>
    public string To(Guid id, MediaVariant variant, bool save = false)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var step = (long)Step.TotalSeconds;
        return Signed(id, variant, ((now / step) + 2) * step, save);
    }

    public (string Url, DateTimeOffset ExpiresAt) For(Guid id, MediaVariant variant, TimeSpan lasts, bool save)
    {
        var until = clock.GetUtcNow().Add(lasts).ToUnixTimeSeconds();
        return (Signed(id, variant, until, save), DateTimeOffset.FromUnixTimeSeconds(until));
    }

    /// <returns>How long it still lasts; null for a link that has run out or was not made here.</returns>
    public TimeSpan? Check(Guid id, MediaVariant variant, long until, bool save, string signature)
    {
        var left = until - clock.GetUtcNow().ToUnixTimeSeconds();
        var expected = Encoding.ASCII.GetBytes(Signature(id, variant, until, save));
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(signature)) && left > 0 ? TimeSpan.FromSeconds(left) : null;
    }

    private string Signed(Guid id, MediaVariant variant, long until, bool save) => string.Create(
        CultureInfo.InvariantCulture, $"/media/{id}/{EnumText.Of(variant)}?until={until}{(save ? "&save=true" : "")}&signature={Signature(id, variant, until, save)}");

    private string Signature(Guid id, MediaVariant variant, long until, bool save) => Convert.ToHexStringLower(
        HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id:N} {variant} {until} {save}"))));
}
