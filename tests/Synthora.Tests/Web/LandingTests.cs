using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Web;

/// <summary>What search engines, link previews and browsers' tabs read of the pages that strangers see.</summary>
public sealed partial class LandingTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Fact]
    public async Task Robots_may_read_the_landing_page_alone_and_find_the_sitemap()
    {
        var robots = (await TextAsync("/robots.txt", "text/plain")).Split('\n');
        robots.ShouldContain("Allow: /$");
        robots.ShouldContain("Disallow: /");
        var sitemap = robots.Single(line => line.StartsWith("Sitemap: ", StringComparison.Ordinal))["Sitemap: ".Length..];
        var places = XDocument.Parse(await TextAsync(new Uri(sitemap).AbsolutePath, "application/xml")).Descendants().Where(element => element.Name.LocalName == "loc").Select(element => new Uri(element.Value)).ToList();
        places.ShouldNotBeEmpty();
        foreach (var place in places) await TextAsync(place.AbsolutePath, "text/html");
    }

    [Fact]
    public async Task A_link_to_the_landing_page_comes_with_words_and_a_picture()
    {
        var html = await TextAsync("/", "text/html");
        foreach (var name in (string[])["description", "og:title", "og:description", "og:type", "og:url", "og:site_name", "twitter:card"]) Meta(html, name).ShouldNotBeNullOrWhiteSpace(name);
        var picture = new Uri(Meta(html, "og:image")!);
        await TextAsync(picture.AbsolutePath, "image/png");
        html.ShouldContain($"<link rel=\"canonical\" href=\"{new Uri(host.Address, "/")}\"");
    }

    [Fact]
    public async Task Every_icon_that_a_page_names_is_there()
    {
        var links = Links().Matches(await TextAsync("/", "text/html")).Select(match => match.Groups[1].Value).Order().ToList();
        links.ShouldBe(["/apple-touch-icon.png", "/favicon.png", "/favicon.svg"]);
        using var manifest = JsonDocument.Parse(await TextAsync("/site.webmanifest", "application/manifest+json"));
        foreach (var icon in links.Concat(manifest.RootElement.GetProperty("icons").EnumerateArray().Select(icon => icon.GetProperty("src").GetString()!)))
            await TextAsync(icon, icon.EndsWith(".svg", StringComparison.Ordinal) ? "image/svg+xml" : "image/png");
    }

    private async Task<string> TextAsync(string path, string type)
    {
        var answer = await host.Visitor().GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(type, path);
        return await answer.Content.ReadAsStringAsync();
    }

    private static string? Meta(string html, string name) =>
        Regex.Match(html, $"<meta (?:name|property)=\"{Regex.Escape(name)}\" content=\"([^\"]*)\"", RegexOptions.CultureInvariant) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("<link rel=\"(?:icon|apple-touch-icon)\" href=\"([^\"]+)\"")]
    private static partial Regex Links();
}
