using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Synthora.Data;
using Synthora.Features.Notifications;

namespace Synthora.EndToEndTests;

[Collection(Surroundings.Shared)]
public sealed class NotificationPageTests(Studio studio) : IClassFixture<Studio>
{
    [Fact]
    public async Task The_bell_rings_by_itself_shows_what_is_new_and_leads_there()
    {
        var page = await studio.OpenAsync();
        await Studio.RegisterAsync(page, "Ada");
        var bell = page.Locator("header summary", new() { HasText = "Notifications" });
        await Assertions.Expect(bell).ToContainTextAsync("1 unread notification");
        await RaiseAsync("ada@example.com", "a", "Your video is ready", "/videos");
        await Assertions.Expect(bell).ToContainTextAsync("2 unread notifications");
        await bell.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Your video is ready" })).ToBeVisibleAsync();
        await LookAsync(page, "bell-1280");
        await page.GetByRole(AriaRole.Link, new() { Name = "Your video is ready" }).ClickAsync();
        await page.WaitForURLAsync("**/videos");
        await Assertions.Expect(bell).ToContainTextAsync("1 unread notification");

        await page.GotoAsync("/notifications");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark all as read" }).First.ClickAsync();
        await Assertions.Expect(bell).ToContainTextAsync("No unread notifications");
        await page.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Preferences_are_kept_and_what_must_be_sent_stays_locked()
    {
        var page = await studio.OpenAsync(width: 390, height: 800);
        await Studio.RegisterAsync(page, "Bob");
        await page.GotoAsync("/settings/notifications");
        await page.GetByLabel("In the app: A video is ready").UncheckAsync();
        await page.GetByLabel("E-mail: A video failed").SelectOptionAsync("daily");
        (await page.GetByLabel("E-mail: Safety of your account").CountAsync()).ShouldBe(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Your preferences are saved.")).ToBeVisibleAsync();
        (await page.GetByLabel("In the app: A video is ready").IsCheckedAsync()).ShouldBeFalse();
        (await page.GetByLabel("E-mail: A video failed").InputValueAsync()).ShouldBe("daily");
        await page.GotoAsync("/dashboard");
        await page.Locator("header summary", new() { HasText = "Notifications" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Welcome, Bob" })).ToBeVisibleAsync();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        await LookAsync(page, "bell-390");
        await page.Context.CloseAsync();
    }

    private static async Task LookAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SYNTHORA_PICTURES") is { Length: > 0 } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }

    private async Task RaiseAsync(string email, string key, string title, string link)
    {
        await using var db = studio.Services.GetRequiredService<Database>().OpenForSystem();
        var user = await db.Users.SingleAsync(row => row.Email == email);
        await db.RaiseAsync(new(user.Id, NotificationType.VideoComplete, key, title, "“Five tips for better sleep” is finished.") { Link = link }, TimeProvider.System.GetUtcNow(), CancellationToken.None);
    }
}
