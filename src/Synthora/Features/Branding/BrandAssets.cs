using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Library;
using Synthora.Features.Videos;
using Synthora.Storage;

namespace Synthora.Features.Branding;

public sealed record ListBrandAssetsRequest : PageRequest
{
    /// <summary><c>logo</c>, <c>image</c> or <c>watermark</c>.</summary>
    [FromQuery(Name = "type"), AllowedWords<BrandAssetType>]
    public string? Type { get; init; }
}

/// <summary>A user's brand assets: listing, showing and removing them.</summary>
public sealed class BrandAssets(Database database, IFileStore store)
{
    public async Task<Result<Page<BrandAssetResponse>>> ListAsync(Caller caller, ListBrandAssetsRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        await using var db = database.Open(caller);
        var assets = db.BrandAssets.AsNoTracking();
        if (request.Type is not null && Enum.Parse<BrandAssetType>(request.Type, ignoreCase: true) is var type) assets = assets.Where(asset => asset.Type == type);
        var total = await assets.CountAsync(ct);
        var rows = await assets.OrderByDescending(asset => asset.CreatedAt).ThenByDescending(asset => asset.Id).Skip(request.Skip).Take(request.Take).ToListAsync(ct);
        return request.Of<BrandAssetResponse>([.. rows.Select(BrandAssetResponse.From)], total);
    }

    public async Task<Result<BrandAssetResponse>> GetAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        return await db.BrandAssets.AsNoTracking().SingleOrDefaultAsync(asset => asset.Id == id, ct) is { } found ? BrandAssetResponse.From(found) : Errors.NotFound("brand asset");
    }

    public async Task<Result<VideoFile>> OpenAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        if (await db.BrandAssets.AsNoTracking().SingleOrDefaultAsync(asset => asset.Id == id, ct) is not { } found) return Errors.NotFound("brand asset");
        return await store.OpenAsync(found.StoragePath, ct) is { } file
            ? new VideoFile(file.Content, "image/png", FileNames.Clean(Path.ChangeExtension(found.Filename, ".png")), file.LastModified, $"\"{found.Id:N}\"")
            : Errors.NotFound("file");
    }

    /// <param name="force">Removes it although videos that are still to be made use it; they are then made without it.</param>
    public async Task<Result<BrandAssetResponse>> DeleteAsync(Caller caller, Guid id, bool force, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        if (await db.BrandAssets.SingleOrDefaultAsync(asset => asset.Id == id, ct) is not { } found) return Errors.NotFound("brand asset");
        if (!force && await UsesAsync(db, id, ct) is { Count: > 0 } uses)
        {
            return new Error(
                ErrorKind.Conflict, "conflict", $"{(uses.Count == 1 ? "A video that is still to be made uses" : $"{uses.Count} videos that are still to be made use")} “{found.Filename}”. Delete it with force=true to have them made without it.",
                new Dictionary<string, object?> { ["video_ids"] = uses });
        }

        db.BrandAssets.Remove(found);
        await db.SaveChangesAsync(ct);
        await store.DeleteAsync(found.StoragePath, ct);
        return BrandAssetResponse.From(found);
    }

    /// <summary>Those that videos which are still to be made use.</summary>
    public async Task<IReadOnlySet<Guid>> InUseAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var used = await db.Videos.Where(video => video.Status == VideoStatus.Planned || video.Status == VideoStatus.Queued || video.Status == VideoStatus.Processing)
            .Select(video => video.BrandAssetIds).ToListAsync(ct);
        return used.SelectMany(ids => ids).ToHashSet();
    }

    private static Task<List<Guid>> UsesAsync(AppDbContext db, Guid id, CancellationToken ct) => db.Videos
        .Where(video => (video.Status == VideoStatus.Planned || video.Status == VideoStatus.Queued || video.Status == VideoStatus.Processing) && video.BrandAssetIds.Contains(id))
        .Select(video => video.Id).ToListAsync(ct);
}
