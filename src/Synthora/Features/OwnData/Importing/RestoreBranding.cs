using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Branding;

namespace Synthora.Features.OwnData.Importing;

/// <summary>The pictures of a brand, which go the way of every upload: judged by their content and drawn anew.</summary>
internal sealed class RestoreBranding(Database database, UploadBrandAsset upload)
{
    public Task RunAsync(ImportRun run, CancellationToken ct) => run.EachAsync(ImportKind.Branding, run.Archive.RowsAsync("branding_assets", ct), (row, token) => RestoreAsync(run, row, token), ct);

    private async Task<ImportOutcome?> RestoreAsync(ImportRun run, ImportRow row, CancellationToken ct)
    {
        var name = row.Text("filename", 200) ?? "?";
        if (row.Id("id") is not { } source) return ImportOutcome.Leave(name, ImportReason.Invalid);
        var id = run.IdOf(ImportKind.Branding, source);
        await using (var db = database.Open(run.Caller))
            if (await db.BrandAssets.AnyAsync(asset => asset.Id == source || asset.Id == id, ct)) return ImportOutcome.Present;
        var entry = $"media/branding/{source}.png";
        if (run.Archive.SizeOf(entry) is not { } size) return ImportOutcome.Leave(name, ImportReason.NoFile);
        if (size > UploadBrandAsset.MaxBytes) return ImportOutcome.Leave(name, ImportReason.TooLarge);
        var path = Path.Combine(run.Scratch, "brand");
        if (!await run.Archive.CopyAsync(entry, path, ct)) return ImportOutcome.Leave(name, ImportReason.Unreadable);
        await using var content = File.OpenRead(path);
        var kept = await upload.HandleAsync(run.Caller, row.Text("type", 20), name, content, ct, id);
        return kept.Error switch
        {
            null => ImportOutcome.New,
            { Kind: ErrorKind.TooMany, Details: { } details } full => ImportOutcome.Leave(name, details.ContainsKey("limit") ? ImportReason.TooMany : ImportReason.NoRoom, full.Message),
            { Kind: ErrorKind.TooLarge } => ImportOutcome.Leave(name, ImportReason.TooLarge),
            var refused => ImportOutcome.Leave(name, ImportReason.Unreadable, refused.Message),
        };
    }
}
