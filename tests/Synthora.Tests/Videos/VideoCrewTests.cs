using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features.Scripts.Writing;
using Synthora.Features.Videos.Crew;
using Synthora.Features.Videos.Generation;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Videos;

/// <summary>The providers a user chose work on the video, on the user's account. The vendors are another host's simulators, called as if they were real.</summary>
public sealed class VideoCrewTests(SimulatedStudio vendors) : IClassFixture<SimulatedStudio>
{
    private const string Topic = "Why bees hum in the morning";

    [Fact]
    public async Task A_topic_is_written_with_the_users_key_within_the_budget_counted_logged_and_remembered()
    {
        var host = new PayingStudio(vendors.Address);
        await host.InitializeAsync();
        try
        {
            var user = await host.NewUserAsync();
            await user.AddCheckedKeyAsync("anthropic");
            (await user.Api.PutAsJsonAsync("/api/v1/settings/generation", new { monthly_budget_usd = 0.10 })).EnsureSuccessStatusCode();
            (await (await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "topic", text = Topic, providers = new { assembly = "shotstack" } })).ShouldRefuseAsync(400, "validation_error"))
                .ToString().ShouldContain("PUBLIC_URL", Case.Sensitive, "a vendor that fetches files cannot work for a host it cannot reach");
            var answer = await (await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "topic", text = Topic })).JsonAsync();
            var video = answer.GetProperty("video");
            video.GetProperty("providers").GetProperty("script").GetProperty("provider").GetString().ShouldBe("anthropic");
            video.GetProperty("is_simulated").GetBoolean().ShouldBeFalse();
            var id = video.GetProperty("id").GetGuid();
            await user.WaitForAsync(id, "completed");
            (await user.GetJsonAsync("/costs")).GetProperty("own_usd").GetDecimal().ShouldBe(0.06m);
            await (await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "topic", text = "Another" })).ShouldRefuseAsync(429, "quota_exceeded");

            await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
            var hired = host.Services.GetRequiredService<HireCrew>().For(await db.Videos.SingleAsync(row => row.Id == id));
            var input = new GenerationInput(SourceKind.Topic, Topic, null, "viral-hook");
            var first = await new ScriptWriter([hired.Crew.Writer!], hired.Crew.Memory).WriteAsync(input, CancellationToken.None);
            var calls = await CallsAsync(1);
            (await new ScriptWriter([hired.Crew.Writer!], hired.Crew.Memory).WriteAsync(input, CancellationToken.None)).Script.Title.ShouldBe(first.Script.Title);
            await hired.SettleAsync(CancellationToken.None);
            (await CallsAsync(calls)).ShouldBe(calls, "the second script was remembered");

            var step = (await user.GetJsonAsync($"/videos/{id}/costs")).GetProperty("steps").EnumerateArray().Single();
            step.GetProperty("state").GetString().ShouldBe("settled");
            step.GetProperty("actual_usd").GetDecimal().ShouldBeInRange(0.000001m, 0.05m);
            (await user.GetJsonAsync("/costs")).GetProperty("own_usd").GetDecimal().ShouldBe(step.GetProperty("actual_usd").GetDecimal());

            async Task<int> CallsAsync(int least)
            {
                var count = 0;
                await VideoRunTests.EventuallyAsync(async () => (count = await db.ProviderRequests.CountAsync(row => row.VideoId == id && row.Step == "script")) >= least);
                return count;
            }
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_simulators_make_is_marked_and_costs_nothing()
    {
        var user = await vendors.NewUserAsync();
        await user.AddCheckedKeyAsync("openai_gpt");
        var id = (await (await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "topic", text = Topic })).JsonAsync()).GetProperty("video").GetProperty("id").GetGuid();
        await user.WaitForAsync(id, "completed");
        (await user.GetJsonAsync($"/videos/{id}")).GetProperty("is_simulated").GetBoolean().ShouldBeTrue();
        (await user.GetJsonAsync("/costs")).GetProperty("own_usd").GetDecimal().ShouldBe(0m);
        await using var db = vendors.Services.GetRequiredService<Database>().OpenForSystem();
        var hired = vendors.Services.GetRequiredService<HireCrew>().For(await db.Videos.SingleAsync(row => row.Id == id));
        hired.Crew.Simulated.ShouldBe(new Dictionary<string, string> { ["openai_gpt"] = "OpenAI" });
    }

    [Fact]
    public async Task Scripts_and_notes_order_no_writer_and_without_keys_nothing_is_ordered_at_all()
    {
        var user = await vendors.NewUserAsync();
        await user.AddCheckedKeyAsync("openai_gpt");
        var id = await user.CreateVideoAsync("Bees hum because their wings beat fast.");
        (await user.GetJsonAsync($"/videos/{id}")).GetProperty("providers").GetProperty("script").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }
}
