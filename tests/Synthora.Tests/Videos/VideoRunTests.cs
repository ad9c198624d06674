using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Videos;

public sealed class VideoRunTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Fact]
    public async Task A_video_is_made_and_can_be_had_in_every_form()
    {
        var user = await host.NewUserAsync();
        var id = await user.CreateVideoAsync("Good sleep is free. step-ms:20");
        var done = await user.WaitForAsync(id, "completed");
        done.GetProperty("progress").GetDouble().ShouldBe(100);
        done.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("status").GetString()).ShouldAllBe(status => status == "completed");

        var video = await (await user.Api.GetAsync($"/api/v1/videos/{id}")).JsonAsync();
        video.GetProperty("title").GetString().ShouldBe("The made title");
        video.GetProperty("file_size").GetInt64().ShouldBe(1000);
        video.GetProperty("quality_passed").GetBoolean().ShouldBeTrue();
        string[] times = ["created_at", "generation_started_at", "last_step_updated_at", "completed_at"];
        times.Select(time => video.GetProperty(time).GetDateTimeOffset()).ShouldBeInOrder();

        var whole = await user.Api.GetAsync($"/api/v1/videos/{id}/download");
        whole.Content.Headers.ContentType!.MediaType.ShouldBe("video/mp4");
        whole.Content.Headers.ContentDisposition!.FileName.ShouldBe("The-made-title.mp4");
        var bytes = await whole.Content.ReadAsByteArrayAsync();
        bytes.Length.ShouldBe(1000);
        using var ranged = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/videos/{id}/download?inline=true");
        ranged.Headers.Range = new RangeHeaderValue(100, 199);
        var part = await user.Api.SendAsync(ranged);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(bytes[100..200]);

        (await user.Api.GetStringAsync($"/api/v1/videos/{id}/subtitles")).ShouldContain("00:00:00,000 --> 00:00:01,500");
        (await user.Api.GetStringAsync($"/api/v1/videos/{id}/subtitles?format=vtt")).ShouldStartWith("WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nGood sleep\nis &lt;free&gt; &amp; easy.");
        var plain = await user.Api.GetStringAsync($"/api/v1/videos/{id}/subtitles?format=ass");
        plain.ShouldContain("PlayResX: 270\nPlayResY: 480\n");
        plain.ShouldContain("is <free> & easy.");
        await (await user.Api.GetAsync($"/api/v1/videos/{id}/subtitles?format=doc")).ShouldRefuseAsync(400, "validation_error");
        foreach (var thumbnail in (string[])["thumbnail", "thumbnail?poster=true", "thumbnail?small=true"])
            (await user.Api.GetAsync($"/api/v1/videos/{id}/{thumbnail}")).Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg", thumbnail);
        (await (await user.Api.GetAsync($"/api/v1/videos/{id}/report")).JsonAsync()).GetProperty("checks")[0].GetProperty("id").GetString().ShouldBe("loudness");
        await host.TidiedAsync(id);
    }

    [Fact]
    public async Task Captions_are_the_videos_own_then_its_templates_then_the_creators_then_modern()
    {
        var (ann, bob) = (await host.NewUserAsync(), await host.NewUserAsync());
        (await ann.Api.PutAsJsonAsync("/api/v1/settings/generation", new { subtitle_style = "karaoke" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        var open = await (await ann.Api.PostAsync("/api/v1/templates/viral-hook/duplicate", null)).JsonAsync();
        var id = open.GetProperty("id").GetGuid();
        (await (await ann.Api.PatchAsJsonAsync($"/api/v1/templates/{id}", new { text = new { caption_style = (string?)null } })).JsonAsync()).GetProperty("caption_style").ValueKind.ShouldBe(JsonValueKind.Null);

        (await StyleAsync(ann, new { source = "notes", text = "Good sleep. show:captions", template = "viral-hook", subtitle_style = "pop" })).ShouldBe("captions Pop");
        (await StyleAsync(ann, new { source = "notes", text = "Good sleep. show:captions", template = "viral-hook" })).ShouldBe("captions Bold");
        (await StyleAsync(ann, new { source = "notes", text = "Good sleep. show:captions" })).ShouldBe("captions Karaoke");
        (await StyleAsync(ann, new { source = "notes", text = "Good sleep. show:captions", template = id })).ShouldBe("captions Karaoke");
        (await StyleAsync(bob, new { source = "notes", text = "Good sleep. show:captions" })).ShouldBe("captions Modern");

        async Task<string> StyleAsync(StudioHost.User user, object request)
        {
            var video = (await (await user.Api.PostAsJsonAsync("/api/v1/videos", request)).JsonAsync()).GetProperty("video").GetProperty("id").GetGuid();
            await user.WaitForAsync(video, "completed");
            return host.StepsOf(video)[0];
        }
    }

    [Theory]
    [InlineData(true, "clear True")]
    [InlineData(false, "clear False")]
    [InlineData(null, "clear False")]
    public async Task Clear_speech_reaches_the_run_and_is_remembered(bool? wish, string told)
    {
        var user = await host.NewUserAsync();
        var made = (await (await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "Good sleep. show:speech", clear_speech = wish })).JsonAsync()).GetProperty("video");
        var id = made.GetProperty("id").GetGuid();
        await user.WaitForAsync(id, "completed");

        host.StepsOf(id)[0].ShouldBe(told);
        (await (await user.Api.GetAsync($"/api/v1/videos/{id}")).JsonAsync()).GetProperty("clear_speech").ToString().ShouldBe(wish?.ToString() ?? "");
    }

    [Fact]
    public async Task The_create_page_orders_clear_speech_and_offers_it_again_for_another_of_the_video()
    {
        var user = await host.NewUserAsync();
        using var browser = await PageBrowser.SignInAsync(host, user);
        var page = await browser.GetAsync("/create");
        Ticked(page).ShouldBeFalse();
        var sent = await browser.PostAsync(page, "/create", ("source", "notes"), ("notes", "Good sleep. show:speech"), ("clear_speech", "true"));
        sent.Status.ShouldBe(HttpStatusCode.Found, sent.Body);
        var id = Guid.Parse(sent.Location!.Split('/')[^1]);
        await user.WaitForAsync(id, "completed");

        host.StepsOf(id)[0].ShouldBe("clear True");
        Ticked(await browser.GetAsync($"/create?from={id}")).ShouldBeTrue();

        static bool Ticked(string page) => System.Text.RegularExpressions.Regex.Match(page, "<input[^>]*name=\"clear_speech\"[^>]*>").Value is { Length: > 0 } box ? box.Contains("checked", StringComparison.Ordinal) : throw new InvalidOperationException("The page has no such switch.");
    }

    [Fact]
    public async Task A_video_is_told_which_music_its_creators_last_one_has()
    {
        var (user, other) = (await host.NewUserAsync(), await host.NewUserAsync());
        var first = await user.CreateVideoAsync("A calm one. music:Drift");
        await user.WaitForAsync(first, "completed");
        var second = await user.CreateVideoAsync("Another one.");
        await user.WaitForAsync(second, "completed");
        var strangers = await other.CreateVideoAsync("Someone else's.");
        await other.WaitForAsync(strangers, "completed");

        (host.StepsOf(first)[0], host.StepsOf(second)[0], host.StepsOf(strangers)[0]).ShouldBe(("start script", "after Drift", "start script"));
    }

    [Theory]
    [InlineData("---\ntemplate: viral-hook\n---\n# Sleep better\nWords.", "Sleep better")]
    [InlineData("---\ntitle: \"Sleep well\"\n---\n# Other", "Sleep well")]
    [InlineData("---\nno end\n", "no end")]
    [InlineData("Just notes.\nMore.", "Just notes.")]
    public async Task A_waiting_video_has_the_title_that_its_text_gives(string text, string title)
    {
        var user = await host.NewUserAsync();
        var answer = await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "script", text });
        (await answer.JsonAsync()).GetProperty("video").GetProperty("title").GetString().ShouldBe(title);
    }

    [Fact]
    public async Task One_generation_at_a_time_even_when_requests_race()
    {
        var user = await host.NewUserAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "hold:script until told" })));
        var accepted = answers.Single(answer => answer.StatusCode == HttpStatusCode.Accepted);
        var id = (await accepted.JsonAsync()).GetProperty("video").GetProperty("id").GetString();
        foreach (var answer in answers.Where(answer => answer != accepted))
        {
            var body = await answer.ShouldRefuseAsync(409, "generation_in_progress");
            body.GetProperty("details").GetProperty("video_id").GetString().ShouldBe(id);
        }

        (await user.Api.DeleteAsync($"/api/v1/videos/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task The_same_idempotency_key_answers_the_same_video()
    {
        var user = await host.NewUserAsync();
        user.Api.DefaultRequestHeaders.Add("Idempotency-Key", "once-only");
        var first = await user.CreateVideoAsync("Once and only once.");
        (await user.CreateVideoAsync("Once and only once.")).ShouldBe(first);
        await user.WaitForAsync(first, "completed");
        (await user.CreateVideoAsync("Once and only once.")).ShouldBe(first);
    }

    [Fact]
    public async Task A_running_step_is_stopped_and_its_files_go()
    {
        var user = await host.NewUserAsync();
        var id = await user.CreateVideoAsync("hold:media for ever");
        await user.WaitForAsync(id, status => status.GetProperty("state").GetString() == "media");
        var cancelled = await (await user.Api.PostAsync($"/api/v1/videos/{id}/cancel", null)).JsonAsync();
        cancelled.GetProperty("status").GetString().ShouldBe("cancelled");
        var job = cancelled.GetProperty("task_id").GetString();
        await EventuallyAsync(async () => (await (await user.Api.GetAsync($"/api/v1/jobs/{job}")).JsonAsync()).GetProperty("status").GetString() == "cancelled");
        await EventuallyAsync(() => Task.FromResult(!Directory.Exists(Path.Combine(host.DataFolder, "work", id.ToString("N")))));
        await (await user.Api.PostAsync($"/api/v1/videos/{id}/cancel", null)).ShouldRefuseAsync(409, "invalid_state");
        await (await user.Api.PostAsync($"/api/v1/videos/{id}/retry", null)).ShouldRefuseAsync(409, "invalid_state");
    }

    [Fact]
    public async Task A_failure_says_what_to_do_and_a_retry_goes_on_from_the_failed_step()
    {
        var user = await host.NewUserAsync();
        var id = await user.CreateVideoAsync("fail:media the first time");
        var failed = await user.WaitForAsync(id, status => status.GetProperty("status").GetString() == "failed");
        failed.GetProperty("error").GetProperty("message").GetString().ShouldBe("The stock site has no such clip.");
        failed.GetProperty("error").GetProperty("remedy").GetString().ShouldBe("Choose another word.");
        failed.GetProperty("steps")[2].GetProperty("status").GetString().ShouldBe("failed");

        host.Release();
        (await user.Api.PostAsync($"/api/v1/videos/{id}/retry", null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await user.WaitForAsync(id, "completed");
        host.StepsOf(id).ShouldBe(
        [
            "start script", "end script", "start voice", "end voice", "start media",
            "start media", "end media", "start videoai", "end videoai", "start assembly", "end assembly",
        ]);
    }

    [Fact]
    public async Task A_bug_in_a_step_is_logged_and_told_without_its_insides()
    {
        host.AnnouncedErrors.Add("a bug");
        var user = await host.NewUserAsync();
        var id = await user.CreateVideoAsync("crash:voice");
        var failed = await user.WaitForAsync(id, "failed");
        failed.GetProperty("error").GetProperty("code").GetString().ShouldBe("internal_error");
        failed.ToString().ShouldNotContain("a bug");
    }

    [Fact]
    public async Task A_deleted_video_is_gone_with_its_files_in_any_state()
    {
        var user = await host.NewUserAsync();
        var finished = await user.CreateVideoAsync("Short and done.");
        await user.WaitForAsync(finished, "completed");
        var stored = Path.Combine(host.DataFolder, "files", "users", user.Id.ToString("N"), "videos", finished.ToString("N"));
        Directory.Exists(stored).ShouldBeTrue();
        (await user.Api.DeleteAsync($"/api/v1/videos/{finished}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Directory.Exists(stored).ShouldBeFalse();

        var running = await user.CreateVideoAsync("hold:voice for ever");
        await user.WaitForAsync(running, status => status.GetProperty("state").GetString() == "voice");
        (await user.Api.DeleteAsync($"/api/v1/videos/{running}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await user.Api.GetAsync($"/api/v1/videos/{running}")).ShouldRefuseAsync(404, "not_found");
        await EventuallyAsync(() => Task.FromResult(!Directory.Exists(Path.Combine(host.DataFolder, "work", running.ToString("N")))));
    }

    [Fact]
    public async Task Progress_is_pushed_step_by_step_until_the_end()
    {
        var user = await host.NewUserAsync();
        var id = await user.CreateVideoAsync("step-ms:1000 to be watched");
        using var answer = await user.Api.GetAsync($"/api/v1/videos/{id}/events", HttpCompletionOption.ResponseHeadersRead);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(), Encoding.UTF8);
        var text = await reader.ReadToEndAsync();
        var states = text.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal))
            .Select(line => System.Text.Json.JsonDocument.Parse(line[6..]).RootElement.GetProperty("state").GetString()).ToList();
        states[^1].ShouldBe("completed");
        states.ShouldContain("voice");
        states.ShouldContain("assembly");
        text.ShouldContain("event: status");
    }

    [Fact]
    public async Task One_stream_tells_of_every_video_of_its_reader_and_of_nobody_elses()
    {
        var (user, other) = (await host.NewUserAsync(), await host.NewUserAsync());
        using var answer = await user.Api.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(), Encoding.UTF8);
        var strange = await other.CreateVideoAsync("Nobody else's business");
        var first = await user.CreateVideoAsync("The first to be watched");
        (await LastStateAsync(first)).ShouldBe("completed");
        var second = await user.CreateVideoAsync("step-ms:2000 to be cancelled");
        (await user.Api.PostAsync($"/api/v1/videos/{second}/cancel", null)).EnsureSuccessStatusCode();
        (await LastStateAsync(second)).ShouldBe("cancelled");
        await other.WaitForAsync(strange, "completed");

        async Task<string> LastStateAsync(Guid id)
        {
            for (; ; )
            {
                var line = await reader.ReadLineAsync() ?? throw new EndOfStreamException();
                if (!line.StartsWith("data: {", StringComparison.Ordinal)) continue;
                var status = System.Text.Json.JsonDocument.Parse(line[6..]).RootElement;
                status.GetProperty("id").GetGuid().ShouldBe(id);
                if (status.GetProperty("status").GetString() is { } state and not ("queued" or "processing")) return state;
            }
        }
    }

    internal static async Task EventuallyAsync(Func<Task<bool>> condition, int seconds = 20)
    {
        for (var started = System.Diagnostics.Stopwatch.StartNew(); !await condition(); await Task.Delay(50))
            if (started.Elapsed.TotalSeconds > seconds) throw new TimeoutException("It did not come to that.");
    }
}
