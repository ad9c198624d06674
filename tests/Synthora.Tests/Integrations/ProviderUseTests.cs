using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features;
using Synthora.Features.Integrations;
using Synthora.Providers;
using Synthora.Tests.Hosting;
using Synthora.Tests.Videos;

namespace Synthora.Tests.Integrations;

public sealed class ProviderUseTests(SimulatedStudio host) : IClassFixture<SimulatedStudio>
{
    private ProviderUse Use => host.Services.GetRequiredService<ProviderUse>();

    [Fact]
    public async Task A_call_gets_the_users_key_and_marks_it_used()
    {
        var user = await WithKeyAsync();
        (await CallAsync(user, key => Task.FromResult(key!.Reveal()))).ShouldBe(SimulatedStudio.GoodKey);
        (await RowAsync(user)).LastUsedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_refused_key_makes_the_integration_invalid_at_once_and_says_so()
    {
        var user = await WithKeyAsync();
        await FailAsync(user, ProviderFault.BadKey);
        var row = await RowAsync(user);
        row.ValidationStatus.ShouldBe(ValidationStatus.Invalid);
        row.ValidationMessage.ShouldBe("It broke. Mend it.");
        var script = (await user.GetJsonAsync("/integrations/status")).GetProperty("categories").EnumerateArray().First(one => one.GetProperty("category").GetString() == "script");
        script.GetProperty("effective").GetProperty("provider").GetString().ShouldBe("extraction");
        await FailAsync(user, ProviderFault.BadKey);
        var told = (await user.GetJsonAsync("/notifications")).GetProperty("items").EnumerateArray().Single(one => one.GetProperty("type").GetString() == "integration_error");
        told.GetProperty("message").GetString()!.ShouldContain("It broke.");
        told.GetProperty("link").GetString().ShouldBe("/integrations");
    }

    [Fact]
    public async Task A_refused_key_of_the_platform_rests_its_provider_and_is_told_to_the_administrators_once()
    {
        var (admin, user, another) = (await host.NewUserAsync(Role.Admin), await host.NewUserAsync(), await host.NewUserAsync());
        await FailAsync(user, ProviderFault.BadKey, route: ProviderRoute.PlatformKey);
        var trouble = await TroubleAsync(user);
        (trouble!.RestsUntil - trouble.FailedAt).ShouldBe(TimeSpan.FromMinutes(1));
        trouble.Fault.ShouldBe("bad_key");
        await EndRestAsync(user);
        await FailAsync(user, ProviderFault.BadKey, route: ProviderRoute.PlatformKey);
        await FailAsync(another, ProviderFault.BadKey, route: ProviderRoute.PlatformKey);

        var told = (await admin.GetJsonAsync("/notifications")).GetProperty("items").EnumerateArray().Single(one => one.GetProperty("type").GetString() == "integration_error");
        told.GetProperty("message").GetString()!.ShouldContain("It broke.");
        told.GetProperty("message").GetString()!.ShouldContain("Providers:anthropic:ApiKey");
        (await user.GetJsonAsync("/notifications")).GetProperty("items").EnumerateArray().Where(one => one.GetProperty("type").GetString() == "integration_error").ShouldBeEmpty("it is not theirs to mend");
    }

    [Fact]
    public async Task A_provider_in_trouble_rests_longer_each_time_and_one_success_forgives_it()
    {
        var user = await WithKeyAsync();
        await FailAsync(user, ProviderFault.Transient);
        var first = await TroubleAsync(user);
        (first!.RestsUntil - first.FailedAt).ShouldBe(TimeSpan.FromMinutes(1));
        await FailAsync(user, ProviderFault.Transient);
        (await TroubleAsync(user))!.Failures.ShouldBe(1, "failures side by side are one");
        var shown = (await user.GetJsonAsync("/integrations")).GetProperty("items").EnumerateArray().Single();
        shown.GetProperty("can_generate").GetBoolean().ShouldBeFalse();
        shown.GetProperty("trouble").GetString().ShouldBe("It broke. Mend it.");

        await EndRestAsync(user);
        await FailAsync(user, ProviderFault.RateLimited, TimeSpan.FromHours(2));
        var second = await TroubleAsync(user);
        second!.Failures.ShouldBe(2);
        (second.RestsUntil - second.FailedAt).ShouldBe(TimeSpan.FromHours(2), "it asked for that itself");
        await CallAsync(user, _ => Task.FromResult(0));
        (await TroubleAsync(user)).ShouldBeNull();
    }

    [Fact]
    public async Task What_the_content_did_is_not_the_providers_fault()
    {
        var user = await WithKeyAsync();
        await FailAsync(user, ProviderFault.RejectedByPolicy);
        await FailAsync(user, ProviderFault.InvalidRequest);
        (await TroubleAsync(user)).ShouldBeNull();
        (await RowAsync(user)).IsUsable.ShouldBeTrue();
    }

    [Fact]
    public async Task A_key_that_was_put_aside_is_not_used_behind_its_owners_back()
    {
        var user = await WithKeyAsync();
        await using (var db = host.Services.GetRequiredService<Database>().OpenForSystem())
            await db.Integrations.Where(row => row.UserId == user.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.IsActive, false));
        var refused = await Should.ThrowAsync<ProviderException>(() => CallAsync(user, _ => Task.FromResult(0)));
        refused.Cause.ShouldContain("switched off");
    }

