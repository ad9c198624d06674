using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.OwnData.Exporting;
using Synthora.Features.OwnData.Importing;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Editing;
using Synthora.Features.Videos.Renditions;
using Synthora.Jobs;

namespace Synthora.Features.Jobs;

/// <summary>Stops a job through what it makes, so that both end together.</summary>
internal sealed class CancelJob(Database database, CancelVideo cancelVideo, RenderStoryboard renderings, StopImport stopImport, RemoveExport removeExport, RemoveRendition removeRendition, GetJob getJob)
{
    public async Task<Result<JobResponse>> HandleAsync(Caller caller, Guid jobId, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var job = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(row => row.Id == jobId, ct);
        if (job is null) return Errors.NotFound("job");
        if (job.Type == DataImporting.JobType)
            return (await stopImport.HandleAsync(caller, jobId, ct)).Error is { } ended ? ended : await getJob.HandleAsync(caller, jobId, ct);
        // One that is ready stays: it is no work any more.
        if (job is { Type: DataExporting.JobType, Status: JobStatus.Queued or JobStatus.Running })
            return (await removeExport.HandleAsync(caller, jobId, ct)).Error is { } missing ? missing : await getJob.HandleAsync(caller, jobId, ct);
        if (job.Status is not (JobStatus.Queued or JobStatus.Running) || job.VideoId is not { } videoId)
            return Errors.InvalidState($"A job that is {EnumText.Of(job.Status)} cannot be cancelled.");
        if (job.Type == RenditionRendering.JobType)
        {
            var name = await db.VideoRenditions.Where(row => row.Id == jobId).Select(row => row.Name).SingleOrDefaultAsync(ct);
            return (await removeRendition.HandleAsync(caller, videoId, name ?? "", ct)).Error is { } gone ? gone : await getJob.HandleAsync(caller, jobId, ct);
        }

        if (job.Type == VideoRendering.JobType)
            return (await renderings.CancelAsync(caller, videoId, ct)).Error is { } refusal ? refusal : await getJob.HandleAsync(caller, jobId, ct);
        var cancelled = await cancelVideo.HandleAsync(caller, videoId, ct);
        return cancelled.Error is { } error ? error : await getJob.HandleAsync(caller, jobId, ct);
    }
}
