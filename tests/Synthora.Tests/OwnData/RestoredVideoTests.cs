using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Features.Videos;
using Synthora.Tests.Hosting;
using Synthora.Tests.Library;
using Synthora.Tests.Videos.Editing;

namespace Synthora.Tests.OwnData;

/// <summary>Videos with real scenes, taken to another account.</summary>
public sealed class RestoredVideoTests(EditedStudio host) : IClassFixture<EditedStudio>
{
    [Fact]
    public async Task A_restored_video_is_edited_scene_by_scene_and_rendered_whole_again()
    {
        var (from, original) = await host.NewVideoAsync();
        var photo = await from.UploadAsync(await Samples.PhotoAsync(), "pot.jpg", ("title", "Our pot"));
        await from.SettledAsync(photo);
        await from.EditAsync(original, new { op = "media", scene = "scene-2", media = photo });
        var before = await from.RenderAsync(original);
        before.GetProperty("last_failure").ValueKind.ShouldBe(JsonValueKind.Null, before.ToString());
        var archive = await from.ExportAsync(media: true);
        var names = NamesIn(archive);
        names.Count(name => name.StartsWith($"media/videos/{original}/project/voice/", StringComparison.Ordinal)).ShouldBe(4);
        names.Count(name => name.StartsWith($"media/videos/{original}/project/media/", StringComparison.Ordinal)).ShouldBe(1);
        NamesIn(await from.ExportAsync(media: false)).ShouldNotContain(name => name.Contains("/project/"));

        var to = await host.NewUserAsync();
        // Nothing of the first account is used: it is gone before the archive comes back.
        host.Services.GetRequiredService<VideoFiles>().RemoveDesk(original);
        await from.Api.DeleteAsync($"/api/v1/videos/{original}");
        (await to.RestoreAsync(archive)).Count("videos").ShouldBe((1, 0, 0));
        var video = (await to.GetJsonAsync("/videos")).GetProperty("items")[0].GetProperty("id").GetGuid();
        (await to.GetJsonAsync($"/videos/{video}")).GetProperty("can_edit").GetBoolean().ShouldBeTrue();
        var board = await to.BoardAsync(video);
        board.Narrations().ShouldBe(before.Narrations());
        board.ToRender().ShouldBe([1, 2, 3, 4], "no scene of it was rendered here");
        board.GetProperty("changes").GetProperty("any").GetBoolean().ShouldBeFalse();
        var films = await to.Api.GetByteArrayAsync($"/api/v1/videos/{video}/download");

        await to.EditAsync(video, new { op = "narrate", scene = "scene-3", text = "Then wait for a whole four minutes." });
        board = await to.RenderAsync(video);
        board.GetProperty("last_failure").ValueKind.ShouldBe(JsonValueKind.Null, board.ToString());
        var version = (await to.VersionsAsync(video))[0];
        (version.GetProperty("number").GetInt32(), version.GetProperty("scenes_rendered").GetInt32()).ShouldBe((3, 4), "the version before the one that came back has come along");
        (await to.Api.GetStringAsync($"/api/v1/videos/{video}/subtitles")).ShouldContain("whole");
        (await to.Api.GetByteArrayAsync($"/api/v1/videos/{video}/download")).ShouldNotBe(films);
        var report = await to.GetJsonAsync($"/videos/{video}/report");
        report.GetProperty("checks").EnumerateArray().Where(check => check.GetProperty("outcome").GetString() == "failed" && check.GetProperty("severity").GetString() == "must").Select(check => check.ToString()).ShouldBeEmpty();

        // From then on only what an edit changes is rendered, and what came back first is still to be had.
        await to.EditAsync(video, new { op = "narrate", scene = "scene-1", text = "Is your tea hot?" });
        await to.RenderAsync(video);
        (await to.VersionsAsync(video))[0].GetProperty("scenes_rendered").GetInt32().ShouldBe(1);
        await to.DoAsync(video, "versions/2/restore");
        (await to.Api.GetByteArrayAsync($"/api/v1/videos/{video}/download")).ShouldBe(films);
        // And it can be taken along once more, with what the other versions show and say.
        NamesIn(await to.ExportAsync(media: true)).Count(name => name.Contains("/project/")).ShouldBe(8);
    }

