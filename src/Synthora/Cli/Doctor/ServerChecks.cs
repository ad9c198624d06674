using Npgsql;
using Synthora.Data;

namespace Synthora.Cli.Doctor;

/// <summary>The database, the disk and the language model.</summary>
internal static class ServerChecks
{
    private const long WantedBytes = 2L << 30;

    /// <summary>EF Core and the job engine are tested with this version and newer.</summary>
    private const int OldestPostgres = 15;

    public static async Task<Finding> DatabaseAsync(string? url, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(url)) return PrivateDatabase();
        try
        {
            await using var connection = new NpgsqlConnection(DatabaseUrl.Parse(url).ConnectionString);
            await connection.OpenAsync(ct);
            return connection.PostgreSqlVersion.Major >= OldestPostgres
                ? new("database", Health.Good, $"PostgreSQL {connection.PostgreSqlVersion} at DATABASE_URL")
                : new("database", Health.Broken, $"PostgreSQL {connection.PostgreSqlVersion}", "serve and work do not run.",
                    $"Use PostgreSQL {OldestPostgres} or newer.");
        }
        catch (Exception failure) when (failure is NpgsqlException or ArgumentException or FormatException or TimeoutException)
        {
            return new("database", Health.Broken, failure.Message.ReplaceLineEndings(" "), "serve and work do not run; make does.",
                "Check DATABASE_URL and that the server runs, or unset it to use the private database.");
        }
    }

    public static Finding Disk(string folder)
    {
        var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        var found = $"{free / (double)(1 << 30):0.0} GiB free for {folder}";
        return free >= WantedBytes
            ? new("disk", Health.Good, found)
            : new("disk", Health.Limited, found, "A render may stop half-way.", "Free some space, or set SYNTHORA_DATA to a larger disk.");
    }

    /// <param name="settings">Every source of them; the short names of the environment are one.</param>
    public static Finding LanguageModel(IConfiguration settings) => settings["Providers:Text:BaseUrl"] is not { } address || string.IsNullOrWhiteSpace(address)
        ? new("language model", Health.Limited, "none configured", "Bare topics cannot be written up; scripts and notes can.",
            "Set SYNTHORA_LLM_BASE_URL and SYNTHORA_LLM_MODEL to an OpenAI-compatible server.")
        : new("language model", Health.Good, address);

    private static Finding PrivateDatabase()
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql")
                .Select(folder => int.TryParse(Path.GetFileName(folder), out var version) && File.Exists(Path.Combine(folder, "bin/initdb")) ? version : 0)
                .DefaultIfEmpty().Max()
            : 0;
        return installed >= OldestPostgres
            ? new("database", Health.Good, $"PostgreSQL {installed}, run privately by serve and work")
            : new("database", Health.Broken, "PostgreSQL is not installed", "serve and work do not run; make does.",
                "sudo apt-get install postgresql");
    }
}
