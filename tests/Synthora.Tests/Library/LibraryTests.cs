using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features;
using Synthora.Features.Library;
using Synthora.Storage;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Library;

public sealed class LibraryTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Fact]
    public async Task Files_are_looked_into_by_their_bytes_and_get_pictures()
    {
        var user = await host.NewUserAsync(Role.Admin);
        var film = await user.UploadAsync(await Samples.FilmAsync(), "IMG_0001.avi", ("title", "At the sea"));
        var wide = await user.UploadAsync(await Samples.WideFilmAsync(), "wide.mov");
        var old = await user.UploadAsync(await Samples.OldFilmAsync(), "old.avi");
        var photo = await user.UploadAsync(await Samples.PhotoAsync(), "photo");
        var sound = await user.UploadAsync(await Samples.SoundAsync(), "../../sound.exe");

        var item = (await user.SettledAsync(film)).GetProperty("item");
        (item.GetProperty("kind").GetString(), item.GetProperty("status").GetString(), item.GetProperty("content_type").GetString()).ShouldBe(("video", "ready", "video/mp4"));
        (item.GetProperty("width").GetInt32(), item.GetProperty("height").GetInt32(), item.GetProperty("orientation").GetString()).ShouldBe((270, 480, "portrait"));
        item.GetProperty("duration_s").GetDouble().ShouldBe(2, 0.1);
        item.GetProperty("title").GetString().ShouldBe("At the sea");
        var thumbnail = await host.Visitor().GetAsync(item.GetProperty("thumbnail_url").GetString());
        thumbnail.Content.Headers.ContentType!.MediaType.ShouldBe("image/webp");
        thumbnail.Content.Headers.ContentLength!.Value.ShouldBeInRange(100, 30 * 1024);

        (await user.SettledAsync(wide)).GetProperty("item").GetProperty("orientation").GetString().ShouldBe("landscape");
        (await user.SettledAsync(photo)).GetProperty("item").GetProperty("kind").GetString().ShouldBe("image");
        var heard = (await user.SettledAsync(sound)).GetProperty("item");
        heard.GetProperty("file_name").GetString().ShouldBe("sound.exe");
        heard.GetProperty("content_type").GetString().ShouldBe("audio/mpeg");
        var levels = heard.GetProperty("waveform").GetBytesFromBase64();
        levels.Max().ShouldBe((byte)255);
        levels[levels.Length / 4].ShouldBeLessThan((byte)120);

        // Browsers cannot play it, so they get a copy; the file itself stays as it came.
        var settled = await user.SettledAsync(old);
        var played = settled.GetProperty("item");
        played.GetProperty("play_url").GetString()!.ShouldContain("/copy?");
        (await host.Visitor().GetAsync(played.GetProperty("play_url").GetString())).Content.Headers.ContentType!.MediaType.ShouldBe("video/mp4");
        (await host.Visitor().GetByteArrayAsync(settled.GetProperty("file_url").GetString())).ShouldBe(await Samples.OldFilmAsync());
        var stored = new DirectoryInfo(Path.Combine(host.DataFolder, "files", "users", user.Id.ToString("N"))).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        (await user.GetJsonAsync("/library/usage")).GetProperty("used").GetInt64().ShouldBe(stored, "pictures and copies take space too");
    }

    [Fact]
    public async Task What_cannot_be_used_says_why_and_takes_no_space()
    {
        await host.NewUserAsync();
        var user = await host.NewUserAsync(Role.Free);
        var film = await Samples.FilmAsync();
        var broken = await user.UploadAsync(film[..(film.Length * 2 / 3)], "broken.mp4");
        var noise = await user.UploadAsync([.. film[..64], .. Enumerable.Range(0, 5000).Select(number => (byte)(number * 7))], "noise.mp4");
        var refused = await user.BeginAsync(5000, ("filename", "page.mp4"));
        var html = await user.SendPieceAsync(refused.Headers.Location!.ToString(), 0, [.. "<html><script>alert(1)</script>"u8, .. new byte[4969]]);
        (await html.ShouldRefuseAsync(415, "unsupported_media_type")).GetProperty("message").GetString()!.ShouldContain("page.mp4 is no film");

        var media = (await user.SettledAsync(broken)).GetProperty("item");
        media.GetProperty("status").GetString().ShouldBe("failed");
        media.GetProperty("error_message").GetString()!.ShouldContain("end of the file is missing");
        media.GetProperty("error_remedy").GetString().ShouldNotBeNullOrWhiteSpace();
        var other = (await user.SettledAsync(noise)).GetProperty("item");
        other.GetProperty("status").GetString().ShouldBe("failed");
        other.GetProperty("error_message").GetString()!.ShouldNotContain(host.DataFolder);
        await Videos.VideoRunTests.EventuallyAsync(async () => await host.Services.GetRequiredService<IFileStore>().OpenAsync($"{Media.FolderOf(user.Id, broken)}/original", default) is null);
        (await (await user.Api.GetAsync("/api/v1/library/usage")).JsonAsync()).GetProperty("used").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task The_library_is_found_by_words_filters_and_pages()
    {
        var user = await host.NewUserAsync(Role.Admin);
        var folder = (await (await user.Api.PostAsJsonAsync("/api/v1/library/folders", new { name = "Holiday" })).JsonAsync()).GetProperty("id").GetGuid();
        var film = await user.UploadAsync(await Samples.FilmAsync(), "IMG_2034-Strand.mp4", ("title", "Café at the beach"), ("tags", "Summer, sea"), ("folder", folder.ToString()));
        var wide = await user.UploadAsync(await Samples.WideFilmAsync(), "city.mov", ("title", "Berlin by night"), ("tags", "city"));
        var photo = await user.UploadAsync(await Samples.PhotoAsync(), "fractal.jpg", ("title", "A fractal"));
        foreach (var id in new[] { film, wide, photo }) await user.SettledAsync(id);
        await user.Api.PostAsync($"/api/v1/library/media/{photo}/favorite", null);

        (await user.ListAsync("?search=cafe")).Titles().ShouldBe(["Café at the beach"]);
        (await user.ListAsync("?search=2034%20str")).Titles().ShouldBe(["Café at the beach"]);
        (await user.ListAsync("?search=summer")).Titles().ShouldBe(["Café at the beach"]);
        (await user.ListAsync("?search=%27%20%26%20!(")).GetProperty("total").GetInt32().ShouldBe(3);
        (await user.ListAsync("?kind=video&sort=title")).Titles().ShouldBe(["Berlin by night", "Café at the beach"]);
        (await user.ListAsync($"?folder={folder}")).Titles().ShouldBe(["Café at the beach"]);
        (await user.ListAsync("?folder=none&sort=title")).Titles().ShouldBe(["A fractal", "Berlin by night"]);
        (await user.ListAsync("?tag=sea&tag=summer")).Titles().ShouldBe(["Café at the beach"]);
        (await user.ListAsync("?tag=sea&tag=city")).GetProperty("total").GetInt32().ShouldBe(0);
        (await user.ListAsync("?orientation=square")).Titles().ShouldBe(["A fractal"]);
        (await user.ListAsync("?favorite=true")).Titles().ShouldBe(["A fractal"]);
        (await user.ListAsync("?min_duration=1.5")).Titles().ShouldBe(["Café at the beach"]);
        (await user.ListAsync("?min_duration=0.5&max_duration=1.5")).Titles().ShouldBe(["Berlin by night"]);
        (await user.ListAsync("?from=2200-01-01T00:00:00Z")).GetProperty("total").GetInt32().ShouldBe(0);
        (await user.ListAsync("?sort=longest")).Titles().ShouldBe(["Café at the beach", "Berlin by night", "A fractal"]);
        await (await user.Api.GetAsync("/api/v1/library/media?kind=thing")).ShouldRefuseAsync(400, "validation_error");
        await (await user.Api.GetAsync("/api/v1/library/media?cursor=xyz")).ShouldRefuseAsync(400, "validation_error");

        foreach (var sort in Enum.GetNames<MediaSort>().Where(name => name != nameof(MediaSort.Viewed)))
        {
            var (walked, cursor) = (new List<string>(), "");
            do
            {
                var page = await user.ListAsync($"?limit=1&sort={sort.ToLowerInvariant()}{(cursor.Length > 0 ? "&cursor=" + cursor : "")}");
                walked.AddRange(page.Titles());
                cursor = page.GetProperty("next_cursor").GetString() ?? "";
            }
            while (cursor.Length > 0);
            walked.ShouldBe((await user.ListAsync($"?sort={sort.ToLowerInvariant()}")).Titles(), sort);
            walked.Count.ShouldBe(3, sort);
        }

        var tags = await (await user.Api.GetAsync("/api/v1/library/tags")).JsonAsync();
        tags.EnumerateArray().Select(tag => tag.GetProperty("tag").GetString()).ShouldBe(["city", "sea", "summer"]);
    }

    [Fact]
    public async Task Assets_are_the_pictures_and_sounds_of_the_library_and_go_into_its_trash()
    {
        var (user, stranger) = (await host.NewUserAsync(), await host.NewUserAsync());
        var photo = await user.UploadAsync(await Samples.PhotoAsync(), "fractal.jpg", ("title", "A fractal"));
        var sound = await user.UploadAsync(await Samples.SoundAsync(), "sea.mp3", ("title", "Surf"));
        await user.SettledAsync(await user.UploadAsync(await Samples.WideFilmAsync(), "city.mov", ("title", "Berlin by night")));
        foreach (var id in new[] { photo, sound }) await user.SettledAsync(id);

        (await user.GetJsonAsync("/assets?sort=title")).Titles().ShouldBe(["A fractal", "Surf"]);
        (await user.GetJsonAsync("/assets?kind=audio")).Titles().ShouldBe(["Surf"]);
        (await user.GetJsonAsync("/assets?kind=video")).Titles().ShouldBeEmpty();
        (await stranger.GetJsonAsync("/assets")).Titles().ShouldBeEmpty();
        await (await user.Api.GetAsync("/api/v1/assets?kind=thing")).ShouldRefuseAsync(400, "validation_error");
        ((int)(await host.Visitor().GetAsync("/api/v1/assets")).StatusCode).ShouldBe(401);

        await (await stranger.Api.DeleteAsync($"/api/v1/assets/{photo}")).ShouldRefuseAsync(404, "not_found");
        (await user.Api.DeleteAsync($"/api/v1/assets/{photo}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await user.ListAsync("?shelf=trash")).Titles().ShouldBe(["A fractal"]);
        (await user.Api.DeleteAsync($"/api/v1/assets/{sound}?forever=true")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await user.ListAsync("?shelf=trash")).Titles().ShouldBe(["A fractal"]);
        (await user.GetJsonAsync("/assets")).Titles().ShouldBeEmpty();
        (await user.ListAsync()).Titles().ShouldBe(["Berlin by night"]);
    }

    [Fact]
    public async Task Folders_nest_five_deep_and_keep_their_files_when_they_go()
    {
        var user = await host.NewUserAsync();
        Guid? parent = null;
        var chain = new List<Guid>();
        for (var depth = 1; depth <= 5; depth++)
        {
            var made = await user.Api.PostAsJsonAsync("/api/v1/library/folders", new { name = $"Level {depth}", parent_id = parent });
            made.StatusCode.ShouldBe(HttpStatusCode.Created);
            chain.Add((parent = (await made.JsonAsync()).GetProperty("id").GetGuid()).Value);
        }

        await (await user.Api.PostAsJsonAsync("/api/v1/library/folders", new { name = "Level 6", parent_id = parent })).ShouldRefuseAsync(400, "validation_error");
        await (await user.Api.PostAsJsonAsync("/api/v1/library/folders", new { name = "Level 1" })).ShouldRefuseAsync(409, "conflict");
        await (await user.Api.PostAsJsonAsync("/api/v1/library/folders", new { name = "  " })).ShouldRefuseAsync(400, "validation_error");
        await (await user.Api.PutAsJsonAsync($"/api/v1/library/folders/{chain[0]}", new { name = "Level 1", parent_id = chain[2] })).ShouldRefuseAsync(400, "validation_error");
        var stranger = await host.NewUserAsync();
        await (await stranger.Api.PostAsJsonAsync("/api/v1/library/folders", new { name = "Mine", parent_id = chain[0] })).ShouldRefuseAsync(404, "not_found");

        var photo = await user.UploadAsync(await Samples.PhotoAsync(), "photo.jpg", ("folder", chain[4].ToString()));
        (await user.MediaAsync(photo)).GetProperty("path").GetArrayLength().ShouldBe(5);
        (await user.Api.DeleteAsync($"/api/v1/library/folders/{chain[2]}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await user.MediaAsync(photo)).GetProperty("item").GetProperty("folder_id").GetGuid().ShouldBe(chain[1]);
        (await (await user.Api.GetAsync("/api/v1/library/folders")).JsonAsync()).GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Many_files_change_at_once_come_back_from_the_trash_and_go_for_good()
    {
        var user = await host.NewUserAsync(Role.Admin);
        var ids = new List<Guid>();
        for (var number = 0; number < 3; number++) ids.Add(await user.UploadAsync(await Samples.PictureAsync(20 + number), $"picture-{number}.png"));
        foreach (var id in ids) await user.SettledAsync(id);
        var foreign = Guid.CreateVersion7();
        var tagged = await user.BulkAsync(new { ids = ids.Append(foreign), action = "tag", tags = new[] { "Draft" } });
        tagged.GetProperty("changed").GetInt32().ShouldBe(3);
        tagged.GetProperty("items").EnumerateArray().Single(item => !item.GetProperty("ok").GetBoolean()).GetProperty("id").GetGuid().ShouldBe(foreign);
        (await user.ListAsync("?tag=draft&search=draft")).GetProperty("total").GetInt32().ShouldBe(3);

        var collection = (await (await user.Api.PostAsJsonAsync("/api/v1/library/collections", new { name = "Best of" })).JsonAsync()).GetProperty("id").GetGuid();
        await user.BulkAsync(new { ids = ids.Take(2), action = "collect", collection_id = collection });
        await user.BulkAsync(new { ids, action = "collect", collection_id = collection });
        (await user.ListAsync($"?collection={collection}")).GetProperty("total").GetInt32().ShouldBe(3);
        await user.BulkAsync(new { ids = ids.Take(1), action = "archive" });
        (await user.ListAsync()).GetProperty("total").GetInt32().ShouldBe(2);
        (await user.ListAsync("?shelf=archive")).GetProperty("total").GetInt32().ShouldBe(1);
        await user.BulkAsync(new { ids, action = "unarchive" });

        await user.BulkAsync(new { ids, action = "trash" });
        (await user.ListAsync()).GetProperty("total").GetInt32().ShouldBe(0);
        (await user.ListAsync("?shelf=trash")).GetProperty("total").GetInt32().ShouldBe(3);
        await user.BulkAsync(new { ids = ids.Take(2), action = "restore" });
        (await user.ListAsync()).GetProperty("total").GetInt32().ShouldBe(2);
        (await user.Api.DeleteAsync("/api/v1/library/trash")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        ((int)(await user.Api.GetAsync($"/api/v1/library/media/{ids[2]}")).StatusCode).ShouldBe(404);
        (await host.Services.GetRequiredService<IFileStore>().OpenAsync($"{Media.FolderOf(user.Id, ids[2])}/original", default)).ShouldBeNull();
        await (await user.Api.PostAsJsonAsync("/api/v1/library/media/bulk", new { ids = Array.Empty<Guid>(), action = "trash" })).ShouldRefuseAsync(400, "validation_error");
        await (await user.Api.PostAsJsonAsync("/api/v1/library/media/bulk", new { ids, action = "explode" })).ShouldRefuseAsync(400, "validation_error");
    }

    [Fact]
    public async Task The_same_bytes_twice_are_noticed_and_many_files_leave_as_one_archive()
    {
        var user = await host.NewUserAsync(Role.Admin);
        var photo = await Samples.PhotoAsync();
        var first = await user.UploadAsync(photo, "one.jpg", ("title", "Same"));
        await user.SettledAsync(first);
        var second = await user.UploadAsync(photo, "two.jpg", ("title", "Same"));
        var media = await user.SettledAsync(second);
        media.GetProperty("item").GetProperty("duplicate_of").GetGuid().ShouldBe(first);
        media.GetProperty("copies")[0].GetProperty("id").GetGuid().ShouldBe(first);
        (await user.ListAsync("?duplicates=true")).GetProperty("total").GetInt32().ShouldBe(1);

        using var zip = new ZipArchive(new MemoryStream(await user.Api.GetByteArrayAsync($"/api/v1/library/export?id={first}&id={second}")));
        zip.Entries.Select(entry => entry.Name).ShouldBe(["Same.jpg", "Same (2).jpg"]);
        using var content = new MemoryStream();
        await zip.Entries[1].Open().CopyToAsync(content);
        content.ToArray().ShouldBe(photo);
        var stranger = await host.NewUserAsync();
        await (await stranger.Api.GetAsync($"/api/v1/library/export?id={first}")).ShouldRefuseAsync(404, "not_found");
    }

    [Fact]
    public async Task A_signed_link_plays_in_ranges_until_it_runs_out_and_cannot_be_altered()
    {
        var user = await host.NewUserAsync(Role.Admin);
        var film = await Samples.FilmAsync();
        var id = await user.UploadAsync(film, "film.mp4", ("title", "Ünïcode / film"));
        await user.SettledAsync(id);
        var link = await (await user.Api.GetAsync($"/api/v1/library/media/{id}/link?minutes=5&save=true")).JsonAsync();
        (link.GetProperty("expires_at").GetDateTimeOffset() - TimeProvider.System.GetUtcNow()).TotalMinutes.ShouldBeInRange(4, 5);
        var url = link.GetProperty("url").GetString()!;
        using var range = new HttpRequestMessage(HttpMethod.Get, url);
        range.Headers.Range = new(100, 299);
        var part = await host.Visitor().SendAsync(range);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(film[100..300]);
        part.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe("Ünïcode - film.mp4");
        part.Headers.GetValues("Content-Security-Policy").Single().ShouldBe("default-src 'none'; sandbox");
        foreach (var altered in new[] { url.Replace("save=true", "save=false", StringComparison.Ordinal), url.Replace("until=", "until=9", StringComparison.Ordinal), url.Replace("/original", "/poster", StringComparison.Ordinal), url[..^2] + "00", $"/media/{id}/original" })
            ((int)(await host.Visitor().GetAsync(altered)).StatusCode).ShouldBe(403, altered);
        ((int)(await host.Visitor().GetAsync(Expired(id))).StatusCode).ShouldBe(403);
        await (await user.Api.GetAsync($"/api/v1/library/media/{id}/link?minutes=99999")).ShouldRefuseAsync(400, "validation_error");
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PATCH", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/favorite")]
    [InlineData("GET", "/link")]
    [InlineData("GET", "/shares")]
    [InlineData("POST", "/shares")]
    [InlineData("DELETE", "/shares")]
    public async Task Another_users_file_does_not_exist(string verb, string route)
    {
        var owner = await host.NewUserAsync(Role.Admin);
        var id = await owner.UploadAsync(await Samples.PhotoAsync(), "mine.jpg");
        var stranger = await host.NewUserAsync(Role.Admin);
        using var request = new HttpRequestMessage(new HttpMethod(verb), $"/api/v1/library/media/{id}{route}") { Content = verb is "PATCH" or "POST" ? JsonContent.Create(new { }) : null };
        await (await stranger.Api.SendAsync(request)).ShouldRefuseAsync(404, "not_found");
        using var anonymous = new HttpRequestMessage(new HttpMethod(verb), $"/api/v1/library/media/{id}{route}") { Content = verb is "PATCH" or "POST" ? JsonContent.Create(new { }) : null };
        await (await host.Visitor().SendAsync(anonymous)).ShouldRefuseAsync(401, "authentication_error");
        (await owner.MediaAsync(id)).GetProperty("item").GetProperty("deleted_at").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task What_belongs_to_nothing_is_swept_up_and_old_trash_is_emptied()
    {
        var user = await host.NewUserAsync(Role.Admin);
        var kept = await user.UploadAsync(await Samples.PhotoAsync(), "kept.jpg");
        var trashed = await user.UploadAsync(await Samples.PictureAsync(40), "old.png");
        await user.SettledAsync(kept);
        await user.SettledAsync(trashed);
        var store = host.Services.GetRequiredService<IFileStore>();
        var orphan = Media.FolderOf(user.Id, Guid.CreateVersion7(TimeProvider.System.GetUtcNow().AddDays(-3)));
        var path = Path.GetTempFileName();
        await store.PutAsync($"{orphan}/original", path, default);
        await using (var db = host.Services.GetRequiredService<Database>().OpenForSystem())
            await db.Media.Where(row => row.Id == trashed).ExecuteUpdateAsync(set => set.SetProperty(row => row.DeletedAt, TimeProvider.System.GetUtcNow().AddDays(-31)));
        await using var scope = host.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<LibraryUpkeep>(scope.ServiceProvider).RunAsync(CancellationToken.None);
        (await store.OpenAsync($"{orphan}/original", default)).ShouldBeNull();
        ((int)(await user.Api.GetAsync($"/api/v1/library/media/{trashed}")).StatusCode).ShouldBe(404);
        (await store.FetchAsync($"{Media.FolderOf(user.Id, kept)}/original", default)).ShouldNotBeNull();
        File.Delete(path);
    }

    private string Expired(Guid id) => host.Services.GetRequiredService<MediaLinks>().For(id, MediaVariant.Original, TimeSpan.FromSeconds(-1), false).Url;
}
