using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Synthora.Features;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Library;

public sealed partial class ShareTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Fact]
    public async Task A_link_shows_one_file_to_strangers_until_it_is_withdrawn()
    {
        var user = await host.NewUserAsync(Role.Admin);
        var film = await Samples.FilmAsync();
        var id = await user.UploadAsync(film, "film.mp4", ("title", "For <you>"));
        await user.SettledAsync(id);
        var made = await user.Api.PostAsJsonAsync($"/api/v1/library/media/{id}/shares", new { });
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        var share = await made.JsonAsync();
        (share.GetProperty("expires_at").GetDateTimeOffset() - TimeProvider.System.GetUtcNow()).TotalDays.ShouldBe(7, 0.1);
        var path = share.GetProperty("path").GetString()!;
        path.Length.ShouldBeGreaterThan(45);

        var page = await host.Visitor().GetAsync(path);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Headers.GetValues("X-Robots-Tag").Single().ShouldBe("noindex");
        var html = await page.Content.ReadAsStringAsync();
        html.ShouldContain("For &lt;you&gt;");
        html.ShouldContain($"{path}/original");
        using var range = new HttpRequestMessage(HttpMethod.Get, $"{path}/original");
        range.Headers.Range = new(0, 9);
        (await (await host.Visitor().SendAsync(range)).Content.ReadAsByteArrayAsync()).ShouldBe(film[..10]);
        ((int)(await host.Visitor().GetAsync($"{path}/original?save=true")).StatusCode).ShouldBe(403);

        var listed = (await (await user.Api.GetAsync($"/api/v1/library/media/{id}/shares")).JsonAsync())[0];
        listed.GetProperty("views").GetInt32().ShouldBe(1);
        listed.GetProperty("path").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        var stranger = await host.NewUserAsync();
        await (await stranger.Api.DeleteAsync($"/api/v1/library/shares/{share.GetProperty("id").GetGuid()}")).ShouldRefuseAsync(404, "not_found");
        (await user.Api.DeleteAsync($"/api/v1/library/shares/{share.GetProperty("id").GetGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        ((int)(await host.Visitor().GetAsync(path)).StatusCode).ShouldBe(410);
        ((int)(await host.Visitor().GetAsync($"{path}/original")).StatusCode).ShouldBe(410);
        ((int)(await host.Visitor().GetAsync(path[..^3] + "abc")).StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task A_password_keeps_the_page_and_the_file_closed()
    {
        var user = await host.NewUserAsync(Role.Admin);
        var id = await user.UploadAsync(await Samples.PhotoAsync(), "photo.jpg", ("title", "Secret plan"));
        await user.SettledAsync(id);
        await (await user.Api.PostAsJsonAsync($"/api/v1/library/media/{id}/shares", new { password = "abc" })).ShouldRefuseAsync(400, "validation_error");
        var share = await (await user.Api.PostAsJsonAsync($"/api/v1/library/media/{id}/shares", new { password = "open sesame", days = 0, allow_download = true })).JsonAsync();
        share.GetProperty("expires_at").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        var path = share.GetProperty("path").GetString()!;

        using var visitor = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = true }) { BaseAddress = host.Address };
        var closed = await visitor.GetStringAsync(path);
        closed.ShouldNotContain("Secret plan");
        ((int)(await visitor.GetAsync($"{path}/original")).StatusCode).ShouldBe(403);
        ((int)(await visitor.GetAsync($"{path}/poster")).StatusCode).ShouldBe(403);
        var token = Field().Match(closed).Groups[1].Value;
        (await TryAsync("wrong")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var opened = await TryAsync("open sesame");
        (await opened.Content.ReadAsStringAsync()).ShouldContain("Secret plan");
        (await visitor.GetAsync($"{path}/original?save=true")).Content.Headers.ContentDisposition!.FileNameStar.ShouldBe("Secret plan.jpg");

        Task<HttpResponseMessage> TryAsync(string password) => visitor.PostAsync(path, new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["password"] = password }));
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("disabled")]
    [InlineData("deleted")]
    public async Task Links_show_nothing_of_an_account_that_is_no_longer_open(string end)
    {
        var (admin, user) = (await host.NewUserAsync(Role.Admin), await host.NewUserAsync(Role.Free));
        var id = await user.UploadAsync(await Samples.PhotoAsync(), "photo.jpg");
        await user.SettledAsync(id);
        var path = (await (await user.Api.PostAsJsonAsync($"/api/v1/library/media/{id}/shares", new { allow_download = true })).JsonAsync()).GetProperty("path").GetString()!;
        var link = (await (await user.Api.GetAsync($"/api/v1/library/media/{id}/link?minutes=1440")).JsonAsync()).GetProperty("url").GetString()!;
        string[] shared = [path, $"{path}/original", $"{path}/poster", $"{path}/original?save=true"];
        foreach (var address in (string[])[.. shared, link]) (await host.Visitor().GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.OK, address);

        using var order = end switch
        {
            "closed" => new HttpRequestMessage(HttpMethod.Delete, "/api/v1/user") { Content = JsonContent.Create(new { confirmation = user.Email, password = StudioHost.User.Password }) },
            "disabled" => new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/admin/users/{user.Id}/status") { Content = JsonContent.Create(new { is_active = false }) },
            _ => new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/admin/users/{user.Id}"),
        };
        (await (end == "closed" ? user : admin).Api.SendAsync(order)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var address in shared) (await host.Visitor().GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.Gone, address);
        (await host.Visitor().GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        if (end != "disabled") return;
        (await admin.Api.PatchAsJsonAsync($"/api/v1/admin/users/{user.Id}/status", new { is_active = true })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Visitor().GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Field();
}

public sealed class ShareLimitTests(ShareLimitTests.StrictHost host) : IClassFixture<ShareLimitTests.StrictHost>
{
    [Fact]
    public async Task Links_cannot_be_guessed_at_speed()
    {
        var answers = new List<int>();
        for (var number = 0; number < 6; number++) answers.Add((int)(await host.Visitor().GetAsync($"/share/guess-{number}")).StatusCode);
        answers.ShouldBe([404, 404, 404, 404, 429, 429]);
    }

    public sealed class StrictHost : StudioHost
    {
        protected override Configuration Configure(Configuration configuration)
        {
            configuration.Limits.SharesPerMinute = 4;
            return configuration;
        }
    }
}
