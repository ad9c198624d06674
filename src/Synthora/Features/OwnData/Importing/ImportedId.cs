using System.Security.Cryptography;

namespace Synthora.Features.OwnData.Importing;

/// <summary>
/// Ids in an archive are claims: they may be anybody's. What is restored gets one that follows from the account it goes to
/// and from the id it had, so that a second import finds it again and nobody else's row is ever meant.
/// </summary>
internal static class ImportedId
{
    public static Guid Of(Guid userId, ImportKind kind, Guid source)
    {
        Span<byte> named = stackalloc byte[33];
        userId.TryWriteBytes(named, bigEndian: true, out _);
        named[16] = (byte)kind;
        source.TryWriteBytes(named[17..], bigEndian: true, out _);
        Span<byte> id = stackalloc byte[32];
        SHA256.HashData(named, id);
        // Version 8: made by a rule of our own.
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new(id[..16], bigEndian: true);
    }
}
