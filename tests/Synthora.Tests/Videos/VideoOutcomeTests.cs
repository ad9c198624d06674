using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Synthora.Features;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Videos;

/// <summary>What owners hear of their runs, and how a failed one goes on with somebody else.</summary>
public sealed class VideoOutcomeTests(SimulatedStudio host) : IClassFixture<SimulatedStudio>
{
    [Fact]
    public async Task An_owner_hears_of_each_end_of_a_run_once()
    {
        var user = await host.NewUserAsync();
        var done = await user.CreateVideoAsync("A short one.");
        await user.WaitForAsync(done, "completed");
        var failed = await user.CreateVideoAsync("fail:assembly at the end");
        await user.WaitForAsync(failed, "failed");
        var stopped = await user.CreateVideoAsync("hold:voice for ever");
        await user.WaitForAsync(stopped, status => status.GetProperty("status").GetString() == "processing");
        (await user.Api.PostAsync($"/api/v1/videos/{stopped}/cancel", null)).EnsureSuccessStatusCode();

        await AssertToldAsync("video_complete", done);
        await AssertToldAsync("video_generation_cancelled", stopped);
        var told = await AssertToldAsync("video_failed", failed);
        told.GetProperty("message").GetString()!.ShouldContain("The stock site has no such clip. Choose another word.");
        told.GetProperty("data").GetProperty("failure_type").GetString().ShouldBe("generation_failed");
        told.GetProperty("data").GetProperty("step").GetString().ShouldBe("assembly");

        async Task<JsonElement> AssertToldAsync(string type, Guid id)
        {
            var one = (await user.GetJsonAsync($"/notifications?type={type}")).GetProperty("items").EnumerateArray().Single();
            one.GetProperty("link").GetString().ShouldBe($"/videos/{id}");
            one.GetProperty("data").GetProperty("video_id").GetGuid().ShouldBe(id);
            return one;
        }
    }

    [Fact]
    public async Task A_failed_step_can_be_given_to_another_provider_and_only_that_step()
    {
        var user = await host.NewUserAsync();
        await user.AddCheckedKeyAsync("elevenlabs");
        await user.AddCheckedKeyAsync("openai_tts");
        var id = await user.CreateVideoAsync("fail:voice at first");
        await user.WaitForAsync(id, "failed");
        var before = await ProviderAsync();

        await (await RetryAsync("script", "elevenlabs")).ShouldRefuseAsync(400, "validation_error");
        await (await RetryAsync("singing", "elevenlabs")).ShouldRefuseAsync(400, "validation_error");
        await (await RetryAsync("voice", "pexels")).ShouldRefuseAsync(400, "validation_error");
        await (await RetryAsync("voice", "nobody")).ShouldRefuseAsync(400, "validation_error");
        (await ProviderAsync()).ShouldBe(before, "a refused swap changes nothing");

        var other = before == "elevenlabs" ? "openai_tts" : "elevenlabs";
        host.Release();
        (await RetryAsync("voice", other)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await ProviderAsync()).ShouldBe(other);
        await user.WaitForAsync(id, "completed");
        host.StepsOf(id).Count(line => line == "start script").ShouldBe(1, "what was finished stays as it is");
        await (await RetryAsync("voice", other)).ShouldRefuseAsync(409, "invalid_state");

        Task<HttpResponseMessage> RetryAsync(string category, string provider) => user.Api.PostAsJsonAsync($"/api/v1/videos/{id}/retry", new { swap = new { category, provider } });

        async Task<string?> ProviderAsync() => (await user.GetJsonAsync($"/videos/{id}")).GetProperty("providers").GetProperty("voice").GetProperty("provider").GetString();
    }

