using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Library;
using Synthora.Features.Quotas;
using Synthora.Rendering;
using Synthora.Storage;

namespace Synthora.Features.Branding;

/// <param name="Colours">The colours that make it up, the commonest first.</param>
public sealed record BrandAssetMetadata(int Width, int Height, IReadOnlyList<string> Colours);

/// <param name="Url">A PNG.</param>
public sealed record BrandAssetResponse(
    Guid Id, BrandAssetType Type, string Filename, string Url, BrandAssetMetadata Metadata, long FileSize, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    internal static BrandAssetResponse From(BrandAsset asset) => new(
        asset.Id, asset.Type, asset.Filename, $"/api/v1/branding/{asset.Id}/file", new(asset.Width, asset.Height, asset.Colours), asset.FileSize, asset.CreatedAt, asset.UpdatedAt);
}

/// <summary>Takes a picture of a user's brand: judged by its content, drawn anew, and stored before it is told of.</summary>
public sealed class UploadBrandAsset(Database database, IFileStore store, StorageQuota quota, Configuration configuration, TimeProvider clock)
{
    public const long MaxBytes = 10 * 1024 * 1024;
    public const int MaxAssets = 50;
    private const int HeadBytes = 4_096;

    /// <param name="id">For what comes back under an id of its own.</param>
    public async Task<Result<BrandAssetResponse>> HandleAsync(Caller caller, string? type, string? filename, Stream content, CancellationToken ct, Guid? id = null)
    {
        if (!Enum.TryParse<BrandAssetType>(type, ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
            return Errors.Validation("The type is one of logo, image and watermark.", new Dictionary<string, object?> { ["type"] = "Choose logo, image or watermark." });
        await using (var db = database.Open(caller))
            if (await db.BrandAssets.CountAsync(ct) >= MaxAssets) return TooMany;
        Directory.CreateDirectory(configuration.WorkFolder);
        var folder = Directory.CreateDirectory(Path.Combine(configuration.WorkFolder, $"brand-{Guid.CreateVersion7():N}")).FullName;
        try
        {
            if (await ReceiveAsync(content, Path.Combine(folder, "sent"), ct) is not { } format) return TooLarge;
            if (format.Length == 0) return WrongType;
            var (source, target) = (Path.Combine(folder, "source" + format), Path.Combine(folder, "drawn.png"));
            File.Move(Path.Combine(folder, "sent"), source);
            var info = await BrandPicture.DrawAsync(source, target, ct);
            return await StoreAsync(caller, id ?? Guid.CreateVersion7(), kind, NameOf(filename, kind), target, info, ct);
        }
        catch (RenderException unreadable)
        {
            return Errors.Validation($"{unreadable.Cause} {unreadable.Remedy}", new Dictionary<string, object?> { ["file"] = unreadable.Cause });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>The format's extension, empty for one that is not taken, null when there is too much.</returns>
    private static async Task<string?> ReceiveAsync(Stream content, string path, CancellationToken ct)
    {
        await using var file = File.Create(path);
        var buffer = new byte[64 * 1024];
        var format = (string?)null;
        while (await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct) is var read and > 0)
        {
            format ??= BrandPicture.FormatOf(buffer.AsSpan(0, Math.Min(read, HeadBytes))) ?? "";
            if (file.Length + read > MaxBytes) return null;
            await file.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        return format ?? "";
    }

    private async Task<Result<BrandAssetResponse>> StoreAsync(Caller caller, Guid id, BrandAssetType type, string name, string picture, BrandPictureInfo info, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var asset = new BrandAsset
        {
            Id = id, UserId = caller.UserId, Type = type, Filename = name, StoragePath = BrandAsset.KeyOf(caller.UserId, id), Width = info.Width, Height = info.Height,
            Colours = info.Colours, FileSize = new FileInfo(picture).Length, CreatedAt = now, UpdatedAt = now,
        };
        await store.PutAsync(asset.StoragePath, picture, ct);
        var isKept = false;
        try
        {
            await using var db = database.Open(caller);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            // Two uploads at once wait for each other here, so that the limit holds.
            await db.Database.ExecuteSqlAsync($"select id from users where id = {caller.UserId} for update", ct);
            if (await db.BrandAssets.CountAsync(ct) >= MaxAssets) return TooMany;
            if (await quota.RefuseAsync(db, caller.UserId, caller.Role, asset.FileSize, ct) is { } full) return full;
            db.BrandAssets.Add(asset);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            isKept = true;
        }
        finally
        {
            if (!isKept) await store.DeleteAsync(asset.StoragePath, CancellationToken.None);
        }

        return BrandAssetResponse.From(asset);
    }

    private static string NameOf(string? given, BrandAssetType type) => FileNames.Clean(string.IsNullOrWhiteSpace(given) ? EnumText.Of(type) : given);

    private static Error TooMany => new(
        ErrorKind.TooMany, "quota_exceeded", $"You have {MaxAssets} brand assets, which is the most. Delete one first.", new Dictionary<string, object?> { ["limit"] = MaxAssets });

    private static Error TooLarge => new(ErrorKind.TooLarge, "payload_too_large", "A brand asset is at most 10 MB. Send a smaller picture.", new Dictionary<string, object?> { ["file"] = "At most 10 MB." });

    private static Error WrongType => new(
        ErrorKind.WrongType, "unsupported_media_type", "This is no PNG, JPEG, WebP or SVG. Export the picture in one of them.", new Dictionary<string, object?> { ["file"] = "Use PNG, JPEG, WebP or SVG." });
}
