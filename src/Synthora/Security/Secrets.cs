using System.Security.Cryptography;
using System.Text;

namespace Synthora.Security;

/// <summary>Random secrets of 256 bits and their hashes. A plain hash is enough: such a secret cannot be guessed.</summary>
public static class Secrets
{
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public static bool Same(string left, string right) => CryptographicOperations.FixedTimeEquals(Hash(left), Hash(right));
}
