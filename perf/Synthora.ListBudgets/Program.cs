using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Synthora.Features;
using Synthora.ListBudgets;
using Synthora.Tests.Hosting;

const double MostP95Ms = 100;
const int Warmups = 5;
var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
var requests = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 60;

var host = new StudioHost();
await host.InitializeAsync();
try
{
    var user = await host.NewUserAsync(Role.Premium);
    var watch = Stopwatch.StartNew();
    var source = host.Services.GetRequiredService<NpgsqlDataSource>();
    await Seed.VideosAsync(source, user.Id, rows);
    await Seed.MediaAsync(source, user.Id, rows);
    await Seed.ShelveAsync(source, user.Id);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} videos and {rows:N0} files of one user among {rows * 2:N0} of each, seeded in {watch.Elapsed.TotalSeconds:0} s; {requests} requests each\n"));
    Console.WriteLine($"{"",-60}{"found",10}{"p50 ms",10}{"p95 ms",10}{"max ms",10}");
    var over = 0;
    foreach (var query in Seed.Queries(rows).Select(query => "/videos" + query).Concat(Seed.MediaQueries.Select(query => "/library/media" + query)))
    {
        var times = new List<double>();
        var total = 0;
        for (var number = -Warmups; number < requests; number++)
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await user.Api.GetAsync("/api/v1" + query);
            var body = await answer.Content.ReadAsByteArrayAsync();
            if (number >= 0) times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            answer.EnsureSuccessStatusCode();
            total = JsonDocument.Parse(body).RootElement.GetProperty("total").GetInt32();
        }

        times.Sort();
        var p95 = times[(int)Math.Ceiling(times.Count * 0.95) - 1];
        if (p95 > MostP95Ms) over++;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{query,-60}{total,10:N0}{times[times.Count / 2],10:0.0}{p95,10:0.0}{times[^1],10:0.0}{(p95 > MostP95Ms ? "  OVER" : "")}"));
    }

    Console.WriteLine(over == 0 ? $"\nEvery list is within p95 {MostP95Ms} ms." : $"\n{over} lists are over p95 {MostP95Ms} ms.");
    return over == 0 ? 0 : 1;
}
finally
{
    await host.DisposeAsync();
}
