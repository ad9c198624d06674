using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synthora.Data;
using Synthora.Features;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Generation;
using Synthora.Jobs;
using Synthora.Tests.Data;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Survival;

/// <summary>Worker processes on one database, and what they did, read from the rows and from the log of their steps.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly List<Process> _workers = [];
    private readonly string _connection;
    private readonly NpgsqlDataSource _source;

    private Fleet(string connection) => (_connection, _source) = (connection, NpgsqlDataSource.Create(connection));

    public string DataFolder { get; } = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "synthora-fleet-" + Guid.CreateVersion7().ToString("N"))).FullName;

    public Database Database => new(_source);

    public static async Task<Fleet> OnAsync(PostgresCluster cluster) => new(await cluster.CloneAsync());

    /// <param name="settings">Environment variables besides the usual ones.</param>
    public Process StartWorker(IReadOnlyDictionary<string, string>? settings = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && path.EndsWith("dotnet", StringComparison.Ordinal) ? path : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(Fleet).Assembly.Location);
        start.ArgumentList.Add("work");
        start.Environment["DATABASE_URL"] = _connection;
        start.Environment["SYNTHORA_DATA"] = DataFolder;
        foreach (var property in typeof(JobsOptions).GetProperties().Where(property => property.PropertyType == typeof(int)))
            start.Environment[$"Jobs__{property.Name}"] = Convert.ToString(property.GetValue(StudioHost.QuickJobs), CultureInfo.InvariantCulture);
        // Long enough that no living worker loses its job on a busy machine, short enough to wait for after a dead one.
        start.Environment["Jobs__LeaseSeconds"] = "8";
        foreach (var (name, value) in settings ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var worker = Process.Start(start)!;
        worker.OutputDataReceived += (_, line) => Keep(worker.Id, line.Data);
        worker.ErrorDataReceived += (_, line) => Keep(worker.Id, line.Data);
        worker.BeginOutputReadLine();
        worker.BeginErrorReadLine();
        _workers.Add(worker);
        return worker;
    }

    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _output = new();

    private void Keep(int process, string? line)
    {
        if (line is not null) _output.Enqueue($"{process}: {line}");
    }

    /// <summary>A committed video that nobody was told of, as after a crash between commit and wake-up.</summary>
    public async Task<Guid> QueueAsync(string text, SourceKind source = SourceKind.Notes, string? providers = null)
    {
        await using var db = Database.OpenForSystem();
        var user = OwnershipTests.NewUser(Guid.CreateVersion7().ToString("N"));
        var video = new Video
        {
            UserId = user.Id,
            Title = "Title",
            Source = source,
            Text = text,
            Providers = providers,
            Template = "viral-hook",
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
        };
        var job = VideoJobs.New(video, DateTimeOffset.UnixEpoch);
        video.JobId = job.Id;
        db.Users.Add(user);
        db.Videos.Add(video);
        await db.SaveChangesAsync();
        db.Jobs.Add(job);
        await db.SaveChangesAsync();
        return video.Id;
    }

    public void Release() => File.WriteAllText(Path.Combine(Directory.CreateDirectory(SteppedGeneration.LogFolder(DataFolder)).FullName, "release"), "");

    /// <returns>What ran, in which process: <c>start voice 4711</c>.</returns>
    public IReadOnlyList<(string What, string Step, int Process)> Steps(Guid videoId)
    {
        var file = Path.Combine(SteppedGeneration.LogFolder(DataFolder), videoId.ToString("N"));
        if (!File.Exists(file)) return [];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
            .Select(parts => (parts[0], parts[1], int.Parse(parts[2], CultureInfo.InvariantCulture)))];
    }

    public async Task<(Video Video, Job Job)> ReadAsync(Guid videoId)
    {
        await using var db = Database.OpenForSystem();
        var video = await db.Videos.AsNoTracking().SingleAsync(row => row.Id == videoId);
        return (video, await db.Jobs.AsNoTracking().SingleAsync(row => row.Id == video.JobId));
    }

    public async Task WaitAsync(Func<Task<bool>> condition, int seconds = 60)
    {
        for (var started = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                if (await condition()) return;
            }
            catch (Exception exception) when (Transient.Is(exception))
            {
                // The test has taken the database away.
            }

            if (started.Elapsed.TotalSeconds > seconds)
                throw new TimeoutException($"It did not come to that. The workers said:\n{string.Join('\n', _output)}");
        }
    }

    public Task WaitForStepAsync(Guid videoId, string step) => WaitAsync(() => Task.FromResult(Steps(videoId).Any(line => line.Step == step)));

    public Task WaitForAsync(Guid videoId, VideoStatus status, int seconds = 60) => WaitAsync(async () => (await ReadAsync(videoId)).Video.Status == status, seconds);

    public static async Task SignalAsync(Process worker, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", worker.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            if (!worker.HasExited) worker.Kill(entireProcessTree: true);
            await worker.WaitForExitAsync();
            worker.Dispose();
        }

        await _source.DisposeAsync();
        Directory.Delete(DataFolder, recursive: true);
    }
}
