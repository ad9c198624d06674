using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Library;

namespace Synthora.Features.OwnData.Importing;

/// <summary>The order of a library: its folders and collections. One with the same name in the same place is taken for the same.</summary>
internal sealed class RestoreOrder(Database database)
{
    private const int MostFolders = 1_000;
    private const int MostCollections = 500;
    private const int LongestName = 80;

    public static async Task RunAsync(ImportRun run, CancellationToken ct)
    {
        await run.WholeAsync(ImportKind.Folders, db => FoldersAsync(db, run, ct), ct);
        await run.WholeAsync(ImportKind.Collections, db => CollectionsAsync(db, run, ct), ct);
    }

    /// <summary>Where a folder of the archive is now; null when it was left out.</summary>
    public async Task<Guid?> FolderAsync(ImportRun run, Guid source, CancellationToken ct)
    {
        run.Folders ??= await PlacesAsync(run, ct);
        return run.Folders.TryGetValue(source, out var id) ? id : null;
    }

    /// <summary>Puts what is there of the archive's files into the collections they were in.</summary>
    public async Task CollectAsync(ImportRun run, CancellationToken ct)
    {
        await using var db = database.Open(run.Caller);
        var collections = await CollectionPlacesAsync(db, run, ct);
        var there = (await db.MediaCollectionItems.Select(item => new { item.CollectionId, item.MediaId }).ToListAsync(ct)).Select(item => (item.CollectionId, item.MediaId)).ToHashSet();
        var own = (await db.Media.Select(media => media.Id).ToListAsync(ct)).ToHashSet();
        var read = 0;
        await foreach (var row in run.Archive.RowsAsync("media_collection_items", ct))
        {
            if (++read > ImportRun.MostRows) break;
            if (row.Id("collection_id") is not { } list || !collections.TryGetValue(list, out var collection) || row.Id("media_id") is not { } source) continue;
            Guid[] candidates = [source, run.IdOf(ImportKind.Files, source), run.IdOf(ImportKind.Videos, source)];
            if (Array.Find(candidates, own.Contains) is var media && media != Guid.Empty && there.Add((collection, media)))
                db.MediaCollectionItems.Add(new() { CollectionId = collection, MediaId = media, UserId = run.Caller.UserId, AddedAt = run.Now });
        }

        await db.SaveChangesAsync(ct);
    }

    private static async Task<ImportLine> FoldersAsync(AppDbContext db, ImportRun run, CancellationToken ct)
    {
        var line = new ImportLine();
        var tree = new Tree(await db.MediaFolders.Where(row => row.UserId == run.Caller.UserId).ToListAsync(ct), run);
        foreach (var row in await SortedAsync(run, ct))
        {
            if (tree.Count >= MostFolders) line = line.With(ImportOutcome.Leave(row.Name, ImportReason.TooMany));
            else if (tree.Place(row) is not { } placed) line = line.With(ImportOutcome.Leave(row.Name, ImportReason.Invalid));
            else
            {
                if (placed.IsNew) db.MediaFolders.Add(placed.Folder);
                line = line.With(new ImportOutcome(placed.IsNew));
            }
        }

        return line;
    }

    private async Task<Dictionary<Guid, Guid>> PlacesAsync(ImportRun run, CancellationToken ct)
    {
        await using var db = database.Open(run.Caller);
        var tree = new Tree(await db.MediaFolders.AsNoTracking().ToListAsync(ct), run);
        foreach (var row in await SortedAsync(run, ct)) tree.Place(row, mayMake: false);
        return tree.Places;
    }

    /// <summary>Those above before those in them.</summary>
    private static async Task<IReadOnlyList<FolderRow>> SortedAsync(ImportRun run, CancellationToken ct)
    {
        var rows = new List<FolderRow>();
        await foreach (var row in run.Archive.RowsAsync("media_folders", ct))
        {
            if (row.Id("id") is { } id && row.Text("name", LongestName)?.Trim() is { Length: > 0 } name) rows.Add(new(id, row.Id("parent_id"), name, row.Number("depth") ?? 1));
            if (rows.Count > MostFolders * 2) break;
        }

        return [.. rows.OrderBy(row => row.Depth)];
    }

