using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features;
using Synthora.Features.Notifications;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Notifications;

public sealed class NotificationTests(StudioHost host) : IClassFixture<StudioHost>
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_newcomer_is_welcomed_once_and_can_read_and_dismiss_what_they_are_told()
    {
        var user = await host.NewUserAsync();
        var list = await user.GetJsonAsync("/notifications");
        var welcome = list.GetProperty("items").EnumerateArray().Single();
        welcome.GetProperty("type").GetString().ShouldBe("system");
        welcome.GetProperty("link").GetString().ShouldBe("/create");
        list.GetProperty("unread_count").GetInt32().ShouldBe(1);
        var id = welcome.GetProperty("id").GetString();

        await RaiseAsync(user, NotificationType.VideoFailed, "a", data: new { video_id = 7 });
        await RaiseAsync(user, NotificationType.VideoFailed, "b");
        var unread = await user.GetJsonAsync("/notifications/unread-count");
        unread.GetProperty("total").GetInt32().ShouldBe(3);
        unread.GetProperty("by_type").GetProperty("video_failed").GetInt32().ShouldBe(2);

        var read = await (await user.Api.PostAsync($"/api/v1/notifications/{id}/read", null)).JsonAsync();
        read.GetProperty("is_read").GetBoolean().ShouldBeTrue();
        foreach (var filter in new[] { "read", "is_read" }) (await user.GetJsonAsync($"/notifications?{filter}=true")).GetProperty("total").GetInt32().ShouldBe(1, filter);
        (await user.GetJsonAsync("/notifications?read=false")).GetProperty("total").GetInt32().ShouldBe(2);
        var failed = await user.GetJsonAsync("/notifications?type=video_generation_failed&limit=1");
        failed.GetProperty("total").GetInt32().ShouldBe(2);
        failed.GetProperty("has_more").GetBoolean().ShouldBeTrue();
        (await user.GetJsonAsync("/notifications?type=video_failed&limit=1&offset=1")).GetProperty("has_more").GetBoolean().ShouldBeFalse();

        (await user.Api.PostAsync($"/api/v1/notifications/{id}/dismiss", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await user.GetJsonAsync("/notifications")).GetProperty("total").GetInt32().ShouldBe(2);
        foreach (var filter in new[] { "dismissed", "is_dismissed" }) (await user.GetJsonAsync($"/notifications?{filter}=true")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(id, filter);
        (await (await user.Api.PostAsync("/api/v1/notifications/read-all", null)).JsonAsync()).GetProperty("changed").GetInt32().ShouldBe(2);
        (await (await user.Api.PostAsync("/api/v1/notifications/dismiss-all", null)).JsonAsync()).GetProperty("changed").GetInt32().ShouldBe(2);
        (await user.GetJsonAsync("/notifications")).GetProperty("total").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task An_event_is_told_once_and_only_when_its_change_is_committed()
    {
        var user = await host.NewUserAsync();
        await using (var db = host.Services.GetRequiredService<Database>().OpenForSystem())
        {
            await using (var undone = await db.Database.BeginTransactionAsync())
            {
                (await db.RaiseAsync(Notice(user, NotificationType.ExportReady, "export:1"), Now, CancellationToken.None)).ShouldBeTrue();
                await undone.RollbackAsync();
            }

            (await user.GetJsonAsync("/notifications?type=export_ready")).GetProperty("total").GetInt32().ShouldBe(0);
            await using var done = await db.Database.BeginTransactionAsync();
            (await db.RaiseAsync(Notice(user, NotificationType.ExportReady, "export:1"), Now, CancellationToken.None)).ShouldBeTrue();
            (await db.RaiseAsync(Notice(user, NotificationType.ExportReady, "export:1"), Now, CancellationToken.None)).ShouldBeFalse("it was told");
            (await db.RaiseAsync(Notice(user, NotificationType.ExportReady, "export:2") with { UserId = Guid.CreateVersion7() }, Now, CancellationToken.None)).ShouldBeFalse("nobody is there");
            await done.CommitAsync();
        }

        (await user.GetJsonAsync("/notifications?type=export_ready")).GetProperty("total").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Another_users_notifications_do_not_exist()
    {
        var (user, other) = (await host.NewUserAsync(), await host.NewUserAsync());
        var id = (await user.GetJsonAsync("/notifications")).GetProperty("items")[0].GetProperty("id").GetString();
        await (await other.Api.GetAsync($"/api/v1/notifications/{id}")).ShouldRefuseAsync(404, "not_found");
        await (await other.Api.PostAsync($"/api/v1/notifications/{id}/read", null)).ShouldRefuseAsync(404, "not_found");
        await (await other.Api.PostAsync($"/api/v1/notifications/{id}/dismiss", null)).ShouldRefuseAsync(404, "not_found");
        await other.Api.PostAsync("/api/v1/notifications/dismiss-all", null);
        (await user.GetJsonAsync("/notifications/unread-count")).GetProperty("total").GetInt32().ShouldBe(1);
        await (await user.Api.GetAsync("/api/v1/notifications?type=gossip")).ShouldRefuseAsync(400, "validation_error");
    }

    [Fact]
    public async Task Preferences_decide_where_the_next_event_shows()
    {
        var user = await host.NewUserAsync();
        var before = await user.GetJsonAsync("/notifications/preferences");
        before.GetProperty("preferences").GetArrayLength().ShouldBe(Enum.GetValues<NotificationType>().Length, "every type is there");
        var answer = await user.Api.PutAsJsonAsync("/api/v1/notifications/preferences", new
        {
            preferences = new object[]
            {
                new { type = "video_complete", in_app = false, email = "off" }, new { type = "video_failed", in_app = false, email = "daily" }, new { type = "export_ready", email = "off" },
            },
        });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var kept = (await answer.JsonAsync()).GetProperty("preferences").EnumerateArray().ToDictionary(one => one.GetProperty("type").GetString()!);
        kept["export_ready"].GetProperty("in_app").GetBoolean().ShouldBeTrue("what was not named stays");

        (await RaiseAsync(user, NotificationType.VideoComplete, "1")).ShouldBeFalse("it is wanted nowhere");
        (await RaiseAsync(user, NotificationType.VideoFailed, "2")).ShouldBeTrue("it is to be sent");
        (await RaiseAsync(user, NotificationType.ExportReady, "3")).ShouldBeTrue();
        var shown = await user.GetJsonAsync("/notifications");
        shown.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("type").GetString()).ShouldBe(["export_ready", "system"], ignoreOrder: true);
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        var stored = await db.Notifications.Where(row => row.UserId == user.Id).ToDictionaryAsync(row => row.EventKey, row => row.Mail);
        (stored["2"], stored["3"]).ShouldBe((MailChoice.Daily, MailChoice.Off));
    }

    [Theory]
    [InlineData("security", "off")]
    [InlineData("payment_failed", "daily")]
    [InlineData("gossip", "daily")]
    public async Task Mails_about_money_and_safety_cannot_be_turned_off(string type, string email)
    {
        var user = await host.NewUserAsync();
        var answer = await user.Api.PutAsJsonAsync("/api/v1/notifications/preferences", new { preferences = new[] { new { type, email } } });
        await answer.ShouldRefuseAsync(400, "validation_error");
    }

    [Fact]
    public async Task An_administrator_tells_every_active_user_once()
    {
        var (admin, user, disabled) = (await host.NewUserAsync(Role.Admin), await host.NewUserAsync(), await host.NewUserAsync());
        await using (var db = host.Services.GetRequiredService<Database>().OpenForSystem())
            await db.Users.Where(row => row.Id == disabled.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.IsActive, false));
        var news = new { title = "New voices", message = "Ten of them.", link = "/create" };
        await (await user.Api.PostAsJsonAsync("/api/v1/notifications/admin/broadcast", news)).ShouldRefuseAsync(403, "forbidden");
        await (await admin.Api.PostAsJsonAsync("/api/v1/notifications/admin/broadcast", news with { link = "https://elsewhere.example" })).ShouldRefuseAsync(400, "validation_error");
        await (await admin.Api.PostAsJsonAsync("/api/v1/notifications/admin/broadcast", news with { link = "//elsewhere.example" })).ShouldRefuseAsync(400, "validation_error");
        admin.Api.DefaultRequestHeaders.Add("Idempotency-Key", "voices");
        (await (await admin.Api.PostAsJsonAsync("/api/v1/notifications/admin/broadcast", news)).JsonAsync()).GetProperty("recipients").GetInt32().ShouldBeGreaterThanOrEqualTo(2);
        (await (await admin.Api.PostAsJsonAsync("/api/v1/notifications/admin/broadcast", news)).JsonAsync()).GetProperty("recipients").GetInt32().ShouldBe(0);
        (await user.GetJsonAsync("/notifications")).GetProperty("items").EnumerateArray().Count(one => one.GetProperty("title").GetString() == "New voices").ShouldBe(1);
        await using var check = host.Services.GetRequiredService<Database>().OpenForSystem();
        (await check.Notifications.CountAsync(row => row.UserId == disabled.Id && row.Title == "New voices")).ShouldBe(0);
    }

    [Fact]
    public async Task An_open_page_hears_of_what_is_new_and_of_what_was_read()
    {
        var (user, other) = (await host.NewUserAsync(), await host.NewUserAsync());
        using var answer = await user.Api.GetAsync("/api/v1/notifications/events", HttpCompletionOption.ResponseHeadersRead);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await NextAsync(reader)).GetProperty("total").GetInt32().ShouldBe(1);
        await RaiseAsync(other, NotificationType.VideoComplete, "not yours");
        await RaiseAsync(user, NotificationType.VideoComplete, "yours");
        var told = await AfterAsync(reader, 1);
        told.GetProperty("total").GetInt32().ShouldBe(2);
        told.GetProperty("latest").GetProperty("type").GetString().ShouldBe("video_complete");
        await user.Api.PostAsync("/api/v1/notifications/read-all", null);
        (await AfterAsync(reader, 2)).GetProperty("total").GetInt32().ShouldBe(0);
    }

    /// <summary>The count is told again whenever anything happens; what is looked for is the first that differs.</summary>
    private static async Task<JsonElement> AfterAsync(StreamReader reader, int total)
    {
        while (true)
            if (await NextAsync(reader) is var told && told.GetProperty("total").GetInt32() != total) return told;
    }

    private static async Task<JsonElement> NextAsync(StreamReader reader)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var line = await reader.ReadLineAsync(limit.Token) ?? throw new EndOfStreamException();
            if (line.StartsWith("data: ", StringComparison.Ordinal)) return JsonDocument.Parse(line[6..]).RootElement;
        }
    }

    private static Notice Notice(StudioHost.User user, NotificationType type, string key, object? data = null) => new(user.Id, type, key, "A title", "A message.") { Data = data };

    private async Task<bool> RaiseAsync(StudioHost.User user, NotificationType type, string key, object? data = null)
    {
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        return await db.RaiseAsync(Notice(user, type, key, data), Now, CancellationToken.None);
    }
}
