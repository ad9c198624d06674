using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Videos;

public sealed class VideoAccessTests(VideoAccessTests.LimitedHost host) : IClassFixture<VideoAccessTests.LimitedHost>
{
    public static TheoryData<string, string> EveryRouteOfOneVideo() => new()
    {
        { "GET", "" }, { "DELETE", "" }, { "GET", "/status" }, { "GET", "/events" }, { "POST", "/retry" }, { "POST", "/cancel" },
        { "GET", "/download" }, { "GET", "/thumbnail" }, { "GET", "/subtitles" }, { "GET", "/report" },
    };

    [Theory]
    [MemberData(nameof(EveryRouteOfOneVideo))]
    public async Task Another_users_video_does_not_exist(string verb, string route)
    {
        var owner = await host.NewUserAsync(Features.Role.Admin);
        var id = await owner.CreateVideoAsync("Mine alone.");
        await owner.WaitForAsync(id, "completed");
        var stranger = await host.NewUserAsync(Features.Role.Admin);
        using var request = new HttpRequestMessage(new HttpMethod(verb), $"/api/v1/videos/{id}{route}");
        await (await stranger.Api.SendAsync(request)).ShouldRefuseAsync(404, "not_found");
        using var anonymous = new HttpRequestMessage(new HttpMethod(verb), $"/api/v1/videos/{id}{route}");
        await (await host.Visitor().SendAsync(anonymous)).ShouldRefuseAsync(401, "authentication_error");
        (await owner.StatusAsync(id)).GetProperty("status").GetString().ShouldBe("completed");
    }

    [Fact]
    public async Task Lists_show_only_your_own_and_jobs_of_others_do_not_exist()
    {
        var owner = await host.NewUserAsync(Features.Role.Admin);
        var id = await owner.CreateVideoAsync("Mine alone.");
        await owner.WaitForAsync(id, "completed");
        var job = (await (await owner.Api.GetAsync("/api/v1/jobs")).JsonAsync()).GetProperty("items")[0].GetProperty("id").GetString();
        var stranger = await host.NewUserAsync();
        foreach (var list in new[] { "videos", "jobs" })
            (await (await stranger.Api.GetAsync($"/api/v1/{list}")).JsonAsync()).GetProperty("total").GetInt32().ShouldBe(0);
        await (await stranger.Api.GetAsync($"/api/v1/jobs/{job}")).ShouldRefuseAsync(404, "not_found");
        await (await stranger.Api.PostAsync($"/api/v1/jobs/{job}/cancel", null)).ShouldRefuseAsync(404, "not_found");
    }

    [Fact]
    public async Task Lists_page_filter_and_search_literally()
    {
        var user = await host.NewUserAsync(Features.Role.Admin);
        foreach (var text in new[] { "First of all", "fail:script second", "Third is 100% sure" })
        {
            var id = await user.CreateVideoAsync(text);
            await user.WaitForAsync(id, video => video.GetProperty("status").GetString() is "completed" or "failed");
        }

        var page = await ListAsync("?limit=2");
        page.GetProperty("items").GetArrayLength().ShouldBe(2);
        page.GetProperty("total").GetInt32().ShouldBe(3);
        page.GetProperty("has_more").GetBoolean().ShouldBeTrue();
        (await ListAsync("?limit=2&page=2")).GetProperty("has_more").GetBoolean().ShouldBeFalse();
        (await ListAsync("?offset=2")).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await ListAsync("?status=failed")).GetProperty("total").GetInt32().ShouldBe(1);
        (await ListAsync("?search=100%25")).GetProperty("total").GetInt32().ShouldBe(1);
        (await ListAsync("?search=%25")).GetProperty("total").GetInt32().ShouldBe(1);
        await (await user.Api.GetAsync("/api/v1/videos?limit=101")).ShouldRefuseAsync(400, "validation_error");

