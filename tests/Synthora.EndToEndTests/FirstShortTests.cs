using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Synthora.EndToEndTests;

/// <summary>A fresh installation: the first account can be opened only once.</summary>
[Collection(Surroundings.Shared)]
public sealed class FirstShortTests(Studio studio) : IClassFixture<Studio>
{
    [Fact]
    public async Task A_newcomer_gets_from_the_first_account_to_a_finished_short_and_can_delete_it()
    {
        var page = await studio.OpenAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add(message.Text); };
        page.PageError += (_, error) => complaints.Add(error);

        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Make your first video" }).First.ClickAsync();
        await Expect(page.GetByText("The first account becomes its administrator")).ToBeVisibleAsync();
        await Studio.RegisterAsync(page, "Ada");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Hello, Ada" })).ToBeVisibleAsync();

        await page.GotoAsync("/create");
        await page.GetByText("Script", new() { Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Script" }).FillAsync(Studio.Script);
        await Expect(page.GetByText("2 scenes")).ToBeVisibleAsync();
        await Studio.GoToStepAsync(page, "Review");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the video" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sleep better" })).ToBeVisibleAsync();
        await ProgressMovesOnItsOwnAsync(page);

        var player = page.Locator("video");
        await Expect(player).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await page.WaitForFunctionAsync("() => document.querySelector('video')?.duration > 2");
        await page.EvaluateAsync("document.querySelector('video').textTracks[0].mode = 'showing'");
        var captions = await page.WaitForFunctionAsync("() => [...document.querySelector('video').textTracks[0].cues ?? []].map(cue => cue.text).join(' ')");
        (await captions.JsonValueAsync<string>()).ShouldContain("sleep", Case.Insensitive);

        var mp4 = await DownloadAsync(page, "MP4");
        System.Text.Encoding.ASCII.GetString(mp4, 4, 4).ShouldBe("ftyp");
        mp4.Length.ShouldBeGreaterThan(50_000);
        var srt = System.Text.Encoding.UTF8.GetString(await DownloadAsync(page, "SRT"));
        srt.ShouldStartWith("1\n00:00:0");
        srt.ReplaceLineEndings(" ").ShouldContain("bed on time", Case.Insensitive);

        var report = page.GetByRole(AriaRole.Region, new() { Name = "Quality report" });
        await Expect(report).ToContainTextAsync("Ready to publish");
        foreach (var chapter in await report.Locator("summary").AllAsync()) await chapter.ClickAsync();
        (await report.GetByRole(AriaRole.Listitem).CountAsync()).ShouldBeGreaterThan(10);
        await Expect(report).ToContainTextAsync("LUFS");

        await page.GetByRole(AriaRole.Link, new() { Name = "Delete" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("Delete “Sleep better”?");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The video was deleted");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No videos yet" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The video is back");
        await Expect(player).ToBeVisibleAsync();
        complaints.ShouldBeEmpty();
    }

    /// <summary>The bar has to show several values in one and the same document.</summary>
    private static async Task ProgressMovesOnItsOwnAsync(IPage page) => await page.WaitForFunctionAsync(
        """
        () => {
          window.seen ??= new Set();
          const bar = document.querySelector("[role=progressbar]");
          if (bar) window.seen.add(bar.ariaValueNow);
          return window.seen.size >= 3;
        }
        """, null, new() { Timeout = 60_000 });

    private static async Task<byte[]> DownloadAsync(IPage page, string link)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync());
        return await File.ReadAllBytesAsync(await download.PathAsync());
    }
}
