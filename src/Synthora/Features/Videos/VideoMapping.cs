using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;
using Synthora.Features.Accounts;

namespace Synthora.Features.Videos;

internal static class VideoMapping
{
    /// <summary>One generation per user at a time, kept by the database because two requests can race past any check.</summary>
    public const string OneActivePerUser = "ux_videos_one_active_per_user";
    public const string IdempotencyKey = "ux_videos_idempotency_key";

    /// <summary>The words that a search looks through: the title's, those of the first pages of the source and those of the library. Only in queries.</summary>
    public static NpgsqlTsVector Words(string title, string source, string shelf) => throw new NotSupportedException();

    /// <summary>The database's own small letters, which an index holds. Only in queries.</summary>
    public static string Lower(string text) => throw new NotSupportedException();

    public static void Map(ModelBuilder model)
    {
        model.HasDbFunction(() => Words("", "", "")).HasName("video_words");
        model.HasDbFunction(() => Lower("")).HasName("lower").IsBuiltIn();
        model.Entity<Video>(video =>
        {
            video.ToTable("videos");
            // The database itself keeps both in step with the library, whichever way that is changed.
            video.Property(row => row.IsArchived).HasDefaultValue(false);
            video.Property(row => row.ShelfWords).HasDefaultValue("");
            video.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
            video.HasIndex(row => new { row.UserId, row.CreatedAt, row.Id }).HasFilter("deleted_at is null").IncludeProperties(row => new { row.Origin, row.Template, row.Platform, row.IsArchived });
            video.HasIndex(row => new { row.UserId, row.Status, row.CreatedAt, row.Id }).HasFilter("deleted_at is null").IncludeProperties(row => row.IsArchived);
            video.HasIndex(row => new { row.UserId, row.DurationS }).HasFilter("deleted_at is null");
            video.HasIndex(row => row.DeletedAt).HasFilter("deleted_at is not null");
            video.HasIndex(row => row.ExpiresAt).HasFilter("status = 'completed'");
            video.HasIndex(row => row.LastStepUpdatedAt).HasFilter("status = 'processing'").HasDatabaseName("ix_videos_processing");
            video.HasIndex(row => row.UserId).IsUnique().HasFilter("status in ('queued', 'processing')").HasDatabaseName(OneActivePerUser);
            video.HasIndex(row => new { row.UserId, row.IdempotencyKey }).IsUnique()
                .HasFilter("idempotency_key is not null").HasDatabaseName(IdempotencyKey);
        });
        model.Entity<VideoStep>(step =>
        {
            step.ToTable("video_steps");
            step.HasKey(row => new { row.VideoId, row.Step });
            step.HasIndex(row => new { row.Step, row.EndedAt }).HasFilter("status = 'completed'");
            step.HasOne<Video>().WithMany().HasForeignKey(row => row.VideoId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
