using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Templates;

public sealed class TemplatesTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Fact]
    public async Task The_products_own_templates_are_planted_once_and_everybody_sees_them()
    {
        var admin = await host.NewUserAsync(Role.Admin);
        (await (await admin.Api.PostAsync("/api/v1/templates/seed", null)).JsonAsync()).GetProperty("added").GetInt32().ShouldBe(0);
        var user = await host.NewUserAsync();
        var listed = await user.GetJsonAsync("/templates/system");
        listed.GetProperty("items").EnumerateArray().Select(template => template.GetProperty("slug").GetString())
            .ShouldBe(["viral-hook", "educational-explainer", "product-showcase", "storytelling", "trending-challenge"]);
        (await user.GetJsonAsync("/templates?category=product")).GetProperty("items")[0].GetProperty("slug").GetString().ShouldBe("product-showcase");
        (await user.GetJsonAsync("/templates?search=NARRAT&platform=youtube")).GetProperty("total").GetInt32().ShouldBeLessThan(5);
        (await user.GetJsonAsync("/templates/viral-hook/config")).GetProperty("visual").GetProperty("visual_aesthetic").GetString().ShouldBe("bold");
        (await user.GetJsonAsync("/templates/categories")).EnumerateArray().Count().ShouldBe(9);
        await (await user.Api.PostAsync("/api/v1/templates/seed", null)).ShouldRefuseAsync(403, "forbidden");
        await (await user.Api.GetAsync("/api/v1/templates/stats")).ShouldRefuseAsync(403, "forbidden");
        (await admin.GetJsonAsync("/templates/stats")).GetProperty("system").GetInt32().ShouldBe(5);
    }

    [Fact]
    public async Task Every_wrong_field_is_named_by_its_path()
    {
        var user = await host.NewUserAsync();
        var answer = await user.Api.PostAsJsonAsync("/api/v1/templates", new
        {
            name = "",
            category = "cooking",
            structure = new { num_scenes = 30, duration_min_s = 90, duration_max_s = 20, pacing = "warp" },
            visual = new { color_palette = new[] { "#FF0000", "red" }, transitions = Array.Empty<string>(), glow = true },
            audio = new { voice_speed = "fast" },
            platform = new { suggested_hashtags = new[] { "#tea", "two words", "#", "##tea" } },
        });
        (await answer.ShouldRefuseAsync(400, "validation_error")).GetProperty("details").EnumerateObject().Select(field => field.Name).ShouldBe(
            [
                "$.name", "$.category", "$.structure.num_scenes", "$.structure.duration_min_s", "$.structure.pacing", "$.visual.color_palette[1]", "$.visual.transitions", "$.visual.glow",
                "$.audio.voice_speed", "$.platform.suggested_hashtags[1]", "$.platform.suggested_hashtags[2]", "$.platform.suggested_hashtags[3]",
            ], ignoreOrder: true);
    }

    [Fact]
    public async Task Hashtags_may_be_written_with_the_sign_and_are_stored_once_without()
    {
        var user = await host.NewUserAsync();
        var made = await (await user.Api.PostAsJsonAsync("/api/v1/templates", new { name = "Tagged", platform = new { suggested_hashtags = new[] { "#Tea", "coffee", "tea", " #Coffee ", "#Çay" } } })).JsonAsync();
        made.GetProperty("suggested_hashtags").EnumerateArray().Select(tag => tag.GetString()).ShouldBe(["Tea", "coffee", "Çay"]);
        var changed = await (await user.Api.PatchAsJsonAsync($"/api/v1/templates/{made.GetProperty("id").GetGuid()}", new { platform = new { suggested_hashtags = new[] { "#matcha", "matcha" } } })).JsonAsync();
        changed.GetProperty("suggested_hashtags").EnumerateArray().Select(tag => tag.GetString()).ShouldBe(["matcha"]);
        (await user.GetJsonAsync($"/templates/{made.GetProperty("id").GetGuid()}/config")).GetProperty("platform").GetProperty("suggested_hashtags").ToString().ShouldBe("[\"matcha\"]");
    }

    [Fact]
    public async Task An_administrator_makes_a_template_for_everybody()
    {
        var (admin, ann) = (await host.NewUserAsync(Features.Role.Admin), await host.NewUserAsync(Features.Role.Free));
        await (await ann.Api.PostAsJsonAsync("/api/v1/templates", new { name = "For all", is_system = true })).ShouldRefuseAsync(403, "forbidden");
        var made = await (await admin.Api.PostAsJsonAsync("/api/v1/templates", new { name = "For all", is_system = true })).JsonAsync();
        var id = made.GetProperty("id").GetGuid();
        made.GetProperty("kind").GetString().ShouldBe("system");
        (await ann.GetJsonAsync($"/templates/{id}")).GetProperty("name").GetString().ShouldBe("For all");
        await (await ann.Api.PatchAsJsonAsync($"/api/v1/templates/{id}", new { name = "Mine" })).ShouldRefuseAsync(403, "forbidden");
        await ann.WaitForAsync((await (await ann.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "Made with it.", template = id })).JsonAsync()).GetProperty("video").GetProperty("id").GetGuid(), "completed");
        (await admin.Api.DeleteAsync($"/api/v1/templates/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_template_is_copied_changed_shared_and_used_and_a_video_keeps_what_it_was_made_with()
    {
        var (ann, bob) = (await host.NewUserAsync(), await host.NewUserAsync());
        var copy = await (await ann.Api.PostAsync("/api/v1/templates/viral-hook/duplicate", null)).JsonAsync();
        var id = copy.GetProperty("id").GetGuid();
        copy.GetProperty("name").GetString().ShouldBe("Viral Hook (copy)");
        await (await bob.Api.GetAsync($"/api/v1/templates/{id}")).ShouldRefuseAsync(404, "not_found");
        await (await ann.Api.PatchAsJsonAsync("/api/v1/templates/viral-hook", new { name = "Mine" })).ShouldRefuseAsync(403, "forbidden");

        var changed = await (await ann.Api.PatchAsJsonAsync($"/api/v1/templates/{id}", new { name = "Ann's look", is_public = true, text = new { caption_style = "karaoke" } })).JsonAsync();
        changed.GetProperty("version").GetInt32().ShouldBe(2);
        changed.GetProperty("kind").GetString().ShouldBe("public");
        changed.GetProperty("caption_style").GetString().ShouldBe("karaoke");
        (await bob.GetJsonAsync("/templates?kind=public")).GetProperty("items").EnumerateArray().Select(template => template.GetProperty("name").GetString()).ShouldContain("Ann's look");
        await (await bob.Api.DeleteAsync($"/api/v1/templates/{id}")).ShouldRefuseAsync(403, "forbidden");

        var made = await (await bob.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "Good sleep is free.", template = id })).JsonAsync();
        var video = made.GetProperty("video").GetProperty("id").GetGuid();
        (await ann.GetJsonAsync($"/templates/{id}")).GetProperty("usage_count").GetInt32().ShouldBe(1);
        (await ann.Api.DeleteAsync($"/api/v1/templates/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await bob.WaitForAsync(video, "completed")).GetProperty("status").GetString().ShouldBe("completed");
        (await bob.GetJsonAsync($"/videos/{video}")).GetProperty("template_name").GetString().ShouldBe("Ann's look");
        await (await bob.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "Again.", template = id })).ShouldRefuseAsync(400, "validation_error");
    }

    [Fact]
    public async Task A_template_begins_with_the_type_of_its_aesthetic_and_one_of_before_goes_on_to_look_so()
    {
        var user = await host.NewUserAsync();
        (await MakeAsync(new { name = "New", visual = new { visual_aesthetic = "vintage" } })).ShouldBe(("look", "look"));
        var before = new { name = "Before", text = new { font_style = "sans" }, platform = new { thumbnail_style = "clean_title" } };
        (await MakeAsync(before)).ShouldBe(("sans", "clean_title"));
        (await MakeAsync(new { name = "Chosen", text = new { font_style = "serif" }, platform = new { thumbnail_style = "cinematic" } })).ShouldBe(("serif", "cinematic"));

        var migrator = new Migrator(host.Services.GetRequiredService<Database>());
        await migrator.DownAsync("00000000000021_VideoOrders", CancellationToken.None);
        await MakeAsync(before);
        await migrator.UpAsync(CancellationToken.None);

        (await user.GetJsonAsync("/templates/my")).GetProperty("items").EnumerateArray()
            .Select(template => (template.GetProperty("name").GetString(), template.GetProperty("font_style").GetString(), template.GetProperty("thumbnail_style").GetString())).Distinct()
            .ShouldBe([("New", "look", "look"), ("Before", "look", "look"), ("Chosen", "serif", "cinematic")], ignoreOrder: true);
        (await user.GetJsonAsync("/templates/educational-explainer")).GetProperty("font_style").GetString().ShouldBe("sans");

        async Task<(string?, string?)> MakeAsync(object request)
        {
            var made = await (await user.Api.PostAsJsonAsync("/api/v1/templates", request)).JsonAsync();
            return (made.GetProperty("font_style").GetString(), made.GetProperty("thumbnail_style").GetString());
        }
    }

    [Fact]
    public async Task A_look_is_shown_by_the_engine_itself()
    {
        var user = await host.NewUserAsync();
        var still = await user.Api.GetAsync("/api/v1/templates/storytelling/still");
        still.Content.Headers.ContentType!.MediaType.ShouldBe("image/webp");
        var clip = await user.Api.GetAsync((await user.GetJsonAsync("/templates/viral-hook")).GetProperty("sample_url").GetString());
        clip.Content.Headers.ContentType!.MediaType.ShouldBe("video/mp4");
        (await clip.Content.ReadAsByteArrayAsync()).Length.ShouldBeInRange(10_000, 1_500_000);
    }
}
