using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Synthora.Data;
using Synthora.Features;
using Synthora.Features.Videos;
using Synthora.Jobs;
using Synthora.Tests.Data;
using Synthora.Tests.Hosting;
using Synthora.Tests.Videos;

namespace Synthora.Tests.Jobs;

public sealed class SweepTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Fact]
    public async Task Work_that_this_version_does_not_know_waits_for_a_worker_that_does_and_is_shown_as_waiting_for_it()
    {
        var (elsewhere, unknown, kept) = (await QueueAsync("express", VideoJobs.Type), await QueueAsync(Lane.Light, "teleport"), await QueueAsync(Lane.Render, VideoJobs.Type));
        var admin = await host.NewUserAsync(Role.Admin);
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        await VideoRunTests.EventuallyAsync(async () => await db.Jobs.AnyAsync(job => job.Id == kept.JobId && job.Status == JobStatus.Completed));
        // By now each worker has looked for work in every lane at least once.
        foreach (var waiting in new[] { elsewhere, unknown })
        {
            var job = await db.Jobs.AsNoTracking().SingleAsync(row => row.Id == waiting.JobId);
            (job.Status, job.Attempts, job.Fence, job.ErrorMessage).ShouldBe((JobStatus.Queued, 0, 0L, null));
            (await db.Videos.AsNoTracking().SingleAsync(row => row.Id == waiting.Id)).Status.ShouldBe(VideoStatus.Queued);
        }

        await VideoRunTests.EventuallyAsync(async () => (await ReadyAsync()).StartsWith("2 wait for a worker", StringComparison.Ordinal));
        (await ReadyAsync()).ShouldEndWith("express/video_generation, light/teleport");
        var shown = await (await admin.Api.GetAsync("/api/v1/admin/jobs?state=unserved")).JsonAsync();
        shown.GetProperty("items").EnumerateArray().Select(job => job.GetProperty("id").GetGuid()).ShouldBe([elsewhere.JobId, unknown.JobId], ignoreOrder: true);
        (await (await admin.Api.GetAsync("/api/v1/admin/jobs?state=queued")).JsonAsync()).GetProperty("total").GetInt32().ShouldBe(0);
        var page = await admin.Api.GetStringAsync("/admin/jobs?state=unserved");
        (page.Contains("teleport ·", StringComparison.Ordinal), page.Contains("No worker can do this", StringComparison.Ordinal)).ShouldBe((true, true));

        // A newer worker comes: it says what it knows, and does it.
        using var scope = host.Services.CreateScope();
        var newer = ActivatorUtilities.CreateInstance<JobRunner>(scope.ServiceProvider, new object[] { (IEnumerable<IJobHandler>)[new Teleport()] });
        db.Workers.Add(new() { Node = "newer", Lanes = "render,light,express", Kinds = ["teleport", VideoJobs.Type], StartedAt = TimeProvider.System.GetUtcNow(), SeenAt = TimeProvider.System.GetUtcNow().AddMinutes(5) });
        await db.SaveChangesAsync();
        (await ReadyAsync()).ShouldBe("ok");
        (await newer.RunOneAsync(Lane.Light, "newer-1", CancellationToken.None)).ShouldBeTrue();
        (await newer.RunOneAsync(Lane.Light, "newer-2", CancellationToken.None)).ShouldBeFalse();
        (await db.Jobs.AsNoTracking().SingleAsync(row => row.Id == unknown.JobId)).Status.ShouldBe(JobStatus.Completed);

        async Task<string> ReadyAsync() => (await (await host.Visitor().GetAsync("/health/ready")).JsonAsync()).GetProperty("checks").GetProperty("jobs").GetString()!;
    }

    [Fact]
    public async Task A_scheduler_that_is_shutting_down_leaves_the_rows_to_the_next_one()
    {
        var waiting = await QueueAsync(Lane.Light, "teleport", JobStatus.Running);
        await using var services = new ServiceCollection().AddLogging().AddQuartz().BuildServiceProvider();
        var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        await scheduler.Shutdown();
        using var scope = host.Services.CreateScope();
        await ActivatorUtilities.CreateInstance<Sweep>(scope.ServiceProvider).RunAsync(scheduler, CancellationToken.None);
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

    private sealed class Teleport : IJobHandler
    {
        public string Type => "teleport";

        public Task<Func<AppDbContext, CancellationToken, Task>> RunAsync(Job job, Lease lease, CancellationToken ct) => Task.FromResult<Func<AppDbContext, CancellationToken, Task>>((_, _) => Task.CompletedTask);

        public Task FailedAsync(AppDbContext db, Job job, JobFailure failure, CancellationToken ct) => Task.CompletedTask;

        public Task CancelledAsync(AppDbContext db, Job job, CancellationToken ct) => Task.CompletedTask;

        public Task TidyAsync(Job job, JobStatus ended, CancellationToken ct) => Task.CompletedTask;

        public JobFailure? Explain(Exception exception) => null;
    }
}
