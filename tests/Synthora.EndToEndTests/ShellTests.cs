using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Synthora.EndToEndTests;

[Collection(FilledStudio.Shared)]
public sealed partial class ShellTests(FilledStudio studio)
{
    [Fact]
    public async Task The_command_palette_finds_pages_and_videos_with_the_keyboard_alone()
    {
        var page = await OpenAsync("dashboard");
        await page.Keyboard.PressAsync("Control+k");
        var field = page.GetByRole(AriaRole.Combobox);
        await Expect(field).ToBeFocusedAsync();
        (await page.ViolationsAsync()).ShouldBeEmpty();
        await page.Keyboard.TypeAsync("bicycle");
        await Expect(page.GetByRole(AriaRole.Option, new() { Name = "How a bicycle stays upright" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(field).ToBeHiddenAsync();

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("integr");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/integrations");
    }

    [Fact]
    public async Task Keys_lead_to_pages_but_not_while_somebody_types()
    {
        var page = await OpenAsync("dashboard");
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("gv c");
        await Expect(page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("gv c");
        await page.Locator("#content").FocusAsync();
        await page.Keyboard.TypeAsync("gv");
        await page.WaitForURLAsync("**/videos");
    }

    [Fact]
    public async Task A_browser_that_asks_for_Spanish_gets_it_until_somebody_chooses_English()
    {
        var page = await studio.OpenAsync(language: "es-MX");
        await page.GotoAsync("/login");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "es");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).Not.ToContainTextAsync("Sign in");
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Without_the_server_a_page_says_so_and_tries_again()
    {
        var page = await OpenAsync("dashboard");
        await page.EvaluateAsync("navigator.serviceWorker.ready.then((ready) => new Promise((done) => { const look = () => ready.active?.state === 'activated' ? done(0) : setTimeout(look, 50); look(); }))");
        await page.Context.SetOfflineAsync(true);
        await page.GotoAsync("/videos");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Synthora cannot be reached" })).ToBeVisibleAsync();
        (await page.ViolationsAsync()).ShouldBeEmpty();
        await page.Context.SetOfflineAsync(false);
        await page.GetByRole(AriaRole.Link, new() { Name = "Try again" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Videos", Level = 1 })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_question_mark_of_every_page_leads_to_its_own_words()
    {
        var unexplained = new List<string>();
        var asked = 0;
        foreach (var readers in FilledStudio.Pages.Keys.Select(name => (Name: name, Place: studio.Find(name))).Where(one => one.Place.State is not null).GroupBy(one => one.Place.State))
        {
            var page = await studio.OpenAsync(readers.Key);
            var topics = Sections().Matches(await ReadAsync("/help")).Select(match => match.Groups[1].Value).ToHashSet();
            foreach (var (name, place) in readers)
            {
                if (Help().Match(await ReadAsync(place.Path)) is not { Success: true } link) continue;
                asked++;
                if (link.Groups[1].Value is var topic && !topics.Contains(topic)) unexplained.Add($"{name}: {topic}");
            }

            await page.Context.CloseAsync();

            async Task<string> ReadAsync(string path) => await (await page.APIRequest.GetAsync(path)).TextAsync();
        }

        asked.ShouldBeGreaterThan(70);
        unexplained.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("dashboard")]
    [InlineData("create")]
    [InlineData("library")]
    public async Task Whoever_tabs_through_a_page_can_skip_to_its_content_and_always_sees_where_they_are(string name)
    {
        var page = await OpenAsync(name);
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeInViewportAsync();
        var unseen = new List<string>();
        for (var presses = 0; presses < 40; presses++)
        {
            // Whatever is drawn around it: an outline, a ring, or either around the choice that it fills.
            if (await page.EvaluateAsync<string?>(
                """
                () => {
                  const drawn = (one) => { const style = getComputedStyle(one); return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none"; };
                  const at = document.activeElement;
                  if (at === document.body) return null;
                  const box = at.getBoundingClientRect();
                  return [at, at.parentElement, ...(at.labels ?? [])].some(drawn) && box.width > 0 ? null : at.outerHTML.slice(0, 160);
                }
                """) is { } bare)
                unseen.Add(bare);
            await page.Keyboard.PressAsync("Tab");
        }

        unseen.ShouldBeEmpty();
        await page.ReloadAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#content")).ToBeFocusedAsync();
        await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(string name)
    {
        var (path, state) = studio.Find(name);
        var page = await studio.OpenAsync(state);
        await page.GotoAsync(path);
        return page;
    }

    [GeneratedRegex("<section id=\"([^\"]+)\"")]
    private static partial Regex Sections();

    [GeneratedRegex("href=\"/help#([^\"]*)\"")]
    private static partial Regex Help();
}
