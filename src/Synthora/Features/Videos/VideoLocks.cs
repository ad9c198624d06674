using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Videos.Renditions;
using Synthora.Jobs;

namespace Synthora.Features.Videos;

internal static class VideoLocks
{
    /// <summary>Holds the job that makes or edits the video until the transaction ends; null when there is none or it belongs to someone else.</summary>
    public static async Task<Job?> LockJobAsync(this AppDbContext db, Guid videoId, CancellationToken ct)
    {
        var jobs = await db.Jobs.FromSql(
            $"select * from jobs where video_id = {videoId} and type <> {RenditionRendering.JobType} and status in ('queued', 'running') for update").ToListAsync(ct);
        return jobs.SingleOrDefault();
    }
}
