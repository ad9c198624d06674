using System.Diagnostics;
using Npgsql;
using Synthora.Data;

namespace Synthora.Tests.Hosting;

/// <summary>
/// A PostgreSQL of the test run's own, on a socket in a temporary folder, gone at the end. Databases are cloned from one
/// that was migrated once.
/// </summary>
public sealed class PostgresCluster
{
    private const string Template = "migrated";
    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static PostgresCluster? s_shared;
    private readonly string _bin;
    private int _clones;

    private PostgresCluster(string folder, string bin) => (Folder, _bin) = (folder, bin);

    public string Folder { get; }

    /// <summary>The cluster that the tests of this process share.</summary>
    public static async Task<PostgresCluster> SharedAsync()
    {
        await Gate.WaitAsync();
        try
        {
            if (s_shared is not null) return s_shared;
            return s_shared = await StartNewAsync();
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>One of its own, for a test that restarts it.</summary>
    public static async Task<PostgresCluster> StartNewAsync()
    {
        var bin = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(path => path, StringComparer.Ordinal).Select(path => Path.Combine(path, "bin")).First()
            : "";
        var folder = Directory.CreateDirectory(Path.Combine("/tmp", $"synthora-tests-{Environment.ProcessId}-{Guid.CreateVersion7().ToString("N")[^8..]}")).FullName;
        var cluster = new PostgresCluster(folder, bin);
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "postgres", folder);
        await cluster.AsOwnerAsync("initdb", "-D", $"{folder}/data", "-U", "synthora", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        await cluster.StartAsync();
        cluster.RemoveAfterThisProcess();
        await cluster.ExecuteAsync($"create database {Template}");
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString(Template));
        await new Migrator(new Database(source)).UpAsync(CancellationToken.None);
        return cluster;
    }

    /// <returns>The connection string of a fresh, migrated database.</returns>
    public async Task<string> CloneAsync()
    {
        var name = $"clone_{Interlocked.Increment(ref _clones)}";
        await Gate.WaitAsync();
        try
        {
            NpgsqlConnection.ClearAllPools();
            await ExecuteAsync($"create database {name} template {Template}");
        }
        finally
        {
            Gate.Release();
        }

        return ConnectionString(name);
    }

    public async Task<string> CreateEmptyAsync()
    {
        var name = $"empty_{Interlocked.Increment(ref _clones)}";
        await ExecuteAsync($"create database {name}");
        return ConnectionString(name);
    }

    public Task StartAsync() => AsOwnerAsync(
        "pg_ctl", "-D", $"{Folder}/data", "-l", $"{Folder}/log", "-w", "-o",
        $"-c listen_addresses='' -c unix_socket_directories='{Folder}' -c fsync=off -c max_connections=200", "start");

    public Task StopAsync() => AsOwnerAsync("pg_ctl", "-D", $"{Folder}/data", "-m", "immediate", "-w", "stop");

    public async Task RemoveAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Outlives this process, however it ends, and then takes the server and its folder away.</summary>
    private void RemoveAfterThisProcess()
    {
        const string Watch =
            "exec >/dev/null 2>&1 </dev/null; while kill -0 $1 && [ -d $2/data ]; do sleep 1; done; " +
            "[ -d $2/data ] || exit 0; kill -INT $(head -n 1 $2/data/postmaster.pid); sleep 1; rm -rf $2";
        var start = new ProcessStartInfo("setsid") { WorkingDirectory = "/tmp" };
        foreach (var argument in (string[])["sh", "-c", Watch, "sh", $"{Environment.ProcessId}", Folder]) start.ArgumentList.Add(argument);
        using var watcher = Process.Start(start);
    }

    private string ConnectionString(string database) =>
        $"Host={Folder};Username=synthora;Database={database};Maximum Pool Size=30";

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private Task AsOwnerAsync(string tool, params string[] arguments)
    {
        string[] command = [Path.Combine(_bin, tool), .. arguments];
        return Environment.IsPrivilegedProcess ? RunAsync("runuser", ["-u", "postgres", "--", .. command]) : RunAsync(command[0], command[1..]);
    }

    private static async Task RunAsync(string tool, params string[] arguments)
    {
        // The server inherits what it is given; a pipe would keep us waiting for as long as it lives.
        var start = new ProcessStartInfo("sh") { WorkingDirectory = "/tmp" };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$@\" >/dev/null 2>/tmp/synthora-tests-postgres.err </dev/null");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(tool);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{tool} {string.Join(' ', arguments)} ended with {process.ExitCode}; see /tmp/synthora-tests-postgres.err.");
    }
}