    [Fact]
    public async Task What_a_vendor_answered_is_not_lost_when_the_database_cannot_note_it()
    {
        var user = await WithKeyAsync();
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        await db.Database.ExecuteSqlRawAsync("create function away() returns trigger language plpgsql as $$ begin raise exception 'going down' using errcode = '57P01'; end $$; create trigger away before delete on provider_troubles for each statement execute function away()");
        try
        {
            (await CallAsync(user, _ => Task.FromResult("order 4711"))).ShouldBe("order 4711");
        }
        finally
        {
            await db.Database.ExecuteSqlRawAsync("drop trigger away on provider_troubles; drop function away()");
        }
    }

    [Theory]
    [InlineData(1, null, 1)]
    [InlineData(2, null, 5)]
    [InlineData(9, null, 1440)]
    [InlineData(500, null, 1440)]
    [InlineData(1, 30, 30)]
    [InlineData(3, 1, 15)]
    [InlineData(1, 99_999, 1440)]
    public void Rests_grow_from_a_minute_to_a_day(int failures, int? askedMinutes, int minutes) =>
        ProviderTrouble.Rest(failures, askedMinutes is { } asked ? TimeSpan.FromMinutes(asked) : null).ShouldBe(TimeSpan.FromMinutes(minutes));

    private async Task<StudioHost.User> WithKeyAsync()
    {
        var user = await host.NewUserAsync();
        await user.AddKeyAsync("anthropic");
        // One check only: a second one under way would forgive what a test does.
        await VideoRunTests.EventuallyAsync(async () => (await RowAsync(user)).ValidationStatus == ValidationStatus.Valid);
        return user;
    }

    private Task<T> CallAsync<T>(StudioHost.User user, Func<ApiKey?, Task<T>> call, ProviderRoute route = ProviderRoute.OwnKey) =>
        Use.CallAsync(user.Id, "anthropic", route, null, "script", call, CancellationToken.None);

    private Task FailAsync(StudioHost.User user, ProviderFault fault, TimeSpan? after = null, ProviderRoute route = ProviderRoute.OwnKey) => Should.ThrowAsync<ProviderException>(() =>
        CallAsync<int>(user, _ => throw new ProviderException("anthropic", fault, "It broke.", "Mend it.") { RetryAfter = after }, route));

    private async Task EndRestAsync(StudioHost.User user)
    {
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        await db.ProviderTroubles.Where(row => row.UserId == user.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.RestsUntil, DateTimeOffset.UnixEpoch));
    }

    private async Task<Integration> RowAsync(StudioHost.User user)
    {
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        return await db.Integrations.AsNoTracking().SingleAsync(row => row.UserId == user.Id);
    }

    private async Task<ProviderTrouble?> TroubleAsync(StudioHost.User user)
    {
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        return await db.ProviderTroubles.AsNoTracking().SingleOrDefaultAsync(row => row.UserId == user.Id);
    }
}
