using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Library;
using Synthora.Features.OwnData.Exporting;
using Synthora.Features.OwnData.Importing;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Editing;
using Synthora.Features.Videos.Renditions;
using Synthora.Jobs;

namespace Synthora.Features.Admin.Jobs;

/// <summary>
/// What an administrator asks for; <see cref="Lost"/> is running for a worker that is not seen any more, and
/// <see cref="Unserved"/> is what none of the workers that are seen can do, such as work that a newer version ordered.
/// </summary>
public enum JobState { Queued, Unserved, Running, Lost, Completed, Failed, Cancelled }

/// <param name="Owner">The account's e-mail; null when it is gone.</param>
/// <param name="Title">Of what the job makes; null when that is gone.</param>
/// <param name="Takeovers">How often it was taken from a worker that had vanished.</param>
/// <param name="CanCancel">Whether stopping it ends what it makes as well.</param>
/// <param name="CanRetry">Whether what it makes can be taken up again where it stopped.</param>
public sealed record AdminJob(
    Guid Id, string Type, JobState State, double Progress, string? Message, double? EstimatedSecondsLeft, int Attempts, int Takeovers, string? Node, bool CancelRequested,
    string? ErrorMessage, Guid UserId, string? Owner, Guid? VideoId, string? Title, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? CompletedAt,
    bool CanCancel, bool CanRetry);

public sealed record ListAllJobsRequest : PageRequest
{
    /// <summary>Such as <c>failed</c>.</summary>
    [FromQuery(Name = "state"), AllowedWords<JobState>]
    public string? State { get; init; }

    /// <summary>Such as <c>video_generation</c>.</summary>
    [FromQuery(Name = "type"), StringLength(60)]
    public string? Type { get; init; }

    /// <summary>Part of the owner's e-mail address, or a job's or video's id.</summary>
    [FromQuery(Name = "q"), StringLength(200)]
    public string? Text { get; init; }
}

/// <summary>Everybody's long work, newest first, for administrators.</summary>
internal sealed class ListAllJobs(Database database, TimeProvider clock)
{
    public static readonly IReadOnlyList<string> Types = [VideoJobs.Type, VideoRendering.JobType, RenditionRendering.JobType, MediaIntake.JobType, DataImporting.JobType, DataExporting.JobType];

    public async Task<Result<Page<AdminJob>>> HandleAsync(Caller caller, ListAllJobsRequest request, CancellationToken ct)
    {
        if (!caller.IsAdmin) return Errors.AdministratorsOnly;
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        var now = clock.GetUtcNow();
        await using var db = database.OpenForSystem();
        var jobs = db.Jobs.AsNoTracking();
        if (request.Type is { Length: > 0 } type) jobs = jobs.Where(job => job.Type == type);
        var workers = await WorkersSeen.LoadAsync(db, now, ct);
        if (request.State is { } word) jobs = Of(jobs, Enum.Parse<JobState>(word, ignoreCase: true), now, [.. (await workers.UnservedAsync(db, ct)).Keys]);
        if (request.Text?.Trim() is { Length: > 0 } text)
        {
            var like = $"%{text.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}%";
            jobs = Guid.TryParse(text, out var id)
                ? jobs.Where(job => job.Id == id || job.VideoId == id)
                : jobs.Where(job => db.Users.Any(user => user.Id == job.UserId && EF.Functions.ILike(user.Email, like, "\\")));
        }

        var total = await jobs.CountAsync(ct);
        var rows = await ShapeAsync(db, jobs.OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id).Skip(request.Skip).Take(request.Take), workers, now, ct);
        return request.Of<AdminJob>(rows, total);
    }

    public async Task<Result<AdminJob>> FindAsync(Caller caller, Guid id, CancellationToken ct)
    {
        if (!caller.IsAdmin) return Errors.AdministratorsOnly;
        await using var db = database.OpenForSystem();
        var now = clock.GetUtcNow();
        return (await ShapeAsync(db, db.Jobs.AsNoTracking().Where(job => job.Id == id), await WorkersSeen.LoadAsync(db, now, ct), now, ct)).SingleOrDefault() is { } found ? found : Errors.NotFound("job");
    }

    /// <param name="unserved">As <see cref="WorkersSeen.UnservedAsync"/> tells them.</param>
    private static IQueryable<Job> Of(IQueryable<Job> jobs, JobState state, DateTimeOffset now, IReadOnlyList<string> unserved) => state switch
    {
        JobState.Queued => jobs.Where(job => job.Status == JobStatus.Queued && !unserved.Contains(job.Lane + "/" + job.Type)),
        JobState.Unserved => jobs.Where(job => (job.Status == JobStatus.Queued || (job.Status == JobStatus.Running && (job.LeaseUntil == null || job.LeaseUntil < now))) && unserved.Contains(job.Lane + "/" + job.Type)),
        JobState.Running => jobs.Where(job => job.Status == JobStatus.Running && job.LeaseUntil >= now),
        JobState.Lost => jobs.Where(job => job.Status == JobStatus.Running && (job.LeaseUntil == null || job.LeaseUntil < now) && !unserved.Contains(job.Lane + "/" + job.Type)),
        JobState.Completed => jobs.Where(job => job.Status == JobStatus.Completed),
        JobState.Failed => jobs.Where(job => job.Status == JobStatus.Failed),
        _ => jobs.Where(job => job.Status == JobStatus.Cancelled),
    };

    private static async Task<List<AdminJob>> ShapeAsync(AppDbContext db, IQueryable<Job> jobs, WorkersSeen workers, DateTimeOffset now, CancellationToken ct)
    {
        var rows = await jobs.Select(job => new
        {
            Job = job,
            Owner = db.Users.Where(user => user.Id == job.UserId).Select(user => user.Email).SingleOrDefault(),
            Video = db.Videos.Where(video => video.Id == job.VideoId).Select(video => new { video.Title, video.JobId, video.Status, video.ErrorCode }).SingleOrDefault(),
            File = db.Media.Where(media => media.Id == job.Id).Select(media => media.Title).SingleOrDefault(),
        }).ToListAsync(ct);
        return [.. rows.Select(row => new AdminJob(
            row.Job.Id, row.Job.Type, StateOf(row.Job, workers, now), row.Job.Progress, row.Job.Message, row.Job.SecondsLeft, row.Job.Attempts, row.Job.Takeovers, row.Job.Node, row.Job.CancelRequested,
            row.Job.ErrorMessage, row.Job.UserId, row.Owner, row.Job.VideoId, row.Video?.Title ?? row.File, row.Job.CreatedAt, row.Job.StartedAt, row.Job.CompletedAt,
            CanCancel: row.Job is { Status: JobStatus.Queued or JobStatus.Running, CancelRequested: false } && row.Video is not null,
            CanRetry: row.Job.Type == VideoJobs.Type && row.Video is { } video && video.JobId == row.Job.Id && Video.MayRetry(video.Status, video.ErrorCode)))];
    }

    private static JobState StateOf(Job job, WorkersSeen workers, DateTimeOffset now) => job.Status switch
    {
        JobStatus.Running when job.LeaseUntil >= now => JobState.Running,
        JobStatus.Queued or JobStatus.Running when workers.NoneCanDo(job.Lane, job.Type) => JobState.Unserved,
        JobStatus.Queued => JobState.Queued,
        JobStatus.Running => JobState.Lost,
        JobStatus.Completed => JobState.Completed,
        JobStatus.Failed => JobState.Failed,
        _ => JobState.Cancelled,
    };
}
