using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Features.Videos.Crew;
using Synthora.Storage;
using Synthora.Tests.Hosting;
using Synthora.Tests.Library;
using Synthora.Tests.Storage;

namespace Synthora.Tests.Videos.Crew;

/// <summary>Vendors fetch parts at addresses of this site, wherever its files are kept.</summary>
public sealed class PublishedPartsTests(S3Server server) : IClassFixture<S3Server>
{
    [Theory]
    [InlineData(StorageKind.Local)]
    [InlineData(StorageKind.S3)]
    public async Task A_part_is_fetched_by_whoever_has_its_whole_address_until_its_day_is_over_or_it_is_withdrawn(StorageKind kind)
    {
        var host = new StoringStudio(new() { Kind = kind, S3 = server.Options with { PathStyle = true } });
        await host.InitializeAsync();
        try
        {
            await FetchAsync(host);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private static async Task FetchAsync(StudioHost host)
    {
        var (user, video) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var file = Path.Combine(Path.GetTempPath(), $"{video:N}.mp4");
        var film = await Samples.FilmAsync();
        await File.WriteAllBytesAsync(file, film);
        var parts = host.Services.GetRequiredService<PublishedParts>();
        var address = (await parts.PublishAsync(user, video, file, CancellationToken.None)).PathAndQuery;
        var old = (await Parts(host, TimeSpan.FromHours(-25)).PublishAsync(user, video, file, CancellationToken.None)).PathAndQuery;
        File.Delete(file);
        using var visitor = host.Visitor();

        (await visitor.GetByteArrayAsync(address)).ShouldBe(film);
        using var range = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new(100, 199) } };
        (await (await visitor.SendAsync(range)).Content.ReadAsByteArrayAsync()).ShouldBe(film[100..200]);
        (await visitor.GetAsync(old)).StatusCode.ShouldBe(HttpStatusCode.Forbidden, "a day is over");
        (await visitor.GetAsync(old.Replace("until=", "until=9", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.Forbidden, "the day is signed");
        (await visitor.GetAsync(address[..address.IndexOf('?', StringComparison.Ordinal)])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await parts.WithdrawAsync(user, video, CancellationToken.None);
        (await visitor.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static PublishedParts Parts(StudioHost host, TimeSpan ago) => new(host.Services.GetRequiredService<IFileStore>(), host.Configuration, new ShiftedClock(ago));

    private sealed class ShiftedClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }

    private sealed class StoringStudio(StorageOptions storage) : SimulatedStudio
    {
        protected override Configuration Configure(Configuration configuration) => base.Configure(configuration with { Storage = storage });
    }
}
