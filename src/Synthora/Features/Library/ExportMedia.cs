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
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, null, ct);
        foreach (var media in chosen)
        {
            if (await store.OpenAsync(media.OriginalKey, ct) is not { } file) continue;
            await using var content = file.Content;
            // Films and pictures are packed already.
            var entry = zip.CreateEntry(NameFor(media, names), CompressionLevel.NoCompression);
            entry.LastWriteTime = media.CreatedAt;
            await using var target = await entry.OpenAsync(ct);
            await content.CopyToAsync(target, ct);
        }
    }

    private static string NameFor(Media media, HashSet<string> names)
    {
        var name = FileNames.Of(media);
        for (var number = 2; !names.Add(name); number++)
            name = $"{Path.GetFileNameWithoutExtension(FileNames.Of(media))} ({number}).{media.Extension}";
        return name;
    }
}
