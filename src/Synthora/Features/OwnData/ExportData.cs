using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synthora.Data;
using Synthora.Features.Videos;
using Synthora.Storage;
using Synthora.Web;

namespace Synthora.Features.OwnData;

/// <summary>The files that a feature keeps for a user: where each goes in the export, and where it is in the store. Every feature that keeps files registers one.</summary>
public sealed record ExportedFiles(Func<AppDbContext, Guid, CancellationToken, IAsyncEnumerable<(string Entry, string Key)>> FilesAsync)
{
    /// <summary>Small and needed to bring things back, so they come along without media as well.</summary>
    public bool IsAlways { get; init; }

    /// <summary>Only of use beside the others, so that without media they are not even listed.</summary>
    public bool IsOnlyWithMedia { get; init; }
}

/// <summary>One file of an export.</summary>
/// <param name="Entry">Its name in the ZIP.</param>
/// <param name="IsPacked">Otherwise it is only listed.</param>
public sealed record PlannedFile(string Entry, string Key, long Length, bool IsPacked, bool IsSmall);

/// <summary>What an export will hold, known before any of it is written.</summary>
public sealed record ExportPlan(bool IncludesMedia, IReadOnlyList<PlannedFile> Files)
{
    /// <summary>Of the files; rows are small beside them.</summary>
    public long Bytes { get; } = Files.Where(file => file.IsPacked).Sum(file => file.Length);
}

/// <summary>
/// Everything a user owns as one ZIP: rows come from the database and files from the store one after the other, so that an
/// export of any size takes no memory.
/// </summary>
public sealed class ExportData(Database database, IFileStore store, IEnumerable<ExportedFiles> sources, TimeProvider clock)
{
    /// <summary>Grows when an import of before would not understand what is written, or would not bring all of it back. 2 has scripts in a folder of their own, 3 what the scenes of videos show and say, 4 also what those of earlier versions do.</summary>
    public const int Version = 4;

    /// <param name="media">Whether the files come along; without them they are only listed.</param>
    public async Task<ExportPlan> PlanAsync(Caller caller, bool media, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var files = new List<PlannedFile>();
        foreach (var source in sources.Where(source => media || !source.IsOnlyWithMedia))
        {
            await foreach (var (entry, key) in source.FilesAsync(db, caller.UserId, ct))
            {
                if (await store.OpenAsync(key, ct) is not { } file) continue;
                await using (file.Content) files.Add(new(entry, key, file.Length, media || source.IsAlways, source.IsAlways));
            }
        }

        return new(media, files);
    }

    /// <param name="report">Hears how many bytes of the plan's are written.</param>
    public async Task WriteAsync(Caller caller, ExportPlan plan, Stream output, Action<long> report, CancellationToken ct)
    {
        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, ct);
        await using var db = database.Open(caller);
        var tables = new Dictionary<string, int> { ["account"] = await AccountAsync(zip, db, caller, ct) };
        foreach (var type in OwnedTables.Exported(db.Model))
        {
            var table = type.GetTableName()!;
            tables[table] = await TableAsync(zip, table, OwnedTables.OwnerColumn(type), OwnedTables.SecretColumns(type), caller.UserId, ct);
        }

        var files = await FilesAsync(zip, plan, report, ct);
        await JsonAsync(zip, "files.json", files, ct);
        await JsonAsync(zip, "manifest.json", new { product = "Synthora", version = Version, exported_at = clock.GetUtcNow(), user_id = caller.UserId, includes_media = plan.IncludesMedia, rows = tables }, ct);
    }

    public static string FileName(DateTimeOffset now) => $"synthora-export-{now.UtcDateTime:yyyy-MM-dd}.zip";

    private static async Task<int> AccountAsync(ZipArchive zip, AppDbContext db, Caller caller, CancellationToken ct)
    {
        var user = await db.Users.AsNoTracking().SingleAsync(ct);
        await JsonAsync(zip, "data/account.json", new
        {
            user.Id,
            user.Email,
            user.EmailVerified,
            user.Name,
            user.Role,
            user.AuthProvider,
            user.Language,
            user.Timezone,
            user.Theme,
            user.TermsAcceptedAt,
            user.AutoPublishConsentAt,
            user.LastLoginAt,
            user.CreatedAt,
            user.UpdatedAt,
        }, ct);
        return 1;
    }

    private async Task<int> TableAsync(ZipArchive zip, string table, string owner, IReadOnlyList<string> secrets, Guid userId, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"select (to_jsonb(r) - $2)::text from \"{table}\" r where \"{owner}\" = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = userId });
        command.Parameters.Add(new NpgsqlParameter { Value = secrets.ToArray() });
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(ct);
        await using var entry = await zip.CreateEntry($"data/{table}.json").OpenAsync(ct);
        await using var text = new StreamWriter(entry);
        await text.WriteAsync("[");
        var count = 0;
        while (await rows.ReadAsync(ct)) await text.WriteAsync($"{(count++ == 0 ? "\n" : ",\n")}{rows.GetString(0)}".AsMemory(), ct);
        await text.WriteAsync("\n]\n");
        return count;
    }

    private async Task<IReadOnlyList<object>> FilesAsync(ZipArchive zip, ExportPlan plan, Action<long> report, CancellationToken ct)
    {
        var (listed, buffer, done) = (new List<object>(), new byte[1 << 17], 0L);
        foreach (var planned in plan.Files)
        {
            if (planned.IsPacked)
            {
                // Deleted since it was planned.
                if (await store.OpenAsync(planned.Key, ct) is not { } file) continue;
                await using var content = file.Content;
                // Videos and pictures are compressed already.
                await using var entry = await zip.CreateEntry(planned.Entry, planned.IsSmall ? CompressionLevel.Optimal : CompressionLevel.NoCompression).OpenAsync(ct);
                for (int read; (read = await content.ReadAsync(buffer, ct)) > 0; report(done += read)) await entry.WriteAsync(buffer.AsMemory(0, read), ct);
            }

            listed.Add(new { name = planned.Entry, bytes = planned.Length });
        }

        return listed;
    }

    private static readonly JsonSerializerOptions Indented = new(Json.Options) { WriteIndented = true };

    private static async Task JsonAsync(ZipArchive zip, string name, object value, CancellationToken ct)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(ct);
        await JsonSerializer.SerializeAsync(entry, value, Indented, ct);
    }
}
