using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Synthora.EndToEndTests;

[Collection(Surroundings.Shared)]
public sealed class IntegrationPageTests(IntegrationPageTests.SimulatedStudio studio) : IClassFixture<IntegrationPageTests.SimulatedStudio>
{
    private const string Key = "sk-simulated-0123456789-LAST";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_key_is_added_checked_refused_shown_put_aside_and_removed_with_and_without_scripts(bool scripts)
    {
        var opener = await studio.OpenAsync();
        var state = await Studio.RegisterAsync(opener, scripts ? "Ada" : "Grace");
        var page = await studio.OpenAsync(state, javaScript: scripts);
        await page.GotoAsync("/integrations");
        await Expect(page.GetByText("Providers are simulated")).ToBeVisibleAsync();
        var card = page.GetByRole(AriaRole.Article, new() { Name = "Anthropic Claude" });
        await Expect(card).ToContainTextAsync("Not configured");

        await EnterKeyAsync(page, card, scripts, "Add key", "wrong");
        await Expect(card).ToContainTextAsync("Key refused");
        await EnterKeyAsync(page, card, scripts, "Change", Key);
        await Expect(card).ToContainTextAsync("Works");
        await Expect(card).ToContainTextAsync("••••LAST");
        await Expect(card).ToContainTextAsync("Does this step now");
        (await page.ContentAsync()).ShouldNotContain(Key);

        await card.GetByLabel("More for Anthropic Claude").ClickAsync();
        await card.GetByRole(AriaRole.Link, new() { Name = "Show key" }).ClickAsync();
        await page.GetByLabel("Password").FillAsync(Studio.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show key" }).ClickAsync();
        await Expect(page.GetByText(Key)).ToBeVisibleAsync();

        await page.GotoAsync("/integrations");
        await card.GetByLabel("More for Anthropic Claude").ClickAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Turn off" }).ClickAsync();
        await Expect(card.GetByText("Off", new() { Exact = true })).ToBeVisibleAsync();
        if (scripts) await Studio.ReadyAsync(page);
        await card.GetByLabel("More for Anthropic Claude").ClickAsync();
        await card.GetByRole(AriaRole.Link, new() { Name = "Remove" }).ClickAsync();
        var confirm = scripts ? page.GetByRole(AriaRole.Dialog) : page.Locator("main");
        await confirm.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(card).ToContainTextAsync("Not configured");
        await page.Context.CloseAsync();
        await opener.Context.CloseAsync();
    }

    [Fact]
    public async Task A_creator_chooses_who_makes_one_video_sees_what_that_costs_and_loses_nothing_when_a_choice_is_gone()
    {
        var page = await studio.OpenAsync(width: 390);
        await Studio.RegisterAsync(page, "Edith");
        var elevenLabs = await AddKeyAsync(page, "elevenlabs");
        await AddKeyAsync(page, "openai_tts");
        await AddKeyAsync(page, "pexels");
        await page.GotoAsync("/create");
        await page.GetByText("Script", new() { Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Script" }).FillAsync("# Bees\n\n## Hook\nBees hum.\n");
        await page.Locator("#title").FillAsync("My bees");
        await Studio.GoToStepAsync(page, "Review");
        var (cost, voice) = (page.Locator("#crew-cost"), page.GetByLabel("Voice", new() { Exact = true }));
        await Expect(cost).ToContainTextAsync("Everything is ready to start.");
        await Expect(cost).ToContainTextAsync("ElevenLabs");
        await Expect(voice.Locator("option").First).ToHaveTextAsync("Default: ElevenLabs (simulated) · ≈ $0.15");
        (await voice.Locator("option").AllInnerTextsAsync()).ShouldNotContain(option => option.Contains("PlayHT"), "what cannot be used is not offered");

        await voice.SelectOptionAsync("openai_tts");
        await Expect(cost).ToContainTextAsync("$0.08");
        await Expect(cost).Not.ToContainTextAsync("ElevenLabs");
        await page.GetByLabel("Media").SelectOptionAsync("designed");
        await Expect(cost).ToContainTextAsync("Designed pictures");
        await voice.SelectOptionAsync("elevenlabs");
        await Expect(cost).ToContainTextAsync("$0.15");
        (await page.ViolationsAsync()).ShouldBeEmpty();
        await PictureAsync(page, "create, review");

        (await page.APIRequest.DeleteAsync($"/api/v1/integrations/{elevenLabs}")).Status.ShouldBe(204);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the video" }).ClickAsync();
        await Expect(page.Locator("#provider_voice-problem")).ToContainTextAsync("ElevenLabs is not ready for you now");
        await Expect(voice).ToHaveValueAsync("elevenlabs");
        await Expect(page.GetByLabel("Media")).ToHaveValueAsync("designed");
        await PictureAsync(page, "create, refused");
        await Studio.GoToStepAsync(page, "Idea");
        await Expect(page.Locator("#title")).ToHaveValueAsync("My bees");

        await Studio.GoToStepAsync(page, "Review");
        await voice.SelectOptionAsync("openai_tts");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the video" }).ClickAsync();
        await page.WaitForURLAsync("**/videos/*");
        var made = (await (await page.APIRequest.GetAsync("/api/v1" + new Uri(page.Url).AbsolutePath)).JsonAsync())!.Value;
        made.GetProperty("providers").GetProperty("voice").GetProperty("provider").GetString().ShouldBe("openai_tts");
        made.GetProperty("providers").TryGetProperty("media", out var media).ShouldBe(media.ValueKind == System.Text.Json.JsonValueKind.Null);
        await page.APIRequest.PostAsync($"/api/v1{new Uri(page.Url).AbsolutePath}/cancel");
        await page.Context.CloseAsync();
    }

    private static async Task<string> AddKeyAsync(IPage page, string provider)
    {
        var added = await page.APIRequest.PostAsync("/api/v1/integrations", new() { DataObject = new { provider, key = Key } });
        var id = (await added.JsonAsync())!.Value.GetProperty("id").GetString()!;
        (await page.APIRequest.PostAsync($"/api/v1/integrations/{id}/validate")).Status.ShouldBe(200);
        return id;
    }

    /// <summary>Keeps a picture of the page on a phone and on a desk, where somebody wants to look at it.</summary>
    private static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SYNTHORA_PICTURES") is not { Length: > 0 } folder) return;
        foreach (var width in (int[])[1440, 390])
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}.png"), FullPage = true });
        }
    }

    private static async Task EnterKeyAsync(IPage page, ILocator card, bool scripts, string link, string key)
    {
        await card.GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync();
        var form = scripts ? page.GetByRole(AriaRole.Dialog) : page.Locator("main");
        await form.GetByLabel("Key", new() { Exact = true }).FillAsync(key);
        if (scripts) (await page.ViolationsAsync()).ShouldBeEmpty();
        await form.GetByRole(AriaRole.Button, new() { Name = "Save and check" }).ClickAsync();
        await page.WaitForURLAsync("**/integrations?category=script");
    }

    public sealed class SimulatedStudio(Surroundings surroundings) : Studio(surroundings)
    {
        protected override Configuration Configure(Configuration configuration)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
            return configuration with
            {
                Urls = [url],
                RevealKeys = true,
                Settings = new ConfigurationBuilder().AddInMemoryCollection([new("Providers:Simulate", "true"), new("Providers:SimulatorUrl", url)]).Build(),
            };
        }
    }
}
