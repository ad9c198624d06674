using System.Diagnostics;
using System.Globalization;
using Synthora.Benchmarks;
using Synthora.Rendering;

var rounds = 2;
string? media = null;
var names = new List<string>();
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--rounds" && i + 1 < args.Length && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var asked) && asked > 0) (rounds, i) = (asked, i + 1);
    else if (args[i] == "--media" && i + 1 < args.Length) (media, i) = (Path.GetFullPath(args[i + 1]), i + 1);
    else if (args[i].StartsWith('-'))
    {
        Console.Error.WriteLine("Usage: [ROW ...] [--rounds N] [--media FOLDER]");
        return 2;
    }
    else names.Add(args[i]);
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var folder = Directory.CreateTempSubdirectory("synthora-bench-").FullName;
try
{
    var rows = Rows.Named(names);
    Console.WriteLine("Making the sample footage ...");
    var footage = new Footage(media ?? Path.Combine(folder, "media"));
    await footage.MakeAsync(stop.Token);

    // As in a studio that has been running: what .NET compiles while it first runs is no part of a render.
    var warm = new Stage(footage, Directory.CreateDirectory(Path.Combine(folder, "warm")).FullName);
    await warm.RenderAsync(warm.Videos.Many(2), "warm", stop.Token, preview: true);

    // Turn by turn, and the best of each counts: whatever else the machine does then disturbs all alike.
    var table = new Table();
    for (var round = 1; round <= rounds; round++)
    {
        var stage = new Stage(footage, Directory.CreateDirectory(Path.Combine(folder, $"round-{round}")).FullName);
        foreach (var row in rows)
        {
            // What the row before left behind is no part of what this one needs.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            await using var usage = new TreeUsage();
            var started = Stopwatch.GetTimestamp();
            var seconds = await row.RunAsync(stage, stop.Token);
            var figures = new Figures(Stopwatch.GetElapsedTime(started).TotalSeconds, usage.Seconds, usage.PeakBytes, seconds);
            Console.WriteLine(FormattableString.Invariant($"{row.Name,-12}{figures.Wall,8:0.0} s, {figures.Work:0.0} s of work"));
            table.Add(row, figures);
        }

        if (Environment.GetEnvironmentVariable("SYNTHORA_BENCH_KEEP") is null) Directory.Delete(stage.Folder, recursive: true);
    }

    return table.Print(rows) ? 0 : 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped.");
    return 130;
}
catch (RenderException failed)
{
    Console.Error.WriteLine(failed.Message);
    return 2;
}
finally
{
    if (Environment.GetEnvironmentVariable("SYNTHORA_BENCH_KEEP") is null) Directory.Delete(folder, recursive: true);
    else Console.WriteLine($"Kept in {folder}");
}
