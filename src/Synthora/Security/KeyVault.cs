using System.Security.Cryptography;
using System.Text;

namespace Synthora.Security;

/// <summary>A stored secret and the name of the master key that sealed it.</summary>
public sealed record SealedSecret(string SealedBy, byte[] Envelope)
{
    public override string ToString() => $"sealed by {SealedBy}";
}

/// <summary>
/// Seals secrets with AES-256-GCM. A secret belongs to its place: an envelope that is copied to another row does not open there.
/// </summary>
/// <remarks>Envelope: version (1 byte), id of the master key (8), nonce (12), tag (16), ciphertext.</remarks>
internal sealed class KeyVault(MasterKeys keys)
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HeadLength = 1 + MasterKey.IdLength;

    /// <summary>The master key that new secrets are sealed with.</summary>
    public string CurrentKey => keys.Current.Id;

    public SealedSecret Seal(string secret, string place)
    {
        var key = keys.Current;
        var plain = Encoding.UTF8.GetBytes(secret);
        var envelope = new byte[HeadLength + NonceLength + TagLength + plain.Length];
        envelope[0] = Version;
        Convert.FromHexString(key.Id).CopyTo(Head(envelope)[1..]);
        RandomNumberGenerator.Fill(Nonce(envelope));
        using (var aes = new AesGcm(key.Bytes, TagLength)) aes.Encrypt(Nonce(envelope), plain, Cipher(envelope), Tag(envelope), Bound(envelope, place));
        CryptographicOperations.ZeroMemory(plain);
        return new SealedSecret(key.Id, envelope);
    }

    /// <exception cref="SealBrokenException">The master key is gone, or the envelope was changed or belongs elsewhere.</exception>
    public string Open(byte[] envelope, string place)
    {
        if (envelope.Length < HeadLength + NonceLength + TagLength || envelope[0] != Version) throw new SealBrokenException("it is not an envelope of this version");
        var id = Convert.ToHexStringLower(Head(envelope)[1..]);
        if (keys.Find(id) is not { } key) throw new SealBrokenException($"the master key {id} is missing");
        var plain = new byte[Cipher(envelope).Length];
        try
        {
            using var aes = new AesGcm(key.Bytes, TagLength);
            aes.Decrypt(Nonce(envelope), Cipher(envelope), Tag(envelope), plain, Bound(envelope, place));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SealBrokenException("it was changed or belongs elsewhere");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private static Span<byte> Head(byte[] envelope) => envelope.AsSpan(0, HeadLength);

    private static Span<byte> Nonce(byte[] envelope) => envelope.AsSpan(HeadLength, NonceLength);

    private static Span<byte> Tag(byte[] envelope) => envelope.AsSpan(HeadLength + NonceLength, TagLength);

    private static Span<byte> Cipher(byte[] envelope) => envelope.AsSpan(HeadLength + NonceLength + TagLength);

    private static byte[] Bound(byte[] envelope, string place) => [.. Head(envelope), .. Encoding.UTF8.GetBytes(place)];
}

/// <summary>A stored secret cannot be opened; only its owner can bring it again.</summary>
internal sealed class SealBrokenException(string why) : Exception($"A stored secret cannot be opened: {why}.");
