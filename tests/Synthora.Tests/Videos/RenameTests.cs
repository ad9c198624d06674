using System.Net;
using System.Net.Http.Json;
using Synthora.Tests.Hosting;
using Synthora.Tests.Library;

namespace Synthora.Tests.Videos;

public sealed class RenameTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Fact]
    public async Task A_video_has_one_name_everywhere_and_is_described_and_put_away_with_it()
    {
        var user = await host.NewUserAsync();
        var id = await user.CreateVideoAsync("About rest");
        await user.WaitForAsync(id, "completed");
        var folder = (await (await user.Api.PostAsJsonAsync("/api/v1/library/folders", new { name = "Calm" })).JsonAsync()).GetProperty("id").GetGuid();
        var changed = await ChangeAsync(user, id, new { title = "  Rest \u202Ewell ", description = "For the evening", tags = new[] { "Calm" }, folder });
        changed.GetProperty("title").GetString().ShouldBe("Rest well");
        (changed.GetProperty("description").GetString(), changed.GetProperty("tags")[0].GetString(), changed.GetProperty("folder_id").GetGuid(), changed.GetProperty("is_in_library").GetBoolean()).ShouldBe(("For the evening", "calm", folder, true));
        var shelved = (await user.ListAsync($"?folder={folder}&tag=calm&search=rest")).GetProperty("items").EnumerateArray().Single();
        (shelved.GetProperty("id").GetGuid(), shelved.GetProperty("title").GetString()).ShouldBe((id, "Rest well"));
        (await (await user.Api.GetAsync("/api/v1/videos?search=rest+well")).JsonAsync()).GetProperty("items").EnumerateArray().Single().GetProperty("title").GetString().ShouldBe("Rest well");
        (await ChangeAsync(user, id, new { folder = "none" })).GetProperty("title").GetString().ShouldBe("Rest well");

        foreach (var wrong in new object[] { new { title = "" }, new { title = "   " }, new { title = new string('x', 201) }, new { tags = new[] { new string('x', 60) } } })
            await (await user.Api.PatchAsJsonAsync($"/api/v1/videos/{id}", wrong)).ShouldRefuseAsync(400, "validation_error");
        await (await user.Api.PatchAsJsonAsync($"/api/v1/videos/{id}", new { title = "Half done", folder = Guid.CreateVersion7() })).ShouldRefuseAsync(404, "not_found");
        (await ChangeAsync(user, id, new { folder = "none" })).GetProperty("title").GetString().ShouldBe("Rest well", "what is refused changes nothing");
    }

    [Fact]
    public async Task A_name_given_while_a_video_is_made_is_the_one_it_gets()
    {
        var user = await host.NewUserAsync();
        var id = await user.CreateVideoAsync("hold:voice Something");
        await user.WaitForAsync(id, video => video.GetProperty("state").GetString() == "voice");
        (await ChangeAsync(user, id, new { title = "My own words" })).GetProperty("title").GetString().ShouldBe("My own words");
        await (await user.Api.PatchAsJsonAsync($"/api/v1/videos/{id}", new { description = "x" })).ShouldRefuseAsync(409, "invalid_state");
        host.Release();
        await user.WaitForAsync(id, "completed");
        (await user.ListAsync()).Titles().ShouldBe(["My own words"]);
    }

    [Fact]
    public async Task The_page_renames_in_place_says_what_is_wrong_and_takes_it_back()
    {
        var user = await host.NewUserAsync();
        var id = await user.CreateVideoAsync("About rest");
        await user.WaitForAsync(id, "completed");
        using var browser = await PageBrowser.SignInAsync(host, user);
        var page = await browser.GetAsync($"/videos/{id}?rename=true");
        page.ShouldContain("is-renaming");
        (await browser.PostAsync(page, $"/videos/{id}/rename", ("title", "   "))).Body.ShouldContain("A video needs a title.");
        var renamed = await browser.PostAsync(page, $"/videos/{id}/rename", ("title", "Sleep & dream"));
        (renamed.Status, renamed.Location).ShouldBe((HttpStatusCode.Found, $"/videos/{id}"));
        var shown = await browser.GetAsync($"/videos/{id}");
        shown.ShouldContain("Sleep &amp; dream");
        var undo = System.Text.RegularExpressions.Regex.Match(shown, "action=\"(/videos/[^\"]+/rename/undo[^\"]*)\"").Groups[1].Value;
        (await browser.PostAsync(shown, WebUtility.HtmlDecode(undo))).Status.ShouldBe(HttpStatusCode.Found);
        (await (await user.Api.GetAsync($"/api/v1/videos/{id}")).JsonAsync()).GetProperty("title").GetString().ShouldBe("The made title");

        var again = await browser.GetAsync($"/create?from={id}");
        again.ShouldContain("About rest");
    }

    private static async Task<System.Text.Json.JsonElement> ChangeAsync(StudioHost.User user, Guid id, object change)
    {
        var answer = await user.Api.PatchAsJsonAsync($"/api/v1/videos/{id}", change);
        var body = await answer.JsonAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, body.ToString());
        return body;
    }
}
