using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using Synthora.Web;

namespace Synthora.Features.OwnData.Importing;

/// <summary>What an archive says of itself.</summary>
public sealed record ImportManifest(string? Product, int Version, DateTimeOffset? ExportedAt, bool IncludesMedia, IReadOnlyDictionary<string, int>? Rows);

/// <summary>
/// An archive that somebody sent. Nothing in it is believed: its list is measured before it is read, no name of it becomes
/// a path, and every entry is read under a limit, whatever length it claims.
/// </summary>
internal sealed class ImportArchive : IDisposable
{
    public const int MostEntries = 100_000;
    private const long MostListBytes = 32L * 1024 * 1024;
    private const long MostTableBytes = 256L * 1024 * 1024;

    /// <summary>Rows of text pack well, media not at all; nothing honest packs better than this as a whole.</summary>
    private const int MostPacked = 200;
    private const long AlwaysAllowed = 64L * 1024 * 1024;
    private const string LibraryFolder = "media/library/";
    private static readonly JsonSerializerOptions Rows = new(Json.Options) { MaxDepth = 32 };

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries;
    private Dictionary<string, string>? _files;

    private ImportArchive(ZipArchive zip, Dictionary<string, ZipArchiveEntry> entries, ImportManifest manifest) => (_zip, _entries, Manifest) = (zip, entries, manifest);

    public ImportManifest Manifest { get; }

