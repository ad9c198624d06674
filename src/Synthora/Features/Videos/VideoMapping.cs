using Microsoft.EntityFrameworkCore;
using Synthora.Features.Accounts;

namespace Synthora.Features.Videos;

internal static class VideoMapping
{
    /// <summary>One generation per user at a time, kept by the database because two requests can race past any check.</summary>
    public const string OneActivePerUser = "ux_videos_one_active_per_user";
    public const string IdempotencyKey = "ux_videos_idempotency_key";

    public static void Map(ModelBuilder model)
    {
        model.Entity<Video>(video =>
        {
            video.ToTable("videos");
            video.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
            video.HasIndex(row => new { row.UserId, row.CreatedAt });
            video.HasIndex(row => row.UserId).IsUnique().HasFilter("status in ('queued', 'processing')").HasDatabaseName(OneActivePerUser);
            video.HasIndex(row => new { row.UserId, row.IdempotencyKey }).IsUnique()
                .HasFilter("idempotency_key is not null").HasDatabaseName(IdempotencyKey);
        });
        model.Entity<VideoStep>(step =>
        {
            step.ToTable("video_steps");
            step.HasKey(row => new { row.VideoId, row.Step });
            step.HasOne<Video>().WithMany().HasForeignKey(row => row.VideoId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
