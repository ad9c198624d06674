using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Quotas;
using Synthora.Rendering;
using Synthora.Rendering.Timelines;
using Synthora.Storage;

namespace Synthora.Features.Videos.Editing;

/// <summary>
/// What edits have brought in, in the store and with its size in a row, until no step and no rendering under way names it.
/// Whoever calls holds the draft's lock, so that nothing is removed while somebody else brings it in again.
/// </summary>
internal sealed class DraftShelf(IFileStore store, VideoFiles files, StorageQuota quota)
{
    /// <param name="names">Files of this machine's desk, as the timeline names them.</param>
    /// <returns>Null when there was room for them.</returns>
    public async Task<Error?> AddAsync(AppDbContext db, Caller caller, VideoDraft draft, IReadOnlyCollection<string> names, CancellationToken ct)
    {
        if (names.Count == 0) return null;
        var there = await db.DraftFiles.Where(file => file.VideoId == draft.VideoId).Select(file => file.Name).ToListAsync(ct);
        var added = names.Except(there)
            .Select(name => new DraftFile { VideoId = draft.VideoId, Name = name, UserId = draft.UserId, Bytes = new FileInfo(PathOf(name)).Length }).ToList();
        if (added.Count == 0) return null;
        if (await quota.RefuseAsync(db, draft.UserId, caller.Role, added.Sum(file => file.Bytes), ct) is { } full) return full;
        foreach (var file in added) await store.PutAsync(KeyOf(draft, file.Name), PathOf(file.Name), ct);
        db.DraftFiles.AddRange(added);
        return null;

        string PathOf(string name) => Path.Combine(files.DeskOf(draft.VideoId), name);
    }

    /// <summary>Takes what nothing names any more out of the count.</summary>
    /// <param name="next">The timeline that is about to become a step.</param>
    /// <returns>What is to be removed from the store once all else is written.</returns>
    public static async Task<IReadOnlyList<string>> ForgetAsync(AppDbContext db, VideoDraft draft, string next, CancellationToken ct)
    {
        var there = await db.DraftFiles.Where(file => file.VideoId == draft.VideoId).Select(file => file.Name).ToListAsync(ct);
        if (there.Count == 0) return [];
        var named = await NamedAsync(db, draft.VideoId, ct);
        named.UnionWith(FilesOf(next));
        there.RemoveAll(named.Contains);
        await db.DraftFiles.Where(file => file.VideoId == draft.VideoId && there.Contains(file.Name)).ExecuteDeleteAsync(ct);
        return there;
    }

    public async Task RemoveAsync(VideoDraft draft, IReadOnlyList<string> names, CancellationToken ct)
    {
        foreach (var name in names) await store.DeleteAsync(KeyOf(draft, name), ct);
    }

    /// <summary>Makes rows and store agree again after a crash between them. What a step names without a row was brought in before it was counted.</summary>
    public async Task TidyAsync(AppDbContext db, Guid userId, Guid videoId, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var shelf = EditDesk.ShelfOf(userId, videoId);
        if (await DraftSteps.LockAsync(db, videoId, ct) is not { } draft)
        {
            await store.DeleteAsync(shelf, ct);
            return;
        }

        var lying = await ListAsync($"{shelf}/", "", ct).Except(db.DraftFiles.Where(file => file.VideoId == videoId).Select(file => file.Name).AsAsyncEnumerable()).ToListAsync(ct);
        if (lying.Count == 0) return;
        var named = await NamedAsync(db, videoId, ct);
        foreach (var name in lying)
        {
            if (named.Contains(name) && await store.OpenAsync(KeyOf(draft, name), ct) is { } file)
            {
                await using (file.Content) db.DraftFiles.Add(new() { VideoId = videoId, Name = name, UserId = userId, Bytes = file.Length });
            }
            else await store.DeleteAsync(KeyOf(draft, name), ct);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
    }

    private async IAsyncEnumerable<string> ListAsync(string root, string folder, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var name in store.ListAsync(root + folder, ct))
        {
            if (!name.EndsWith('/')) yield return folder + name;
            else await foreach (var deeper in ListAsync(root, folder + name, ct)) yield return deeper;
        }
    }

    private static async Task<HashSet<string>> NamedAsync(AppDbContext db, Guid videoId, CancellationToken ct)
    {
        var timelines = await db.DraftSteps.Where(step => step.VideoId == videoId).Select(step => step.Timeline)
            .Concat(db.VideoVersions.Where(version => version.VideoId == videoId && version.State == VersionState.Rendering).Select(version => version.Timeline)).ToListAsync(ct);
        return [.. timelines.SelectMany(FilesOf)];
    }

    private static IEnumerable<string> FilesOf(string timeline)
    {
        try
        {
            return TimelineFile.FilesOf(TimelineJson.Read(timeline));
        }
        catch (RenderException)
        {
            // Of another version of the engine: nobody can go back to it.
            return [];
        }
    }

    private static string KeyOf(VideoDraft draft, string name) => $"{EditDesk.ShelfOf(draft.UserId, draft.VideoId)}/{name}";
}
