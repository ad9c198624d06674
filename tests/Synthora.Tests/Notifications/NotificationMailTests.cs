using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features.Notifications;
using Synthora.Tests.Hosting;
using Synthora.Tests.Mail;

namespace Synthora.Tests.Notifications;

/// <summary>Letters as a real mail server receives them. The scheduler's own ticks run beside what the tests start.</summary>
public sealed class NotificationMailTests(MailingHost host) : IClassFixture<MailingHost>
{
    [Fact]
    public async Task What_is_to_be_mailed_at_once_arrives_once_with_its_link_and_a_way_out()
    {
        var user = await NewUserAsync();
        await RaiseAsync(user, NotificationType.VideoFailed, "1", "The voice <broke>.", TimeProvider.System.GetUtcNow());
        await RunAsync<NotificationMail>(job => job.RunAsync(CancellationToken.None));
        var letter = await host.Server.NextAsync(user.Email);
        letter.Subject.ShouldBe("News 1");
        letter.Words.ShouldContain("The voice <broke>.");
        letter.Words.ShouldContain("https://studio.example/videos/1");
        letter.Raw.ShouldContain("List-Unsubscribe: <https://studio.example/settings/notifications>");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RunAsync<NotificationMail>(job => job.RunAsync(CancellationToken.None))));
        await using var db = System();
        var stored = await db.Notifications.SingleAsync(row => row.UserId == user.Id && row.EventKey == "1");
        (stored.Mail, stored.MailedAt is not null).ShouldBe((MailChoice.Off, true));
        await RaiseAsync(user, NotificationType.VideoFailed, "end", "The last.", TimeProvider.System.GetUtcNow());
        await RunAsync<NotificationMail>(job => job.RunAsync(CancellationToken.None));
        (await host.Server.NextAsync(user.Email)).Subject.ShouldBe("News end", "the first was not sent again");
    }

    [Fact]
    public async Task An_address_that_nobody_confirmed_hears_only_of_money_and_safety()
    {
        var user = await NewUserAsync(verified: false);
        var now = TimeProvider.System.GetUtcNow();
        await RaiseAsync(user, NotificationType.VideoFailed, "1", "Not for strangers.", now);
        await RaiseAsync(user, NotificationType.VideoFailed, "2", "From a time without mail.", now.AddDays(-3));
        await RaiseAsync(user, NotificationType.Security, "3", "Somebody signed in.", now);
        await RunAsync<NotificationMail>(job => job.RunAsync(CancellationToken.None));
        var letter = await host.Server.NextAsync(user.Email);
        letter.Subject.ShouldBe("News 3");
        letter.Raw.ShouldNotContain("List-Unsubscribe");
        await using var db = System();
        (await db.Notifications.CountAsync(row => row.UserId == user.Id && row.MailedAt != null)).ShouldBe(1);
    }

    [Fact]
    public async Task A_summary_comes_once_a_day_after_eight_where_its_reader_lives()
    {
        var (here, there) = (await NewUserAsync("Pacific/Auckland"), await NewUserAsync("America/Los_Angeles"));
        // 20:30 in London in winter: half past nine the next morning in Auckland, half past twelve in Los Angeles.
        var evening = new DateTimeOffset(2031, 1, 14, 20, 30, 0, TimeSpan.Zero);
        foreach (var user in new[] { here, there })
        {
            await RaiseAsync(user, NotificationType.VideoExpiring, "seen", "Was looked at.", evening.AddHours(-10));
            await user.Api.PostAsync("/api/v1/notifications/read-all", null);
            await RaiseAsync(user, NotificationType.VideoExpiring, "a", "The first.", evening.AddHours(-10));
            await RaiseAsync(user, NotificationType.VideoExpiring, "b", "The second.", evening.AddHours(-4));
            await RaiseAsync(user, NotificationType.VideoExpiring, "late", "After the morning.", evening.AddMinutes(-1));
        }

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => DigestAsync(evening)));
        var letter = await host.Server.NextAsync(here.Email);
        letter.Subject.ShouldBe("2 news from your studio");
        letter.Words.ShouldContain("News b. The second.");
        letter.Words.ShouldNotContain("Was looked at.");
        letter.Words.ShouldNotContain("After the morning.");
        (await PendingAsync(here)).ShouldBe(["late"]);
        (await PendingAsync(there)).ShouldBe(["late", "b"], "eight o'clock came before b there");

        await DigestAsync(evening.AddHours(24));
        (await host.Server.NextAsync(here.Email)).Subject.ShouldBe("News late");
        (await PendingAsync(there)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_old_is_forgotten()
    {
        var user = await NewUserAsync();
        await RaiseAsync(user, NotificationType.VideoComplete, "old", "Old.", TimeProvider.System.GetUtcNow().AddDays(-91));
        await RaiseAsync(user, NotificationType.VideoComplete, "new", "New.", TimeProvider.System.GetUtcNow().AddDays(-89));
        await RunAsync<NotificationUpkeep>(async job => { await job.RunAsync(CancellationToken.None); return 0; });
        (await user.GetJsonAsync("/notifications?type=video_complete")).GetProperty("items").EnumerateArray().Single().GetProperty("title").GetString().ShouldBe("News new");
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T05:59:00Z", "2026-03-28", "2026-03-28T07:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29T06:00:00Z", "2026-03-29", "2026-03-29T06:00:00Z")]
    [InlineData("Asia/Kathmandu", "2026-01-01T02:15:00Z", "2026-01-01", "2026-01-01T02:15:00Z")]
    [InlineData("Nowhere/Land", "2026-01-01T07:59:00Z", "2025-12-31", "2025-12-31T08:00:00Z")]
    public void The_last_morning_follows_the_readers_clock(string timezone, string now, string day, string at)
    {
        var morning = NotificationDigests.LastMorning(timezone, DateTimeOffset.Parse(now, global::System.Globalization.CultureInfo.InvariantCulture));
        morning.Day.ShouldBe(DateOnly.Parse(day, global::System.Globalization.CultureInfo.InvariantCulture));
        morning.At.ShouldBe(DateTimeOffset.Parse(at, global::System.Globalization.CultureInfo.InvariantCulture));
    }

    private AppDbContext System() => host.Services.GetRequiredService<Database>().OpenForSystem();

    private async Task<StudioHost.User> NewUserAsync(string timezone = "UTC", bool verified = true)
    {
        var user = await host.NewUserAsync();
        (await host.Server.NextAsync(user.Email)).Subject.ShouldBe("Confirm your e-mail address");
        await using var db = System();
        await db.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Timezone, timezone).SetProperty(row => row.EmailVerified, verified));
        await db.Notifications.Where(row => row.UserId == user.Id).ExecuteDeleteAsync();
        return user;
    }

    private async Task RaiseAsync(StudioHost.User user, NotificationType type, string key, string message, DateTimeOffset at)
    {
        await using var db = System();
        (await db.RaiseAsync(new(user.Id, type, key, $"News {key}", message) { Link = "/videos/1" }, at, CancellationToken.None)).ShouldBeTrue();
    }

    private Task DigestAsync(DateTimeOffset now) => RunAsync<NotificationDigests>(async job => { await job.RunAsync(CancellationToken.None); return 0; }, new StoppedClock(now));

    private async Task<IReadOnlyList<string>> PendingAsync(StudioHost.User user)
    {
        await using var db = System();
        return await db.Notifications.Where(row => row.UserId == user.Id && row.Mail == MailChoice.Daily).OrderByDescending(row => row.CreatedAt).Select(row => row.EventKey).ToListAsync();
    }

    private async Task<int> RunAsync<TJob>(Func<TJob, Task<int>> run, params object[] given)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await run(ActivatorUtilities.CreateInstance<TJob>(scope.ServiceProvider, given));
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
