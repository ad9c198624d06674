using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Library;

public sealed class LibraryPageTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Fact]
    public async Task The_page_filters_by_day_length_shape_and_state_keeps_them_in_its_address_and_takes_each_back()
    {
        var user = await host.NewUserAsync();
        await user.Api.PostAsync("/api/v1/settings", System.Net.Http.Json.JsonContent.Create(new { timezone = "Pacific/Auckland" }));
        foreach (var (file, name) in new[] { (await Samples.FilmAsync(), "Short film.mp4"), (await Samples.PhotoAsync(), "Photo.jpg"), (await Samples.SoundAsync(), "Sound.mp3") }) await user.SettledAsync(await user.UploadAsync(file, name));
        await using (var db = host.Services.GetRequiredService<Database>().OpenForSystem())
        {
            // 11:30 UTC on the 9th is half past midnight of the 10th in Auckland.
            await db.Database.ExecuteSqlAsync($"update media set created_at = '2026-03-09T11:30:00Z' where user_id = {user.Id} and title = 'Photo'");
            await db.Database.ExecuteSqlAsync($"update media set duration_s = 75 where user_id = {user.Id} and title = 'Sound'");
        }

        using var browser = await PageBrowser.SignInAsync(host, user);
        (await ShownAsync("from=2026-03-10&to=2026-03-10")).ShouldBe(["Photo"]);
        (await ShownAsync("from=2026-03-11&to=2026-03-12")).ShouldBeEmpty();
        (await ShownAsync("to=2026-03-09")).ShouldBeEmpty();
        (await ShownAsync("from=2026-03-12&to=2026-03-09")).ShouldBe(["Photo"], "the later day comes second, whichever was typed first");
        (await ShownAsync("length=short")).ShouldBe(["Short film"], "pictures have no length");
        (await ShownAsync("length=long")).ShouldBe(["Sound"]);
        (await ShownAsync("status=failed")).ShouldBeEmpty();
        (await ShownAsync("status=ready&orientation=portrait")).ShouldBe(["Short film"]);
        (await ShownAsync("from=yesterday&length=endless&status=gone")).Count.ShouldBe(3, "what an address says and nobody understands is left out");

        var page = await browser.GetAsync("/library?view=list&from=2026-03-10&length=long&status=ready");
        page.ShouldContain("value=\"2026-03-10\"");
        page.ShouldContain("<option value=\"long\" selected");
        page.ShouldContain("href=\"/library?status=ready&amp;length=long&amp;view=list\"");
        page.ShouldContain("href=\"/library?view=list\"");

        async Task<IReadOnlyList<string>> ShownAsync(string query)
        {
            var shown = await browser.GetAsync($"/library?{query}");
            return [.. new[] { "Short film", "Photo", "Sound" }.Where(title => shown.Contains($">{title}</a>", StringComparison.Ordinal))];
        }
    }

    [Fact]
    public async Task A_collection_is_renamed_emptied_and_deleted_on_its_page_and_many_files_lose_a_tag()
    {
        var user = await host.NewUserAsync();
        var files = new List<Guid>();
        foreach (var name in new[] { "One.jpg", "Two.jpg" }) files.Add(await user.UploadAsync(await Samples.PhotoAsync(), name, ("tags", "sea,draft")));
        foreach (var file in files) await user.SettledAsync(file);
        using var browser = await PageBrowser.SignInAsync(host, user);
        var page = await browser.GetAsync("/library");
        (string, string)[] both = [("ids", files[0].ToString()), ("ids", files[1].ToString())];
        await browser.PostAsync(page, "/library/bulk", [.. both, ("action", "collect"), ("collection", "Best")]);
        await browser.PostAsync(page, "/library/bulk", [.. both, ("action", "untag"), ("tags", "Draft")]);
        (await user.ListAsync("?tag=draft")).Titles().ShouldBeEmpty();
        (await user.ListAsync("?tag=sea")).Titles().Count.ShouldBe(2);

        var collection = (await user.GetJsonAsync("/collections"))[0].GetProperty("id").GetGuid();
        page = await browser.GetAsync($"/library?collection={collection}");
        foreach (var way in new[] { "data-opens=\"edit-collection\"", "data-opens=\"delete-collection\"", "value=\"uncollect\"" }) page.ShouldContain(way);
        (await browser.PostAsync(page, $"/library/collections/{collection}", ("name", " "))).Status.ShouldBe(System.Net.HttpStatusCode.BadRequest);
        (await browser.PostAsync(page, $"/library/collections/{collection}", ("name", "Finest"), ("description", "For the wall"))).Location.ShouldBe($"/library?collection={collection}");
        await browser.PostAsync(page, "/library/bulk", ("ids", files[0].ToString()), ("action", "uncollect"), ("shown", collection.ToString()), ("collection", ""));
        var kept = (await user.GetJsonAsync("/collections"))[0];
        (kept.GetProperty("name").GetString(), kept.GetProperty("description").GetString(), kept.GetProperty("items").GetInt32()).ShouldBe(("Finest", "For the wall", 1));
        await browser.PostAsync(page, $"/library/collections/{collection}/delete");
        (await user.GetJsonAsync("/collections")).GetArrayLength().ShouldBe(0);
        (await user.ListAsync()).Titles().Count.ShouldBe(2);
    }
}
