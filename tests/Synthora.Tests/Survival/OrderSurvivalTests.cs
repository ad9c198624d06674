using Microsoft.EntityFrameworkCore;
using Synthora.Features.Integrations;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Crew;
using Synthora.Features.Videos.Generation;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Survival;

/// <summary>A worker is killed while a vendor works for it; the vendors are another host's simulators.</summary>
public sealed class OrderSurvivalTests(SimulatedStudio vendors) : IClassFixture<SimulatedStudio>
{
    /// <param name="sign">A scene with the word that makes the vendor slow.</param>
    [Theory]
    [InlineData(ProviderCategory.VideoAi, "runway", "gen4.5", "Bees hum.\n> visual: [slow] bees")]
    [InlineData(ProviderCategory.Assembly, "shotstack", "edit", "Bees hum [slow] today.")]
    public async Task A_worker_killed_between_an_order_and_its_result_is_replaced_by_one_that_polls_and_orders_nothing(ProviderCategory category, string provider, string model, string sign)
    {
        await using var fleet = await Fleet.OnAsync(await PostgresCluster.SharedAsync());
        var settings = new Dictionary<string, string>
        {
            ["SYNTHORA_TEST_PIPELINE"] = "real",
            ["Providers__Simulate"] = "true",
            ["Providers__SimulatorUrl"] = vendors.Address.GetLeftPart(UriPartial.Authority),
            [$"Providers__{provider}__ApiKey"] = SimulatedStudio.GoodKey,
        };
        var crew = new VideoCrew().With(category, new CrewMember(provider, provider, model, ProviderRoute.PlatformKey, IsSimulated: false));
        var id = await fleet.QueueAsync($"# Bees\n\n## Hook\n{sign}\n", SourceKind.Script, crew.ToJson());
        var first = fleet.StartWorker(settings);
        string? number = null;
        await fleet.WaitAsync(async () => (number = (await OrderAsync())?.Job) is not null, seconds: 120);
        await Fleet.SignalAsync(first, "KILL");
        (await OrderAsync())!.State.ShouldBe(OrderState.Taken, "it was killed while the vendor worked");

        fleet.StartWorker(settings);
        await fleet.WaitForAsync(id, VideoStatus.Completed, seconds: 180);

        var order = (await OrderAsync())!;
        (order.State, order.Job, order.IsSettled).ShouldBe((OrderState.Done, number, true), "the very order of the killed worker was waited for");
        await using var db = fleet.Database.OpenForSystem();
        (await db.ProviderRequests.CountAsync(row => row.VideoId == id && row.Method == "POST")).ShouldBeLessThanOrEqualTo(1);
        (await db.Spendings.SingleAsync(row => row.VideoId == id)).ActualUsd.ShouldBe(order.Usd);
        var step = await db.VideoSteps.SingleAsync(row => row.VideoId == id && row.Step == crew.Members().Single().Step);
        step.Provider.ShouldBe(provider, "nobody stepped in");
        if (category == ProviderCategory.VideoAi) StepJson.Read<VideoAiResult>(step.Result!).Scenes[0][0].Source!.Kind.ShouldBe(FootageKind.Made);

        async Task<ProviderOrder?> OrderAsync()
        {
            await using var read = fleet.Database.OpenForSystem();
            return await read.ProviderOrders.AsNoTracking().SingleOrDefaultAsync(row => row.VideoId == id);
        }
    }
}
