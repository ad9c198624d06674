using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;
using Synthora.Storage;
using Synthora.Tests.Hosting;
using Synthora.Tests.Library;
using Synthora.Tests.Videos.Editing;

namespace Synthora.Tests.Videos;

/// <summary>Full runs through vendors: voice, footage, made clips and sounds, down to the finished file.</summary>
public sealed class VideoProvidersTests(RealStudio studio) : IClassFixture<RealStudio>
{
    private const string Script =
        """
        # Bees at work

        ## Hook
        Bees hum in the morning garden.
        > visual: [busy] bees humming garden

        ## Flower
        They visit every yellow flower.
        > visual: yellow flower closeup

        ## Hive
        Then they carry honey home.
        > visual: [late policy] honey hive

        ## End
        Thank a bee today.
        > visual: nothing
        """;

    [Fact]
    public async Task A_video_is_spoken_illustrated_and_sounded_by_the_chosen_vendors_credited_and_never_repeats_footage()
    {
        var user = await studio.NewUserAsync();
        foreach (var provider in (string[])["elevenlabs", "pexels", "runway", "mmaudio"])
            (await user.AddCheckedKeyAsync(provider)).GetProperty("validation_status").GetString().ShouldBe("valid", provider);

        var first = await MakeAsync(user, new { source = "script", text = Script, template = "educational-explainer", music = "none" });
        first.GetProperty("is_simulated").GetBoolean().ShouldBeTrue();
        var steps = first.GetProperty("steps").EnumerateArray().ToDictionary(step => step.GetProperty("step").GetString()!, step => step.GetProperty("provider").GetString());
        (steps["voice"], steps["media"], steps["video_ai"]).ShouldBe(("elevenlabs", "pexels", "runway"));

        var id = first.GetProperty("id").GetGuid();
        var footage = await user.GetJsonAsync($"/videos/{id}/footage");
        var scenes = footage.GetProperty("scenes").EnumerateArray().ToList();
        // The opening, which was turned away at first, and the two scenes that were matched worst are made; a refused one stays with what was found.
        Kinds(scenes[0]).ShouldContain("made");
        Kinds(scenes[2]).ShouldNotContain("made");
        scenes[1].GetProperty("match").GetDouble().ShouldBeGreaterThan(0.5);
        scenes[1].GetProperty("pieces")[0].GetProperty("author").GetString()!.ShouldNotBeEmpty();
        scenes.SelectMany(scene => scene.GetProperty("pieces").EnumerateArray()).Count(piece => piece.GetProperty("has_made_sound").GetBoolean()).ShouldBeGreaterThan(0);
        var gaps = footage.GetProperty("fallbacks").ToString();
        gaps.ShouldContain("nothing that fits");
        gaps.ShouldContain("honey hive");
        footage.GetProperty("credit_lines").ToString().ShouldContain("on Pexels");

        var timeline = await TimelineAsync(id);
        timeline.Narrator!.Provider.ShouldBe("elevenlabs");
        timeline.Scenes.SelectMany(scene => scene.Captions).ShouldNotBeEmpty();
        timeline.Scenes.SelectMany(scene => scene.Shots).Select(shot => shot.Visual).OfType<ClipVisual>().ShouldContain(clip => clip.SoundGain > 0);
        timeline.Credits.ShouldContain(credit => credit.Licence.Contains("Pexels License") && credit.Link!.StartsWith("https://www.pexels.com/"));
        timeline.Credits.ShouldContain(credit => credit.Author == "Runway");
        timeline.Fallbacks.ShouldContain(fallback => fallback.Why.Contains("nothing that fits"));

        const string made = "Simulated, not the work of the services named: voice by ElevenLabs, footage by Pexels, footage by Runway, sound by MMAudio on fal.";
        (await CommentAsync(user, id)).Split(": ")[1].TrimEnd('.').Split(", ").Order().ShouldBe(made.Split(": ")[1].TrimEnd('.').Split(", ").Order());
        (await CommentAsync(user, id)).ShouldStartWith("Simulated, not the work of the services named: ");
        (await CreditsAsync(id)).ShouldContain("simulated: nothing of it comes from ElevenLabs");
        var report = await user.GetJsonAsync($"/videos/{id}/report");
        report.GetProperty("fallbacks").EnumerateArray().Select(one => one.GetProperty("asked").GetString()).ShouldContain("voice by ElevenLabs");
        report.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("id").GetString() == "metadata").GetProperty("outcome").GetString().ShouldBe("passed", "the mark is ours");

