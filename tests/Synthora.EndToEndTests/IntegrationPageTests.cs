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
        await card.GetByLabel("More for Anthropic Claude").ClickAsync();
        await card.GetByRole(AriaRole.Link, new() { Name = "Remove" }).ClickAsync();
        var confirm = scripts ? page.GetByRole(AriaRole.Dialog) : page.Locator("main");
        await confirm.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(card).ToContainTextAsync("Not configured");
        await page.Context.CloseAsync();
        await opener.Context.CloseAsync();
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
