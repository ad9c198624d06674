using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Synthora.EndToEndTests;

/// <summary>From the first page to a changed video without ever touching the mouse.</summary>
[Collection(Surroundings.Shared)]
public sealed class KeyboardTests(SmallStudio studio) : IClassFixture<SmallStudio>
{
    [Fact]
    public async Task A_video_is_made_and_edited_with_the_keyboard_alone()
    {
        var page = await studio.OpenAsync(width: 1280, height: 800, zone: "Asia/Calcutta");
        await page.GotoAsync("/register");
        foreach (var (label, text) in ((string, string)[])[("Name", "Edsger"), ("E-mail", "edsger@example.com"), ("Password", Studio.Password)])
        {
            await TabToAsync(page, page.GetByLabel(label));
            await page.Keyboard.TypeAsync(text);
        }

        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/dashboard");
        (await page.EvaluateAsync<string>("async () => (await (await fetch('/api/v1/settings')).json()).timezone")).ShouldBe("Asia/Calcutta", "the browser's own");
        await page.Keyboard.PressAsync("c");
        await page.WaitForURLAsync("**/create");

        // Without a language model the script is chosen already.
        await TabToAsync(page, page.GetByRole(AriaRole.Textbox, new() { Name = "Script" }));
        await page.Keyboard.InsertTextAsync(Studio.Script);
        for (var step = 0; step < 3; step++)
        {
            await TabToAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Next" }));
            await page.Keyboard.PressAsync("Enter");
        }

        await TabToAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Create the video" }));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("video")).ToBeVisibleAsync(new() { Timeout = 60_000 });

        await TabToAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Edit scenes" }));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/edit");
        var narration = page.GetByLabel("What is said");
        await TabToAsync(page, page.Locator("[data-scene]").Nth(1).GetByRole(AriaRole.Link).First);
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, narration);
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("Switch off the light.");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("[data-scene]").Nth(1)).ToContainTextAsync("Switch off the light.", new() { Timeout = 20_000 });
        await page.Context.CloseAsync();
    }

    private static async Task TabToAsync(IPage page, ILocator goal)
    {
        for (var presses = 0; presses < 120; presses++)
        {
            if (await goal.EvaluateAsync<bool>("(element) => document.activeElement === element")) return;
            await page.Keyboard.PressAsync("Tab");
        }

        throw new TimeoutException($"The keyboard does not lead to {goal}.");
    }
}