        // An edit speaks with the same vendor, and says so when that refuses.
        var revision = (await user.BoardAsync(id)).Revision();
        (await (await user.TryEditAsync(id, revision, new { op = "narrate", scene = "scene-2", text = "They visit [policy] every flower." })).ShouldRefuseAsync(502, "provider_error")).GetProperty("message").GetString()!.ShouldContain("ElevenLabs");

        var orders = await OrdersAsync(id);
        orders.Count(order => order.StartsWith("video_ai/", StringComparison.Ordinal)).ShouldBe(3);
        var second = await MakeAsync(user, new { source = "script", text = Script, template = "educational-explainer", music = "none", providers = new { video_ai = "none", voice = "offline", audio_fx = "none" } });
        (await OrdersAsync(second.GetProperty("id").GetGuid())).ShouldBeEmpty();
        var shown = await KeysAsync(second.GetProperty("id").GetGuid());
        shown.ShouldNotBeEmpty();
        shown.ShouldBeUnique();
        shown.Intersect(await KeysAsync(id)).ShouldBeEmpty("there was other footage");
    }

    [Fact]
    public async Task A_simulated_writer_keeps_to_the_length_that_was_asked_for()
    {
        var user = await studio.NewUserAsync();
        await user.AddCheckedKeyAsync("openai_gpt");
        foreach (var seconds in (int[])[5, 20, 120])
        {
            var answer = await (await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "topic", text = "Bees humming in the garden", target_duration_s = seconds })).JsonAsync();
            var id = answer.GetProperty("video").GetProperty("id").GetGuid();
            var script = "pending";
            await VideoRunTests.EventuallyAsync(async () => (script = (await user.GetJsonAsync($"/videos/{id}/status")).GetProperty("steps")[0].GetProperty("status").GetString()!) is "completed" or "failed");
            script.ShouldBe("completed", $"{seconds} seconds");
            (await user.Api.DeleteAsync($"/api/v1/videos/{id}")).EnsureSuccessStatusCode();
        }
    }

    [Fact]
    public async Task What_the_vendor_answered_stands_behind_the_failure()
    {
        var user = await studio.NewUserAsync();
        await user.AddCheckedKeyAsync("openai_gpt", "poor");
        var answer = await (await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "topic", text = "Bees humming in the garden" })).JsonAsync();
        var id = answer.GetProperty("video").GetProperty("id").GetGuid();
        await user.WaitForAsync(id, "failed");
        var error = (await user.GetJsonAsync($"/videos/{id}")).GetProperty("error");
        error.GetProperty("message").GetString()!.ShouldContain("no credit left");
        var details = error.GetProperty("details").GetString()!;
        details.ShouldStartWith("openai_gpt: OutOfCredit\nHTTP 429\n{");
        details.ShouldContain("insufficient_quota");
        (await user.Api.GetStringAsync($"/videos/{id}")).ShouldContain("insufficient_quota");
    }

    [Fact]
    public async Task The_next_writer_steps_in_the_library_is_looked_through_first_and_a_vendor_puts_it_together()
    {
        var user = await studio.NewUserAsync();
        await user.AddCheckedKeyAsync("openai_gpt", "poor");
        await user.AddCheckedKeyAsync("anthropic");
        await user.AddCheckedKeyAsync("shotstack");
        var film = await user.UploadAsync(await Samples.FilmAsync(), "bees-humming-garden.mp4", ("title", "Bees humming in the garden"));
        await user.SettledAsync(film);
        (await user.Api.PutAsJsonAsync("/api/v1/settings/generation", new { default_media_provider = "library", default_assembly_provider = "shotstack" })).EnsureSuccessStatusCode();
        (await user.GetJsonAsync("/settings/generation/cost-estimate")).GetProperty("media_cost").GetDecimal().ShouldBe(0m);

        var video = await MakeAsync(user, new { source = "topic", text = "Bees humming in the garden", template = "educational-explainer", music = "none" });
        var id = video.GetProperty("id").GetGuid();
        var steps = video.GetProperty("steps").EnumerateArray().ToDictionary(step => step.GetProperty("step").GetString()!, step => step.GetProperty("provider").GetString());
        (steps["script"], steps["media"], steps["assembly"]).ShouldBe(("anthropic", "library", "shotstack"));

        var footage = await user.GetJsonAsync($"/videos/{id}/footage");
        var piece = footage.GetProperty("scenes").EnumerateArray().SelectMany(scene => scene.GetProperty("pieces").EnumerateArray()).ShouldHaveSingleItem("one film is shown once");
        piece.GetProperty("provider").GetString().ShouldBe("library");
        footage.GetProperty("credit_lines").GetArrayLength().ShouldBe(0, "what is one's own is owed to nobody");
        (await user.MediaAsync(film)).GetProperty("used_in").EnumerateArray().Single().GetProperty("id").GetGuid().ShouldBe(id);

        var timeline = await TimelineAsync(id);
        timeline.Fallbacks.ShouldContain(fallback => fallback.Asked == "script by OpenAI" && fallback.Done.Contains("Anthropic"));
        timeline.Fallbacks.ShouldContain(fallback => fallback.Why == "Shotstack assembled the video");
        (await OrdersAsync(id)).ShouldHaveSingleItem().ShouldStartWith("assembly/");
        video.GetProperty("is_simulated").GetBoolean().ShouldBeTrue();
        (await user.GetJsonAsync("/videos")).GetProperty("items")[0].GetProperty("is_simulated").GetBoolean().ShouldBeTrue();
        (await CommentAsync(user, id)).ShouldBe("Simulated, not the work of the services named: script by Anthropic Claude, assembly by Shotstack.", "OpenAI wrote nothing of it");
        (await user.GetJsonAsync("/llm-cache")).GetProperty("items")[0].GetProperty("score").GetInt32().ShouldBe(1, "its video was finished");
    }

    [Fact]
    public async Task What_a_vendor_does_not_put_together_is_put_together_here_and_said()
    {
        var user = await studio.NewUserAsync();
        (await user.AddCheckedKeyAsync("creatomate", "poor")).GetProperty("validation_status").GetString().ShouldBe("valid");
        var video = await MakeAsync(user, new { source = "script", text = "# Bees\n\n## Hook\nBees hum.\n", music = "none", providers = new { assembly = "creatomate" } });
        video.GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("step").GetString() == "assembly").GetProperty("provider").GetString().ShouldBe("ffmpeg");
        var id = video.GetProperty("id").GetGuid();
        var told = (await user.GetJsonAsync($"/videos/{id}/report")).GetProperty("fallbacks").EnumerateArray().ToList();
        var failed = told.Single(one => one.GetProperty("asked").GetString() == "the video put together by Creatomate");
        failed.GetProperty("done").GetString().ShouldBe("FFmpeg put it together on this machine");
        failed.GetProperty("why").GetString()!.ShouldMatch("^Creatomate failed: .*credit");
        // Nothing of the file was made up after all, and nothing says so any more.
        told.ShouldNotContain(one => one.ToString().Contains("simulat"));
        (await CommentAsync(user, id)).ShouldBeEmpty();
        (await CreditsAsync(id)).ShouldNotContain("simulated");
        video.GetProperty("is_simulated").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_choice_that_cannot_be_honoured_is_refused_before_anything_starts()
    {
        var user = await studio.NewUserAsync();
        var refused = await (await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "Bees hum.", providers = new { media = "pexels" } })).ShouldRefuseAsync(400, "validation_error");
        refused.ToString().ShouldContain("Pexels is not ready");
        await (await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "Bees hum.", providers = new { video_ai = "openai_sora" } })).ShouldRefuseAsync(400, "validation_error");
        await (await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "Bees hum.", providers = new { voice = "pexels" } })).ShouldRefuseAsync(400, "validation_error");
    }

    private static async Task<JsonElement> MakeAsync(StudioHost.User user, object request)
    {
        var answer = await (await user.Api.PostAsJsonAsync("/api/v1/videos", request)).JsonAsync();
        var id = answer.GetProperty("video").GetProperty("id").GetGuid();
        var end = await user.WaitForAsync(id, status => status.GetProperty("status").GetString() is "completed" or "failed", seconds: 480);
        end.GetProperty("status").GetString().ShouldBe("completed", end.ToString());
        return await user.GetJsonAsync($"/videos/{id}");
    }

    private static IEnumerable<string?> Kinds(JsonElement scene) => scene.GetProperty("pieces").EnumerateArray().Select(piece => piece.GetProperty("kind").GetString());

    private async Task<Timeline> TimelineAsync(Guid id)
    {
        await using var db = studio.Services.GetRequiredService<Database>().OpenForSystem();
        var video = await db.Videos.AsNoTracking().SingleAsync(row => row.Id == id);
        var file = await studio.Services.GetRequiredService<VideoFiles>().OpenAsync(video.Files!, VideoFiles.Timeline, CancellationToken.None);
        using var reader = new StreamReader(file!.Content);
        return TimelineJson.Read(await reader.ReadToEndAsync());
    }

    /// <summary>What the file a user downloads says of itself to any program.</summary>
    private static async Task<string> CommentAsync(StudioHost.User user, Guid id)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{id:N}.mp4");
        await File.WriteAllBytesAsync(file, await user.Api.GetByteArrayAsync($"/api/v1/videos/{id}/download"));
        var probe = await ToolRunner.RunAsync("ffprobe", ["-v", "error", "-show_entries", "format_tags=comment", "-of", "default=noprint_wrappers=1:nokey=1", file], CancellationToken.None);
        File.Delete(file);
        probe.ExitCode.ShouldBe(0, probe.Error);
        return probe.Output.Trim();
    }

    private async Task<string> CreditsAsync(Guid id)
    {
        await using var db = studio.Services.GetRequiredService<Database>().OpenForSystem();
        var files = await db.Videos.Where(row => row.Id == id).Select(row => row.Files).SingleAsync();
        using var reader = new StreamReader((await studio.Services.GetRequiredService<VideoFiles>().OpenAsync(files!, "credits", CancellationToken.None))!.Content);
        return await reader.ReadToEndAsync();
    }

    private async Task<IReadOnlyList<string>> OrdersAsync(Guid id)
    {
        await using var db = studio.Services.GetRequiredService<Database>().OpenForSystem();
        return await db.ProviderOrders.Where(row => row.VideoId == id).Select(row => row.Key).ToListAsync();
    }

    private async Task<IReadOnlyList<string>> KeysAsync(Guid id)
    {
        await using var db = studio.Services.GetRequiredService<Database>().OpenForSystem();
        var json = await db.VideoSteps.Where(step => step.VideoId == id && step.Step == GenerationStep.Media).Select(step => step.Result!).SingleAsync();
        return [.. StepJson.Read<MediaResult>(json).Scenes.SelectMany(scene => scene).Select(one => one.Source!.Key)];
    }
}
