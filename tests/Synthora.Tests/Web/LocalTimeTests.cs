using System.Globalization;
using System.Net.Http.Json;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Web;

public sealed class LocalTimeTests(StudioHost host) : IClassFixture<StudioHost>
{
    /// <summary>As far from UTC as clocks go.</summary>
    private const string Zone = "Pacific/Kiritimati";

    [Fact]
    public async Task Pages_tell_the_time_by_their_readers_clock()
    {
        var user = await host.NewUserAsync();
        (await user.Api.PutAsJsonAsync("/api/v1/settings", new { timezone = Zone })).EnsureSuccessStatusCode();
        var id = await user.CreateVideoAsync("Some words to say");
        await user.WaitForAsync(id, "completed");
        var made = (await (await user.Api.GetAsync($"/api/v1/videos/{id}")).JsonAsync()).GetProperty("created_at").GetDateTimeOffset();
        var here = TimeZoneInfo.ConvertTime(made, TimeZoneInfo.FindSystemTimeZoneById(Zone));
        here.Offset.ShouldBe(TimeSpan.FromHours(14));
        var english = CultureInfo.GetCultureInfo("en");
        using var browser = await PageBrowser.SignInAsync(host, user);
        (await browser.GetAsync($"/videos/{id}")).ShouldContain(here.ToString("d MMM yyyy, HH:mm", english));
        foreach (var page in (string[])["/videos", "/library", $"/library/{id}"]) (await browser.GetAsync(page)).ShouldContain(here.ToString("d MMM yyyy", english), Case.Sensitive, page);
    }
}
