using Synthora.Features.Videos.Generation;
using Synthora.Providers;
using Synthora.Providers.Jobs;
using Synthora.Rendering.Audio;

namespace Synthora.Tests.Videos.Generation;

public sealed class OrderDeskTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synthora-orders-");

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
        (vendor.Orders.Count, vendor.Downloads).ShouldBe((1, 1), "a result that is here is not fetched again");
    }

    [Fact]
    public async Task An_order_whose_fate_is_unknown_is_sent_again_only_where_the_vendor_knows_our_number()
    {
        var book = Book();
        var placed = await book.OpenAsync("key", "maker", CancellationToken.None);
        var forgetful = new Maker();
        (await BringAsync(forgetful)).Why!.ShouldContain("not known whether");
        forgetful.Orders.ShouldBeEmpty();

        Directory.Delete(Path.Combine(_folder.FullName, "orders"), recursive: true);
        placed = await book.OpenAsync("key", "maker", CancellationToken.None);
        var careful = new Maker { Features = [ProviderFeature.OrderNumbers] };
        (await BringAsync(careful)).Media.ShouldNotBeNull();
        careful.Orders.ShouldBe([placed.Id]);
    }

    [Fact]
    public async Task A_vendor_that_is_busy_is_asked_again_and_one_that_refuses_is_not()
    {
        var busy = new Maker { TurnsAway = 2 };
        (await BringAsync(busy)).Media.ShouldNotBeNull();
        busy.Orders.Count.ShouldBe(3);

        Directory.Delete(Path.Combine(_folder.FullName, "orders"), recursive: true);
        File.Delete(Result);
        var refusing = new Maker { Refuses = true };
        (await BringAsync(refusing)).Why.ShouldBe("It breaks the rules. Say it differently.");
        (await BringAsync(refusing)).Why.ShouldBe("It breaks the rules. Say it differently.");
        refusing.Orders.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_result_that_cannot_be_read_is_told_and_not_kept()
    {
        var made = await BringAsync(new Maker { Sends = "no sound at all"u8.ToArray() });
        made.Why!.ShouldStartWith("what Maker sent cannot be used");
        File.Exists(Result).ShouldBeFalse();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private FolderOrderBook Book() => new(Path.Combine(_folder.FullName, "orders"));

    private Task<Delivery> BringAsync(Maker vendor) =>
        new OrderDesk(Book(), new(TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(20)), TimeProvider.System).BringAsync(vendor, "key", number => number, Result, _ => { }, CancellationToken.None);

    private sealed class Maker : IJobProvider<Guid>
    {
        private int _polls;

        public List<Guid> Orders { get; } = [];
        public int Downloads { get; private set; }
        public int TurnsAway { get; init; }
        public bool Refuses { get; init; }
        public int PollsBeforeCrash { get; set; } = int.MaxValue;
        public byte[]? Sends { get; init; }
        public IReadOnlyList<ProviderFeature> Features { get; init; } = [];

        public ProviderInfo Info => new(
            "maker", "Maker", "maker", Capability.AudioFx, new(AuthKind.ApiKey), new("https://example.com"), null, null, Lifecycle.Active, null, null, [], Features, null, new(2026, 1, 1), null, null);

        public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => Task.FromResult(KeyCheck.Valid);

        public Task<ExternalJob> SubmitAsync(Guid request, ApiKey? key, CancellationToken ct)
        {
            Orders.Add(request);
            if (Orders.Count <= TurnsAway) throw new ProviderException("maker", ProviderFault.RateLimited, "Too many.", "Wait.") { RetryAfter = TimeSpan.FromMilliseconds(5) };
            if (Refuses) throw new ProviderException("maker", ProviderFault.RejectedByPolicy, "It breaks the rules.", "Say it differently.");
            return Task.FromResult(new ExternalJob("maker", "4711", "m1", DateTimeOffset.UnixEpoch));
        }

        public Task<JobReport> PollAsync(ExternalJob job, ApiKey? key, CancellationToken ct)
        {
            job.Id.ShouldBe("4711");
            if (++_polls > PollsBeforeCrash) throw new InvalidOperationException("the process dies here");
            if (_polls == 2) throw new ProviderException("maker", ProviderFault.Transient, "Trouble.", "Wait.");
            return Task.FromResult(_polls < 3 ? new JobReport(JobState.Running, PollAfter: TimeSpan.Zero) : new JobReport(JobState.Succeeded, Result: new(new("https://example.com/r"), "audio/wav")));
        }

        public Task<bool> CancelAsync(ExternalJob job, ApiKey? key, CancellationToken ct) => Task.FromResult(false);

        public async Task<long> DownloadAsync(ResultFile file, ApiKey? key, Stream to, long limit, CancellationToken ct)
        {
            Downloads++;
            var path = Path.GetTempFileName();
            await new VoiceRecording([.. Enumerable.Range(0, 48_000).Select(i => 0.3f * MathF.Sin(i * 0.05f))]).WriteAsync(path, ct);
            var bytes = Sends ?? await File.ReadAllBytesAsync(path, ct);
            File.Delete(path);
            await to.WriteAsync(bytes, ct);
            return bytes.Length;
        }
    }
}