    [Fact]
    public async Task Earlier_versions_come_back_with_their_scenes_are_shown_and_edited_again_and_a_second_import_adds_none()
    {
        var (from, original) = await host.NewVideoAsync();
        var before = (await from.BoardAsync(original)).Narrations();
        var first = await from.Api.GetByteArrayAsync($"/api/v1/videos/{original}/download");
        await from.EditAsync(original, new { op = "narrate", scene = "scene-3", text = "Then wait for a whole four minutes." });
        await from.RenderAsync(original);
        var archive = await from.ExportAsync(media: true);
        NamesIn(archive).Count(name => name.StartsWith($"media/videos/{original}/project/voice/", StringComparison.Ordinal)).ShouldBe(5, "what both versions say lies there once");
        host.Services.GetRequiredService<VideoFiles>().RemoveDesk(original);
        await from.Api.DeleteAsync($"/api/v1/videos/{original}");

        var to = await host.NewUserAsync();
        var import = await to.RestoreAsync(archive);
        (import.Count("videos"), import.Count("versions")).ShouldBe(((1, 0, 0), (1, 0, 0)), import.ToString());
        var video = (await to.GetJsonAsync("/videos")).GetProperty("items")[0].GetProperty("id").GetGuid();
        (await to.VersionsAsync(video)).Select(version => (version.GetProperty("number").GetInt32(), version.GetProperty("is_shown").GetBoolean())).ShouldBe([(2, true), (1, false)]);
        (await to.Api.GetByteArrayAsync($"/api/v1/videos/{video}/versions/1/download")).ShouldBe(first);
        (await to.RestoreAsync(archive)).Count("versions").ShouldBe((0, 1, 0));

        await to.DoAsync(video, "versions/1/restore");
        (await to.Api.GetByteArrayAsync($"/api/v1/videos/{video}/download")).ShouldBe(first);
        (await to.BoardAsync(video)).Narrations().ShouldBe(before);
        await to.EditAsync(video, new { op = "narrate", scene = "scene-1", text = "Is your tea hot?" });
        (await to.RenderAsync(video)).GetProperty("last_failure").ValueKind.ShouldBe(JsonValueKind.Null);
        (await to.VersionsAsync(video)).Select(version => version.GetProperty("number").GetInt32()).ShouldBe([3, 2, 1]);

        var other = await host.NewUserAsync();
        import = await other.RestoreAsync(Changed(archive, (name, bytes) => name.EndsWith("/versions/1/video.mp4", StringComparison.Ordinal) ? "#EXTM3U\nfile:///etc/passwd\n"u8.ToArray() : bytes));
        (import.Count("videos"), import.Reasons("versions").Single()).ShouldBe(((1, 0, 0), "Tea (1): unreadable"));
        Directory.GetDirectories(Path.Combine(host.Configuration.FilesFolder, "users", $"{other.Id:N}", "videos"), "restored-*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Scenes_that_are_not_what_they_should_be_leave_a_video_that_can_only_be_watched()
    {
        var (from, original) = await host.NewVideoAsync();
        var archive = await from.ExportAsync(media: true);
        var timeline = $"media/videos/{original}/timeline.json";
        foreach (var (why, change) in new (string, Func<string, byte[], byte[]?>)[]
        {
            ("an archive of before", (name, bytes) => name.Contains("/project/", StringComparison.Ordinal) ? null : name == "manifest.json" ? Replaced(bytes, $"\"version\": {Synthora.Features.OwnData.ExportData.Version}", "\"version\": 2") : bytes),
            ("a list of other files", (name, bytes) => name.Contains("/project/voice/", StringComparison.Ordinal) ? "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"u8.ToArray() : bytes),
            ("no sound", (name, bytes) => name.Contains("/project/voice/", StringComparison.Ordinal) ? [.. "RIFF\0\0\0\0WAVE"u8, .. new byte[100]] : bytes),
            ("files elsewhere", (name, bytes) => name == timeline ? Replaced(bytes, "project/voice/", "../../../voice/") : bytes),
            ("a canvas beyond measure", (name, bytes) => name == timeline ? Replaced(bytes, "\"width\": 180", "\"width\": 180000") : bytes),
            ("no timeline", (name, bytes) => name == timeline ? "[]"u8.ToArray() : bytes),
        })
        {
            var user = await host.NewUserAsync();
            (await user.RestoreAsync(Changed(archive, change))).Count("videos").ShouldBe((1, 0, 0), why);
            var video = (await user.GetJsonAsync("/videos")).GetProperty("items")[0].GetProperty("id").GetGuid();
            (await user.GetJsonAsync($"/videos/{video}")).GetProperty("can_edit").GetBoolean().ShouldBeFalse(why);
            (await (await user.Api.GetAsync($"/api/v1/videos/{video}/storyboard")).ShouldRefuseAsync(409, "invalid_state")).GetProperty("message").GetString()!.ShouldContain("no storyboard");
            (await user.Api.GetAsync($"/api/v1/videos/{video}/download")).IsSuccessStatusCode.ShouldBeTrue(why);
            Directory.GetFiles(Path.Combine(host.Configuration.FilesFolder, "users", $"{user.Id:N}"), "*", SearchOption.AllDirectories).ShouldNotContain(file => file.Contains("/project/") || file.Contains("/restored/"), why);
        }
    }

    private static byte[] Replaced(byte[] text, string from, string to)
    {
        var before = Encoding.UTF8.GetString(text);
        before.ShouldContain(from);
        return Encoding.UTF8.GetBytes(before.Replace(from, to, StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> NamesIn(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read);
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }

    /// <summary>The archive with other contents; null leaves an entry out.</summary>
    private static byte[] Changed(byte[] archive, Func<string, byte[], byte[]?> change)
    {
        using var from = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read);
        using var file = new MemoryStream();
        using (var to = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries)
            {
                using var content = new MemoryStream();
                using (var stream = entry.Open()) stream.CopyTo(content);
                if (change(entry.FullName, content.ToArray()) is not { } bytes) continue;
                using var target = to.CreateEntry(entry.FullName).Open();
                target.Write(bytes);
            }
        }

        return file.ToArray();
    }
}
