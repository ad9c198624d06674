using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Accounts;

namespace Synthora.Features.Branding;

/// <summary>A logo stands clearly in a corner, a watermark faintly; an image is kept for use in editing.</summary>
public enum BrandAssetType { Logo, Image, Watermark }

/// <summary>A picture of a user's brand. It appears only in videos it was chosen for.</summary>
public sealed class BrandAsset : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public required BrandAssetType Type { get; init; }

    /// <summary>As the user calls it.</summary>
    public required string Filename { get; init; }

    /// <summary>In the file store: a PNG made from what was sent, so that nothing of the original but its picture is served.</summary>
    public required string StoragePath { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }

    /// <summary>The colours that make it up, the commonest first, as <c>#RRGGBB</c>.</summary>
    public required string[] Colours { get; init; }
    public required long FileSize { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    public static string KeyOf(Guid userId, Guid id) => $"users/{userId:N}/branding/{id:N}.png";
}

internal static class BrandingMapping
{
    public static void Map(ModelBuilder model) => model.Entity<BrandAsset>(asset =>
    {
        asset.ToTable("branding_assets");
        asset.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        asset.HasIndex(row => new { row.UserId, row.CreatedAt });
    });
}
