using Microsoft.EntityFrameworkCore;
using Synthora.Features.Accounts;
using Synthora.Features.Library.Sharing;
using Synthora.Features.Library.Uploads;
using Synthora.Features.Videos;

namespace Synthora.Features.Library;

internal static class LibraryMapping
{
    public const string FolderName = "ux_media_folders_name";
    public const string CollectionName = "ux_media_collections_name";

    public static void Map(ModelBuilder model)
    {
        model.Entity<Media>(media =>
        {
            media.ToTable("media");
            media.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
            media.HasOne<MediaFolder>().WithMany().HasForeignKey(row => row.FolderId).OnDelete(DeleteBehavior.SetNull);
            media.HasOne<Video>().WithMany().HasForeignKey(row => row.VideoId).OnDelete(DeleteBehavior.Cascade);
            media.Property(row => row.SearchVector).HasComputedColumnSql("to_tsvector('simple', search_text)", stored: true);
            media.HasIndex(row => row.SearchVector).HasMethod("gin");
            media.HasIndex(row => row.Tags).HasMethod("gin");
            media.HasIndex(row => new { row.UserId, row.CreatedAt, row.Id });
            media.HasIndex(row => new { row.UserId, row.TitleKey, row.Id });
            media.HasIndex(row => new { row.UserId, row.Size, row.Id });
            media.HasIndex(row => new { row.UserId, row.DurationS, row.Id });
            media.HasIndex(row => new { row.UserId, row.ViewedAt, row.Id });
            media.HasIndex(row => new { row.UserId, row.Orientation, row.Kind });
            media.HasIndex(row => new { row.FolderId, row.CreatedAt, row.Id });
            media.HasIndex(row => new { row.UserId, row.Hash });
            media.HasIndex(row => new { row.UserId, row.CreatedAt }).HasFilter("is_favorite").HasDatabaseName("ix_media_favorites");
            media.HasIndex(row => row.DeletedAt).HasFilter("deleted_at is not null");
            media.HasIndex(row => row.VideoId);
        });
        model.Entity<MediaFolder>(folder =>
        {
            folder.ToTable("media_folders");
            folder.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
            folder.HasOne<MediaFolder>().WithMany().HasForeignKey(row => row.ParentId).OnDelete(DeleteBehavior.Restrict);
            folder.HasIndex(row => new { row.UserId, row.ParentId, row.Name }).IsUnique().AreNullsDistinct(false).HasDatabaseName(FolderName);
            folder.HasIndex(row => row.ParentId);
        });
        model.Entity<MediaCollection>(collection =>
        {
            collection.ToTable("media_collections");
            collection.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
            collection.HasIndex(row => new { row.UserId, row.Name }).IsUnique().HasDatabaseName(CollectionName);
        });
        model.Entity<MediaCollectionItem>(item =>
        {
            item.ToTable("media_collection_items");
            item.HasKey(row => new { row.CollectionId, row.MediaId });
            item.HasOne<MediaCollection>().WithMany().HasForeignKey(row => row.CollectionId).OnDelete(DeleteBehavior.Cascade);
            item.HasOne<Media>().WithMany().HasForeignKey(row => row.MediaId).OnDelete(DeleteBehavior.Cascade);
            item.HasIndex(row => row.MediaId);
        });
        model.Entity<MediaUse>(use =>
        {
            use.ToTable("media_uses");
            use.HasKey(row => new { row.MediaId, row.VideoId });
            use.HasOne<Media>().WithMany().HasForeignKey(row => row.MediaId).OnDelete(DeleteBehavior.Cascade);
            use.HasOne<Video>().WithMany().HasForeignKey(row => row.VideoId).OnDelete(DeleteBehavior.Cascade);
            use.HasIndex(row => row.VideoId);
        });
        model.Entity<MediaShare>(share =>
        {
            share.ToTable("media_shares");
            share.HasOne<Media>().WithMany().HasForeignKey(row => row.MediaId).OnDelete(DeleteBehavior.Cascade);
            share.HasIndex(row => row.TokenHash).IsUnique().HasDatabaseName("ux_media_shares_token_hash");
            share.HasIndex(row => row.MediaId);
        });
        model.Entity<MediaUpload>(upload =>
        {
            upload.ToTable("media_uploads");
            upload.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
            upload.HasIndex(row => row.UserId);
            upload.HasIndex(row => row.ExpiresAt);
        });
    }
}
