using Synthora.Providers.Jobs;

namespace Synthora.Providers.Tests.Jobs;

/// <summary>What every vendor that takes minutes owes the product: order once, ask until it ends, fetch at once.</summary>
public abstract class JobContract<TRequest>(SimulatedVendors vendors) : IClassFixture<SimulatedVendors>
{
    protected SimulatedVendors Vendors => vendors;
    protected abstract string Id { get; }

    /// <summary>An order whose text bears the words that make the simulator misbehave.</summary>
    protected abstract TRequest Order(string words = "");

    /// <summary>What the result's first bytes are, in hexadecimal.</summary>
    protected virtual string Begins => "000000";

    protected virtual bool RefusesContent => true;

    /// <summary>Whether a busy vendor says how long to wait.</summary>
    protected virtual bool TellsWait => true;
    protected virtual string GoodKey => "right-key-0123";
    protected ApiKey Key => new(GoodKey);

    /// <summary>The key of a name that misbehaves.</summary>
    protected virtual ApiKey KeyOf(string name) => new(name);

    protected IJobProvider<TRequest> Provider => vendors.Provider<IJobProvider<TRequest>>(Id);

    [Fact]
    public async Task An_order_is_taken_moves_on_ends_and_is_fetched()
    {
        var job = await Provider.SubmitAsync(Order(), Key, CancellationToken.None);
        job.ProviderId.ShouldBe(Id);
        job.Id.ShouldNotBeEmpty();

        // Nothing but the stored record is needed to go on, as after a restart.
        var stored = System.Text.Json.JsonSerializer.Deserialize<ExternalJob>(System.Text.Json.JsonSerializer.Serialize(job))!;
        var first = await Provider.PollAsync(stored, Key, CancellationToken.None);
        first.IsFinal.ShouldBeFalse();
        first.PollAfter.ShouldNotBeNull().TotalSeconds.ShouldBeInRange(1, 30);

        var done = await EndAsync(stored);
        done.State.ShouldBe(JobState.Succeeded);
        using var bytes = new MemoryStream();
        await Provider.DownloadAsync(done.Result!, Key, bytes, 50 << 20, CancellationToken.None);
        Convert.ToHexString(bytes.ToArray()[..8]).ShouldStartWith(Begins);
    }

    [Fact]
    public async Task A_job_that_fails_says_so_in_words_and_one_refused_late_is_told_apart()
    {
        var failed = await EndAsync(await Provider.SubmitAsync(Order("[fail]"), Key, CancellationToken.None));
        failed.State.ShouldBe(JobState.Failed);
        failed.Failure.ShouldNotBeNull().Remedy.ShouldNotBeEmpty();

        if (!RefusesContent) return;
        var refused = await EndAsync(await Provider.SubmitAsync(Order("[late policy]"), Key, CancellationToken.None));
        refused.State.ShouldBe(JobState.Failed);
        refused.Failure!.Fault.ShouldBe(ProviderFault.RejectedByPolicy);
    }

    [Fact]
    public async Task A_result_that_is_gone_is_not_found_and_a_job_nobody_knows_is_expired()
    {
        var gone = await EndAsync(await Provider.SubmitAsync(Order("[expired]"), Key, CancellationToken.None));
        (await Should.ThrowAsync<ProviderException>(() => Provider.DownloadAsync(gone.Result!, Key, new MemoryStream(), 1 << 20, CancellationToken.None))).Fault.ShouldBe(ProviderFault.NotFound);

        var job = await Provider.SubmitAsync(Order(), Key, CancellationToken.None);
        var unknown = job with { Id = job.Id[..^4] + "0000" };
        (await Provider.PollAsync(unknown, Key, CancellationToken.None)).State.ShouldBe(JobState.Expired);
    }