    /// <summary>Refuses what is no export, is damaged, or is made to do harm.</summary>
    public static async Task<Result<ImportArchive>> OpenAsync(string path, CancellationToken ct)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, useAsync: true);
        ZipArchive? zip = null;
        try
        {
            if (await ListRefusalAsync(file, ct) is { } refusal) return refusal;
            file.Position = 0;
            zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: false, null, ct);
            var opened = await ReadAsync(zip, file.Length, ct);
            if (opened.IsOk) (zip, file) = (null, null!);
            return opened;
        }
        catch (Exception broken) when (broken is InvalidDataException or JsonException or EndOfStreamException or NotSupportedException)
        {
            return Damaged;
        }
        finally
        {
            if (zip is not null) await zip.DisposeAsync();
            else if (file is not null) await file.DisposeAsync();
        }
    }

    public void Dispose() => _zip.Dispose();

    /// <summary>How many bytes an entry has; null when there is none.</summary>
    public long? SizeOf(string name) => _entries.TryGetValue(name, out var entry) ? entry.Length : null;

    /// <summary>An uploaded file of the library, whatever its extension; null when there is none.</summary>
    public string? FileOf(Guid mediaId)
    {
        _files ??= _entries.Keys.Where(name => name.StartsWith(LibraryFolder, StringComparison.Ordinal)).GroupBy(name => name[LibraryFolder.Length..].Split('.')[0])
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
        return _files.GetValueOrDefault(mediaId.ToString());
    }

    /// <summary>The rows of a table, one after the other; none when there is no such table.</summary>
    /// <exception cref="ImportException">They are damaged.</exception>
    public async IAsyncEnumerable<ImportRow> RowsAsync(string table, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        if (!_entries.TryGetValue($"data/{table}.json", out var entry)) yield break;
        await using var content = new Bounded(await entry.OpenAsync(ct), MostTableBytes);
        await using var rows = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(content, Rows, ct).GetAsyncEnumerator(ct);
        while (true)
        {
            try
            {
                if (!await rows.MoveNextAsync()) yield break;
            }
            catch (Exception broken) when (broken is JsonException or InvalidDataException or EndOfStreamException)
            {
                throw new ImportException($"The archive's list of {table.Replace('_', ' ')} is damaged.", "Export your data again and import the new archive.");
            }

            if (rows.Current.ValueKind == JsonValueKind.Object) yield return new(rows.Current);
        }
    }

    public async Task<ImportRow?> ObjectAsync(string name, CancellationToken ct)
    {
        if (await TextAsync(name, 1 << 20, ct) is not { } text) return null;
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text, Rows) is { ValueKind: JsonValueKind.Object } found ? new(found) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>Null when there is none, or too much of it.</returns>
    public async Task<string?> TextAsync(string name, int most, CancellationToken ct)
    {
        if (!_entries.TryGetValue(name, out var entry) || entry.Length > most) return null;
        try
        {
            await using var content = new Bounded(await entry.OpenAsync(ct), most);
            using var reader = new StreamReader(content);
            return (await reader.ReadToEndAsync(ct)).Replace("\0", "", StringComparison.Ordinal);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Writes an entry to a file of ours.</summary>
    /// <returns>False when it is damaged or not as long as it claims.</returns>
    public async Task<bool> CopyAsync(string name, string path, CancellationToken ct)
    {
        var entry = _entries[name];
        try
        {
            await using var content = new Bounded(await entry.OpenAsync(ct), entry.Length);
            await using var target = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
            await content.CopyToAsync(target, ct);
            target.Flush(flushToDisk: true);
            return target.Length == entry.Length;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>The list of an archive lies at its end, after a record that says how long it is.</summary>
    private static async Task<Error?> ListRefusalAsync(FileStream file, CancellationToken ct)
    {
        var tail = new byte[(int)Math.Min(file.Length, 22 + ushort.MaxValue)];
        file.Position = file.Length - tail.Length;
        await file.ReadExactlyAsync(tail, ct);
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || tail.Length - at < 22) return file.Length == 0 ? Empty : NoArchive;
        var end = tail.AsSpan(at);
        long entries = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        long start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        var listEnd = file.Length - tail.Length + at;
        if (entries == ushort.MaxValue || start == uint.MaxValue)
        {
            // Large archives say it once more in 64 bits, where the record before this one points to.
            var locator = at >= 20 ? tail.AsSpan(at - 20, 20) : default;
            if (locator.IsEmpty || !locator.StartsWith("PK\u0006\u0007"u8)) return Damaged;
            var place = (long)BinaryPrimitives.ReadUInt64LittleEndian(locator[8..]);
            if (place < 0 || place > file.Length - 56) return Damaged;
            var large = new byte[56];
            file.Position = place;
            await file.ReadExactlyAsync(large, ct);
            entries = (long)BinaryPrimitives.ReadUInt64LittleEndian(large.AsSpan(32));
            start = (long)BinaryPrimitives.ReadUInt64LittleEndian(large.AsSpan(48));
        }

        if (entries is < 0 or > MostEntries || start < 0 || listEnd - start > MostListBytes) return TooMany;
        return start > listEnd ? Damaged : null;
    }

    private static async Task<Result<ImportArchive>> ReadAsync(ZipArchive zip, long length, CancellationToken ct)
    {
        var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        var unpacked = 0L;
        foreach (var entry in zip.Entries)
        {
            if (IsForeignPath(entry.FullName)) return Foreign(entry.FullName);
            if (!entries.TryAdd(entry.FullName, entry)) return Errors.Field("file", "The archive holds two entries of one name, which an export never does.");
            unpacked += entry.Length;
            if (entry.IsEncrypted) return Errors.Field("file", "The archive is locked with a password. Send the export as it was downloaded.");
        }

        if (unpacked > AlwaysAllowed && unpacked / MostPacked > length) return Bomb;
        if (!entries.TryGetValue("manifest.json", out var listed) || listed.Length > 1 << 20) return NoExport;
        await using var content = new Bounded(await listed.OpenAsync(ct), 1 << 20);
        ImportManifest? manifest;
        try
        {
            manifest = await JsonSerializer.DeserializeAsync<ImportManifest>(content, Rows, ct);
        }
        catch (JsonException)
        {
            return NoExport;
        }

        if (manifest?.Product != "Synthora") return NoExport;
        if (manifest.Version is < 1 or > ExportData.Version)
            return Errors.Field("file", $"The archive is of version {manifest.Version}; this installation reads versions 1 to {ExportData.Version}. Update it, or export with the version that you import with.");
        return new ImportArchive(zip, entries, manifest);
    }

    private static bool IsForeignPath(string name) =>
        name.Length is 0 or > 400 || name[0] == '/' || name.Any(letter => char.IsControl(letter) || letter is '\\' or ':') || name.Split('/').Any(part => part is ".." or ".");

    private static Error Foreign(string name) => Errors.Field("file", $"The archive holds a path that leads elsewhere (“{Visible(name)}”), which an export never does. Nothing was imported.");

    private static string Visible(string name) => string.Concat(name.Take(60).Select(letter => char.IsControl(letter) ? '?' : letter));

    private static readonly Error Empty = Errors.Field("file", "The file is empty. Choose the ZIP that you exported.");
    private static readonly Error NoArchive = Errors.Field("file", "This is no ZIP, or its end is missing. Download the export again and send the whole file.");
    private static readonly Error Damaged = Errors.Field("file", "The archive is damaged. Download the export again and send the whole file.");
    private static readonly Error TooMany = Errors.Field("file", $"The archive holds more than {MostEntries:N0} entries, which is more than an export has.");
    private static readonly Error Bomb = Errors.Field("file", "Unpacked, the archive would be hundreds of times larger than it is, which no export is. Nothing was imported.");
    private static readonly Error NoExport = Errors.Field("file", "This is no export of Synthora. Choose the ZIP that you downloaded in the settings under Data.");

    /// <summary>Ends an entry that is longer than it may be.</summary>
    private sealed class Bounded(Stream inner, long most) : Stream
    {
        private long _read;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _read;
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Count(await inner.ReadAsync(buffer, cancellationToken));

        public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }

        private int Count(int read) => (_read += read) > most ? throw new InvalidDataException("The entry is longer than it may be.") : read;
    }
}

/// <summary>An import that cannot go on, in words for its owner.</summary>
internal sealed class ImportException(string cause, string remedy) : Exception(cause)
{
    public string Remedy => remedy;
}
