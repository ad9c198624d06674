using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Synthora.EndToEndTests;

/// <summary>What somebody comes for, from the first page to a link in somebody else's hands, at a desk and on a phone.</summary>
[Collection(Surroundings.Shared)]
public sealed class JourneyTests(SmallStudio studio) : IClassFixture<SmallStudio>
{
    [Theory]
    [InlineData("Hedy", 1440, 900)]
    [InlineData("Joan", 390, 844)]
    public async Task From_signing_up_to_sharing_an_edited_short(string name, int width, int height)
    {
        var page = await studio.OpenAsync(width: width, height: height);
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Make your first video" }).First.ClickAsync();
        await Expect(page.GetByLabel("Password")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Studio.RegisterAsync(page, name);

        await page.GetByRole(AriaRole.Link, new() { Name = "Create a video" }).Locator("visible=true").First.ClickAsync();
        await page.GetByText("Script", new() { Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Script" }).FillAsync(Studio.Script);
        await Expect(page.GetByText("2 scenes")).ToBeVisibleAsync();
        await Studio.GoToStepAsync(page, "Review");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the video" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Progressbar).First).ToBeVisibleAsync();
        await Expect(page.Locator("video")).ToBeVisibleAsync(new() { Timeout = 60_000 });

        await page.GetByRole(AriaRole.Link, new() { Name = "Edit scenes" }).ClickAsync();
        await page.WaitForURLAsync("**/edit");
        await Studio.ReadyAsync(page);
        await page.Locator("[data-scene]").Nth(1).GetByRole(AriaRole.Link).First.ClickAsync();
        var narration = page.GetByLabel("What is said");
        await narration.FillAsync("Put the telephone into another room.");
        await narration.BlurAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Render changes" }).ClickAsync(new() { Timeout = 20_000 });
        await Expect(page.GetByText("The video shows this storyboard.")).ToBeVisibleAsync(new() { Timeout = 60_000 });

        await page.GotoAsync(page.Url.Split("/edit")[0]);
        await page.WaitForFunctionAsync("() => { const video = document.querySelector('video'); video.muted = true; return video.play().then(() => video.currentTime > 0); }");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "SRT", Exact = true }).ClickAsync());
        (await File.ReadAllTextAsync(await download.PathAsync())).ShouldContain("telephone");
        download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "MP4", Exact = true }).ClickAsync());
        new FileInfo(await download.PathAsync()).Length.ShouldBeGreaterThan(20_000);

        await page.GetByRole(AriaRole.Button, new() { Name = "Share" }).ClickAsync();
        (await page.ViolationsAsync()).ShouldBeEmpty();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make link" }).ClickAsync();
        var link = await page.GetByRole(AriaRole.Textbox, new() { Name = "Your link is ready" }).InputValueAsync();
        var stranger = await studio.OpenAsync(width: width, height: height);
        await stranger.GotoAsync(link);
        await Expect(stranger.GetByRole(AriaRole.Heading, new() { Name = "Sleep better" })).ToBeVisibleAsync();
        await stranger.WaitForFunctionAsync("() => document.querySelector('video')?.duration > 2");
        (await stranger.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
    }
}
