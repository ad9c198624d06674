using Microsoft.Playwright;

namespace Synthora.EndToEndTests;

[Collection(FilledStudio.Shared)]
public sealed class PageTests(FilledStudio studio)
{
    private const int MostBytes = 120 * 1024;

    /// <summary>How far things may jump while a page comes, by the measure that browsers report; 0.1 counts as good.</summary>
    private const double MostShift = 0.02;

    /// <summary>Adds up what jumps, from the first paint on.</summary>
    private const string CountShifts =
        """
        window.shifts = [];
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            if (!entry.hadRecentInput) window.shifts.push([entry.value, entry.sources.map((one) => one.node?.nodeName + "." + (one.node?.className ?? "")).join(" ")]);
        }).observe({ type: "layout-shift", buffered: true });
        """;

    public static TheoryData<string> Pages => [.. FilledStudio.Pages.Keys];

    /// <summary>The user's own pictures, videos and captions are as large as they are.</summary>
    public static bool IsOwnMedia(string path) =>
        Array.Exists(["/api/v1/videos/", "/api/v1/templates/", "/api/v1/branding/", "/templates/look", "/media/"], media => path.StartsWith(media, StringComparison.Ordinal))
        || path.Count('/') == 3 && path.StartsWith("/share/", StringComparison.Ordinal);

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_is_small_fits_phones_and_twice_the_size_in_both_directions_and_is_accessible_in_both_themes(string name)
    {
        var page = await TakeAsync(name, 360);
        var bytes = await TransferredAsync(page, () => ComeAsync(name, page));
        // What the browser keeps for when it cannot reach anybody brings all it needs with it.
        bytes.ShouldBeInRange(name == "offline" ? 1_000 : 10_000, MostBytes);
        await StandsStillAsync(page, $"{name} on a phone");

        await FitsAsync(page, 360, $"{name} on a phone");
        (await page.ViolationsAsync()).ShouldBeEmpty($"{name}, dark");
        await page.EvaluateAsync("document.documentElement.dataset.theme = 'light'");
        // An inherited colour fades once more for each element on its way down.
        await page.EvaluateAsync("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
        await page.WaitForFunctionAsync("() => document.getAnimations().every((one) => one.playState !== 'running')");
        (await page.ContrastViolationsAsync()).ShouldBeEmpty($"{name}, light");
        // What 1280 pixels leave at a zoom of 200 %.
        await page.SetViewportSizeAsync(640, 400);
        await FitsAsync(page, 640, $"{name} at twice the size");
        await page.EvaluateAsync("document.documentElement.dir = 'rtl'");
        await FitsAsync(page, 640, $"{name} from right to left at twice the size");
        await page.SetViewportSizeAsync(360, 800);
        await FitsAsync(page, 360, $"{name} from right to left on a phone");
        await ComeAsync(name, await TakeAsync(name, 1440));
        await StandsStillAsync(page, $"{name} at a desk");
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
        await page.GetByRole(AriaRole.Button, new() { Name = "Theme of the system" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Theme of the system", Pressed = true })).ToBeVisibleAsync();
        foreach (var (scheme, colour) in new[] { (ColorScheme.Dark, dark), (ColorScheme.Light, light) })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await Assertions.Expect(page.Locator("body")).ToHaveCSSAsync("background-color", colour);
        }

        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("dashboard")]
    [InlineData("create")]
    [InlineData("settings")]
    public async Task With_forced_colours_buttons_choices_and_the_place_are_still_told_apart(string name)
    {
        var page = await VisitAsync(name);
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        var unmarked = await page.EvaluateAsync<string[]>(
            """
            () => {
              const lined = (style) => (style.borderTopStyle !== "none" && parseFloat(style.borderTopWidth) > 0) || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0);
              const marks = [...document.querySelectorAll(".btn, .input, .nav-link[aria-current=page], .tab[aria-current=page], .choice:has(:checked)")].filter((one) => one.checkVisibility());
              if (marks.length < 3) return ["the page has nothing to look at"];
              return marks.filter((one) => !lined(getComputedStyle(one))).map((one) => one.outerHTML.slice(0, 120));
            }
            """);
        unmarked.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Nothing_keeps_moving_for_those_who_asked_for_less_motion()
    {
        foreach (var name in (string[])["landing", "components"])
        {
            var page = await VisitAsync(name);
            await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.NoPreference });
            (await page.EvaluateAsync<int>(Moving)).ShouldBeGreaterThan(0, $"{name} moves for others");
            await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
            await page.WaitForFunctionAsync($"() => {Moving} === 0");
            await page.Context.CloseAsync();
        }
    }

    /// <summary>How many animations last long enough to be seen.</summary>
    private const string Moving = "document.getAnimations().filter((one) => { const time = one.effect.getComputedTiming(); return time.endTime > 20; }).length";

    /// <summary>Neither fonts nor pictures nor scripts that come later may move what is already read.</summary>
    private static async Task StandsStillAsync(IPage page, string what)
    {
        await page.EvaluateAsync("async () => { for (let y = 0; y < document.body.scrollHeight; y += 700) { scrollTo(0, y); await new Promise(requestAnimationFrame); } scrollTo(0, 0); }");
        await page.WaitForFunctionAsync("() => [...document.images].every((image) => image.complete || image.loading === 'lazy')");
        var sum = await page.EvaluateAsync<double>("window.shifts.reduce((sum, [value]) => sum + value, 0)");
        sum.ShouldBeLessThanOrEqualTo(MostShift, $"{what} jumps: {await page.EvaluateAsync<string>("JSON.stringify(window.shifts)")}");
    }

    private static async Task FitsAsync(IPage page, int width, string what)
    {
        var over = await page.EvaluateAsync<string[]>(
            """
            (width) => document.documentElement.scrollWidth <= width ? [] :
              [...document.querySelectorAll("body *")].filter((one) => { const box = one.getBoundingClientRect(); return box.width > 0 && (box.right > width + 1 || box.left < -1); }).slice(0, 5).map((one) => one.outerHTML.slice(0, 160))
            """, width);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, $"{what} scrolls sideways: {string.Join(" | ", over)}");
    }

