using System.Text.Json;
using Synthora.Providers.Tests.Jobs;
using Synthora.Providers.VideoAi;

namespace Synthora.Providers.Tests.VideoAi;

public abstract class VideoAiContract(SimulatedVendors vendors) : JobContract<VideoAiRequest>(vendors)
{
    // One white pixel.
    private const string Picture = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC";

    protected override VideoAiRequest Order(string words = "") => new($"A bee lands on a flower. {words}", 5, OrderId: Guid.CreateVersion7());

    [Fact]
    public async Task A_clip_can_begin_with_a_picture()
    {
        var job = await Provider.SubmitAsync(Order() with { FirstFrame = Picture }, Key, CancellationToken.None);
        var sent = Vendors.Seen.Last(Orders);
        // PixVerse takes the picture before the order and knows it by a number.
        sent.Body.ShouldContain(Id switch { "pixverse" => "img_id", "imagineart" => "frame.png", _ => "iVBORw0KGgo" });
        (await EndAsync(job)).IsFinal.ShouldBeTrue();
    }

    [Fact]
    public async Task A_retired_model_is_not_ordered()
    {
        if (Provider.Info.Models.FirstOrDefault(model => model.Lifecycle == Lifecycle.Retired) is not { } retired) return;
        var failed = await Should.ThrowAsync<ProviderException>(() => Provider.SubmitAsync(Order() with { Model = retired.Id }, Key, CancellationToken.None));
        failed.Fault.ShouldBe(ProviderFault.NotFound);
        failed.Message.ShouldContain(Provider.Info.RecommendedModel!.Id);
    }

