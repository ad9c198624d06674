using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features;
using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Features.Notifications;
using Synthora.Tests.Data;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Costs;

/// <summary>Who hears of a budget that is nearly used, where, and how often.</summary>
public sealed class BudgetAlertTests(CostTests.BudgetedStudio host) : IClassFixture<CostTests.BudgetedStudio>
{
    private SpendingLedger Ledger => host.Services.GetRequiredService<SpendingLedger>();

    [Fact]
    public async Task Four_fifths_of_a_budget_are_told_once_to_its_owner_and_again_when_the_budget_is_another()
    {
        var (user, other) = (await host.NewUserAsync(), await host.NewUserAsync());
        foreach (var one in new[] { user, other }) await BudgetAsync(one, 1.00m);
        await SpendAsync(user, 0.79m);
        (await AlertsAsync(user)).ShouldBeEmpty();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => SpendAsync(user, 0.02m)));
        var told = (await AlertsAsync(user)).ShouldHaveSingleItem();
        (told.InApp, told.Mail, told.Link).ShouldBe((true, MailChoice.Instant, "/settings/generation"));
        told.Message.ShouldContain("of your monthly budget of $1.00");
        (await user.GetJsonAsync("/notifications?type=budget_alert")).GetProperty("total").GetInt32().ShouldBe(1);
        (await AlertsAsync(other)).ShouldBeEmpty();

        await BudgetAsync(user, 1.10m);
        await SpendAsync(user, 0.01m);
        (await AlertsAsync(user)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task It_goes_where_its_reader_wants_it_and_comes_also_when_work_cost_more_than_it_was_to()
    {
        var (mailed, deaf) = (await host.NewUserAsync(), await host.NewUserAsync());
        await WantAsync(mailed, inApp: false, "daily");
        await WantAsync(deaf, inApp: false, "off");
        foreach (var user in new[] { mailed, deaf })
        {
            await BudgetAsync(user, 1.00m);
            await SpendAsync(user, 0.10m, costs: 0.85m);
        }

        var told = (await AlertsAsync(mailed)).ShouldHaveSingleItem();
        (told.InApp, told.Mail).ShouldBe((false, MailChoice.Daily));
        (await mailed.GetJsonAsync("/notifications?type=budget_alert")).GetProperty("total").GetInt32().ShouldBe(0);
        (await AlertsAsync(deaf)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_budget_of_the_platforms_keys_is_told_to_administrators_and_each_share_to_its_user()
    {
        var (ann, bob, admin) = (await host.NewUserAsync(), await host.NewUserAsync(), await host.NewUserAsync(Role.Admin));
        await SpendAsync(ann, 2.5m, ProviderRoute.PlatformKey);
        (await AlertsAsync(ann)).ShouldHaveSingleItem().Message.ShouldContain("your monthly share of the platform's keys");
        (await AlertsAsync(admin)).ShouldBeEmpty();
        await SpendAsync(bob, 0.8m, ProviderRoute.PlatformKey);
        (await AlertsAsync(bob)).ShouldBeEmpty("a quarter of a share is no news");
        var told = (await AlertsAsync(admin)).ShouldHaveSingleItem();
        told.Message.ShouldContain("$3.30 of the platform's monthly budget of $4.00");
        told.Link.ShouldBe("/admin/prices");
    }

    private static async Task BudgetAsync(StudioHost.User user, decimal usd) =>
        (await user.Api.PutAsJsonAsync("/api/v1/settings/generation", new { monthly_budget_usd = usd })).EnsureSuccessStatusCode();

    private static async Task WantAsync(StudioHost.User user, bool inApp, string email) =>
        (await user.Api.PutAsJsonAsync("/api/v1/notifications/preferences", new { preferences = new[] { new { type = "budget_alert", in_app = inApp, email } } })).EnsureSuccessStatusCode();

    /// <param name="costs">What it really cost; null while it is only promised.</param>
    private async Task SpendAsync(StudioHost.User user, decimal usd, ProviderRoute route = ProviderRoute.OwnKey, decimal? costs = null)
    {
        await using var db = Open();
        var video = OwnershipTests.NewVideo(await db.Users.SingleAsync(row => row.Id == user.Id));
        video.MoveTo(Synthora.Features.Videos.VideoStatus.Cancelled, DateTimeOffset.UnixEpoch);
        db.Videos.Add(video);
        await db.SaveChangesAsync();
        var step = new PlannedSpending("script", "openai_gpt", "gpt", route, usd);
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            (await Ledger.ReserveAsync(db, user.Id, video.Id, [step], CancellationToken.None)).ShouldBeNull();
            await transaction.CommitAsync();
        }

        if (costs is { } real) await Ledger.SettleAsync(user.Id, video.Id, step, real, CancellationToken.None);
    }

    private async Task<IReadOnlyList<Notification>> AlertsAsync(StudioHost.User user)
    {
        await using var db = Open();
        return await db.Notifications.AsNoTracking().Where(row => row.UserId == user.Id && row.Type == NotificationType.BudgetAlert).ToListAsync();
    }

    private AppDbContext Open() => host.Services.GetRequiredService<Database>().OpenForSystem();
}