    private static Task<string> BackgroundAsync(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

    /// <summary>What came over the line while something was done, but for the user's own media.</summary>
    private static async Task<int> TransferredAsync(IPage page, Func<Task> act)
    {
        var requests = new List<IRequest>();
        void Note(object? sender, IRequest request) => requests.Add(request);
        page.RequestFinished += Note;
        await act();
        page.RequestFinished -= Note;
        var bytes = 0;
        foreach (var request in requests.Where(request => !IsOwnMedia(new Uri(request.Url).AbsolutePath)))
        {
            var sizes = await request.SizesAsync();
            bytes += sizes.ResponseHeadersSize + sizes.ResponseBodySize;
        }

        return bytes;
    }

    private Task<IPage> TakeAsync(string name, int width) => studio.Windows.TakeAsync(studio.Find(name).State, width, page => page.AddInitScriptAsync(CountShifts));

    private async Task<IPage> VisitAsync(string name)
    {
        var page = await studio.OpenAsync(studio.Find(name).State);
        await ComeAsync(name, page);
        return page;
    }

    private async Task ComeAsync(string name, IPage page)
    {
        await page.GotoAsync(studio.Find(name).Path, new() { WaitUntil = WaitUntilState.Load });
        await FilledStudio.PrepareAsync(name, page);
        await Studio.WaitForFontAsync(page);
    }

    /// <summary>For looking at: with SYNTHORA_PICTURES set to a folder, every page is left there as people see it.</summary>
    private async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("SYNTHORA_PICTURES") is not { Length: > 0 } folder) return;
        foreach (var width in (int[])[1440, 390])
        {
            var page = await TakeAsync(name, width);
            await ComeAsync(name, page);
            foreach (var theme in (string[])["dark", "light"])
            {
                await page.EvaluateAsync("(theme) => { document.documentElement.dataset.theme = theme; }", theme);
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name.Replace(", ", "-", StringComparison.Ordinal)}-{width}-{theme}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
            }
        }
    }
}
