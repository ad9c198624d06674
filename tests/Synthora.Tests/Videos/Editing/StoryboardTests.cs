using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Editing;
using Synthora.Tests.Hosting;
using Synthora.Tests.Library;

namespace Synthora.Tests.Videos.Editing;

public sealed class StoryboardTests(EditedStudio host) : IClassFixture<EditedStudio>
{
    [Fact]
    public async Task Only_what_an_edit_changed_is_rendered_again_and_every_version_can_be_had_back()
    {
        var (user, video) = await host.NewVideoAsync();
        var board = await user.BoardAsync(video);
        board.Scenes().Count.ShouldBe(4);
        board.GetProperty("changes").GetProperty("any").GetBoolean().ShouldBeFalse();
        board.ToRender().ShouldBeEmpty("the scenes of the generation are kept for editing");
        var first = await DownloadAsync(user, video);

        // Scene 2 says something else and goes to the end of the list.
        board = await user.EditAsync(video, new { op = "narrate", scene = "scene-2", text = "Always warm your favourite pot before you pour." });
        board.ToRender().ShouldBe([2]);
        board.GetProperty("undo").GetString().ShouldBe("narrate");
        board.Scenes()[1].GetProperty("captions").GetProperty("text").GetString().ShouldBe("Always warm your favourite pot before you pour.");
        board = await user.EditAsync(video, new { op = "move", scene = "scene-2", to = 3 });
        board.Narrations().ShouldBe(["Do you like hot tea?", "Then wait. Four minutes will do.", "Always warm your favourite pot before you pour.", "Try it today."]);
        board.ToRender().ShouldBe([3]);
        board.GetProperty("changes").GetProperty("estimated_seconds").GetDouble().ShouldBeInRange(1, 20);

        var still = await user.Api.GetAsync(board.Scenes()[2].GetProperty("still_url").GetString());
        still.Content.Headers.ContentType!.MediaType.ShouldBe("image/webp");
        still.Headers.CacheControl!.ToString().ShouldContain("immutable");
        (await still.Content.ReadAsByteArrayAsync())[8..12].ShouldBe("WEBP"u8.ToArray());
        var preview = await user.Api.GetAsync(board.Scenes()[2].GetProperty("preview_url").GetString());
        preview.Content.Headers.ContentType!.MediaType.ShouldBe("video/mp4");
        (await preview.Content.ReadAsByteArrayAsync()).Length.ShouldBeGreaterThan(2_000);

        board = await user.RenderAsync(video);
        board.GetProperty("last_failure").ValueKind.ShouldBe(JsonValueKind.Null, board.ToString());
        board.GetProperty("changes").GetProperty("any").GetBoolean().ShouldBeFalse();
        var told = (await user.GetJsonAsync("/notifications?type=edit_complete")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        told.GetProperty("link").GetString().ShouldBe($"/videos/{video}");
        var versions = await user.VersionsAsync(video);
        versions.Select(version => version.GetProperty("number").GetInt32()).ShouldBe([2, 1]);
        versions[0].GetProperty("scenes_rendered").GetInt32().ShouldBe(1);
        versions[0].GetProperty("scenes_reused").GetInt32().ShouldBe(3);
        var second = await DownloadAsync(user, video);
        second.ShouldNotBe(first);
        (await user.Api.GetStringAsync($"/api/v1/videos/{video}/subtitles")).ShouldContain("favourite");
        var styled = await user.Api.GetStringAsync($"/api/v1/videos/{video}/subtitles?format=ass");
        foreach (var own in (string[])["PlayResX: 180\nPlayResY: 320\n", "Inter", "favourite"]) styled.ShouldContain(own);

        // Undo leads the draft back over the rendering; nothing of it has to be rendered, and the version is there at once.
        board = await user.DoAsync(video, "storyboard/undo");
        board = await user.DoAsync(video, "storyboard/undo");
        board.Narrations()[1].ShouldBe("Warm the pot first.");
        board.GetProperty("undo").ValueKind.ShouldBe(JsonValueKind.Null);
        board.ToRender().ShouldBeEmpty();
        (await user.DoAsync(video, "storyboard/redo")).Narrations()[1].ShouldNotBeNull().ShouldContain("favourite");
        board = await user.DoAsync(video, "versions/1/restore");
        board.Narrations()[1].ShouldBe("Warm the pot first.");
        (await user.VersionsAsync(video)).Single(version => version.GetProperty("is_shown").GetBoolean()).GetProperty("number").GetInt32().ShouldBe(1);
        (await DownloadAsync(user, video)).ShouldBe(first);
        (await (await user.Api.GetAsync($"/api/v1/videos/{video}/versions/2/download")).Content.ReadAsByteArrayAsync()).ShouldBe(second);
        (await user.DoAsync(video, "storyboard/undo")).Narrations()[1].ShouldNotBeNull().ShouldContain("favourite", customMessage: "a restore can be taken back like any edit");
    }

    [Fact]
    public async Task A_storyboard_is_edited_in_every_way_and_stays_one_that_can_be_rendered()
    {
        var (user, video) = await host.NewVideoAsync();
        var board = await user.EditAsync(video, new { op = "add", after = "scene-1", narration = "Fresh water matters." });
        board.Narrations()[1].ShouldBe("Fresh water matters.");
        board.Scenes()[1].GetProperty("texts")[0].GetString().ShouldBe("", "the captions say it, so the card shows a picture");
        board.ToRender().ShouldBe([2]);

        board = await user.EditAsync(video, new { op = "split", scene = "scene-3" });
        board.Narrations().Skip(3).Take(2).ShouldBe(["Then wait.", "Four minutes will do."]);
        board = await user.EditAsync(video, new { op = "duplicate", scene = "scene-1" });
        board.Scenes().Count.ShouldBe(7);
        board.ToRender().ShouldNotContain(2, "a copy needs no rendering");
        board = await user.EditAsync(video, new { op = "delete", scene = "scene-1" }, new { op = "title", title = "Better tea" });
        board.GetProperty("title").GetString().ShouldBe("Better tea");

        board = await user.EditAsync(
            video,
            new { op = "caption", scene = "scene-2", text = "Warm the POT first." }, new { op = "texts", scene = "scene-2", lines = new[] { "Warm pot" } },
            new { op = "transition", scene = "scene-2", transition = "whip_pan" }, new { op = "duration", scene = "scene-2", seconds = 3.5 },
            new { op = "regenerate", scene = "scene-2" }, new { op = "caption_style", style = "classic" },
            new { op = "music", mood = "calm", under_speech_db = 20 }, new { op = "levels", music_db = -6 }, new { op = "voice", voice = "male", speed = 1.1 });
        var warm = board.Scenes().Single(scene => scene.GetProperty("id").GetString() == "scene-2");
        warm.GetProperty("texts")[0].GetString().ShouldBe("Warm pot");
        warm.GetProperty("transition").GetString().ShouldBe("whip_pan");
        board.GetProperty("music").GetProperty("mood").GetString().ShouldBe("calm");
        board.GetProperty("narrator").GetProperty("voice").GetString().ShouldBe("male");
        board.GetProperty("undo").GetString().ShouldBe("voice", "edits that are sent together are one step");
        board = await user.EditAsync(video, new { op = "cards", scene = "scene-4" }, new { op = "caption", scene = "scene-4", shown = false }, new { op = "motion", scene = "scene-4", motion = "none" });
        board.Scenes().Single(scene => scene.GetProperty("id").GetString() == "scene-4").GetProperty("captions").GetProperty("shown").GetBoolean().ShouldBeFalse();

        // The machine's folder may be lost at any time: everything comes from the store again.
        host.Services.GetRequiredService<VideoFiles>().RemoveDesk(video);
        board = await user.RenderAsync(video);
        board.GetProperty("last_failure").ValueKind.ShouldBe(JsonValueKind.Null, board.ToString());
        (await user.VersionsAsync(video))[0].GetProperty("title").GetString().ShouldBe("Better tea");
        var report = await (await user.Api.GetAsync($"/api/v1/videos/{video}/report")).JsonAsync();
        report.GetProperty("checks").EnumerateArray().Where(check => check.GetProperty("outcome").GetString() == "failed" && check.GetProperty("severity").GetString() == "must")
            .Select(check => check.ToString()).ShouldBeEmpty();
    }

    /// <summary>Without a reason a framing counts as made by hand, and no rendition chooses it anew.</summary>
    [Fact]
    public async Task A_framing_that_its_owner_set_is_theirs()
    {
        var (user, video) = await host.NewVideoAsync();
        var photo = await user.UploadAsync(await Samples.PhotoAsync(), "pot.jpg");
        await user.SettledAsync(photo);
        var found = await user.EditAsync(video, new { op = "media", scene = "scene-2", media = photo });
        Framing(found).GetProperty("why").GetString().ShouldNotBeNullOrEmpty();

        var set = Framing(await user.EditAsync(video, new { op = "framing", scene = "scene-2", mode = "crop", x = 0.2, y = 0.4 }));

        (set.GetProperty("mode").GetString(), set.GetProperty("x").GetDouble()).ShouldBe(("crop", 0.2));
        (set.TryGetProperty("why", out var why) ? why.GetString() : null).ShouldBeNull();

        static JsonElement Framing(JsonElement board) => board.Scenes()[1].GetProperty("visual").GetProperty("framing");
    }

    [Fact]
    public async Task Whoever_comes_second_is_told_and_overwrites_nothing()
    {
        var (user, video) = await host.NewVideoAsync();
        var revision = (await user.BoardAsync(video)).Revision();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => user.TryEditAsync(video, revision, new { op = "title", title = $"Tab {n}" })));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        foreach (var late in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK))
            (await late.ShouldRefuseAsync(409, "storyboard_changed")).GetProperty("details").GetProperty("revision").GetInt32().ShouldBe(revision + 1);

        var now = (await user.BoardAsync(video)).Revision();
        (await (await user.TryEditAsync(video, now, new { op = "narrate", scene = "scene-9", text = "Hm." })).ShouldRefuseAsync(400, "validation_error")).GetProperty("message").GetString()!.ShouldContain("scene-9");
        (await (await user.TryEditAsync(video, now, new { op = "duration", scene = "scene-3", seconds = 0.6 })).ShouldRefuseAsync(400, "validation_error")).GetProperty("message").GetString()!.ShouldContain("speaks for");
        await (await user.TryEditAsync(video, now, new { op = "explode", scene = "scene-1" })).ShouldRefuseAsync(400, "validation_error");
        await (await user.TryEditAsync(video, now, new { op = "voice", voice = "nobody" })).ShouldRefuseAsync(400, "validation_error");
        await (await user.Api.PostAsJsonAsync($"/api/v1/videos/{video}/storyboard/redo", new { revision = now })).ShouldRefuseAsync(409, "invalid_state");
        (await user.BoardAsync(video)).Revision().ShouldBe(now);

        var stranger = await host.NewUserAsync();
        foreach (var path in (string[])["storyboard", "versions", "storyboard/scenes/scene-1/still", "versions/1/download"])
            await (await stranger.Api.GetAsync($"/api/v1/videos/{video}/{path}")).ShouldRefuseAsync(404, "not_found");
        await (await stranger.TryEditAsync(video, now, new { op = "title", title = "Mine" })).ShouldRefuseAsync(404, "not_found");

        // A rendering can be stopped; two cannot run at once; the video goes with everything when it is deleted.
        await user.DoAsync(video, "storyboard/render", HttpStatusCode.Accepted);
        var again = await user.Api.PostAsJsonAsync($"/api/v1/videos/{video}/storyboard/render", new { revision = now });
        if (again.StatusCode != HttpStatusCode.Conflict) throw new InvalidOperationException("two renderings at once");
        (await user.Api.DeleteAsync($"/api/v1/videos/{video}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await user.Api.GetAsync($"/api/v1/videos/{video}/storyboard")).ShouldRefuseAsync(404, "not_found");
    }

    [Fact]
    public async Task What_edits_keep_is_counted_and_without_room_nothing_is_brought_in_or_rendered()
    {
        var (user, video) = await host.NewVideoAsync();
        var photo = await user.UploadAsync(await Samples.PhotoAsync(), "photo.jpg");
        await user.SettledAsync(photo);
        var before = await UsedAsync(user);
        before.ShouldBe(StoredBytes(user));
        var desk = Path.Combine(host.Configuration.FilesFolder, EditDesk.ShelfOf(user.Id, video));
        object show = new { op = "media", scene = "scene-2", media = photo };

        await LimitAsync(user, before + 1_000);
        var revision = (await user.BoardAsync(video)).Revision();
        await (await user.TryEditAsync(video, revision, show)).ShouldRefuseAsync(429, "quota_exceeded");
        (await user.BoardAsync(video)).Revision().ShouldBe(revision);
        StoredBytes(user).ShouldBe(before);
        await user.EditAsync(video, new { op = "title", title = "Brings nothing in" });
        await (await user.Api.PostAsJsonAsync($"/api/v1/videos/{video}/storyboard/render", new { revision = revision + 1 })).ShouldRefuseAsync(429, "quota_exceeded");

        // It is kept for as long as it can be brought again.
        await LimitAsync(user, null);
        await user.EditAsync(video, show);
        (await UsedAsync(user)).ShouldBe(StoredBytes(user));
        Directory.GetFiles(desk, "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        await user.DoAsync(video, "storyboard/undo");
        await user.DoAsync(video, "storyboard/redo");
        await user.DoAsync(video, "storyboard/undo");
        Directory.GetFiles(desk, "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        await user.EditAsync(video, new { op = "title", title = "Without the photo" });
        Directory.GetFiles(desk, "*", SearchOption.AllDirectories).ShouldBeEmpty();
        (await UsedAsync(user)).ShouldBe(before);

        await user.EditAsync(video, show);
        (await user.RenderAsync(video)).GetProperty("last_failure").ValueKind.ShouldBe(JsonValueKind.Null);
        (await UsedAsync(user)).ShouldBe(StoredBytes(user));
    }

    private long StoredBytes(StudioHost.User user) =>
        new DirectoryInfo(Path.Combine(host.Configuration.FilesFolder, "users", user.Id.ToString("N"))).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private static async Task<long> UsedAsync(StudioHost.User user) => (await user.GetJsonAsync("/library/usage")).GetProperty("used").GetInt64();

    private async Task LimitAsync(StudioHost.User user, long? bytes)
    {
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        await db.LimitOverrides.Where(row => row.UserId == user.Id).ExecuteDeleteAsync();
        db.LimitOverrides.Add(new() { UserId = user.Id, StorageBytes = bytes, UpdatedBy = user.Id, UpdatedAt = TimeProvider.System.GetUtcNow() });
        await db.SaveChangesAsync();
    }

    private static async Task<byte[]> DownloadAsync(StudioHost.User user, Guid video) =>
        await (await user.Api.GetAsync($"/api/v1/videos/{video}/download")).Content.ReadAsByteArrayAsync();
}
