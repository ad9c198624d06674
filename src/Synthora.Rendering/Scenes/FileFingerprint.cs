using System.Security.Cryptography;

namespace Synthora.Rendering.Scenes;

/// <summary>Tells whether two files hold the same, without reading long footage to its end.</summary>
internal static class FileFingerprint
{
    private const long WholeUpTo = 64L << 20;
    private const int Sample = 1 << 20;

    /// <exception cref="RenderException">The file cannot be read.</exception>
    public static async Task<string> OfAsync(string path, CancellationToken ct)
    {
        try
        {
            return await HashAsync(path, ct);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new RenderException($"{path} cannot be read: {denied.Message}", "Give Synthora the right to read it, or copy it again.", denied);
        }
    }

    private static async Task<string> HashAsync(string path, CancellationToken ct)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
        if (stream.Length <= WholeUpTo) return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct));

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(BitConverter.GetBytes(stream.Length));
        hash.AppendData(BitConverter.GetBytes(File.GetLastWriteTimeUtc(path).Ticks));
        var buffer = new byte[Sample];
        foreach (var at in (long[])[0, stream.Length / 2, stream.Length - Sample])
        {
            stream.Position = at;
            await stream.ReadExactlyAsync(buffer, ct);
            hash.AppendData(buffer);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
