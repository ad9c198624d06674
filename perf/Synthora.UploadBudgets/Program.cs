using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Synthora.Features;
using Synthora.Rendering.FFmpeg;
using Synthora.Tests.Hosting;
using Synthora.UploadBudgets;

// What the same number of uploads may take more when each file is many times as large.
const long MostGrowthMb = 64;
const int Small = 4;
var files = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20;
var megabytes = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 64;

var folder = Directory.CreateTempSubdirectory("synthora-uploads-").FullName;
var host = new StudioHost();
await host.InitializeAsync();
try
{
    var film = Path.Combine(folder, "film.mp4");
    var made = await ToolRunner.RunAsync(
        "ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "testsrc2=s=270x480:r=30:d=1", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", film], CancellationToken.None);
    if (made.ExitCode != 0) throw new InvalidOperationException(made.Error);
    var head = await File.ReadAllBytesAsync(film);
    await host.NewUserAsync();
    var user = await host.NewUserAsync(Role.Admin);

    Console.WriteLine($"{"",-28}{"seconds",10}{"peak MiB",10}{"above idle",12}");
    await RoundAsync("warming up", Small);
    var little = await RoundAsync($"{files} files of {Small} MiB", Small);
    var much = await RoundAsync($"{files} files of {megabytes} MiB", megabytes);
    var growth = much - little;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{megabytes / Small} times the bytes took {growth} MiB more at their peak; at most {MostGrowthMb} are allowed."));
    return growth <= MostGrowthMb ? 0 : 1;

    async Task<long> RoundAsync(string name, int size)
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var idle = Resident();
        var peak = idle;
        using var done = new CancellationTokenSource();
        var watch = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                peak = Math.Max(peak, Resident());
                await Task.Delay(50);
            }
        });
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, files).Select(number => SendAsync(number, size * 1024L * 1024)));
        var seconds = clock.Elapsed.TotalSeconds;
        // Looking into them belongs to it.
        while (JsonDocument.Parse(await user.Api.GetByteArrayAsync("/api/v1/library/media?status=processing&limit=1")).RootElement.GetProperty("total").GetInt32() > 0) await Task.Delay(200);
        await done.CancelAsync();
        await watch;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28}{seconds,10:0.0}{peak,10}{peak - idle,12}"));
        return peak;
    }

    async Task SendAsync(int number, long size)
    {
        using var begin = new HttpRequestMessage(HttpMethod.Post, "/api/v1/library/uploads");
        begin.Headers.Add("Tus-Resumable", "1.0.0");
        begin.Headers.Add("Upload-Length", size.ToString(CultureInfo.InvariantCulture));
        begin.Headers.Add("Upload-Metadata", "filename " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"film-{number}.mp4")));
        var begun = await user.Api.SendAsync(begin);
        begun.EnsureSuccessStatusCode();
        using var piece = new HttpRequestMessage(HttpMethod.Patch, begun.Headers.Location) { Content = new PaddedFilm(head, size) };
        piece.Headers.Add("Tus-Resumable", "1.0.0");
        piece.Headers.Add("Upload-Offset", "0");
        (await user.Api.SendAsync(piece)).EnsureSuccessStatusCode();
    }
}
finally
{
    await host.DisposeAsync();
    Directory.Delete(folder, recursive: true);
}

static long Resident()
{
    using var process = Process.GetCurrentProcess();
    return process.WorkingSet64 >> 20;
}
