using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features.Quotas;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Editing;
using Synthora.Jobs;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Videos;

/// <summary>What the clock does to videos: the real jobs on the real host, with rows moved into the past instead of waiting.</summary>
public sealed class VideoUpkeepTests(StudioHost host) : IClassFixture<StudioHost>
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_stuck_video_is_ended_told_of_and_can_be_taken_up_where_it_stopped()
    {
        var user = await host.NewUserAsync();
        var id = await user.CreateVideoAsync("hold:media until released");
        await user.WaitForAsync(id, video => video.GetProperty("state").GetString() == "media");
        await SweepAsync();
        (await user.StatusAsync(id)).GetProperty("status").GetString().ShouldBe("processing", "it got on a moment ago");

        await ChangeAsync(id, set => set.SetProperty(video => video.LastStepUpdatedAt, Now.AddMinutes(-31)));
        await SweepAsync();
        await SweepAsync();
        var stuck = await user.StatusAsync(id);
        stuck.GetProperty("status").GetString().ShouldBe("cancelled");
        stuck.GetProperty("error").GetProperty("code").GetString().ShouldBe("timed_out");
        stuck.GetProperty("error").GetProperty("message").GetString().ShouldBe("The video timed out after 30 minutes without progress.");
        (await user.GetJsonAsync("/notifications?type=video_generation_timeout")).GetProperty("total").GetInt32().ShouldBe(1);

        await VideoRunTests.EventuallyAsync(async () => (await JobAsync(id)).Status == JobStatus.Cancelled);
        host.Release();
        (await user.Api.PostAsync($"/api/v1/videos/{id}/retry", null)).EnsureSuccessStatusCode();
        await user.WaitForAsync(id, "completed");
        host.StepsOf(id).Count(line => line == "end script").ShouldBe(1);
    }

    [Fact]
    public async Task A_run_that_nobody_watches_ends_when_it_takes_half_an_hour_in_all()
    {
        var (user, other) = (await host.NewUserAsync(), await host.NewUserAsync());
        var answer = await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "hold:assembly for long", unattended = true });
        var id = (await answer.JsonAsync()).GetProperty("video").GetProperty("id").GetGuid();
        var watched = await other.CreateVideoAsync("hold:assembly for long");
        foreach (var (owner, video) in new[] { (user, id), (other, watched) })
        {
            await owner.WaitForAsync(video, status => status.GetProperty("status").GetString() == "processing");
            await using var db = System();
            await db.Jobs.Where(job => job.VideoId == video).ExecuteUpdateAsync(set => set.SetProperty(job => job.StartedAt, Now.AddSeconds(-1_801)));
        }

        await SweepAsync();
        (await user.StatusAsync(id)).GetProperty("error").GetProperty("message").GetString()!.ShouldContain("unattended");
        (await other.StatusAsync(watched)).GetProperty("status").GetString().ShouldBe("processing");
        (await other.Api.DeleteAsync($"/api/v1/videos/{watched}")).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_discarded_video_can_be_taken_back_for_a_day_and_then_goes_with_its_files()
    {
        var (user, other) = (await host.NewUserAsync(), await host.NewUserAsync());
        var id = await user.CreateVideoAsync("Short and thrown away.");
        await user.WaitForAsync(id, "completed");
        var stored = Path.Combine(host.DataFolder, "files", "users", user.Id.ToString("N"), "videos", id.ToString("N"));

        (await user.Api.PostAsync($"/api/v1/videos/{id}/discard", null)).EnsureSuccessStatusCode();
        await (await user.Api.GetAsync($"/api/v1/videos/{id}")).ShouldRefuseAsync(404, "not_found");
        await (await user.Api.GetAsync($"/api/v1/videos/{id}/download")).ShouldRefuseAsync(404, "not_found");
        (await user.GetJsonAsync("/videos")).GetProperty("total").GetInt32().ShouldBe(0);
        await (await other.Api.PostAsync($"/api/v1/videos/{id}/restore", null)).ShouldRefuseAsync(404, "not_found");
        (await user.Api.PostAsync($"/api/v1/videos/{id}/restore", null)).EnsureSuccessStatusCode();
        (await user.Api.GetAsync($"/api/v1/videos/{id}/download")).EnsureSuccessStatusCode();

        (await user.Api.PostAsync($"/api/v1/videos/{id}/discard", null)).EnsureSuccessStatusCode();
        await UpkeepAsync();
        Directory.Exists(stored).ShouldBeTrue("a day has not passed");
        await ChangeAsync(id, set => set.SetProperty(video => video.DeletedAt, Now.AddHours(-25)));
        await (await user.Api.PostAsync($"/api/v1/videos/{id}/restore", null)).ShouldRefuseAsync(404, "not_found");
        await UpkeepAsync();
        Directory.Exists(stored).ShouldBeFalse();
        await using var db = System();
        (await db.Videos.AnyAsync(video => video.Id == id)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_video_without_its_job_does_not_block_its_owner_for_ever()
    {
        var user = await host.NewUserAsync();
        await using (var db = System())
        {
            db.UsageDays.Add(new() { UserId = user.Id, Day = DailyAllowance.Day(Now), Videos = 1 });
            db.Videos.Add(new() { UserId = user.Id, CountedOn = DailyAllowance.Day(Now), Title = "Lost", Source = Features.Videos.Generation.SourceKind.Topic, Text = "Lost", Template = "viral-hook", CreatedAt = Now.AddHours(-1), UpdatedAt = Now.AddHours(-1) });
            await db.SaveChangesAsync();
        }

        await SweepAsync();
        var lost = (await user.GetJsonAsync("/videos")).GetProperty("items")[0];
        lost.GetProperty("status").GetString().ShouldBe("failed");
        (await user.GetJsonAsync("/limits/me")).GetProperty("videos").GetProperty("used").GetInt32().ShouldBe(0, "a failure is not its owner's");
        await SweepAsync();
        (await user.GetJsonAsync("/notifications?type=video_failed")).GetProperty("total").GetInt32().ShouldBe(1);
        await user.WaitForAsync(await user.CreateVideoAsync("The next one."), "completed");
    }

    [Fact]
    public async Task An_owner_is_warned_a_day_ahead_and_then_only_the_files_go()
    {
        var user = await host.NewUserAsync(Features.Role.Free);
        var id = await user.CreateVideoAsync("To be kept for a week.");
        await user.WaitForAsync(id, "completed");
        var stored = Path.Combine(host.DataFolder, "files", "users", user.Id.ToString("N"), "videos", id.ToString("N"));
        var expires = (await user.GetJsonAsync($"/videos/{id}")).GetProperty("expires_at").GetDateTimeOffset();
        (expires - Now).TotalDays.ShouldBeInRange(6.9, 7);
        await UpkeepAsync();
        (await WarningsAsync()).ShouldBe(0);

        await ChangeAsync(id, set => set.SetProperty(video => video.ExpiresAt, Now.AddHours(23)));
        await UpkeepAsync();
        await UpkeepAsync();
        (await WarningsAsync()).ShouldBe(1);
        Directory.Exists(stored).ShouldBeTrue();

        await ChangeAsync(id, set => set.SetProperty(video => video.ExpiresAt, Now.AddMinutes(-1)));
        await UpkeepAsync();
        Directory.Exists(stored).ShouldBeFalse();
        await (await user.Api.GetAsync($"/api/v1/videos/{id}/download")).ShouldRefuseAsync(410, "expired");
        var expired = await user.GetJsonAsync($"/videos/{id}");
        (expired.GetProperty("status").GetString(), expired.GetProperty("progress").GetDouble()).ShouldBe(("expired", 100));

        async Task<int> WarningsAsync() => (await user.GetJsonAsync("/notifications?type=video_expiring")).GetProperty("total").GetInt32();
    }

    [Fact]
    public async Task What_nobody_needs_is_removed_and_what_somebody_may_need_stays()
    {
        var user = await host.NewUserAsync();
        host.AnnouncedErrors.Add("never");
        var failed = await user.CreateVideoAsync("fail:voice and stay failed");
        await user.WaitForAsync(failed, "failed");
        var (kept, old) = (WorkOf(failed), WorkOf(Guid.CreateVersion7()));
        string[] locks = [old + ".lock", WorkOf(Guid.CreateVersion7()) + ".lock"];
        Directory.CreateDirectory(old);
        foreach (var path in locks) File.WriteAllText(path, "");
        foreach (var path in locks.Append(old)) File.SetLastWriteTimeUtc(path, Now.UtcDateTime.AddDays(-2));

        Guid orphan;
        await using (var db = System())
        {
            var job = new Job { UserId = user.Id, Type = VideoJobs.Type, Lane = Lane.Render, LeaseUntil = Now.AddHours(1), CreatedAt = Now.AddHours(-1) };
            orphan = job.Id;
            db.Jobs.Add(job);
            await db.SaveChangesAsync();
        }

        await UpkeepAsync();
        Directory.Exists(kept).ShouldBeTrue("a retry goes on from it");
        Directory.Exists(old).ShouldBeFalse();
        await UpkeepAsync();
        locks.ShouldAllBe(path => !File.Exists(path));
        await using (var db = System()) (await db.Jobs.SingleAsync(job => job.Id == orphan)).Status.ShouldBe(JobStatus.Cancelled);

        await ChangeAsync(failed, set => set.SetProperty(video => video.UpdatedAt, Now.AddDays(-2)));
        Directory.SetLastWriteTimeUtc(kept, Now.UtcDateTime.AddDays(-2));
        await UpkeepAsync();
        Directory.Exists(kept).ShouldBeFalse("finished steps are kept for a day");
    }

    [Fact]
    public async Task A_rendering_that_gets_no_further_is_stopped_and_leaves_nothing_behind()
    {
        var user = await host.NewUserAsync();
        var (stuck, jobless) = (await user.CreateVideoAsync("To be edited."), Guid.Empty);
        await user.WaitForAsync(stuck, "completed");
        jobless = await user.CreateVideoAsync("To be edited too.");
        await user.WaitForAsync(jobless, "completed");
        var job = new Job
        {
            UserId = user.Id, Type = VideoRendering.JobType, Lane = Lane.Render, VideoId = stuck, Status = JobStatus.Running, Fence = 1, LeaseOwner = "frozen", LeaseUntil = Now.AddHours(1),
            ProgressedAt = Now.AddMinutes(-1), CreatedAt = Now.AddHours(-1),
        };
        await using (var db = System())
        {
            db.Jobs.Add(job);
            db.VideoVersions.AddRange(NewVersion(stuck, job.Id), NewVersion(jobless, Guid.CreateVersion7()));
            await db.SaveChangesAsync();
        }

        var stored = Path.Combine(host.Configuration.FilesFolder, VideoFiles.RunPrefix(user.Id, stuck, job));
        Directory.CreateDirectory(stored);
        File.WriteAllText(Path.Combine(stored, VideoFiles.Video), "half of a film");
        await SweepAsync();
        (await VersionAsync(stuck)).State.ShouldBe(VersionState.Rendering, "it got on a minute ago");
        (await VersionAsync(jobless)).State.ShouldBe(VersionState.Failed);

        await using (var db = System()) await db.Jobs.Where(row => row.Id == job.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.ProgressedAt, Now.AddMinutes(-31)));
        await SweepAsync();
        // Its worker is gone too, so another one brings it to its end.
        await using (var db = System()) await db.Jobs.Where(row => row.Id == job.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, Now.AddSeconds(-1)));
        await host.Services.GetRequiredService<JobQueue>().WakeAsync(job.Id, job.Lane, job.Fence, CancellationToken.None);
        await VideoRunTests.EventuallyAsync(async () => (await VersionAsync(stuck)).State == VersionState.Failed && !Directory.Exists(stored));
        (await VersionAsync(stuck)).ErrorMessage!.ShouldContain("30 minutes");
        (await user.StatusAsync(stuck)).GetProperty("status").GetString().ShouldBe("completed");
        var told = (await user.GetJsonAsync("/notifications?type=video_failed")).GetProperty("items").EnumerateArray().ToList();
        told.Select(notice => notice.GetProperty("title").GetString()).ShouldBe(["An edit failed", "An edit failed"]);
        told[0].GetProperty("message").GetString()!.ShouldContain("30 minutes");

        VideoVersion NewVersion(Guid video, Guid by) =>
            new() { VideoId = video, UserId = user.Id, Number = 2, State = VersionState.Rendering, JobId = by, Timeline = "{}", Title = "Edited", CreatedAt = Now.AddHours(-1) };

        async Task<VideoVersion> VersionAsync(Guid video)
        {
            await using var db = System();
            return await db.VideoVersions.SingleAsync(version => version.VideoId == video);
        }
    }

    [Fact]
    public async Task Stored_films_that_nothing_shows_and_nobody_writes_are_removed_after_a_day()
    {
        var user = await host.NewUserAsync();
        var id = await user.CreateVideoAsync("Shown, so it stays.");
        await user.WaitForAsync(id, "completed");
        var stored = Path.Combine(host.Configuration.FilesFolder, VideoFiles.StoredPrefix(user.Id, id));
        var shown = Directory.GetDirectories(stored).ShouldHaveSingleItem();
        var running = new Job { Id = Guid.CreateVersion7(Now.AddHours(-30)), UserId = user.Id, Type = VideoRendering.JobType, Lane = Lane.Render, Status = JobStatus.Running, LeaseUntil = Now.AddHours(1), CreatedAt = Now.AddHours(-30) };
        await using (var db = System())
        {
            db.Jobs.Add(running);
            await db.SaveChangesAsync();
        }

        var gone = Path.Combine(host.Configuration.FilesFolder, VideoFiles.RestoredPrefix(Guid.CreateVersion7(), Guid.CreateVersion7()));
        string[] kept = [shown, Put(stored, $"{running.Id:N}-1"), Put(stored, $"{Guid.CreateVersion7():N}-1")];
        string[] strays =
        [
            Put(stored, $"{Guid.CreateVersion7(Now.AddHours(-25)):N}-2"), Put(stored, "desk"), Put(Path.GetDirectoryName(gone)!, "restored"),
            Put(Path.Combine(Path.GetDirectoryName(stored)!, $"{Guid.CreateVersion7():N}"), $"{Guid.CreateVersion7(Now.AddHours(-25)):N}-1"),
        ];
        await using (var scope = host.Services.CreateAsyncScope())
            await ActivatorUtilities.CreateInstance<StrayVideoFiles>(scope.ServiceProvider).RunAsync(CancellationToken.None);
        kept.ShouldAllBe(folder => File.Exists(Path.Combine(folder, VideoFiles.Video)));
        strays.ShouldAllBe(folder => !File.Exists(Path.Combine(folder, VideoFiles.Video)));
        (await user.Api.GetAsync($"/api/v1/videos/{id}/download")).EnsureSuccessStatusCode();
        await using (var db = System()) await db.Jobs.Where(job => job.Id == running.Id).ExecuteDeleteAsync();

        static string Put(string folder, string name)
        {
            var path = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
            File.WriteAllText(Path.Combine(path, VideoFiles.Video), "a film");
            return path;
        }
    }

    private string WorkOf(Guid id) => Path.Combine(host.DataFolder, "work", id.ToString("N"));

    private AppDbContext System() => host.Services.GetRequiredService<Database>().OpenForSystem();

    private async Task<Job> JobAsync(Guid videoId)
    {
        await using var db = System();
        return await db.Jobs.Where(job => job.VideoId == videoId).OrderByDescending(job => job.CreatedAt).FirstAsync();
    }

    private async Task ChangeAsync(Guid id, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Video>> change)
    {
        await using var db = System();
        (await db.Videos.Where(video => video.Id == id).ExecuteUpdateAsync(change)).ShouldBe(1);
    }

    private async Task SweepAsync()
    {
        await using var scope = host.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<StuckVideos>(scope.ServiceProvider).RunAsync(CancellationToken.None);
    }

    private async Task UpkeepAsync()
    {
        await using var scope = host.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<Upkeep>(scope.ServiceProvider).RunAsync(CancellationToken.None);
    }
}