    [Fact]
    public async Task A_model_that_begins_with_a_picture_is_not_ordered_without_one()
    {
        foreach (var model in Provider.Info.Models.Where(model => model.Note == "needs a first frame"))
        {
            var before = Vendors.Seen.Count(Orders);
            var failed = await Should.ThrowAsync<ProviderException>(() => Provider.SubmitAsync(Order() with { Model = model.Id }, Key, CancellationToken.None));
            (failed.Fault, Vendors.Seen.Count(Orders)).ShouldBe((ProviderFault.InvalidRequest, before), model.Id);
            await Provider.SubmitAsync(Order() with { Model = model.Id, FirstFrame = Picture }, Key, CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_frame_that_is_no_picture_is_refused() =>
        (await Should.ThrowAsync<ProviderException>(() => Provider.SubmitAsync(Order() with { FirstFrame = "file:///etc/passwd" }, Key, CancellationToken.None))).Fault.ShouldBe(ProviderFault.InvalidRequest);
}

public sealed class RunwayContract(SimulatedVendors vendors) : VideoAiContract(vendors)
{
    protected override string Id => "runway";

    [Fact]
    public async Task The_vendors_own_estimate_is_the_price()
    {
        var job = await Provider.SubmitAsync(Order(), Key, CancellationToken.None);
        job.EstimatedUsd.ShouldBe(0.60m);
        (await EndAsync(job)).CostUsd.ShouldBe(0.60m);
        (await Provider.CheckKeyAsync(new ApiKey("poor"), CancellationToken.None)).Status.ShouldBe(KeyStatus.Limited);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_model_that_speaks_unless_told_not_to_is_told(bool sound)
    {
        await Provider.SubmitAsync(Order() with { Model = "veo3.1_fast", Seed = 7, Sound = sound, NegativePrompt = "text" }, Key, CancellationToken.None);
        var sent = JsonDocument.Parse(Vendors.Seen.Last(Orders).Body).RootElement;
        (sent.GetProperty("audio").GetBoolean(), sent.GetProperty("negativePrompt").GetString(), sent.TryGetProperty("seed", out _)).ShouldBe((sound, "text", false));
    }

    [Theory]
    [InlineData("late policy", 0.60)]
    [InlineData("fail", 0)]
    public async Task What_came_to_nothing_costs_what_the_vendor_took_for_it(string end, double usd)
    {
        var report = await EndAsync(await Provider.SubmitAsync(Order() with { Prompt = $"A bee [{end}]" }, Key, CancellationToken.None));
        (report.State, report.CostUsd).ShouldBe((Synthora.Providers.Jobs.JobState.Failed, (decimal)usd));
    }
}

public sealed class GeminiOmniContract(SimulatedVendors vendors) : VideoAiContract(vendors)
{
    protected override string Id => "veo";
}

public sealed class LumaContract(SimulatedVendors vendors) : VideoAiContract(vendors)
{
    protected override string Id => "luma";
}

public sealed class KlingContract(SimulatedVendors vendors) : VideoAiContract(vendors)
{
    protected override string Id => "kling";
    protected override string GoodKey => "my-access-key:secret";
    protected override bool TellsWait => false;

    [Fact]
    public async Task The_newer_form_and_the_newer_kind_of_key_work_as_well()
    {
        var job = await Provider.SubmitAsync(Order() with { Model = "kling-3.0-turbo" }, new ApiKey("one-newer-key"), CancellationToken.None);
        job.Id.ShouldStartWith("turbo/");
        (await EndAsync(job)).State.ShouldBe(Synthora.Providers.Jobs.JobState.Succeeded);
    }

    [Theory]
    [InlineData("kling-v2-5-turbo")]
    [InlineData("kling-3.0-turbo")]
    public async Task The_same_order_sent_again_is_another_bill_so_nothing_may_send_it_again(string model)
    {
        var order = Order() with { Model = model };
        var first = await Provider.SubmitAsync(order, Key, CancellationToken.None);
        (await Provider.SubmitAsync(order, Key, CancellationToken.None)).Id.ShouldNotBe(first.Id);
        Provider.Info.Has(ProviderFeature.OrderNumbers).ShouldBeFalse();
    }

    [Fact]
    public async Task A_wrong_secret_is_a_bad_key() =>
        (await Should.ThrowAsync<ProviderException>(() => Provider.SubmitAsync(Order(), new ApiKey("my-access-key:guess"), CancellationToken.None))).Fault.ShouldBe(ProviderFault.BadKey);
}

public sealed class MiniMaxContract(SimulatedVendors vendors) : VideoAiContract(vendors)
{
    protected override string Id => "minimax";
}

public sealed class HailuoContract(SimulatedVendors vendors) : VideoAiContract(vendors)
{
    protected override string Id => "hailuo";

    [Fact]
    public async Task Only_the_shorter_clip_has_a_known_price()
    {
        (await Provider.SubmitAsync(Order() with { Seconds = 6 }, Key, CancellationToken.None)).EstimatedUsd.ShouldBe(0.28m);
        (await Provider.SubmitAsync(Order() with { Seconds = 7 }, Key, CancellationToken.None)).EstimatedUsd.ShouldBeNull();
    }
}

public sealed class PixVerseContract(SimulatedVendors vendors) : VideoAiContract(vendors)
{
    protected override string Id => "pixverse";
    protected override bool TellsWait => false;

    [Fact]
    public async Task The_same_order_sent_again_is_the_same_clip()
    {
        var order = Order();
        var first = await Provider.SubmitAsync(order, Key, CancellationToken.None);
        (await Provider.SubmitAsync(order, Key, CancellationToken.None)).Id.ShouldBe(first.Id);
        (await Provider.SubmitAsync(Order(), Key, CancellationToken.None)).Id.ShouldNotBe(first.Id);
    }
}

public sealed class ImagineArtContract(SimulatedVendors vendors) : VideoAiContract(vendors)
{
    protected override string Id => "imagineart";
}

public sealed class SeedanceContract(SimulatedVendors vendors) : VideoAiContract(vendors)
{
    protected override string Id => "seedance";
}

public sealed class WanContract(SimulatedVendors vendors) : VideoAiContract(vendors)
{
    protected override string Id => "wan";
}

public sealed class LtxContract(SimulatedVendors vendors) : VideoAiContract(vendors)
{
    protected override string Id => "ltx";

    // Each test has an account of its own: what one leaves under way takes the room of no other.
    protected override string GoodKey { get; } = $"key-{Guid.CreateVersion7()}";

    [Fact]
    public async Task One_key_has_two_clips_made_at_once_and_another_when_one_is_ready()
    {
        var first = await Provider.SubmitAsync(Order(), Key, CancellationToken.None);
        await Provider.SubmitAsync(Order(), Key, CancellationToken.None);
        var full = await Should.ThrowAsync<ProviderException>(() => Provider.SubmitAsync(Order(), Key, CancellationToken.None));
        (full.Fault, full.RetryAfter).ShouldBe((ProviderFault.RateLimited, TimeSpan.FromSeconds(1)));
        await Provider.SubmitAsync(Order(), new ApiKey("somebody-elses-key"), CancellationToken.None);
        await EndAsync(first);
        await Provider.SubmitAsync(Order(), Key, CancellationToken.None);
    }
}
