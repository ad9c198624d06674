using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Renditions;
using Synthora.Jobs;
using Synthora.Rendering.Probing;
using Synthora.Tests.Hosting;
using Synthora.Tests.Library;

namespace Synthora.Tests.Videos.Editing;

/// <summary>Finished videos in other shapes, rendered by the real engine.</summary>
public sealed class RenditionTests(EditedStudio host) : IClassFixture<EditedStudio>
{
    [Fact]
    public async Task A_video_is_made_in_another_shape_counts_against_the_storage_and_goes_with_the_version_it_shows()
    {
        var (user, video) = await host.NewVideoAsync();
        var stranger = await host.NewUserAsync();
        (await VariantsAsync(user, video)).Select(one => one.GetProperty("name").GetString()).ShouldBe(["16x9", "1x1", "4x5", "youtube", "tiktok", "instagram", "facebook"], "all but its own shape and platform");
        var before = await UsedAsync(user);
        await (await user.Api.GetAsync($"/api/v1/videos/{video}/download?variant=1:1")).ShouldRefuseAsync(409, "invalid_state");
        await (await OrderAsync(user, video, "3:7")).ShouldRefuseAsync(400, "validation_error");
        await (await OrderAsync(stranger, video, "1:1")).ShouldRefuseAsync(404, "not_found");

        var ready = await MadeAsync(user, video, "1:1");
        (ready.GetProperty("width").GetInt32(), ready.GetProperty("height").GetInt32()).ShouldBe((180, 180));
        var film = await user.Api.GetAsync($"/api/v1/videos/{video}/download?variant=1:1");
        film.Content.Headers.ContentDisposition!.FileName.ShouldEndWith("1x1.mp4");
        var bytes = await film.Content.ReadAsByteArrayAsync();
        var file = Path.Combine(host.DataFolder, "square.mp4");
        await File.WriteAllBytesAsync(file, bytes);
        var probe = await MediaProbe.ProbeAsync(file, CancellationToken.None);
        (probe.Video!.Width, probe.Video.Height).ShouldBe((180, 180));
        (await UsedAsync(user) - before).ShouldBe(bytes.LongLength);
        (await user.GetJsonAsync("/notifications?type=edit_complete")).GetProperty("items")[0].GetProperty("message").GetString()!.ShouldEndWith("can be downloaded for 1:1.");
        await (await stranger.Api.GetAsync($"/api/v1/videos/{video}/download?variant=1:1")).ShouldRefuseAsync(404, "not_found");
        var task = (await (await OrderAsync(user, video, "1x1")).JsonAsync()).GetProperty("task_id").GetGuid();
        task.ShouldBe(ready.GetProperty("task_id").GetGuid(), "what is there is not made again");

        await user.EditAsync(video, new { op = "narrate", scene = "scene-3", text = "Then wait for a whole four minutes." });
        await user.RenderAsync(video);
        (await VariantsAsync(user, video)).ShouldAllBe(one => one.GetProperty("state").GetString() == "available");
        await (await user.Api.GetAsync($"/api/v1/videos/{video}/download?variant=1:1")).ShouldRefuseAsync(409, "invalid_state");
        await VideoRunTests.EventuallyAsync(() => Task.FromResult(!FoldersOf(user, video).Any(name => name.StartsWith($"{task:N}", StringComparison.Ordinal))));
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        await VideoRunTests.EventuallyAsync(async () => !await db.VideoRenditions.AnyAsync(row => row.VideoId == video));

        await MadeAsync(user, video, "instagram:4:5");
        (await user.Api.DeleteAsync($"/api/v1/videos/{video}/variants/instagram-4x5")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await VariantsAsync(user, video)).ShouldNotContain(one => one.GetProperty("name").GetString() == "instagram-4x5");
        await (await user.Api.DeleteAsync($"/api/v1/videos/{video}/variants/instagram-4x5")).ShouldRefuseAsync(404, "not_found");
    }

