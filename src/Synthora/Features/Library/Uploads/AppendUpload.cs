using System.Buffers;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Rendering.Probing;

namespace Synthora.Features.Library.Uploads;

/// <param name="Algorithm"><c>sha1</c>, <c>sha256</c> or <c>md5</c>.</param>
public sealed record PieceChecksum(string Algorithm, byte[] Value);

/// <summary>
/// Writes a piece of an upload as it comes in. When the connection breaks, what arrived counts; a piece with a checksum
/// counts as a whole or not at all.
/// </summary>
public sealed class AppendUpload(Database database, UploadSpool spool, CompleteUpload complete, TimeProvider clock, ILogger<AppendUpload> log)
{
    private const int BufferSize = 128 * 1024;

    /// <summary>After so many bytes they are made safe, so that a killed server loses no more.</summary>
    private const long Safely = 16 * 1024 * 1024;

    public async Task<Result<MediaUpload>> HandleAsync(Caller caller, Guid id, long offset, Stream body, PieceChecksum? checksum, CancellationToken ct)
    {
        using var hold = await spool.TakeAsync(id, ct);
        if (hold is null) return LibraryErrors.Locked;
        await using var db = database.Open(caller);
        var upload = await db.MediaUploads.SingleOrDefaultAsync(row => row.Id == id, ct);
        if (upload is null) return LibraryErrors.NoUpload;
        if (upload.CompletedAt is null && upload.ExpiresAt <= clock.GetUtcNow()) return LibraryErrors.Expired;
        if (offset != upload.Received) return LibraryErrors.WrongOffset(upload.Received);
        if (upload.CompletedAt is not null) return upload;

        Error? problem;
        await using (var file = hold.Open())
        {
            if (file is null) return LibraryErrors.Locked;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, hold.Interrupted);
            problem = await ReceiveAsync(db, upload, file, body, checksum, stop.Token);
        }

        if (problem is { Kind: ErrorKind.WrongType or ErrorKind.TooLarge })
        {
            // Nothing good can come of it; its space is free again.
            await db.MediaUploads.Where(row => row.Id == id).ExecuteDeleteAsync(CancellationToken.None);
            spool.Remove(id);
        }

        if (problem is not null) return problem;
        return upload.Received == upload.Size && await complete.HandleAsync(caller, upload, CancellationToken.None) is { } failed ? failed : upload;
    }

    private async Task<Error?> ReceiveAsync(AppDbContext db, MediaUpload upload, FileStream file, Stream body, PieceChecksum? checksum, CancellationToken ct)
    {
        var start = upload.Received;
        // Behind it lies what an earlier request wrote and could not vouch for.
        file.SetLength(start);
        file.Position = start;
        using var hash = checksum is null ? null : IncrementalHash.CreateHash(NameOf(checksum.Algorithm));
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var (at, known, whole) = (start, start >= Math.Min(FileSignature.Length, upload.Size), false);
        try
        {
            while (true)
            {
                int read;
                try
                {
                    read = await body.ReadAsync(buffer.AsMemory(0, BufferSize), ct);
                }
                catch (Exception broken) when (broken is IOException or OperationCanceledException or BadHttpRequestException)
                {
                    log.LogDebug("A piece of upload {UploadId} broke off: {Reason}", upload.Id, broken.Message);
                    break;
                }

                whole = read == 0;
                if (whole) break;
                if (at + read > upload.Size) return LibraryErrors.Longer(upload.Size);
                hash?.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
                at += read;
                if (!known && at >= Math.Min(FileSignature.Length, upload.Size))
                {
                    known = true;
                    if (await FileSignatures.ReadAsync(file, CancellationToken.None) is null) return LibraryErrors.WrongType(upload.FileName);
                    file.Position = at;
                }

                if (hash is null && at - upload.Received >= Safely) await KeepAsync(db, upload, file, at);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (hash is not null && whole && !CryptographicOperations.FixedTimeEquals(hash.GetHashAndReset(), checksum!.Value))
        {
            file.SetLength(start);
            return LibraryErrors.WrongChecksum;
        }

        if (hash is null || whole) await KeepAsync(db, upload, file, at);
        return whole ? null : LibraryErrors.Interrupted;
    }

    /// <summary>On disk first, then on record.</summary>
    private async Task KeepAsync(AppDbContext db, MediaUpload upload, FileStream file, long received)
    {
        RandomAccess.FlushToDisk(file.SafeFileHandle);
        (upload.Received, upload.ExpiresAt) = (received, clock.GetUtcNow() + CreateUpload.Lasts);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private static HashAlgorithmName NameOf(string algorithm) => algorithm switch
    {
        "sha1" => HashAlgorithmName.SHA1,
        "sha256" => HashAlgorithmName.SHA256,
        _ => HashAlgorithmName.MD5,
    };
}

internal static class FileSignatures
{
    /// <summary>What the beginning of the stream says; its position changes.</summary>
    public static async Task<FileSignature?> ReadAsync(Stream file, CancellationToken ct)
    {
        var head = new byte[FileSignature.Length];
        file.Position = 0;
        var read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        return FileSignature.Of(head.AsSpan(0, read));
    }
}
