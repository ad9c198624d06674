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
}
