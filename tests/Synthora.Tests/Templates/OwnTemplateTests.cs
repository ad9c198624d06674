using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Cli;
using Synthora.Data;
using Synthora.Features.Scripts;
using Synthora.Features.Videos;
using Synthora.Rendering.Timelines;
using Synthora.Tests.Cli;
using Synthora.Tests.Hosting;
using Synthora.Tests.Videos;
using Synthora.Tests.Videos.Editing;

namespace Synthora.Tests.Templates;

/// <summary>Somebody's own template from the choice to the edited video, with every real step.</summary>
public sealed class OwnTemplateTests(RealStudio studio) : IClassFixture<RealStudio>
{
    private const string Notes = "A clean pot makes better tea. Warm the pot with hot water before the leaves go in. Then let the leaves rest for four minutes.";
    private static readonly string[] Palette = ["#123456", "#ABCDEF"];

    [Theory]
    [InlineData("notes", Notes)]
    [InlineData("topic", "Why a warm pot makes better tea")]
    public async Task A_template_of_ones_own_makes_a_video_that_can_be_retried_edited_and_taken_along(string source, string text)
    {
        var (ann, bob) = (await studio.NewUserAsync(), await studio.NewUserAsync());
        var template = (await (await ann.Api.PostAsync("/api/v1/templates/educational-explainer/duplicate", null)).JsonAsync()).GetProperty("id").GetGuid();
        (await ann.Api.PatchAsJsonAsync($"/api/v1/templates/{template}", new
        {
            is_public = true,
            visual = new { color_palette = Palette },
            text = new { caption_style = "karaoke" },
            script = new { cta_type = "comment", cta_text = "Tell us how you brew yours." },
        })).EnsureSuccessStatusCode();
        await bob.AddCheckedKeyAsync("anthropic");
        await bob.AddCheckedKeyAsync("openai_tts", "poor");

        var answer = await bob.Api.PostAsJsonAsync("/api/v1/videos", new { source, text, template, music = "none", providers = new { voice = "openai_tts" } });
        var body = await answer.JsonAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, body.ToString());
        var id = body.GetProperty("video").GetProperty("id").GetGuid();
        var failed = await EndAsync(bob, id);
        failed.GetProperty("current_step").GetString().ShouldBe("voice", failed.ToString());
        (await bob.Api.PostAsJsonAsync($"/api/v1/videos/{id}/retry", new { swap = new { category = "voice", provider = "offline" } })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var end = await EndAsync(bob, id);
        end.GetProperty("status").GetString().ShouldBe("completed", end.ToString());

        var timeline = TimelineJson.Read(await FileAsync(id, VideoFiles.Timeline));
        (timeline.Look.Captions, string.Join(' ', timeline.Look.Palette)).ShouldBe((CaptionStyle.Karaoke, string.Join(' ', Palette)));
        if (source == "notes") timeline.Scenes[^1].Narration.ShouldBe("Tell us how you brew yours.");

        var script = await FileAsync(id, "script.md");
        ScriptParser.Parse(script, media: null).Problems.ShouldBeEmpty(script);
        using var folder = new StudioRun();
        var (exit, _, error) = await StudioRun.RunAsync("make", await folder.WriteAsync("taken.md", script), "--size", "180x320", "--music", "none", "--out", folder.Folder + "/");
        exit.ShouldBe(ExitCode.Ok, error);

        var board = await bob.EditAsync(id, new { op = "narrate", scene = "scene-2", text = "Say something else about the pot." });
        board.ToRender().ShouldContain(2);
        board = await bob.RenderAsync(id);
        board.GetProperty("last_failure").ValueKind.ShouldBe(JsonValueKind.Null, board.ToString());
        TimelineJson.Read(await FileAsync(id, VideoFiles.Timeline)).Look.Palette.ShouldBe(Palette);
    }

    private static Task<JsonElement> EndAsync(StudioHost.User user, Guid id) =>
        user.WaitForAsync(id, status => status.GetProperty("status").GetString() is "completed" or "failed", seconds: 480);

    private async Task<string> FileAsync(Guid id, string name)
    {
        await using var db = studio.Services.GetRequiredService<Database>().OpenForSystem();
        var files = await db.Videos.Where(row => row.Id == id).Select(row => row.Files).SingleAsync();
        using var reader = new StreamReader((await studio.Services.GetRequiredService<VideoFiles>().OpenAsync(files!, name, CancellationToken.None))!.Content);
        return await reader.ReadToEndAsync();
    }
}
