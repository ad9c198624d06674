using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Synthora.Data;
using Synthora.Features.Videos;
using Synthora.Jobs;
using Synthora.Tests.Data;
using Synthora.Tests.Hosting;
using Synthora.Tests.Videos;

namespace Synthora.Tests.Jobs;

public sealed class SweepTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Fact]
    public async Task A_job_in_a_lane_that_nobody_serves_or_of_an_unknown_kind_fails_alone()
    {
        var (lost, kept) = (await QueueAsync("express", VideoJobs.Type), await QueueAsync(Lane.Render, VideoJobs.Type));
        var unknown = await QueueAsync(Lane.Light, "teleport");
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        await VideoRunTests.EventuallyAsync(async () => await db.Jobs.CountAsync(job => new[] { lost.JobId, kept.JobId, unknown.JobId }.Contains(job.Id) && job.CompletedAt != null) == 3);
        (await db.Jobs.AsNoTracking().SingleAsync(job => job.Id == lost.JobId)).ErrorMessage.ShouldBe("This work was put into the lane 'express', which no worker serves.");
        (await db.Jobs.AsNoTracking().SingleAsync(job => job.Id == unknown.JobId)).ErrorMessage.ShouldBe("This version of Synthora knows no work named 'teleport'.");
        var video = await db.Videos.AsNoTracking().SingleAsync(row => row.Id == lost.Id);
        (video.Status, video.ErrorMessage, video.CanRetry).ShouldBe((VideoStatus.Failed, "This work was put into the lane 'express', which no worker serves.", true));
        (await db.Videos.AsNoTracking().SingleAsync(row => row.Id == kept.Id)).Status.ShouldBe(VideoStatus.Completed);
    }

    [Fact]
    public async Task A_scheduler_that_is_shutting_down_leaves_the_rows_to_the_next_one()
    {
        var waiting = await QueueAsync(Lane.Light, "teleport", JobStatus.Running);
        await using var services = new ServiceCollection().AddLogging().AddQuartz().BuildServiceProvider();
        var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await scheduler.Shutdown();
        using var scope = host.Services.CreateScope();
        await ActivatorUtilities.CreateInstance<Sweep>(scope.ServiceProvider).RunAsync(scheduler, "here", CancellationToken.None);
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        (await db.Jobs.AnyAsync(job => job.Id == waiting.JobId)).ShouldBeTrue();
    }

    /// <summary>Committed, and nobody was told.</summary>
    private async Task<(Guid Id, Guid JobId)> QueueAsync(string lane, string type, JobStatus status = JobStatus.Queued)
    {
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        var user = OwnershipTests.NewUser(Guid.CreateVersion7().ToString("N"));
        var video = OwnershipTests.NewVideo(user);
        var job = new Job { UserId = user.Id, Type = type, Lane = lane, VideoId = video.Id, Status = status, CreatedAt = TimeProvider.System.GetUtcNow() };
        video.JobId = job.Id;
        db.AddRange(user, video, job);
        await db.SaveChangesAsync();
        return (video.Id, job.Id);
    }
}
