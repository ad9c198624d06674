using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Library;

/// <summary>What is done to a video by its own address, seen through the lists that it should show in.</summary>
public sealed class VideoShelfTests(StudioHost host) : IClassFixture<StudioHost>
{
    private static readonly Guid Unknown = new("01900000-0000-7000-8000-000000000000");

    [Fact]
    public async Task A_video_becomes_a_favourite_and_no_longer_and_nobody_elses_list_hears_of_it()
    {
        var (user, stranger) = (await host.NewUserAsync(), await host.NewUserAsync());
        var (kept, other) = (await MakeAsync(user, "First light"), await MakeAsync(user, "Second wind"));
        (await (await user.Api.PostAsync($"/api/v1/videos/{kept}/favorite", null)).JsonAsync()).GetProperty("item").GetProperty("is_favorite").GetBoolean().ShouldBeTrue();
        (await user.ListAsync("?favorite=true")).Titles().ShouldBe(["First light"]);
        (await user.ListAsync("?favorite=false")).Titles().ShouldBe(["Second wind"]);
        (await (await user.Api.PostAsync($"/api/v1/videos/{kept}/favorite", null)).JsonAsync()).GetProperty("item").GetProperty("is_favorite").GetBoolean().ShouldBeFalse("pressing again takes it back");
        (await user.ListAsync("?favorite=true")).Titles().ShouldBeEmpty();

        await user.Api.PostAsync($"/api/v1/videos/{other}/favorite", null);
        await (await stranger.Api.PostAsync($"/api/v1/videos/{other}/favorite", null)).ShouldRefuseAsync(404, "not_found");
        (await user.ListAsync("?favorite=true")).Titles().ShouldBe(["Second wind"], "a stranger changed nothing");
        await RefusesAsync(user, HttpMethod.Post, "favorite");
    }

