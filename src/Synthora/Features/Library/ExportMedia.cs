using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Storage;

namespace Synthora.Features.Library;

/// <summary>Many files as one ZIP, written while it is read, so that it takes neither memory nor disk.</summary>
public sealed class ExportMedia(Database database, IFileStore store)
{
    private const int Most = 1000;

    public async Task<Result<IReadOnlyList<Media>>> ChooseAsync(Caller caller, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        if (ids.Count is 0 or > Most) return Errors.Validation($"Choose 1 to {Most} files.");
        await using var db = database.Open(caller);
        var found = await db.Media.AsNoTracking().Where(media => ids.Contains(media.Id) && media.DeletedAt == null && media.Status != MediaStatus.Failed)
            .OrderBy(media => media.CreatedAt).ToListAsync(ct);
        return found.Count == 0 ? LibraryErrors.NoMedia : new Result<IReadOnlyList<Media>>(found);
    }

    public async Task WriteAsync(IReadOnlyList<Media> chosen, Stream to, CancellationToken ct)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await using var target = new Outgoing(to);
        await using var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, null, ct);
        foreach (var media in chosen)
        {
            if (await store.OpenAsync(media.OriginalKey, ct) is not { } file) continue;
            await using var content = file.Content;
            // Films and pictures are packed already.
            var entry = zip.CreateEntry(NameFor(media, names), CompressionLevel.NoCompression);
            entry.LastWriteTime = media.CreatedAt;
            await using var packed = await entry.OpenAsync(ct);
            await content.CopyToAsync(packed, ct);
        }
    }

    private static string NameFor(Media media, HashSet<string> names)
    {
        var name = FileNames.Of(media);
        for (var number = 2; !names.Add(name); number++)
            name = $"{Path.GetFileNameWithoutExtension(FileNames.Of(media))} ({number}).{media.Extension}";
        return name;
    }

    /// <summary>Responses take no synchronous writes, and the archive ends each entry with one of a few bytes: they wait for the next.</summary>
    private sealed class Outgoing(Stream to) : Stream
    {
        private readonly MemoryStream _waiting = new();

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => _waiting.Write(buffer, offset, count);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await SendWaitingAsync(cancellationToken);
            await to.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override async Task FlushAsync(CancellationToken cancellationToken)
        {
            await SendWaitingAsync(cancellationToken);
            await to.FlushAsync(cancellationToken);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            await SendWaitingAsync(CancellationToken.None);
            await base.DisposeAsync();
        }

        private async ValueTask SendWaitingAsync(CancellationToken ct)
        {
            if (_waiting.Length == 0) return;
            await to.WriteAsync(_waiting.GetBuffer().AsMemory(0, (int)_waiting.Length), ct);
            _waiting.SetLength(0);
        }
    }
}
