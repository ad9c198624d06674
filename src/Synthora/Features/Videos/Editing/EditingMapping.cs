using Microsoft.EntityFrameworkCore;

namespace Synthora.Features.Videos.Editing;

internal static class EditingMapping
{
    /// <summary>One rendering per video at a time, kept by the database because two tabs can race past any check.</summary>
    public const string OneRenderingPerVideo = "ux_video_versions_one_rendering";

    public static void Map(ModelBuilder model)
    {
        model.Entity<VideoDraft>(draft =>
        {
            draft.ToTable("video_drafts");
            draft.HasKey(row => row.VideoId);
            draft.HasOne<Video>().WithMany().HasForeignKey(row => row.VideoId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<DraftStep>(step =>
        {
            step.ToTable("video_draft_steps");
            step.HasKey(row => new { row.VideoId, row.Number });
            step.HasOne<VideoDraft>().WithMany().HasForeignKey(row => row.VideoId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<DraftFile>(file =>
        {
            file.ToTable("video_draft_files");
            file.HasKey(row => new { row.VideoId, row.Name });
            file.HasOne<VideoDraft>().WithMany().HasForeignKey(row => row.VideoId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<VideoVersion>(version =>
        {
            version.ToTable("video_versions");
            version.HasOne<Video>().WithMany().HasForeignKey(row => row.VideoId).OnDelete(DeleteBehavior.Cascade);
            version.HasIndex(row => new { row.VideoId, row.Number }).IsUnique();
            version.HasIndex(row => row.VideoId).IsUnique().HasFilter("state = 'rendering'").HasDatabaseName(OneRenderingPerVideo);
            version.HasIndex(row => row.JobId);
        });
    }
}
