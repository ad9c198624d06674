using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synthora.Data;

namespace Synthora.Features.Library;

/// <param name="Items">Files right in it that are in use.</param>
public sealed record FolderResponse(Guid Id, Guid? ParentId, string Name, int Depth, int Items);

public sealed record FolderRequest
{
    [Required(ErrorMessage = "A folder needs a name."), StringLength(80, MinimumLength = 1)]
    public string Name { get; init; } = "";

    public Guid? ParentId { get; init; }
}

/// <summary>The folders of a library: a tree five deep at most.</summary>
public sealed class MediaFolders(Database database, TimeProvider clock)
{
    private const int Most = 1000;

    public async Task<Result<IReadOnlyList<FolderResponse>>> ListAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var counts = await db.Media.Where(media => media.FolderId != null && media.DeletedAt == null && media.ArchivedAt == null)
            .GroupBy(media => media.FolderId!.Value).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        var folders = await db.MediaFolders.AsNoTracking().OrderBy(folder => folder.Name).Take(Most).ToListAsync(ct);
        return new Result<IReadOnlyList<FolderResponse>>([.. folders.Select(folder => new FolderResponse(folder.Id, folder.ParentId, folder.Name, folder.Depth, counts.GetValueOrDefault(folder.Id)))]);
    }

    public async Task<Result<FolderResponse>> CreateAsync(Caller caller, FolderRequest request, CancellationToken ct)
    {
        if (Refuse(request) is { } misshapen) return misshapen;
        await using var db = database.Open(caller);
        var depth = 1;
        if (request.ParentId is { } parentId)
        {
            var parent = await db.MediaFolders.SingleOrDefaultAsync(row => row.Id == parentId, ct);
            if (parent is null) return Errors.NotFound("folder");
            depth = parent.Depth + 1;
        }

        if (depth > MediaFolder.MostDepth) return TooDeep();
        if (await db.MediaFolders.CountAsync(ct) >= Most) return Errors.Validation($"A library has {Most} folders at most.");
        var folder = new MediaFolder { UserId = caller.UserId, ParentId = request.ParentId, Name = request.Name.Trim(), Depth = depth, CreatedAt = clock.GetUtcNow() };
        db.MediaFolders.Add(folder);
        return await SaveAsync(db, folder, ct);
    }

    /// <summary>Renames a folder and moves it where the request says.</summary>
    public async Task<Result<FolderResponse>> ChangeAsync(Caller caller, Guid id, FolderRequest request, CancellationToken ct)
    {
        if (Refuse(request) is { } misshapen) return misshapen;
        await using var db = database.Open(caller);
        var all = await db.MediaFolders.ToListAsync(ct);
        if (all.Find(row => row.Id == id) is not { } folder) return Errors.NotFound("folder");
        var parent = all.Find(row => row.Id == request.ParentId);
        if (request.ParentId is not null && parent is null) return Errors.NotFound("folder");
        var below = Below(all, id);
        if (parent is not null && below.Contains(parent)) return Errors.Validation("A folder cannot lie inside itself.");
        var shift = (parent?.Depth ?? 0) + 1 - folder.Depth;
        if (below.Max(row => row.Depth) + shift > MediaFolder.MostDepth) return TooDeep();
        foreach (var row in below) row.Depth += shift;
        (folder.Name, folder.ParentId) = (request.Name.Trim(), request.ParentId);
        return await SaveAsync(db, folder, ct);
    }

    /// <summary>Removes a folder with the folders in it; their files stay in the library, in the folder above.</summary>
    public async Task<Result<Guid>> DeleteAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var all = await db.MediaFolders.ToListAsync(ct);
        if (all.Find(row => row.Id == id) is not { } folder) return Errors.NotFound("folder");
        var gone = Below(all, id).OrderByDescending(row => row.Depth).Select(row => row.Id).ToList();
        await db.Media.Where(media => media.FolderId != null && gone.Contains(media.FolderId.Value))
            .ExecuteUpdateAsync(set => set.SetProperty(media => media.FolderId, folder.ParentId), ct);
        foreach (var one in gone) await db.MediaFolders.Where(row => row.Id == one).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        return id;
    }

    /// <summary>From the top down to the folder itself.</summary>
    internal static async Task<IReadOnlyList<FolderResponse>> PathAsync(AppDbContext db, Guid id, CancellationToken ct)
    {
        var path = new List<FolderResponse>();
        for (Guid? at = id; at is not null && path.Count < MediaFolder.MostDepth;)
        {
            var folder = await db.MediaFolders.AsNoTracking().SingleOrDefaultAsync(row => row.Id == at, ct);
            if (folder is null) break;
            path.Insert(0, new(folder.Id, folder.ParentId, folder.Name, folder.Depth, 0));
            at = folder.ParentId;
        }

        return path;
    }

    private static List<MediaFolder> Below(List<MediaFolder> all, Guid id)
    {
        var found = all.Where(row => row.Id == id).ToList();
        for (var at = 0; at < found.Count; at++) found.AddRange(all.Where(row => row.ParentId == found[at].Id));
        return found;
    }

    private static Error TooDeep() => Errors.Validation($"Folders lie at most {MediaFolder.MostDepth} deep.", new Dictionary<string, object?> { ["parent_id"] = "too deep" });

    private static Error? Refuse(FolderRequest request) =>
        Shape.Refuse(request) ?? (string.IsNullOrWhiteSpace(request.Name) ? Errors.Validation("A folder needs a name.", new Dictionary<string, object?> { ["name"] = "empty" }) : null);

    private static async Task<Result<FolderResponse>> SaveAsync(AppDbContext db, MediaFolder folder, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { ConstraintName: LibraryMapping.FolderName })
        {
            return new Error(ErrorKind.Conflict, "conflict", $"There is a folder named {folder.Name} here already.", new Dictionary<string, object?> { ["name"] = "taken" });
        }

        return new FolderResponse(folder.Id, folder.ParentId, folder.Name, folder.Depth, 0);
    }
}
