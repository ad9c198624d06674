using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Storage;

namespace Synthora.Features.OwnData.Exporting;

/// <summary>A finished export as a file, or as an address of the store's own to fetch it from.</summary>
public sealed record OpenedExport(DataExport Export, StoredFile? File, Uri? Direct)
{
    public string FileName => ExportData.FileName(Export.CompletedAt ?? Export.CreatedAt);
}

/// <summary>Opens an export for its owner, as long as it can be had.</summary>
public sealed class OpenExport(Database database, IFileStore store, ExportLinks links, TimeProvider clock)
{
    public const string ContentType = "application/zip";
    private static readonly TimeSpan DirectLink = TimeSpan.FromMinutes(15);
    private static readonly Error NoLink = new(ErrorKind.Forbidden, "forbidden", "This link is not whole or was changed. Ask for the export to get it again.");
    private static readonly Error Gone = new(ErrorKind.Gone, "expired", "This export has expired and was deleted. Prepare another one.");

    public async Task<Result<OpenedExport>> HandleAsync(Caller caller, Guid id, long until, string signature, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var now = clock.GetUtcNow();
        if (await db.DataExports.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } export) return Errors.NotFound("export");
        if (!links.Fits(export, until, signature)) return NoLink;
        if (export.StateAt(now) == ExportState.Expired || until <= now.ToUnixTimeSeconds()) return Gone;
        if (export.State != ExportState.Ready) return Errors.InvalidState($"The export is {EnumText.Of(export.State)}; there is nothing to download.");
        if (store.LinkTo(export.Key, new(DirectLink, ContentType, ExportData.FileName(export.CompletedAt ?? export.CreatedAt))) is { } direct) return new OpenedExport(export, null, direct);
        return await store.OpenAsync(export.Key, ct) is { } file ? new OpenedExport(export, file, null) : Errors.NotFound("export");
    }
}