    [Fact]
    public async Task A_rendition_that_waits_is_stopped_one_that_hangs_or_fails_says_why_and_can_be_asked_for_again()
    {
        var (user, video) = await host.NewVideoAsync();
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        var source = await db.Videos.Where(row => row.Id == video).Select(row => row.Files!).SingleAsync();
        var now = TimeProvider.System.GetUtcNow();
        var (waiting, hanging, gone) = (Row("1x1"), Row("16x9"), Row("4x5"));
        db.AddRange(waiting, hanging, gone, JobOf(waiting, JobStatus.Queued), JobOf(hanging, JobStatus.Running));
        await db.SaveChangesAsync();
        // The video's own job is told from those of its renditions.
        (await user.Api.PostAsync($"/api/v1/videos/{video}/cancel", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await (await user.Api.PostAsync($"/api/v1/jobs/{waiting.Id}/cancel", null)).JsonAsync()).GetProperty("status").GetString().ShouldBe("cancelled");
        (await StateAsync("1x1")).ShouldBe("available");

        using (var scope = host.Services.CreateScope()) await scope.ServiceProvider.GetRequiredService<StuckRenditions>().RunAsync(CancellationToken.None);
        (await StateAsync("16x9"), await StateAsync("4x5")).ShouldBe(("failed", "failed"));
        (await VariantsAsync(user, video)).Where(one => one.GetProperty("state").GetString() == "failed").Select(one => one.GetProperty("error_message").GetString())
            .ShouldBe(["Rendering timed out after 30 minutes without progress.", "The work on this version was lost."]);
        (await db.Jobs.AsNoTracking().SingleAsync(job => job.Id == hanging.Id)).CancelRequested.ShouldBeTrue();

        // A file that the scenes show is gone from the store and from the desk.
        var folder = Path.Combine(host.Configuration.FilesFolder, source, "project", "voice");
        Directory.Move(folder, folder + "-gone");
        host.Services.GetRequiredService<VideoFiles>().RemoveDesk(video);
        (await EndedAsync(user, video, "4:5")).GetProperty("error_message").GetString()!.ShouldContain("is gone");
        Directory.Move(folder + "-gone", folder);
        (await MadeAsync(user, video, "4:5")).GetProperty("height").GetInt32().ShouldBe(224);

        VideoRendition Row(string name) => new() { VideoId = video, UserId = user.Id, Name = name, Source = source, CreatedAt = now.AddHours(-1) };

        Job JobOf(VideoRendition rendition, JobStatus status) => new()
        {
            Id = rendition.Id, UserId = user.Id, Type = RenditionRendering.JobType, Lane = Lane.Render, VideoId = video, Status = status, LeaseUntil = now.AddDays(1), ProgressedAt = now.AddHours(-1), CreatedAt = now.AddHours(-1),
        };

        async Task<string?> StateAsync(string name) => (await VariantsAsync(user, video)).Single(one => one.GetProperty("name").GetString() == name).GetProperty("state").GetString();
    }

    [Fact]
    public async Task Files_of_renditions_are_swept_up_only_when_nothing_tells_of_them_and_go_with_the_video()
    {
        var (user, video) = await host.NewVideoAsync();
        using var browser = await PageBrowser.SignInAsync(host, user);
        var begun = await browser.PostAsync(await browser.GetAsync($"/videos/{video}"), $"/videos/{video}/variants", ("variant", "1x1"));
        (begun.Status, begun.Location).ShouldBe((HttpStatusCode.Found, $"/videos/{video}#downloads"));
        var made = await MadeAsync(user, video, "1:1");
        foreach (var page in (string[])[$"/videos/{video}", $"/videos/{video}/variants"]) (await browser.GetAsync(page)).ShouldContain($"/api/v1/videos/{video}/download?variant=1x1");
        var stray = Path.Combine(host.Configuration.FilesFolder, VideoFiles.StoredPrefix(user.Id, video), $"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow().AddDays(-2)):N}-1");
        Directory.CreateDirectory(stray);
        using (var scope = host.Services.CreateScope()) await ActivatorUtilities.CreateInstance<StrayVideoFiles>(scope.ServiceProvider).RunAsync(CancellationToken.None);
        Directory.Exists(stray).ShouldBeFalse();
        FoldersOf(user, video).ShouldContain(name => name.StartsWith($"{made.GetProperty("task_id").GetGuid():N}", StringComparison.Ordinal));
        (await user.Api.GetAsync($"/api/v1/videos/{video}/download?variant=1:1")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await user.Api.DeleteAsync($"/api/v1/videos/{video}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        FoldersOf(user, video).ShouldBeEmpty();
        (await UsedAsync(user)).ShouldBe(0);
    }

    private static Task<HttpResponseMessage> OrderAsync(StudioHost.User user, Guid video, string variant) => user.Api.PostAsJsonAsync($"/api/v1/videos/{video}/variants", new { variant });

    private static async Task<JsonElement> MadeAsync(StudioHost.User user, Guid video, string variant)
    {
        var ended = await EndedAsync(user, video, variant);
        ended.GetProperty("state").GetString().ShouldBe("ready", ended.ToString());
        return ended;
    }

    private static async Task<JsonElement> EndedAsync(StudioHost.User user, Guid video, string variant)
    {
        var taken = await OrderAsync(user, video, variant);
        var body = await taken.JsonAsync();
        ((int)taken.StatusCode).ShouldBe(202, body.ToString());
        var name = body.GetProperty("variant").GetProperty("name").GetString();
        JsonElement ended = default;
        await VideoRunTests.EventuallyAsync(async () => (ended = (await VariantsAsync(user, video)).Single(one => one.GetProperty("name").GetString() == name)).GetProperty("state").GetString() != "making", seconds: 90);
        return ended;
    }

    private static async Task<IReadOnlyList<JsonElement>> VariantsAsync(StudioHost.User user, Guid video) => [.. (await user.GetJsonAsync($"/videos/{video}/variants")).EnumerateArray()];

    private static async Task<long> UsedAsync(StudioHost.User user) => (await user.GetJsonAsync("/storage/usage")).GetProperty("used").GetInt64();

    private IEnumerable<string> FoldersOf(StudioHost.User user, Guid video)
    {
        var folder = Path.Combine(host.Configuration.FilesFolder, VideoFiles.StoredPrefix(user.Id, video));
        return Directory.Exists(folder) ? Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)) : [];
    }
}
