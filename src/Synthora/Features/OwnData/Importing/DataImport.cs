using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Accounts;

namespace Synthora.Features.OwnData.Importing;

/// <summary><see cref="Receiving"/> until its archive is stored and a job works on it.</summary>
public enum ImportState { Receiving, Running, Completed, Failed, Cancelled }

/// <summary>An archive of an earlier export that is being put back into somebody's account, and afterwards what became of it.</summary>
public sealed class DataImport : IOwned
{
    /// <summary>The id of its job.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }

    /// <summary>As its owner calls it.</summary>
    public required string FileName { get; init; }
    public required long Size { get; init; }
    public ImportState State { get; set; } = ImportState.Receiving;

    /// <summary>What was restored so far, as JSON.</summary>
    public string Report { get; set; } = "{}";
    public string? ErrorMessage { get; set; }
    public string? ErrorRemedy { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>The archive in the file store, for as long as it is needed.</summary>
    public string Key => $"users/{UserId:N}/imports/{Id:N}.zip";
}

internal static class ImportMapping
{
    public const string OneAtATime = "ux_data_imports_one_running";

    public static void Map(ModelBuilder model) => model.Entity<DataImport>(import =>
    {
        import.ToTable("data_imports");
        import.Ignore(row => row.Key);
        import.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        import.HasIndex(row => new { row.UserId, row.CreatedAt });
        import.HasIndex(row => row.UserId).IsUnique().HasFilter("state = 'running'").HasDatabaseName(OneAtATime);
    });
}
