using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Storage;

namespace Synthora.Features.Branding;

/// <summary>Where the marks chosen for a video lie on this machine; null for those that were not chosen.</summary>
public sealed record BrandMarks(string? Logo, string? Watermark);

/// <summary>Brings the brand assets chosen for a video to where it is made.</summary>
public sealed class ChosenBrand(Database database, IFileStore store)
{
    public const int Most = 2;

    /// <returns>Null when the choice stands: at most one logo and one watermark, all the caller's own.</returns>
    public async Task<Error?> RefuseAsync(Caller caller, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return null;
        if (ids.Count > Most || ids.Distinct().Count() != ids.Count) return Wrong($"Choose at most {Most} different brand assets for a video: a logo and a watermark.");
        await using var db = database.Open(caller);
        var types = await db.BrandAssets.Where(asset => ids.Contains(asset.Id)).Select(asset => asset.Type).ToListAsync(ct);
        if (types.Count < ids.Count) return Wrong("A chosen brand asset does not exist. GET /branding lists yours.");
        if (types.Contains(BrandAssetType.Image)) return Wrong("An image is no mark. Choose a logo or a watermark; images are used in editing.");
        return types.Distinct().Count() == types.Count ? null : Wrong("Choose one logo and one watermark at most.");
    }

    /// <param name="folder">Gets a copy of each; what is there already is taken as it is.</param>
    /// <remarks>An asset that was deleted since, with its owner's consent, is left out.</remarks>
    public async Task<BrandMarks> FetchAsync(IReadOnlyList<Guid> ids, string folder, CancellationToken ct)
    {
        if (ids.Count == 0) return new(null, null);
        await using var db = database.OpenForSystem();
        var assets = await db.BrandAssets.AsNoTracking().Where(asset => ids.Contains(asset.Id)).ToListAsync(ct);
        return new(await OfAsync(BrandAssetType.Logo), await OfAsync(BrandAssetType.Watermark));

        async Task<string?> OfAsync(BrandAssetType type)
        {
            if (assets.Find(asset => asset.Type == type) is not { } asset) return null;
            var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "brand")).FullName, $"{asset.Id:N}.png");
            if (File.Exists(path)) return path;
            if (await store.OpenAsync(asset.StoragePath, ct) is not { } stored) return null;
            await using var content = stored.Content;
            await using (var part = File.Create(path + ".part")) await content.CopyToAsync(part, ct);
            File.Move(path + ".part", path, overwrite: true);
            return path;
        }
    }

    private static Error Wrong(string message) => Errors.Validation(message, new Dictionary<string, object?> { ["branding_asset_ids"] = message });
}