    [Fact]
    public async Task An_archived_video_leaves_the_lists_and_comes_back_as_it_was_however_often_one_asks()
    {
        var user = await host.NewUserAsync();
        var video = await MakeAsync(user, "Quiet harbour");
        await user.Api.PatchAsJsonAsync($"/api/v1/library/media/{video}", new { tags = new[] { "sea" }, favorite = true });
        for (var time = 0; time < 2; time++)
        {
            (await user.Api.PostAsync($"/api/v1/videos/{video}/archive", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
            (await user.ListAsync()).Titles().ShouldBeEmpty();
            (await user.ListAsync("?shelf=archive")).Titles().ShouldBe(["Quiet harbour"]);
            (await user.GetJsonAsync("/videos")).Titles().ShouldBeEmpty();
        }

        (await user.GetJsonAsync($"/videos/{video}")).GetProperty("status").GetString().ShouldBe("completed", "it can be watched all the same");
        (await user.Api.GetAsync($"/api/v1/videos/{video}/download")).StatusCode.ShouldBe(HttpStatusCode.OK);
        for (var time = 0; time < 2; time++)
        {
            (await user.Api.PostAsync($"/api/v1/videos/{video}/unarchive", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
            (await user.ListAsync("?favorite=true&tag=sea")).Titles().ShouldBe(["Quiet harbour"]);
            (await user.ListAsync("?shelf=archive")).Titles().ShouldBeEmpty();
            (await user.GetJsonAsync("/videos")).Titles().ShouldBe(["Quiet harbour"]);
        }

        var stranger = await host.NewUserAsync();
        await (await stranger.Api.PostAsync($"/api/v1/videos/{video}/archive", null)).ShouldRefuseAsync(404, "not_found");
        (await user.ListAsync()).Titles().ShouldBe(["Quiet harbour"]);
        await RefusesAsync(user, HttpMethod.Post, "archive");
        await RefusesAsync(user, HttpMethod.Post, "unarchive");
    }

    [Fact]
    public async Task A_video_is_shared_as_asked_and_every_link_is_withdrawn_at_once()
    {
        var (user, stranger) = (await host.NewUserAsync(), await host.NewUserAsync());
        var video = await MakeAsync(user, "Open window");
        var plain = await ShareAsync(new { });
        (plain.GetProperty("expires_at").GetDateTimeOffset() - TimeProvider.System.GetUtcNow()).TotalDays.ShouldBe(7, 0.1);
        var closed = await ShareAsync(new { days = 0, password = "open sesame", allow_download = true });
        (closed.GetProperty("has_password").GetBoolean(), closed.GetProperty("allows_download").GetBoolean(), closed.GetProperty("expires_at").ValueKind).ShouldBe((true, true, JsonValueKind.Null));
        using var nothing = new StringContent("", Encoding.UTF8, "application/json");
        (await user.Api.PostAsync($"/api/v1/videos/{video}/share", nothing)).StatusCode.ShouldBe(HttpStatusCode.Created, "no wishes are the usual ones");
        var shares = await SharesAsync();
        shares.Count.ShouldBe(3);
        shares.ShouldAllBe(share => share.GetProperty("is_open").GetBoolean() && share.GetProperty("path").ValueKind == JsonValueKind.Null);
        (await (await host.Visitor().GetAsync(plain.GetProperty("path").GetString())).Content.ReadAsStringAsync()).ShouldContain("Open window");
        (await (await host.Visitor().GetAsync(closed.GetProperty("path").GetString())).Content.ReadAsStringAsync()).ShouldNotContain("Open window");

        foreach (var wrong in new object[] { new { days = 366 }, new { days = -1 }, new { password = "abc" }, new { days = "soon" } })
            await (await user.Api.PostAsJsonAsync($"/api/v1/videos/{video}/share", wrong)).ShouldRefuseAsync(400, "validation_error");
        using var broken = new StringContent("{", Encoding.UTF8, "application/json");
        ((int)(await user.Api.PostAsync($"/api/v1/videos/{video}/share", broken)).StatusCode).ShouldBe(400);
        await (await stranger.Api.PostAsJsonAsync($"/api/v1/videos/{video}/share", new { })).ShouldRefuseAsync(404, "not_found");
        await (await stranger.Api.DeleteAsync($"/api/v1/videos/{video}/share")).ShouldRefuseAsync(404, "not_found");
        (await SharesAsync()).Count(share => share.GetProperty("is_open").GetBoolean()).ShouldBe(3, "what was refused made no link and withdrew none");

        for (var time = 0; time < 2; time++)
        {
            (await user.Api.DeleteAsync($"/api/v1/videos/{video}/share")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
            (await SharesAsync()).ShouldAllBe(share => !share.GetProperty("is_open").GetBoolean());
        }

        foreach (var link in new[] { plain, closed }) ((int)(await host.Visitor().GetAsync(link.GetProperty("path").GetString())).StatusCode).ShouldBe(410);
        await user.Api.DeleteAsync($"/api/v1/library/media/{video}");
        await (await user.Api.PostAsJsonAsync($"/api/v1/videos/{video}/share", new { })).ShouldRefuseAsync(404, "not_found");
        await RefusesAsync(user, HttpMethod.Post, "share");
        await RefusesAsync(user, HttpMethod.Delete, "share");

        async Task<JsonElement> ShareAsync(object wishes)
        {
            var made = await user.Api.PostAsJsonAsync($"/api/v1/videos/{video}/share", wishes);
            made.StatusCode.ShouldBe(HttpStatusCode.Created);
            return await made.JsonAsync();
        }

        async Task<List<JsonElement>> SharesAsync() => [.. (await user.GetJsonAsync($"/library/media/{video}/shares")).EnumerateArray()];
    }

    [Fact]
    public async Task The_storage_in_use_follows_what_is_kept_thrown_away_and_removed()
    {
        var user = await host.NewUserAsync(Role.Premium);
        (await UsedAsync()).ShouldBe((0, 0, 0));
        var film = await Samples.FilmAsync();
        var id = await user.UploadAsync(film, "film.mp4");
        await user.SettledAsync(id);
        var stored = (await UsedAsync()).Used;
        stored.ShouldBe(film.Length + await DerivedAsync(), "the film with its pictures");
        (await user.Api.DeleteAsync($"/api/v1/library/media/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await UsedAsync()).ShouldBe((stored, 0, stored), "it can be taken back, and so counts");
        var video = await MakeAsync(user, "Small film");
        var made = (await UsedAsync()).Generated;
        made.ShouldBeGreaterThan(1_000);
        (await user.Api.DeleteAsync($"/api/v1/library/media/{id}?forever=true")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await UsedAsync()).ShouldBe((made, made, 0));
        (await user.Api.DeleteAsync($"/api/v1/videos/{video}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await UsedAsync()).ShouldBe((0, 0, 0));
        (await user.GetJsonAsync("/storage/usage")).ToString().ShouldBe((await user.GetJsonAsync("/library/usage")).ToString());
        await (await host.Visitor().GetAsync("/api/v1/storage/usage")).ShouldRefuseAsync(401, "authentication_error");

        async Task<long> DerivedAsync()
        {
            await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
            var derived = await db.Media.Where(media => media.Id == id).Select(media => media.DerivedBytes).SingleAsync();
            derived.ShouldBeGreaterThan(0);
            return derived;
        }

        async Task<(long Used, long Generated, long Trash)> UsedAsync()
        {
            var usage = await user.GetJsonAsync("/storage/usage");
            return (usage.GetProperty("used").GetInt64(), usage.GetProperty("generated").GetInt64(), usage.GetProperty("trash").GetInt64());
        }
    }

    [Fact]
    public async Task Tags_are_counted_over_films_and_videos_as_people_put_them_on_and_take_them_off()
    {
        var (user, stranger) = (await host.NewUserAsync(), await host.NewUserAsync());
        var video = await MakeAsync(user, "Tagged");
        var photo = await user.UploadAsync(await Samples.PhotoAsync(), "photo.jpg", ("tags", "Sea, summer"));
        await user.SettledAsync(photo);
        await user.Api.PatchAsJsonAsync($"/api/v1/library/media/{video}", new { tags = new[] { " #SEA ", "sea", "", "calm" } });
        (await TagsAsync(user)).ShouldBe("sea 2, calm 1, summer 1");
        (await (await user.Api.PatchAsJsonAsync($"/api/v1/library/media/{video}", new { tags = new[] { new string('x', 41) } })).ShouldRefuseAsync(400, "validation_error")).GetProperty("details").TryGetProperty("tags", out _).ShouldBeTrue();
        (await TagsAsync(user)).ShouldBe("sea 2, calm 1, summer 1", "what is refused changes nothing");
        (await TagsAsync(stranger)).ShouldBe("");
        await user.Api.DeleteAsync($"/api/v1/library/media/{photo}");
        (await TagsAsync(user)).ShouldBe("calm 1, sea 1", "what lies in the trash is not counted");
        await user.Api.PatchAsJsonAsync($"/api/v1/library/media/{video}", new { tags = Array.Empty<string>() });
        (await TagsAsync(user)).ShouldBe("");
        await (await host.Visitor().GetAsync("/api/v1/tags")).ShouldRefuseAsync(401, "authentication_error");

        static async Task<string> TagsAsync(StudioHost.User of)
        {
            var (tags, same) = (await of.GetJsonAsync("/tags"), await of.GetJsonAsync("/library/tags"));
            tags.ToString().ShouldBe(same.ToString());
            return string.Join(", ", tags.EnumerateArray().Select(tag => $"{tag.GetProperty("tag").GetString()} {tag.GetProperty("items").GetInt32()}"));
        }
    }

    [Fact]
    public async Task Processed_means_completed_in_lists_and_other_words_are_refused_with_those_there_are()
    {
        var user = await host.NewUserAsync();
        await MakeAsync(user, "Done");
        await user.CreateVideoAsync("hold:script for a while");
        foreach (var word in new[] { "processed", "Processed", "completed" })
        {
            (await user.GetJsonAsync($"/videos?status={word}")).GetProperty("items").EnumerateArray().Select(video => video.GetProperty("title").GetString()).ShouldBe(["Done"], word);
            (await user.ListAsync($"?status={word}")).Titles().ShouldBe(["Done"], word);
        }

        (await user.GetJsonAsync("/videos?status=cancelled")).GetProperty("total").GetInt32().ShouldBe(0);
        (await (await user.Api.GetAsync("/api/v1/videos?status=finished")).ShouldRefuseAsync(400, "validation_error")).GetProperty("message").GetString()!.ShouldContain("processed");
        host.Release();
    }

    [Fact]
    public async Task The_list_of_videos_is_narrowed_by_everything_that_puts_them_in_order()
    {
        var (user, stranger) = (await host.NewUserAsync(), await host.NewUserAsync());
        var (kept, put, plain) = (await MakeAsync(user, "Kept", "viral-hook"), await MakeAsync(user, "Put away", platform: "tiktok"), await MakeAsync(user, "Plain"));
        var folder = (await (await user.Api.PostAsJsonAsync("/api/v1/library/folders", new { name = "Trips" })).JsonAsync()).GetProperty("id").GetGuid();
        var collection = (await (await user.Api.PostAsJsonAsync("/api/v1/library/collections", new { name = "Best" })).JsonAsync()).GetProperty("id").GetGuid();
        await user.Api.PatchAsJsonAsync($"/api/v1/library/media/{kept}", new { tags = new[] { "sea", "calm" }, folder = folder.ToString() });
        await user.Api.PostAsync($"/api/v1/videos/{kept}/favorite", null);
        await user.Api.PatchAsJsonAsync($"/api/v1/library/media/{put}", new { description = "Ebbing at night" });
        await user.Api.PostAsync($"/api/v1/videos/{put}/archive", null);
        await user.BulkAsync(new { ids = new[] { put, plain }, action = "collect", collection_id = collection });
        foreach (var (query, titles) in new (string, string[])[]
        {
            ("", ["Plain", "Kept"]), ("archived=all", ["Plain", "Put away", "Kept"]), ("archived=true", ["Put away"]), ("archived=False", ["Plain", "Kept"]), ("status=completed", ["Plain", "Kept"]),
            ("favorite=true", ["Kept"]), ("favorite=false&archived=all", ["Plain", "Put away"]), ("favorite=false", ["Plain"]),
            ("search=calm", ["Kept"]), ("search=ebb", []), ("search=ebb&archived=all", ["Put away"]), ("search=sea%20kept", ["Kept"]), ("search=rest", ["Plain", "Kept"]),
            ($"folder={folder}", ["Kept"]), ("folder=none", ["Plain"]), ("tag=Sea", ["Kept"]), ("tag=sea&tag=%23calm", ["Kept"]), ("tag=sea&tag=loud", []),
            ($"collection={collection}&archived=all", ["Plain", "Put away"]), ($"collection={collection}&search=pla", ["Plain"]), ("min_duration=1&max_duration=3", ["Plain", "Kept"]), ("min_duration=10", []),
            ("from=2001-01-01T00:00:00Z&to=2200-01-01T00:00:00%2B02:00", ["Plain", "Kept"]), ("to=2001-01-01T00:00:00Z", []), ($"folder={Unknown}", []), ("folder=", ["Plain", "Kept"]),
            ("origin=generated", ["Plain", "Kept"]), ("origin=Uploaded", []), ("origin=edited", []), ("template=viral-hook", ["Kept"]), ("template=gone", []),
            ("platform=TikTok&archived=true", ["Put away"]), ("platform=youtube", []), ("favorite=true&folder=none", []), ($"favorite=true&tag=sea&folder={folder}&template=viral-hook&origin=generated", ["Kept"]),
            (string.Concat(Enumerable.Repeat("tag=sea&", 30)), ["Kept"]),
        })
        {
            var page = await user.GetJsonAsync($"/videos?{query}");
            page.GetProperty("items").EnumerateArray().Select(video => video.GetProperty("title").GetString()).ShouldBe(titles, query);
            page.GetProperty("total").GetInt32().ShouldBe(titles.Length, query);
        }

        await user.BulkAsync(new { ids = new[] { kept }, action = "untag", tags = new[] { "calm" } });
        (await user.GetJsonAsync("/videos?search=calm")).GetProperty("total").GetInt32().ShouldBe(0);
        foreach (var wrong in new[] { "favorite=maybe", "archived=some", "folder=trips", "collection=best", "min_duration=-1", "from=yesterday", "origin=made", "platform=radio", $"template={new string('x', 101)}", "limit=0", "page=-1" })
            ((int)(await user.Api.GetAsync($"/api/v1/videos?{wrong}")).StatusCode).ShouldBe(400, wrong);
        foreach (var list in new[] { "videos", "library/media" })
            (await (await user.Api.GetAsync($"/api/v1/{list}?{string.Concat(Enumerable.Repeat("tag=sea&", 31))}")).ShouldRefuseAsync(400, "validation_error")).GetProperty("message").GetString().ShouldBe("Ask for at most 30 tags at once.");
        await (await user.Api.GetAsync("/api/v1/library/media?folder=trips")).ShouldRefuseAsync(400, "validation_error");
        (await user.GetJsonAsync($"/videos/{kept}")).GetProperty("origin").GetString().ShouldBe("generated");
        (await stranger.GetJsonAsync($"/videos?collection={collection}")).GetProperty("total").GetInt32().ShouldBe(0);

        // What one has looked at lately is its own list, the latest first, wherever one looked.
        foreach (var seen in new[] { $"/library/{kept}", $"/library/{plain}", $"/videos/{put}", $"/videos/{kept}" }) (await user.Api.GetAsync(seen)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await user.ListAsync("?sort=viewed")).Titles().ShouldBe(["Kept", "Plain"]);
        (await user.ListAsync("?sort=viewed&shelf=archive")).Titles().ShouldBe(["Put away"]);
    }

    [Fact]
    public async Task The_page_of_a_video_says_what_the_library_does_and_changes_it()
    {
        var user = await host.NewUserAsync();
        var video = await MakeAsync(user, "Quiet harbour");
        await user.Api.PatchAsJsonAsync($"/api/v1/videos/{video}", new { description = "Boats at rest", tags = new[] { "sea side" } });
        using var browser = await PageBrowser.SignInAsync(host, user);
        var page = await browser.GetAsync($"/videos/{video}");
        foreach (var shown in new[] { "Boats at rest", "href=\"/library?tag=sea%20side\"", $"href=\"/library/{video}\"", "aria-pressed=\"false\"" }) page.ShouldContain(shown);
        foreach (var act in new[] { "favorite", "archive" }) (await browser.PostAsync(page, $"/videos/{video}/{act}")).Location.ShouldBe($"/videos/{video}");
        page = await browser.GetAsync($"/videos/{video}");
        page.ShouldContain("aria-pressed=\"true\"");
        var put = await user.GetJsonAsync($"/videos/{video}");
        (put.GetProperty("is_favorite").GetBoolean(), put.GetProperty("is_archived").GetBoolean()).ShouldBe((true, true));
        await browser.PostAsync(page, $"/videos/{video}/unarchive");
        (await user.GetJsonAsync($"/videos/{video}")).GetProperty("is_archived").GetBoolean().ShouldBeFalse();

        var stranger = await host.NewUserAsync();
        using var other = await PageBrowser.SignInAsync(host, stranger);
        foreach (var act in new[] { "favorite", "archive", "unarchive" }) (await other.PostAsync(await other.GetAsync("/dashboard"), $"/videos/{video}/{act}")).Status.ShouldBe(HttpStatusCode.NotFound, act);
        (await user.GetJsonAsync($"/videos/{video}")).GetProperty("is_favorite").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Videos_are_put_in_order_together_in_folders_and_collections_by_their_short_addresses()
    {
        var (user, stranger) = (await host.NewUserAsync(), await host.NewUserAsync());
        var (first, second) = (await MakeAsync(user, "First"), await MakeAsync(user, "Second"));
        var folder = await MadeAsync("folders", new { name = "Trips" });
        var collection = await MadeAsync("collections", new { name = "Best" });
        (await ManyAsync("videos/bulk", new { ids = new[] { first, second }, action = "move", folder_id = folder })).GetProperty("changed").GetInt32().ShouldBe(2);
        (await user.GetJsonAsync("/folders"))[0].GetProperty("items").GetInt32().ShouldBe(2);
        (await ManyAsync($"collections/{collection}/items", new { ids = new[] { first, second, Unknown } })).GetProperty("changed").GetInt32().ShouldBe(2);
        (await user.GetJsonAsync($"/collections/{collection}/items?sort=title")).Titles().ShouldBe(["First", "Second"]);
        for (var time = 0; time < 2; time++)
            (await user.Api.DeleteAsync($"/api/v1/collections/{collection}/items/{first}")).StatusCode.ShouldBe(time == 0 ? HttpStatusCode.NoContent : HttpStatusCode.NotFound);
        (await user.GetJsonAsync($"/library/collections/{collection}/items")).Titles().ShouldBe(["Second"]);
        foreach (var (place, id) in new[] { ("folders", folder), ("collections", collection) })
        {
            (await user.Api.PutAsJsonAsync($"/api/v1/{place}/{id}", new { name = "Another" })).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await user.GetJsonAsync($"/{place}")).ToString().ShouldBe((await user.GetJsonAsync($"/library/{place}")).ToString());
            await (await stranger.Api.DeleteAsync($"/api/v1/{place}/{id}")).ShouldRefuseAsync(404, "not_found");
            (await user.Api.DeleteAsync($"/api/v1/{place}/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        await (await user.Api.GetAsync($"/api/v1/collections/{collection}/items")).ShouldRefuseAsync(404, "not_found");

        async Task<Guid> MadeAsync(string place, object wish)
        {
            var made = await user.Api.PostAsJsonAsync($"/api/v1/{place}", wish);
            made.StatusCode.ShouldBe(HttpStatusCode.Created);
            made.Headers.Location!.ToString().ShouldBe($"/api/v1/{place}");
            return (await made.JsonAsync()).GetProperty("id").GetGuid();
        }

        async Task<JsonElement> ManyAsync(string place, object wish) => await (await user.Api.PostAsJsonAsync($"/api/v1/{place}", wish)).JsonAsync();
    }

    private static async Task<Guid> MakeAsync(StudioHost.User user, string title, string template = "educational-explainer", string? platform = null)
    {
        var made = await (await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "Rest well.", title, template, platform })).JsonAsync();
        var id = made.GetProperty("video").GetProperty("id").GetGuid();
        await user.WaitForAsync(id, "completed");
        return id;
    }

    /// <summary>Neither a video that is not there, nor one that is not finished, nor a word that is no id.</summary>
    private static async Task RefusesAsync(StudioHost.User user, HttpMethod method, string action)
    {
        foreach (var id in new[] { Unknown.ToString(), "none" })
        {
            using var request = new HttpRequestMessage(method, $"/api/v1/videos/{id}/{action}");
            await (await user.Api.SendAsync(request)).ShouldRefuseAsync(404, "not_found");
        }
    }
}
