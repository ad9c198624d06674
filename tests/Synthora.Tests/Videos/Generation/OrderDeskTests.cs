using Synthora.Features.Videos.Generation;
using Synthora.Providers;
using Synthora.Providers.Jobs;
using Synthora.Rendering.Audio;

namespace Synthora.Tests.Videos.Generation;

public sealed class OrderDeskTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synthora-orders-");
    private readonly RacingClock _clock = new();

    private string Orders => Path.Combine(_folder.FullName, "orders");
    private string Result => Path.Combine(_folder.FullName, "result.wav");

    [Fact]
    public async Task What_was_ordered_before_a_crash_is_polled_and_never_ordered_again()
    {
        var vendor = new Maker { PollsBeforeCrash = 1 };
        await Should.ThrowAsync<InvalidOperationException>(() => BringAsync(vendor));
        vendor.PollsBeforeCrash = int.MaxValue;

        var made = await BringAsync(vendor);

        made.Media!.Audio.ShouldNotBeNull();
        vendor.Orders.Count.ShouldBe(1);
        await BringAsync(vendor);
        (vendor.Orders.Count, vendor.Fetched.Count).ShouldBe((1, 1), "a result that is here is not fetched again");
    }

    [Fact]
    public async Task An_order_whose_fate_is_unknown_is_sent_again_only_where_the_vendor_knows_our_number()
    {
        var book = Book();
        var placed = await book.OpenAsync("key", "maker", CancellationToken.None);
        var forgetful = new Maker();
        (await BringAsync(forgetful)).Why!.ShouldContain("not known whether");
        forgetful.Orders.ShouldBeEmpty();

        Directory.Delete(Orders, recursive: true);
        placed = await book.OpenAsync("key", "maker", CancellationToken.None);
        var careful = new Maker { Features = [ProviderFeature.OrderNumbers] };
        (await BringAsync(careful)).Media.ShouldNotBeNull();
        careful.Orders.ShouldBe([placed.Id]);
    }

    [Fact]
    public async Task A_vendor_that_refuses_is_not_asked_again()
    {
        var refusing = new Maker { Refuses = true };
        (await BringAsync(refusing)).Why.ShouldBe("It breaks the rules. Say it differently.");
        (await BringAsync(refusing)).Why.ShouldBe("It breaks the rules. Say it differently.");
        refusing.Orders.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_vendor_that_is_busy_is_asked_again_until_it_has_room()
    {
        var busy = new Maker { TurnsAway = 12 };
        (await BringAsync(busy)).Media.ShouldNotBeNull();
        busy.Orders.Count.ShouldBe(13);
        _clock.Waits.Take(4).ShouldBe([TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30)]);
    }

    [Fact]
    public async Task Nobody_is_asked_before_the_time_they_named()
    {
        var later = new Maker { TurnsAway = 1, After = TimeSpan.FromMinutes(7) };
        (await BringAsync(later)).Media.ShouldNotBeNull();
        _clock.Waits[0].ShouldBe(TimeSpan.FromMinutes(7));

        File.Delete(Result);
        Directory.Delete(Orders, recursive: true);
        var tomorrow = new Maker { TurnsAway = 1, After = TimeSpan.FromHours(1) };
        (await BringAsync(tomorrow)).Why.ShouldBe("Too many. Wait.");
        tomorrow.Orders.Count.ShouldBe(1);
        (await BringAsync(tomorrow)).Media.ShouldNotBeNull("a retry orders what was never taken");

        File.Delete(Result);
        Directory.Delete(Orders, recursive: true);
        _clock.Waits.Clear();
        var troubled = new Maker { After = TimeSpan.FromMinutes(3), PollTroubles = 1 };
        (await BringAsync(troubled)).Media.ShouldNotBeNull();
        _clock.Waits[0].ShouldBe(TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task Whoever_dies_while_waiting_for_a_turn_orders_again_and_a_number_that_may_be_known_is_kept()
    {
        var busy = new Maker { TurnsAway = 1 };
        using var dying = new CancellationTokenSource();
        _clock.Waited = dying.Cancel;
        await Should.ThrowAsync<OperationCanceledException>(() => BringAsync(busy, dying.Token));
        _clock.Waited = null;
        (await BringAsync(busy)).Media.ShouldNotBeNull();
        busy.Orders.Count.ShouldBe(2);

        File.Delete(Result);
        Directory.Delete(Orders, recursive: true);
        var placed = await Book().OpenAsync("key", "maker", CancellationToken.None);
        var careful = new Maker { TurnsAway = 2, Features = [ProviderFeature.OrderNumbers] };
        (await BringAsync(careful)).Media.ShouldNotBeNull();
        careful.Orders.ShouldBe([placed.Id, placed.Id, placed.Id]);
    }

    [Theory]
    [InlineData(ProviderFault.Transient)]
    [InlineData(ProviderFault.BadKey)]
    [InlineData(ProviderFault.BadAnswer)]
    public async Task Minutes_of_trouble_with_asking_lose_no_work_that_is_paid_for(ProviderFault fault)
    {
        var vendor = new Maker { PollTroubles = 15, Fault = fault };
        (await BringAsync(vendor)).Media.ShouldNotBeNull();
        vendor.Orders.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(ProviderFault.Transient)]
    [InlineData(ProviderFault.BadKey)]
    public async Task A_result_that_does_not_come_for_minutes_is_fetched_from_a_fresh_address(ProviderFault fault)
    {
        var vendor = new Maker { DownloadTroubles = 15, Fault = fault };
        (await BringAsync(vendor)).Media.ShouldNotBeNull();
        vendor.Fetched.Distinct().Count().ShouldBe(16);
        vendor.Orders.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_outlasts_all_patience_stays_open_for_a_retry()
    {
        var vendor = new Maker { DownloadTroubles = 1_000 };
        (await BringAsync(vendor)).Why.ShouldBe("Trouble. Wait.");
        (await Book().FindAsync("key", CancellationToken.None))!.State.ShouldBe(OrderState.Taken);
        vendor.DownloadTroubles = 0;
        (await BringAsync(vendor)).Media.ShouldNotBeNull();
        vendor.Orders.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_result_that_is_gone_at_every_fresh_address_is_lost()
    {
        var vendor = new Maker { DownloadTroubles = 1_000, Fault = ProviderFault.NotFound };
        (await BringAsync(vendor)).Why.ShouldBe("Trouble. Wait.");
        vendor.Fetched.Count.ShouldBe(3);
        (await Book().FindAsync("key", CancellationToken.None))!.State.ShouldBe(OrderState.Failed);
    }

    [Fact]
    public async Task A_result_that_cannot_be_read_is_told_and_not_kept()
    {
        var made = await BringAsync(new Maker { Sends = "no sound at all"u8.ToArray() });
        made.Why!.ShouldStartWith("what Maker sent cannot be used");
        File.Exists(Result).ShouldBeFalse();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private FolderOrderBook Book() => new(Orders);

    private Task<Delivery> BringAsync(Maker vendor, CancellationToken ct = default) =>
        new OrderDesk(Book(), OrderPatience.Usual, _clock).BringAsync(vendor, "key", number => number, Result, _ => { }, ct);

    /// <summary>Every wait is over at once, and the clock has moved on by it.</summary>
    private sealed class RacingClock : TimeProvider
    {
        private long _now;

        public List<TimeSpan> Waits { get; } = [];
        public Action? Waited { get; set; }
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            _now += dueTime.Ticks;
            if (Waited is { } waited)
            {
                waited();
                return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
            }

            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }

    private sealed class Maker : IJobProvider<Guid>
    {
        private int _polls;

        public List<Guid> Orders { get; } = [];
        public List<Uri> Fetched { get; } = [];
        public int TurnsAway { get; init; }
        public TimeSpan? After { get; init; }
        public bool Refuses { get; init; }
        public int PollsBeforeCrash { get; set; } = int.MaxValue;
        public int PollTroubles { get; set; }
        public int DownloadTroubles { get; set; }
        public ProviderFault Fault { get; init; } = ProviderFault.Transient;
        public byte[]? Sends { get; init; }
        public IReadOnlyList<ProviderFeature> Features { get; init; } = [];

        public ProviderInfo Info => new(
            "maker", "Maker", "maker", Capability.AudioFx, new(AuthKind.ApiKey), new("https://example.com"), null, null, Lifecycle.Active, null, null, [], Features, null, new(2026, 1, 1), null, null);

        public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => Task.FromResult(KeyCheck.Valid);

        public Task<ExternalJob> SubmitAsync(Guid request, ApiKey? key, CancellationToken ct)
        {
            Orders.Add(request);
            if (Orders.Count <= TurnsAway) throw new ProviderException("maker", ProviderFault.RateLimited, "Too many.", "Wait.") { RetryAfter = After };
            if (Refuses) throw new ProviderException("maker", ProviderFault.RejectedByPolicy, "It breaks the rules.", "Say it differently.");
            return Task.FromResult(new ExternalJob("maker", "4711", "m1", DateTimeOffset.UnixEpoch));
        }

        public Task<JobReport> PollAsync(ExternalJob job, ApiKey? key, CancellationToken ct)
        {
            job.Id.ShouldBe("4711");
            if (++_polls > PollsBeforeCrash) throw new InvalidOperationException("the process dies here");
            if (PollTroubles-- > 0) throw new ProviderException("maker", Fault, "Trouble.", "Wait.") { RetryAfter = After };
            return Task.FromResult(_polls < 2 ? new JobReport(JobState.Running, PollAfter: TimeSpan.Zero) : new JobReport(JobState.Succeeded, Result: new(new($"https://example.com/{_polls}"), "audio/wav")));
        }

        public Task<bool> CancelAsync(ExternalJob job, ApiKey? key, CancellationToken ct) => Task.FromResult(false);

        public async Task<long> DownloadAsync(ResultFile file, ApiKey? key, Stream to, long limit, CancellationToken ct)
        {
            Fetched.Add(file.Url);
            if (DownloadTroubles-- > 0) throw new ProviderException("maker", Fault, "Trouble.", "Wait.");
            var path = Path.GetTempFileName();
            await new VoiceRecording([.. Enumerable.Range(0, 48_000).Select(i => 0.3f * MathF.Sin(i * 0.05f))]).WriteAsync(path, ct);
            var bytes = Sends ?? await File.ReadAllBytesAsync(path, ct);
            File.Delete(path);
            await to.WriteAsync(bytes, ct);
            return bytes.Length;
        }
    }
}