    private static async Task<ImportLine> CollectionsAsync(AppDbContext db, ImportRun run, CancellationToken ct)
    {
        var line = new ImportLine();
        var known = await db.MediaCollections.Where(row => row.UserId == run.Caller.UserId).ToListAsync(ct);
        await foreach (var row in run.Archive.RowsAsync("media_collections", ct))
        {
            if (row.Id("id") is not { } source || row.Text("name", LongestName)?.Trim() is not { Length: > 0 } name) line = line.With(ImportOutcome.Leave(row.Text("name", LongestName) ?? "?", ImportReason.Invalid));
            else if (Same(known, run, source, name) is not null) line = line.With(ImportOutcome.Present);
            else if (known.Count >= MostCollections) line = line.With(ImportOutcome.Leave(name, ImportReason.TooMany));
            else
            {
                var made = new MediaCollection { Id = run.IdOf(ImportKind.Collections, source), UserId = run.Caller.UserId, Name = name, Description = row.Text("description", 500), CreatedAt = run.Now };
                known.Add(made);
                db.MediaCollections.Add(made);
                line = line.With(ImportOutcome.New);
            }

            if (line.Restored + line.Present + line.Skipped > MostCollections * 2) break;
        }

        return line;
    }

    private static async Task<Dictionary<Guid, Guid>> CollectionPlacesAsync(AppDbContext db, ImportRun run, CancellationToken ct)
    {
        var known = await db.MediaCollections.AsNoTracking().ToListAsync(ct);
        var places = new Dictionary<Guid, Guid>();
        await foreach (var row in run.Archive.RowsAsync("media_collections", ct))
        {
            if (places.Count > MostCollections * 2) break;
            if (row.Id("id") is { } source && Same(known, run, source, row.Text("name", LongestName)?.Trim() ?? "") is { } found) places[source] = found.Id;
        }

        return places;
    }

    private static MediaCollection? Same(List<MediaCollection> known, ImportRun run, Guid source, string name) =>
        known.Find(one => one.Id == source || one.Id == run.IdOf(ImportKind.Collections, source)) ?? known.Find(one => one.Name == name);

    private sealed record FolderRow(Guid Id, Guid? ParentId, string Name, int Depth);

    /// <summary>The folders there are, and the archive's among them.</summary>
    private sealed class Tree(List<MediaFolder> folders, ImportRun run)
    {
        /// <summary>From an id of the archive to the folder it is now.</summary>
        public Dictionary<Guid, Guid> Places { get; } = [];

        public int Count => folders.Count;

        /// <returns>Null for one that has no place: too deep, or in a folder that is not in the archive.</returns>
        public (MediaFolder Folder, bool IsNew)? Place(FolderRow row, bool mayMake = true)
        {
            Guid? above = null;
            if (row.ParentId is { } parentId)
            {
                if (!Places.TryGetValue(parentId, out var place)) return null;
                above = place;
            }

            var id = run.IdOf(ImportKind.Folders, row.Id);
            if ((folders.Find(one => one.Id == row.Id || one.Id == id) ?? folders.Find(one => one.ParentId == above && one.Name == row.Name)) is { } found)
            {
                Places[row.Id] = found.Id;
                return (found, false);
            }

            var depth = above is null ? 1 : folders.Find(one => one.Id == above)!.Depth + 1;
            if (depth > MediaFolder.MostDepth || !mayMake) return null;
            var made = new MediaFolder { Id = id, UserId = run.Caller.UserId, ParentId = above, Name = row.Name, Depth = depth, CreatedAt = run.Now };
            folders.Add(made);
            Places[row.Id] = made.Id;
            return (made, true);
        }
    }
}
