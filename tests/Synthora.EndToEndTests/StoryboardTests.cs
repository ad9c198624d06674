using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Timelines;
using static Microsoft.Playwright.Assertions;

namespace Synthora.EndToEndTests;

/// <summary>A studio whose videos are small, so that many can be rendered.</summary>
public sealed class SmallStudio(Surroundings surroundings) : Studio(surroundings)
{
    protected override void Replace(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton(new GenerationSettings(2, new Canvas(360, 640))));
}

[Collection(Surroundings.Shared)]
public sealed class StoryboardTests(SmallStudio studio) : IClassFixture<SmallStudio>
{
    private const string Tea =
        """
        # How to make better tea

        ## Hook
        Do you like hot tea?
        > transition: cut

        ## Warm
        Warm the pot first.
        > transition: cut

        ## Steep
        Then wait. Four minutes will do.
        > transition: cut

        ## Water
        Fresh water carries the taste.
        > transition: cut

        ## End
        Try it today.
        > transition: cut
        """;

    [Fact]
    public async Task A_scene_is_said_anew_and_moved_and_only_it_is_rendered_and_the_first_version_comes_back()
    {
        var (page, id) = await OpenAsync("Ada");
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit scenes" }).ClickAsync();
        await Expect(page.Locator("[data-scene]")).ToHaveCountAsync(5);
        await Expect(page.GetByText("The video shows this storyboard.")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-scene] img").First).ToHaveJSPropertyAsync("complete", true, new() { Timeout = 60_000 });
        await PictureAsync(page, "storyboard-open");

        // What is typed is spoken when the field is left, and can be reloaded.
        await page.GetByRole(AriaRole.Link, new() { Name = "Scene 2: Warm the pot first." }).ClickAsync();
        var narration = page.GetByLabel("What is said");
        await narration.FillAsync("Always warm your favourite pot before you pour.");
        await narration.BlurAsync();
        await Expect(page.Locator("#scene-2")).ToContainTextAsync("favourite", new() { Timeout = 20_000 });
        await Expect(page.GetByText("Scene 2 will be rendered")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.GetByLabel("What is said")).ToHaveValueAsync("Always warm your favourite pot before you pour.");
        await PictureAsync(page, "storyboard-scene");

        // By button, by key and by mouse.
        await page.GetByRole(AriaRole.Button, new() { Name = "Move scene 2 down" }).ClickAsync();
        await OrderAsync(page, "scene-1", "scene-3", "scene-2", "scene-4", "scene-5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Move scene 1 down" }).FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowDown");
        await OrderAsync(page, "scene-3", "scene-1", "scene-2", "scene-4", "scene-5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo: order" }).ClickAsync();
        await OrderAsync(page, "scene-1", "scene-3", "scene-2", "scene-4", "scene-5");
        await DragAsync(page, "#scene-5", "#scene-4");
        await OrderAsync(page, "scene-1", "scene-3", "scene-2", "scene-5", "scene-4");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo: order" }).ClickAsync();
        await OrderAsync(page, "scene-1", "scene-3", "scene-2", "scene-4", "scene-5");

        await Expect(page.GetByText("Scene 3 will be rendered")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Render changes" }).ClickAsync();
        await Expect(page.GetByText("The video shows this storyboard.")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Link, new() { Name = "Versions" }).ClickAsync();
        await Expect(page.GetByText("1 scene rendered, 4 reused")).ToBeVisibleAsync();
        await Studio.ReadyAsync(page);
        await PictureAsync(page, "storyboard-versions");
        (await SubtitlesAsync(page, id)).ShouldContain("favourite");

        await page.GetByRole(AriaRole.Button, new() { Name = "Restore" }).ClickAsync();
        await Expect(page.Locator("#scene-2")).ToContainTextAsync("Warm the pot first.");
        (await SubtitlesAsync(page, id)).ShouldNotContain("favourite");
        await OrderAsync(page, "scene-1", "scene-2", "scene-3", "scene-4", "scene-5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo: restored version" }).ClickAsync();
        await Expect(page.Locator("#scene-2")).ToContainTextAsync("favourite");

        // A picture from the creator's machine goes into the library and is what the scene shows.
        await page.GetByRole(AriaRole.Link, new() { Name = "Scene 3: Always" }).ClickAsync();
        await Expect(page.GetByLabel("Upload a film or a picture")).ToBeAttachedAsync();
        await Studio.ReadyAsync(page);
        var picture = await page.APIRequest.GetAsync((await page.Locator("#scene-1 img").GetAttributeAsync("src"))!);
        await page.GetByLabel("Upload a film or a picture").SetInputFilesAsync(new FilePayload { Name = "lighthouse.webp", MimeType = "image/webp", Buffer = await picture.BodyAsync() });
        await Expect(page.Locator("#scene-2")).ToContainTextAsync("Picture", new() { Timeout = 40_000 });
        await PictureAsync(page, "storyboard-uploaded");
        await page.GotoAsync("/library");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "lighthouse" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "How to make better tea" })).ToBeVisibleAsync();
        await PictureAsync(page, "library-made-and-uploaded");
    }

    [Fact]
    public async Task A_second_tab_is_told_that_it_is_late_and_what_it_wrote_is_not_lost()
    {
        var (first, id) = await OpenAsync("Grace");
        var second = await first.Context.NewPageAsync();
        await first.GotoAsync($"/videos/{id}/edit?scene=scene-1");
        await second.GotoAsync($"/videos/{id}/edit?scene=scene-1");
        await first.GetByLabel("Words on screen").FillAsync("Hot tea");
        await first.GetByLabel("Words on screen").BlurAsync();
        await Expect(first.Locator("#scene-1")).ToContainTextAsync("Hot tea");

        await second.GetByLabel("What is said").FillAsync("Who likes cold tea?");
        await second.GetByLabel("What is said").BlurAsync();
        await Expect(second.GetByText("changed elsewhere in the meantime")).ToBeVisibleAsync();
        await Expect(second.Locator("#storyboard pre")).ToHaveTextAsync("Who likes cold tea?");
        await Expect(second.Locator("#scene-1")).ToContainTextAsync("Hot tea");

        // On a phone the list makes room for the scene that is open.
        await second.SetViewportSizeAsync(390, 844);
        await second.GotoAsync($"/videos/{id}/edit");
        await PictureAsync(second, "storyboard-phone");
        await second.GetByRole(AriaRole.Link, new() { Name = "Scene 3" }).ClickAsync();
        await Expect(second.Locator("#scene-3")).ToBeHiddenAsync();
        await Studio.ReadyAsync(second);
        await second.GetByRole(AriaRole.Link, new() { Name = "Play scene 3" }).ClickAsync();
        await Expect(second.Locator("scene-player video")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await PictureAsync(second, "storyboard-phone-scene");
        (await second.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
    }

    private async Task<(IPage Page, string Video)> OpenAsync(string name)
    {
        var page = await studio.OpenAsync(width: 1440, height: 900);
        await Studio.RegisterAsync(page, name);
        var created = await page.APIRequest.PostAsync("/api/v1/videos", new() { DataObject = new { source = "script", text = Tea } });
        var id = (await created.JsonAsync())!.Value.GetProperty("video").GetProperty("id").GetString()!;
        await page.GotoAsync($"/videos/{id}");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Edit scenes" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        return (page, id);
    }

    private static async Task OrderAsync(IPage page, params string[] scenes)
    {
        var cards = page.Locator("[data-scene]");
        foreach (var (index, scene) in scenes.Index()) await Expect(cards.Nth(index)).ToHaveIdAsync(scene);
        await Expect(page.Locator(".htmx-request")).ToHaveCountAsync(0);
    }

    private static async Task DragAsync(IPage page, string from, string above)
    {
        var target = (await page.Locator(above).BoundingBoxAsync())!;
        await page.Locator($"{from} [data-grip]").HoverAsync();
        await page.Mouse.DownAsync();
        target = (await page.Locator(above).BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(target.X + 20, target.Y + (target.Height * 0.7f), new() { Steps = 4 });
        await page.Mouse.MoveAsync(target.X + 20, target.Y + (target.Height * 0.2f), new() { Steps = 4 });
        await page.Mouse.UpAsync();
    }

    private static async Task<string> SubtitlesAsync(IPage page, string id) => await (await page.APIRequest.GetAsync($"/api/v1/videos/{id}/subtitles")).TextAsync();

    private static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SYNTHORA_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }
}
