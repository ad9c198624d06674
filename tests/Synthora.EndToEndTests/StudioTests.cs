using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Synthora.EndToEndTests;

[Collection(Surroundings.Shared)]
public sealed class StudioTests(Studio studio) : IClassFixture<Studio>
{
    [Fact]
    public async Task A_failed_video_says_why_and_what_to_do_and_can_be_retried()
    {
        var page = await studio.OpenAsync();
        await Studio.RegisterAsync(page, "Grace");
        await page.GotoAsync("/create?topic=Why+the+sky+turns+red");
        await Studio.GoToStepAsync(page, "Review");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the video" }).ClickAsync();
        var alert = page.GetByRole(AriaRole.Alert);
        await Expect(alert).ToContainTextAsync("A topic needs a language model");
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Topic" })).ToHaveValueAsync("Why the sky turns red");

        await page.GetByText("Script", new() { Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Script" }).FillAsync(Studio.Voiceless);
        await Studio.GoToStepAsync(page, "Review");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the video" }).ClickAsync();
        await Expect(alert).ToContainTextAsync("has no voice 'nobody'", new() { Timeout = 30_000 });
        (await alert.GetByRole(AriaRole.Paragraph).AllInnerTextsAsync()).Count.ShouldBe(2, "a cause and a remedy");
        await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Retry" }).ClickAsync(),
            response => response.Request.Method == "POST" && response.Url.EndsWith("/retry", StringComparison.Ordinal));
        // The second run may have failed before the page could show it as running; its job tells that it ran.
        await Expect(alert).ToContainTextAsync("has no voice 'nobody'", new() { Timeout = 30_000 });
        (await page.EvaluateAsync<int>("async () => (await (await fetch('/api/v1/jobs')).json()).total")).ShouldBe(2);
    }

    [Fact]
    public async Task A_script_with_faults_is_refused_with_its_lines_and_nothing_typed_is_lost()
    {
        var page = await studio.OpenAsync();
        await Studio.RegisterAsync(page, "Joan");
        await page.GotoAsync("/create");
        const string faulty = "# Title\n\n## Scene one\nWords to say.\n> wobble: yes\n\n## Scene two\n<b>bold</b>\n> duration: long";
        await page.GetByText("Script", new() { Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Script" }).FillAsync(faulty);
        await Studio.GoToStepAsync(page, "Voice and captions");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Karaoke" }).CheckAsync();
        await Studio.GoToStepAsync(page, "Review");
        await Expect(page.Locator("[data-review=subtitle_style]")).ToHaveTextAsync("Karaoke");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the video" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Line 5");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Line 9");
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Script" })).ToHaveValueAsync(faulty);
        await Studio.ReadyAsync(page);
        await Studio.GoToStepAsync(page, "Voice and captions");
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Karaoke" })).ToBeCheckedAsync();
    }

    [Fact]
    public async Task Without_JavaScript_a_video_can_be_started_stopped_and_deleted()
    {
        var page = await studio.OpenAsync(javaScript: false);
        await Studio.RegisterAsync(page, "Hedy");
        await page.GotoAsync("/create");
        await page.GetByText("Script", new() { Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Script" }).FillAsync(Studio.Script);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the video" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Stop making it" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Stop making “Sleep better”?" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop making it" }).ClickAsync();
        await Expect(page.GetByText("This video was stopped")).ToBeVisibleAsync(new() { Timeout = 30_000 });

        await page.GetByRole(AriaRole.Link, new() { Name = "Delete" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No videos yet" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Signing_in_leads_back_to_the_page_that_was_asked_for()
    {
        var page = await studio.OpenAsync();
        await Studio.RegisterAsync(page, "Mary");
        await page.GotoAsync("/dashboard");
        await page.Locator("summary", new() { HasText = "Account menu" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForURLAsync("**/login");

        await page.GotoAsync("/create");
        await page.GetByLabel("E-mail").FillAsync("mary@example.com");
        await page.GetByLabel("Password").FillAsync("not her password");
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(page.GetByLabel("E-mail")).ToHaveValueAsync("mary@example.com");
        await page.GetByLabel("Password").FillAsync(Studio.Password);
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Create a video" })).ToBeVisibleAsync();
    }
}
