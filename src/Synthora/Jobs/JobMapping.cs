using Microsoft.EntityFrameworkCore;
using Synthora.Features.Accounts;
using Synthora.Features.Videos;

namespace Synthora.Jobs;

internal static class JobMapping
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Job>(job =>
        {
            job.ToTable("jobs");
            job.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
            job.HasOne<Video>().WithMany().HasForeignKey(row => row.VideoId).OnDelete(DeleteBehavior.SetNull);
            job.HasIndex(row => new { row.UserId, row.CreatedAt });
            job.HasIndex(row => row.VideoId);
            job.HasIndex(row => new { row.Lane, row.Priority, row.Id }).IsDescending(false, true, false)
                .HasFilter("status in ('queued', 'running')").HasDatabaseName("ix_jobs_claim");
        });
        model.Entity<WorkerNode>(node =>
        {
            node.ToTable("workers");
            node.HasKey(row => row.Node);
        });
    }
}
