using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Videos;

namespace Synthora.Features.Library;

public enum MediaAction { Move, Tag, Untag, Favorite, Unfavorite, Archive, Unarchive, Trash, Restore, Delete, Collect, Uncollect }

public sealed record ChangeManyRequest
{
    public const int MostItems = 500;

    [Required, MinLength(1, ErrorMessage = "Choose at least one file."), MaxLength(MostItems, ErrorMessage = "At most 500 files can be changed at once.")]
    public IReadOnlyList<Guid> Ids { get; init; } = [];

    [Required(ErrorMessage = "Say what to do."), AllowedWords<MediaAction>]
    public string Action { get; init; } = "";

    /// <summary>Where to move to; absent is the top.</summary>
    public Guid? FolderId { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public Guid? CollectionId { get; init; }
}

public sealed record ItemOutcome(Guid Id, bool Ok, string? Error = null);

/// <param name="At">When it was done; what was put away at one time can be brought back together.</param>
public sealed record ManyOutcome(int Changed, IReadOnlyList<ItemOutcome> Items, DateTimeOffset At);

/// <summary>The same change to many files; each says whether it worked. A video that was made here is thrown away and taken back as on its own page.</summary>
internal sealed class ChangeManyMedia(Database database, DeleteMedia delete, TimeProvider clock)
{
    public async Task<Result<ManyOutcome>> HandleAsync(Caller caller, ChangeManyRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        var action = Enum.Parse<MediaAction>(request.Action, ignoreCase: true);
        var tags = LibraryTags.Clean(request.Tags ?? []);
        if (tags.Error is { } wrongTags) return wrongTags;
        if (action is MediaAction.Tag or MediaAction.Untag && tags.Value!.Count == 0) return Errors.Validation("Name at least one tag.", new Dictionary<string, object?> { ["tags"] = "empty" });
        var ids = request.Ids.Distinct().ToList();
        await using var db = database.Open(caller);
        if (action == MediaAction.Move && request.FolderId is { } folder && !await db.MediaFolders.AnyAsync(row => row.Id == folder, ct)) return Errors.NotFound("folder");
        if (action is MediaAction.Collect or MediaAction.Uncollect && !await db.MediaCollections.AnyAsync(row => row.Id == request.CollectionId, ct)) return Errors.NotFound("collection");
        var rows = await db.Media.Where(media => ids.Contains(media.Id)).ToDictionaryAsync(media => media.Id, ct);
        if (action == MediaAction.Delete) return await DeleteAsync(caller, ids, rows, ct);
        var inCollection = action is MediaAction.Collect or MediaAction.Uncollect
            ? await db.MediaCollectionItems.Where(item => item.CollectionId == request.CollectionId && ids.Contains(item.MediaId)).ToDictionaryAsync(item => item.MediaId, ct)
            : [];
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var outcomes = ids.ConvertAll(id => rows.TryGetValue(id, out var media)
            ? Apply(db, media, action, request, tags.Value!, inCollection.GetValueOrDefault(id), now) is { } problem ? new ItemOutcome(id, false, problem) : new ItemOutcome(id, true)
            : new ItemOutcome(id, false, LibraryErrors.NoMedia.Message));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SaveChangesAsync(ct);
        var videos = rows.Values.Select(media => media.VideoId).OfType<Guid>().ToList();
        if (action == MediaAction.Trash) await VideoTrash.DiscardAsync(db, caller.UserId, videos, now, ct);
        if (action == MediaAction.Restore) await VideoTrash.RestoreAsync(db, caller.UserId, videos, now - DiscardVideo.Restorable, ct);
        await transaction.CommitAsync(ct);
        return new ManyOutcome(outcomes.Count(outcome => outcome.Ok), outcomes, now);
    }

    /// <summary>Brings back what was put into the trash or the archive at one moment.</summary>
    public async Task<Result<int>> UndoAsync(Caller caller, MediaAction action, DateTimeOffset at, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        if (action == MediaAction.Archive) return await db.Media.Where(media => media.ArchivedAt == at).ExecuteUpdateAsync(set => set.SetProperty(media => media.ArchivedAt, (DateTimeOffset?)null), ct);
        var thrown = await db.Media.Where(media => media.DeletedAt == at).Select(media => media.Id).Take(ChangeManyRequest.MostItems).ToListAsync(ct);
        if (thrown.Count == 0) return 0;
        var back = await HandleAsync(caller, new() { Ids = thrown, Action = nameof(MediaAction.Restore) }, ct);
        return back.Error is { } error ? error : back.Value!.Changed;
    }

    private static string? Apply(AppDbContext db, Media media, MediaAction action, ChangeManyRequest request, IReadOnlyList<string> tags, MediaCollectionItem? item, DateTimeOffset now)
    {
        switch (action)
        {
            case MediaAction.Move:
                media.FolderId = request.FolderId;
                break;
            case MediaAction.Tag:
                var more = LibraryTags.Clean([.. media.Tags, .. tags]);
                if (more.Error is { } tooMany) return tooMany.Message;
                media.Describe(media.Title, media.Description, more.Value!);
                break;
            case MediaAction.Untag:
                media.Describe(media.Title, media.Description, media.Tags.Except(tags));
                break;
            case MediaAction.Favorite or MediaAction.Unfavorite:
                media.IsFavorite = action == MediaAction.Favorite;
                break;
            case MediaAction.Archive:
                media.ArchivedAt ??= now;
                break;
            case MediaAction.Unarchive:
                media.ArchivedAt = null;
                break;
            case MediaAction.Trash:
                media.DeletedAt ??= now;
                break;
            case MediaAction.Restore when media.VideoId is not null && media.DeletedAt <= now - DiscardVideo.Restorable:
                return "It was deleted more than a day ago and is being removed.";
            case MediaAction.Restore:
                media.DeletedAt = null;
                break;
            case MediaAction.Collect when item is null:
                db.MediaCollectionItems.Add(new MediaCollectionItem { CollectionId = request.CollectionId!.Value, MediaId = media.Id, UserId = media.UserId, AddedAt = now });
                break;
            case MediaAction.Uncollect when item is not null:
                db.MediaCollectionItems.Remove(item);
                break;
        }

        return null;
    }

    private async Task<Result<ManyOutcome>> DeleteAsync(Caller caller, List<Guid> ids, Dictionary<Guid, Media> rows, CancellationToken ct)
    {
        var outcomes = new List<ItemOutcome>();
        foreach (var id in ids)
        {
            var deleted = rows.ContainsKey(id) ? await delete.HandleAsync(caller, id, ct) : LibraryErrors.NoMedia;
            outcomes.Add(new(id, deleted.IsOk, deleted.Error?.Message));
        }

        return new ManyOutcome(outcomes.Count(outcome => outcome.Ok), outcomes, clock.GetUtcNow());
    }
}
