using Microsoft.EntityFrameworkCore;
using Synthora.Features.Integrations;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Crew;
using Synthora.Features.Videos.Generation;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Survival;

/// <summary>A worker is killed while a vendor makes a clip; the vendors are another host's simulators.</summary>
public sealed class OrderSurvivalTests(SimulatedStudio vendors) : IClassFixture<SimulatedStudio>
{
    [Fact]
    public async Task A_worker_killed_while_a_clip_is_made_is_replaced_by_one_that_polls_and_orders_nothing()
    {
        await using var fleet = await Fleet.OnAsync(await PostgresCluster.SharedAsync());
        var settings = new Dictionary<string, string>
        {
            ["SYNTHORA_TEST_PIPELINE"] = "real",
            ["Providers__Simulate"] = "true",
            ["Providers__SimulatorUrl"] = vendors.Address.GetLeftPart(UriPartial.Authority),
            ["Providers__runway__ApiKey"] = SimulatedStudio.GoodKey,
        };
        var crew = new VideoCrew { VideoAi = new CrewMember("runway", "Runway", "gen4.5", ProviderRoute.PlatformKey, IsSimulated: false) };
        var id = await fleet.QueueAsync("# Bees\n\n## Hook\nBees hum.\n> visual: [slow] bees\n", SourceKind.Script, crew.ToJson());
        var first = fleet.StartWorker(settings);
        string? number = null;
        await fleet.WaitAsync(async () => (number = (await OrderAsync())?.Job) is not null, seconds: 120);
        await Fleet.SignalAsync(first, "KILL");
        (await OrderAsync())!.State.ShouldBe(OrderState.Taken, "it was killed while the clip was made");

        fleet.StartWorker(settings);
        await fleet.WaitForAsync(id, VideoStatus.Completed, seconds: 180);

        var order = (await OrderAsync())!;
        (order.State, order.Job).ShouldBe((OrderState.Done, number), "the very order of the killed worker was waited for");
        order.IsSettled.ShouldBeTrue();
        await using var db = fleet.Database.OpenForSystem();
        (await db.ProviderRequests.CountAsync(row => row.VideoId == id && row.Method == "POST")).ShouldBeLessThanOrEqualTo(1);
        (await db.Spendings.SingleAsync(row => row.VideoId == id)).ActualUsd.ShouldBe(order.Usd);
        var media = await db.VideoSteps.Where(step => step.VideoId == id && step.Step == GenerationStep.VideoAi).Select(step => step.Result!).SingleAsync();
        StepJson.Read<VideoAiResult>(media).Scenes[0][0].Source!.Kind.ShouldBe(FootageKind.Made);

        async Task<ProviderOrder?> OrderAsync()
        {
            await using var read = fleet.Database.OpenForSystem();
            return await read.ProviderOrders.AsNoTracking().SingleOrDefaultAsync(row => row.VideoId == id);
        }
    }
}
