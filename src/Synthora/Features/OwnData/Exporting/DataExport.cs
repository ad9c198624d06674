using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Accounts;

namespace Synthora.Features.OwnData.Exporting;

/// <summary><see cref="Expired"/> ones have no file any more.</summary>
public enum ExportState { Preparing, Ready, Failed, Expired }

/// <summary>Everything somebody owns as one ZIP, being prepared or to be had for a day. Each user has one at most.</summary>
public sealed class DataExport : IOwned
{
    /// <summary>The id of its job.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }

    /// <summary>Whether the files come along; without them they are only listed.</summary>
    public required bool IncludesMedia { get; init; }
    public ExportState State { get; set; } = ExportState.Preparing;

    /// <summary>Its name in <see cref="Folder"/>, which holds the fence: a worker that was replaced cannot change what is downloaded.</summary>
    public string? File { get; set; }
    public long? Size { get; set; }
    public string? ErrorMessage { get; set; }
    public string? ErrorRemedy { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }

    public string Folder => FolderOf(UserId, Id);

    public string Key => $"{Folder}/{File}";

    public static string RootOf(Guid userId) => $"users/{userId:N}/exports";

    public static string FolderOf(Guid userId, Guid id) => $"{RootOf(userId)}/{id:N}";

    /// <summary>What upkeep has not come to yet is gone all the same.</summary>
    public ExportState StateAt(DateTimeOffset now) => State == ExportState.Ready && ExpiresAt <= now ? ExportState.Expired : State;
}

internal static class ExportMapping
{
    public const string OneAtATime = "ux_data_exports_one_preparing";

    public static void Map(ModelBuilder model) => model.Entity<DataExport>(export =>
    {
        export.ToTable("data_exports");
        export.Ignore(row => row.Folder);
        export.Ignore(row => row.Key);
        export.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        export.HasIndex(row => new { row.UserId, row.CreatedAt });
        export.HasIndex(row => row.UserId).IsUnique().HasFilter("state = 'preparing'").HasDatabaseName(OneAtATime);
    });
}
