using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Synthora.EndToEndTests;

/// <summary>From films and pictures in the library to a video that shows them, on a phone.</summary>
[Collection(Surroundings.Shared)]
public sealed class OwnFootageTests(SmallStudio studio) : IClassFixture<SmallStudio>
{
    [Fact]
    public async Task Chosen_files_lead_to_the_create_page_can_be_left_out_and_are_seen_in_the_video()
    {
        var page = await studio.OpenAsync(width: 390, height: 844);
        await Studio.RegisterAsync(page, "Grace");
        foreach (var (name, colour) in ((string, string)[])[("lighthouse", "0x0ea5e9"), ("harbour", "0xf97316"), ("gull", "0x22c55e")])
            await FilledLibrary.UploadAsync(page, await FilledLibrary.MakeAsync("png", "-f", "lavfi", "-i", $"color=c={colour}:s=360x640", "-frames:v", "1"), $"{name}.png", name, "", "");
        await page.GotoAsync("/library");
        foreach (var name in (string[])["lighthouse", "harbour", "gull"]) await Expect(page.GetByRole(AriaRole.Link, new() { Name = name })).ToBeVisibleAsync();
        await Expect(page.Locator("li[hx-trigger]")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        foreach (var name in (string[])["lighthouse", "gull"]) await page.Locator("li", new() { HasText = name }).Locator("input.pick").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a video" }).ClickAsync();

        var tray = page.Locator("footage-tray");
        await Expect(tray.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        await Studio.ReadyAsync(page);
        await tray.GetByRole(AriaRole.Button, new() { Name = "Leave out gull" }).ClickAsync();
        await Expect(tray.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await tray.GetByRole(AriaRole.Button, new() { Name = "Add from library" }).ClickAsync();
        await page.Locator("[data-pick]", new() { HasText = "harbour" }).ClickAsync();
        await Expect(tray.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        (await page.ViolationsAsync()).ShouldBeEmpty();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);

        await page.GetByText("Script", new() { Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Script" }).FillAsync(Studio.Script);
        await Studio.GoToStepAsync(page, "Review");
        await Expect(page.Locator("[data-review=media]")).ToHaveTextAsync("lighthouse, harbour");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the video" }).ClickAsync();
        await Expect(page.Locator("video")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator("#footage")).ToContainTextAsync("lighthouse, from your library");
        await Expect(page.Locator("#footage")).ToContainTextAsync("harbour, from your library");
        await Expect(page.Locator("#footage")).Not.ToContainTextAsync("gull");
        await page.Context.CloseAsync();
    }
}
