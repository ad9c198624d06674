using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Synthora.EndToEndTests;

[Collection(FilledStudio.Shared)]
public sealed class ShellTests(FilledStudio studio)
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

    private async Task<IPage> OpenAsync(string name)
    {
        var (path, state) = studio.Find(name);
        var page = await studio.OpenAsync(state);
        await page.GotoAsync(path);
        return page;
    }
}
