using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Synthora.Data;
using Synthora.Jobs;
using Synthora.Tests.Hosting;
using Synthora.Tests.Videos;

namespace Synthora.Tests.Jobs;

public sealed class WorkerPulseTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Fact]
    public async Task A_worker_signs_off_when_it_stops_and_stops_without_that_when_it_is_out_of_time()
    {
        var pulse = host.Services.GetServices<IHostedService>().OfType<WorkerPulse>().Single();
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        await VideoRunTests.EventuallyAsync(async () => await WorkersAsync() == 1);

        await pulse.StopAsync(new CancellationToken(canceled: true));
        (await WorkersAsync()).ShouldBe(1);

        await pulse.StopAsync(CancellationToken.None);
        (await WorkersAsync()).ShouldBe(0);

        Task<int> WorkersAsync() => db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from workers").SingleAsync();
    }
}