        async Task<System.Text.Json.JsonElement> ListAsync(string query) => await (await user.Api.GetAsync("/api/v1/videos" + query)).JsonAsync();
    }

    [Fact]
    public async Task A_search_that_finds_very_much_says_so_and_is_paged_beyond_what_it_counts()
    {
        var user = await host.NewUserAsync();
        await using (var db = host.Services.GetRequiredService<Database>().OpenForSystem())
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into videos (id, user_id, origin, title, has_given_title, status, source, text, template, unattended, brand_asset_ids, media_ids, created_at, updated_at)
                select gen_random_uuid(), {user.Id}, 'generated', 'Short ' || n, false, 'failed', 'notes', 'Notes', 'viral-hook', false, array[]::uuid[], array[]::uuid[], now() - n * interval '1 minute', now()
                from generate_series(1, 50001) n;
                analyze videos
                """);
        }

        var all = await ListAsync("?limit=20");
        all.GetProperty("total").GetInt32().ShouldBe(50_001);
        all.GetProperty("is_more").GetBoolean().ShouldBeFalse();
        var found = await ListAsync("?limit=20&search=short");
        found.GetProperty("total").GetInt32().ShouldBe(50_000);
        found.GetProperty("is_more").GetBoolean().ShouldBeTrue();
        found.GetProperty("items")[0].GetProperty("title").GetString().ShouldBe("Short 1");
        var last = await ListAsync("?limit=20&offset=49981&search=short");
        last.GetProperty("items")[19].GetProperty("title").GetString().ShouldBe("Short 50001");
        last.GetProperty("has_more").GetBoolean().ShouldBeFalse();
        (await ListAsync("?limit=20&offset=49980&search=short")).GetProperty("has_more").GetBoolean().ShouldBeTrue();

        using var browser = await PageBrowser.SignInAsync(host, user);
        (await browser.GetAsync("/videos")).ShouldContain("50,001 videos");
        var searched = await browser.GetAsync("/videos?q=short&page=3");
        searched.ShouldContain("More than 50,000 videos");
        searched.ShouldContain(">Page 3<");

        async Task<System.Text.Json.JsonElement> ListAsync(string query) => await (await user.Api.GetAsync("/api/v1/videos" + query)).JsonAsync();
    }

    [Fact]
    public async Task Videos_come_in_every_order_that_there_is_over_all_pages()
    {
        var user = await host.NewUserAsync();
        await using (var db = host.Services.GetRequiredService<Database>().OpenForSystem())
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into videos (id, user_id, origin, title, has_given_title, status, source, text, template, unattended, brand_asset_ids, media_ids, duration_s, file_size, created_at, updated_at)
                select gen_random_uuid(), {user.Id}, 'generated', title, false, status, 'notes', 'Notes', 'viral-hook', false, array[]::uuid[], array[]::uuid[], length, size, now() - age * interval '1 minute', now()
                from (values ('almond', 'completed', 30.5, 900, 3), ('Banana', 'completed', 60, 5000000000, 1), ('cherry', 'failed', null, null, 2), ('Date', 'completed', 12, 7000, 4)) as made (title, status, length, size, age)
                """);
        }

        foreach (var (sort, titles) in new (string, string)[]
        {
            ("newest", "Banana cherry almond Date"), ("oldest", "Date almond cherry Banana"), ("title", "almond Banana cherry Date"), ("longest", "Banana almond Date cherry"), ("Shortest", "cherry Date almond Banana"),
            ("largest", "Banana Date almond cherry"), ("smallest", "cherry almond Date Banana"),
        })
        {
            (await TitlesAsync($"sort={sort}")).ShouldBe(titles, sort);
            (await TitlesAsync($"sort={sort}&search=notes")).ShouldBe(titles, sort);
            (await TitlesAsync($"sort={sort}&limit=2") + " " + await TitlesAsync($"sort={sort}&limit=2&page=2")).ShouldBe(titles, sort);
        }

        (await TitlesAsync("sort=title&status=completed&min_duration=20")).ShouldBe("almond Banana");
        (await (await user.Api.GetAsync("/api/v1/videos?sort=best")).ShouldRefuseAsync(400, "validation_error")).GetProperty("message").GetString()!.ShouldContain("longest");

        using var browser = await PageBrowser.SignInAsync(host, user);
        var page = await browser.GetAsync("/videos?sort=longest&status=completed");
        page.IndexOf("Banana", StringComparison.Ordinal).ShouldBeLessThan(page.IndexOf("almond", StringComparison.Ordinal));
        page.ShouldContain("href=\"/videos?status=failed&amp;sort=longest\"");
        (await browser.GetAsync("/videos?sort=best")).ShouldContain("Newest first");

        async Task<string> TitlesAsync(string query) => string.Join(' ', (await user.GetJsonAsync($"/videos?{query}")).GetProperty("items").EnumerateArray().Select(video => video.GetProperty("title").GetString()));
    }

    [Fact]
    public async Task A_free_user_has_one_video_a_day_and_failures_do_not_count()
    {
        await host.NewUserAsync();
        var user = await host.NewUserAsync(Features.Role.Free);
        var failed = await user.CreateVideoAsync("fail:script");
        await user.WaitForAsync(failed, "failed");
        var made = await user.CreateVideoAsync("The one of today.");
        await user.WaitForAsync(made, "completed");
        var answer = await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "One too many." });
        var body = await answer.ShouldRefuseAsync(429, "daily_limit_reached");
        body.GetProperty("details").GetProperty("resets_at").GetDateTimeOffset().TimeOfDay.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("""{"source":"topic","text":"  "}""", "text")]
    [InlineData("""{"source":"topic","text":"ok then","template":"no-such"}""", "template")]
    [InlineData("""{"source":"topic","text":"ok then","aspect_ratio":"3:2"}""", "aspect_ratio")]
    [InlineData("""{"source":"topic","text":"ok then","subtitle_style":"wild"}""", "subtitle_style")]
    [InlineData("""{"source":"topic","text":"ok then","target_duration_s":4000}""", "target_duration_s")]
    [InlineData("""{"source":"script","text":"a\u0000b"}""", "text")]
    [InlineData("""{"source":"script","text":"# One\n\nTwo words.","voice":"nobody"}""", "voice")]
    [InlineData("""{"source":"script","text":"ok then","seed":99999999999}""", "seed")]
    [InlineData("""{"source":"script","text":"ok then","media_ids":["x"]}""", "media_ids[0]")]
    [InlineData("""{"source":"script","text":"ok then","providers":3}""", "providers")]
    [InlineData("""{"source":"topic"}""", "text")]
    [InlineData("""{"source":"dream","text":"ok then"}""", "source")]
    public async Task A_bad_wish_names_the_field(string json, string field)
    {
        var user = await host.NewUserAsync();
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        var body = await (await user.Api.PostAsync("/api/v1/videos", content)).ShouldRefuseAsync(400, "validation_error");
        body.GetProperty("details").TryGetProperty(field, out _).ShouldBeTrue(body.ToString());
    }

    [Theory]
    [InlineData("""{"source":"topic"}""", "Missing in the JSON: text.")]
    [InlineData("""{"source":"dream","text":"ok then"}""", "The JSON's source takes one of: topic, notes, script.")]
    [InlineData("""{"source":"notes","text":"ok then","seed":"x"}""", "The JSON's seed takes a whole number, and none that is too large.")]
    [InlineData("""{"source":"notes","text":"ok then","unattended":1}""", "The JSON's unattended takes true or false.")]
    [InlineData("""{"source":"notes","text":"ok then","media_ids":"x"}""", "The JSON's media_ids takes a list.")]
    [InlineData("""{"source":"notes","text":"ok then","providers":3}""", "The JSON's providers takes an object.")]
    [InlineData("""{"source":"notes","text":{}}""", "The JSON's text takes a text.")]
    [InlineData("[]", "The JSON takes an object.")]
    [InlineData("{\n  \"source\": notes", "The body cannot be read as JSON at line 2, byte 14.")]
    [InlineData("{", "The body cannot be read as JSON at line 1, byte 2.")]
    public async Task JSON_that_cannot_be_read_is_refused_with_what_it_takes(string json, string says)
    {
        var user = await host.NewUserAsync();
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        var body = await (await user.Api.PostAsync("/api/v1/videos", content)).ShouldRefuseAsync(400, "validation_error");
        body.GetProperty("message").GetString().ShouldBe(says);
    }

    [Theory]
    [InlineData("page=abc", "The parameter page takes a whole number, and none that is too large.")]
    [InlineData("favorite=maybe", "The parameter favorite takes true or false.")]
    [InlineData("search=%00", "A text in the request holds a NUL character (U+0000). Send it without.")]
    public async Task A_parameter_that_cannot_be_read_is_named(string query, string says)
    {
        var user = await host.NewUserAsync();
        var body = await (await user.Api.GetAsync($"/api/v1/videos?{query}")).ShouldRefuseAsync(400, "validation_error");
        body.GetProperty("message").GetString().ShouldBe(says);
    }

    [Fact]
    public async Task A_topic_that_nobody_can_write_from_is_refused_before_anything_is_begun()
    {
        var user = await host.NewUserAsync();
        var body = await (await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "topic", text = "How bees sleep" })).ShouldRefuseAsync(400, "integrations_missing");
        body.GetProperty("details").GetProperty("categories").EnumerateArray().Select(category => category.GetString()).ShouldBe(["script"]);
        (await user.GetJsonAsync("/videos")).GetProperty("total").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_sends_a_text_beyond_the_limit_is_told_so_however_long_the_sending_takes()
    {
        var user = await host.NewUserAsync();
        foreach (var length in (int[])[4_000_000, 40_000_000])
        {
            using var content = new StringContent($$"""{"source":"script","text":"{{new string('x', length)}}"}""", System.Text.Encoding.UTF8, "application/json");
            await (await user.Api.PostAsync("/api/v1/videos", content)).ShouldRefuseAsync(413, "payload_too_large");
        }
    }

    public sealed class LimitedHost : StudioHost
    {
        protected override Configuration Configure(Configuration configuration)
        {
            configuration.Limits.FreeVideosPerDay = 1;
            return configuration;
        }
    }
}