    [Fact]
    public async Task The_figures_count_ones_own_videos_and_administrators_see_all()
    {
        // The administrator first, who is the first account where no test of this class ran before.
        var (admin, user) = (await host.NewUserAsync(Role.Admin), await host.NewUserAsync());
        await user.WaitForAsync(await user.CreateVideoAsync("One."), "completed");
        await user.WaitForAsync(await user.CreateVideoAsync("crash:script"), "failed");
        host.AnnouncedErrors.Add("a bug");
        var own = await user.GetJsonAsync("/videos/stats/me");
        own.GetProperty("total").GetInt32().ShouldBe(2);
        own.GetProperty("by_status").GetProperty("failed").GetInt32().ShouldBe(1);
        own.GetProperty("success_rate").GetDouble().ShouldBe(0.5);
        own.GetProperty("average_duration_s").GetDouble().ShouldBe(2);
        own.GetProperty("bytes").GetInt64().ShouldBe(1_000);
        (await admin.GetJsonAsync("/videos/stats/me")).GetProperty("total").GetInt32().ShouldBe(0);
        await (await user.Api.GetAsync("/api/v1/videos/admin/stats")).ShouldRefuseAsync(403, "forbidden");
        var all = await admin.GetJsonAsync("/videos/admin/stats");
        all.GetProperty("videos").GetProperty("total").GetInt32().ShouldBeGreaterThanOrEqualTo(2);
        all.GetProperty("steps").EnumerateArray().ShouldContain(step => step.GetProperty("step").GetString() == "assembly" && step.GetProperty("median_s").GetDouble() >= 0);
        all.GetProperty("queues").EnumerateArray().ShouldContain(lane => lane.GetProperty("lane").GetString() == "render");
    }

    [Fact]
    public async Task An_idempotency_key_stands_for_one_wish_only()
    {
        var user = await host.NewUserAsync();
        user.Api.DefaultRequestHeaders.Add("Idempotency-Key", "mine");
        var first = await user.CreateVideoAsync("The first wish.");
        (await user.CreateVideoAsync("The first wish.")).ShouldBe(first);
        var other = await (await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "Another wish" })).ShouldRefuseAsync(409, "conflict");
        other.GetProperty("details").GetProperty("video_id").GetGuid().ShouldBe(first);
        var voiced = await (await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "The first wish.", voice = "male" })).ShouldRefuseAsync(409, "conflict");
        voiced.GetProperty("details").GetProperty("video_id").GetGuid().ShouldBe(first, "the same text with another voice is another wish");
        await user.WaitForAsync(first, "completed");
        (await user.Api.PostAsync($"/api/v1/videos/{first}/discard", null)).EnsureSuccessStatusCode();
        var again = await user.CreateVideoAsync("The first wish.");
        again.ShouldNotBe(first, "what was thrown away keeps no key");
        (await user.Api.PostAsync($"/api/v1/videos/{first}/restore", null)).EnsureSuccessStatusCode();
        (await user.CreateVideoAsync("The first wish.")).ShouldBe(again);
    }

    [Fact]
    public async Task Whoever_goes_back_to_the_form_and_changes_a_choice_gets_another_video()
    {
        var user = await host.NewUserAsync();
        using var browser = await PageBrowser.SignInAsync(host, user);
        var page = await browser.GetAsync("/create");
        var first = await SendAsync("female");
        (await SendAsync("female")).ShouldBe(first, "the same form sent twice makes one video");
        var other = await SendAsync("male");
        other.ShouldNotBe(first);
        (await user.Api.PostAsync($"/api/v1/videos/{first}/discard", null)).EnsureSuccessStatusCode();
        (await SendAsync("female")).ShouldNotBe(first, "what was thrown away does not come back");

        async Task<Guid> SendAsync(string voice)
        {
            var sent = await browser.PostAsync(page, "/create", ("source", "notes"), ("notes", "Rest well."), ("voice", voice), ("key", "made-with-the-page"));
            sent.Status.ShouldBe(HttpStatusCode.Found, sent.Body);
            var id = Guid.Parse(sent.Location!.Split('/')[^1]);
            await user.WaitForAsync(id, "completed");
            return id;
        }
    }
}
