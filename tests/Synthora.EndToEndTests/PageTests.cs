using Microsoft.Playwright;

namespace Synthora.EndToEndTests;

[Collection(Surroundings.Shared)]
public sealed class PageTests(FilledStudio studio) : IClassFixture<FilledStudio>
{
    private const int MostBytes = 120 * 1024;

    public static TheoryData<string> Pages => [.. FilledStudio.Pages.Keys];

    /// <summary>The user's own pictures, videos and captions are as large as they are.</summary>
    public static bool IsOwnMedia(IRequest request) => new Uri(request.Url).AbsolutePath is var path
        && (Array.Exists(["/api/v1/videos/", "/api/v1/templates/", "/api/v1/branding/", "/templates/look", "/media/"], media => path.StartsWith(media, StringComparison.Ordinal))
            || path.Count('/') == 3 && path.StartsWith("/share/", StringComparison.Ordinal));

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_is_small_fits_a_phone_and_is_accessible_in_both_themes(string name)
    {
        var requests = new List<IRequest>();
        var page = await VisitAsync(name, width: 360, onRequest: requests.Add);
        var bytes = await TransferredAsync(requests);
        bytes.ShouldBeInRange(10_000, MostBytes);

        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(360, $"{name} scrolls sideways");
        (await page.ViolationsAsync()).ShouldBeEmpty($"{name}, dark");
        await page.EvaluateAsync("document.documentElement.dataset.theme = 'light'");
        (await page.ContrastViolationsAsync()).ShouldBeEmpty($"{name}, light");
        await page.Context.CloseAsync();
        await PictureAsync(name);
    }

    [Fact]
    public async Task The_chosen_theme_stays()
    {
        var page = await VisitAsync("landing");
        var dark = await BackgroundAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Light theme" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Light theme", Pressed = true })).ToBeVisibleAsync();
        var light = await BackgroundAsync(page);
        await page.GotoAsync("/login");
        (dark, light).ShouldBe(("rgb(8, 8, 11)", "rgb(250, 250, 251)"));
        (await BackgroundAsync(page)).ShouldBe(light);
    }

    private static Task<string> BackgroundAsync(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

    private static async Task<int> TransferredAsync(IEnumerable<IRequest> requests)
    {
        var bytes = 0;
        foreach (var request in requests.Where(request => !IsOwnMedia(request)).ToList())
        {
            var sizes = await request.SizesAsync();
            bytes += sizes.ResponseHeadersSize + sizes.ResponseBodySize;
        }

        return bytes;
    }

    private async Task<IPage> VisitAsync(string name, int width = 1280, string theme = "dark", Action<IRequest>? onRequest = null)
    {
        var (path, state) = studio.Find(name);
        var page = await studio.OpenAsync(state, width, theme: theme);
        if (onRequest is not null) page.RequestFinished += (_, request) => onRequest(request);
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        await page.EvaluateAsync("document.fonts.ready.then(() => 0)");
        return page;
    }

    /// <summary>For looking at: with SYNTHORA_PICTURES set to a folder, every page is left there as people see it.</summary>
    private async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("SYNTHORA_PICTURES") is not { Length: > 0 } folder) return;
        foreach (var (width, theme) in ((int, string)[])[(1440, "dark"), (390, "dark"), (1440, "light")])
        {
            var page = await VisitAsync(name, width, theme);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name.Replace(", ", "-", StringComparison.Ordinal)}-{width}-{theme}.png"), FullPage = true });
            await page.Context.CloseAsync();
        }
    }
}
