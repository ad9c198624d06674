using System.Diagnostics;
using Synthora.Features;
using Synthora.Features.Videos;
using Synthora.Jobs;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Survival;

/// <summary>Real worker processes are killed, frozen, stopped and cut off while they make a video.</summary>
public sealed class SurvivalTests
{
    private static readonly Dictionary<string, string> NobodyDies = new() { ["Jobs__LeaseSeconds"] = "60" };
    private static readonly string[] Steps = ["script", "voice", "media", "videoai", "assembly"];

    [Theory]
    [InlineData("script")]
    [InlineData("voice")]
    [InlineData("media")]
    [InlineData("videoai")]
    [InlineData("assembly")]
    public async Task A_worker_killed_in_any_step_is_replaced_and_no_finished_step_is_repeated(string step)
    {
        await using var fleet = await Fleet.OnAsync(await PostgresCluster.SharedAsync());
        var id = await fleet.QueueAsync($"hold:{step}");
        Process[] workers = [fleet.StartWorker(), fleet.StartWorker()];
        await fleet.WaitForStepAsync(id, step);
        var first = workers.Single(worker => worker.Id == fleet.Steps(id)[0].Process);
        var second = workers.Single(worker => worker != first);
        await Fleet.SignalAsync(first, "KILL");
        fleet.Release();
        await fleet.WaitForAsync(id, VideoStatus.Completed);

        var ran = fleet.Steps(id);
        Steps.ShouldAllBe(name => ran.Count(line => line.What == "end" && line.Step == name) == 1);
        foreach (var name in Steps) ran.Count(line => line.What == "start" && line.Step == name).ShouldBe(name == step ? 2 : 1);
        ran.Single(line => line.What == "end" && line.Step == step).Process.ShouldBe(second.Id);
        var (video, job) = await fleet.ReadAsync(id);
        (job.Status, job.Fence, job.Takeovers).ShouldBe((JobStatus.Completed, 2L, 1));
        File.Exists(Path.Combine(fleet.DataFolder, "files", video.Files!, "video.mp4")).ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_killed_process_had_lying_about_goes_when_the_next_one_starts()
    {
        await using var fleet = await Fleet.OnAsync(await PostgresCluster.SharedAsync());
        var root = Directory.CreateDirectory(Path.Combine(fleet.DataFolder, "t")).FullName;
        var settings = new Dictionary<string, string> { ["TMPDIR"] = root };
        var first = fleet.StartWorker(settings);
        var left = await FolderAsync([]);
        await File.WriteAllTextAsync(Path.Combine(left, "half an upload"), "of a form");
        var beside = fleet.StartWorker(settings);
        var alive = await FolderAsync([left]);
        File.Exists(Path.Combine(left, "half an upload")).ShouldBeTrue("its process is alive");
        await Fleet.SignalAsync(first, "KILL");
        await first.WaitForExitAsync();

        fleet.StartWorker(settings);
        var third = await FolderAsync([left, alive]);
        await fleet.WaitAsync(() => Task.FromResult(!Directory.Exists(left)));
        (Directory.Exists(alive), Directory.Exists(third)).ShouldBe((true, true));
        await Fleet.SignalAsync(beside, "TERM");
        await beside.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(25));
        Directory.Exists(alive).ShouldBeFalse("who ends by itself clears up after itself");

        async Task<string> FolderAsync(IReadOnlyCollection<string> known)
        {
            string? found = null;
            await fleet.WaitAsync(() => Task.FromResult((found = Directory.GetDirectories(root, "synthora-run-*").Except(known).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "lock")))) is not null));
            return found!;
        }
    }

    [Fact]
    public async Task A_stopped_worker_hands_its_video_over_at_the_saved_step()
    {
        await using var fleet = await Fleet.OnAsync(await PostgresCluster.SharedAsync());
        var id = await fleet.QueueAsync("hold:media");
        var first = fleet.StartWorker(NobodyDies);
        await fleet.WaitForStepAsync(id, "media");
        var second = fleet.StartWorker(NobodyDies);
        await Fleet.SignalAsync(first, "TERM");
        await first.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(25));
        first.ExitCode.ShouldBe(0);
        await fleet.WaitAsync(async () => (await fleet.ReadAsync(id)).Job is { Status: JobStatus.Running, Fence: 2 });
        fleet.Release();
        await fleet.WaitForAsync(id, VideoStatus.Completed);
        var (_, job) = await fleet.ReadAsync(id);
        job.Takeovers.ShouldBe(0, "a hand-over is no crash");
        fleet.Steps(id).Where(line => line.What == "end").Select(line => line.Step).ShouldBe(Steps);
        fleet.Steps(id)[^1].Process.ShouldBe(second.Id);
    }

    [Fact]
    public async Task Workers_that_share_a_database_never_make_the_same_video()
    {
        await using var fleet = await Fleet.OnAsync(await PostgresCluster.SharedAsync());
        var ids = new List<Guid>();
        for (var number = 0; number < 8; number++) ids.Add(await fleet.QueueAsync("step-ms:60"));
        fleet.StartWorker(NobodyDies);
        fleet.StartWorker(NobodyDies);
        foreach (var id in ids) await fleet.WaitForAsync(id, VideoStatus.Completed);
        foreach (var id in ids)
        {
            var ran = fleet.Steps(id);
            ran.Select(line => $"{line.What} {line.Step}").ShouldBe(Steps.SelectMany(step => new[] { $"start {step}", $"end {step}" }));
            ran.Select(line => line.Process).Distinct().Count().ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_frozen_worker_that_wakes_up_writes_nothing()
    {
        await using var fleet = await Fleet.OnAsync(await PostgresCluster.SharedAsync());
        var id = await fleet.QueueAsync("hold:voice");
        var frozen = fleet.StartWorker();
        await fleet.WaitForStepAsync(id, "voice");
        var second = fleet.StartWorker();
        await Fleet.SignalAsync(frozen, "STOP");
        await fleet.WaitAsync(async () => (await fleet.ReadAsync(id)).Job.Fence == 2);
        // The new worker has the job but not yet the folder, which the frozen one still holds.
        fleet.Steps(id).Count(line => line is { What: "start", Step: "voice" }).ShouldBe(1);
        await Fleet.SignalAsync(frozen, "CONT");
        await fleet.WaitAsync(() => Task.FromResult(fleet.Steps(id).Count(line => line is { What: "start", Step: "voice" }) == 2));
        fleet.Release();
        await fleet.WaitForAsync(id, VideoStatus.Completed);
        fleet.Steps(id).Count(line => line is { What: "end", Step: "voice" }).ShouldBe(1);
        fleet.Steps(id)[^1].Process.ShouldBe(second.Id);
        (await fleet.ReadAsync(id)).Job.Fence.ShouldBe(2);
    }

    [Fact]
    public async Task A_database_that_restarts_in_the_middle_stops_nothing()
    {
        var cluster = await PostgresCluster.StartNewAsync();
        try
        {
            await using var fleet = await Fleet.OnAsync(cluster);
            var id = await fleet.QueueAsync("hold:media");
            fleet.StartWorker();
            await fleet.WaitForStepAsync(id, "media");
            await cluster.StopAsync();
            await cluster.StartAsync();
            fleet.Release();
            await fleet.WaitForAsync(id, VideoStatus.Completed);
            var next = await fleet.QueueAsync("after the restart");
            await fleet.WaitForAsync(next, VideoStatus.Completed);
            Steps.ShouldAllBe(name => fleet.Steps(id).Count(line => line.What == "end" && line.Step == name) == 1);
        }
        finally
        {
            await cluster.RemoveAsync();
        }
    }

    [Fact]
    public async Task A_video_that_kills_every_worker_is_given_up()
    {
        await using var fleet = await Fleet.OnAsync(await PostgresCluster.SharedAsync());
        var id = await fleet.QueueAsync("hold:script");
        await using (var db = fleet.Database.OpenForSystem())
        {
            var job = db.Jobs.Single();
            (job.Status, job.Takeovers, job.LeaseUntil) = (JobStatus.Running, StudioHost.QuickJobs.MaxTakeovers, DateTimeOffset.UnixEpoch);
            await db.SaveChangesAsync();
        }

        fleet.StartWorker();
        await fleet.WaitForAsync(id, VideoStatus.Failed);
        (await fleet.ReadAsync(id)).Video.ErrorCode.ShouldBe("worker_lost");
    }
}