    /// <remarks>What a vendor takes twice without harm is repeated by itself.</remarks>
    [Theory]
    [InlineData("busy", ProviderFault.RateLimited)]
    [InlineData("trouble", ProviderFault.Transient)]
    public async Task An_order_turned_away_is_not_sent_again_behind_the_callers_back_and_is_taken_when_it_is(string sign, ProviderFault fault)
    {
        var before = vendors.Seen.Count(Orders);
        var order = Order($"[{sign}] {Id}");
        if (sign == "busy" || !Provider.Info.Has(ProviderFeature.OrderNumbers))
        {
            var turned = await Should.ThrowAsync<ProviderException>(() => Provider.SubmitAsync(order, Key, CancellationToken.None));
            turned.Fault.ShouldBe(fault);
            turned.RetryAfter.ShouldBe(sign == "busy" && TellsWait ? TimeSpan.FromSeconds(1) : null);
            (vendors.Seen.Count(Orders) - before).ShouldBe(1);
        }

        (await Provider.SubmitAsync(order, Key, CancellationToken.None)).Id.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Content_against_the_rules_is_refused_at_once_or_while_it_is_made()
    {
        ProviderException? refusal;
        try
        {
            refusal = (await EndAsync(await Provider.SubmitAsync(Order("[policy]"), Key, CancellationToken.None))).Failure;
        }
        catch (ProviderException atOnce)
        {
            refusal = atOnce;
        }

        refusal?.Fault.ShouldBe(ProviderFault.RejectedByPolicy);
        (refusal is not null).ShouldBe(RefusesContent);
    }

    [Theory]
    [InlineData("wrong", ProviderFault.BadKey)]
    [InlineData("poor", ProviderFault.OutOfCredit)]
    [InlineData("busy", ProviderFault.RateLimited)]
    public async Task A_key_that_cannot_pay_or_enter_is_told_apart(string key, ProviderFault fault) =>
        (await Should.ThrowAsync<ProviderException>(() => Provider.SubmitAsync(Order(), KeyOf(key), CancellationToken.None))).Fault.ShouldBe(fault);

    [Fact]
    public async Task A_key_is_checked_without_ordering_anything()
    {
        var before = vendors.Seen.Count(Orders);
        (await Provider.CheckKeyAsync(Key, CancellationToken.None)).ShouldBe(KeyCheck.Valid);
        var bad = await Provider.CheckKeyAsync(KeyOf("wrong"), CancellationToken.None);
        bad.Status.ShouldBe(KeyStatus.Invalid);
        bad.Message.ShouldNotBeNull().ShouldContain("key");
        vendors.Seen.Count(Orders).ShouldBe(before);
    }

    [Fact]
    public async Task A_job_is_stopped_or_the_vendor_says_that_it_cannot()
    {
        var job = await Provider.SubmitAsync(Order("[slow]"), Key, CancellationToken.None);
        if (await Provider.CancelAsync(job, Key, CancellationToken.None))
            (await Provider.PollAsync(job, Key, CancellationToken.None)).State.ShouldBeOneOf(JobState.Cancelled, JobState.Failed, JobState.Expired);
        else
            (await EndAsync(job)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task A_stop_that_comes_too_late_is_said_to_and_throws_nothing_away()
    {
        var job = await Provider.SubmitAsync(Order(), Key, CancellationToken.None);
        (await EndAsync(job)).State.ShouldBe(JobState.Succeeded);
        (await Provider.CancelAsync(job, Key, CancellationToken.None)).ShouldBeFalse();
        (await Provider.PollAsync(job, Key, CancellationToken.None)).State.ShouldBe(JobState.Succeeded);
    }

    protected async Task<JobReport> EndAsync(ExternalJob job)
    {
        for (var polls = 0; polls < 20; polls++)
            if (await Provider.PollAsync(job, Key, CancellationToken.None) is { IsFinal: true } end) return end;
        throw new InvalidOperationException("The job never ended.");
    }

    /// <summary>Whether a request costs money.</summary>
    protected virtual bool Orders(SeenRequest request) => request.Method == "POST" && request.Path.StartsWith($"/_sim/{Id}/", StringComparison.Ordinal) && !request.Path.EndsWith("/cancel", StringComparison.Ordinal) && !request.Path.EndsWith("/upload", StringComparison.Ordinal);
}
