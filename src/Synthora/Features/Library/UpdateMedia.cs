using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Library;

/// <summary>What is absent stays as it is.</summary>
public sealed record UpdateMediaRequest
{
    [StringLength(Media.MostTitle, MinimumLength = 1)]
    public string? Title { get; init; }

    [StringLength(Media.MostDescription)]
    public string? Description { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>A folder's id, or <c>none</c>.</summary>
    [StringLength(40)]
    public string? Folder { get; init; }

    public bool? Favorite { get; init; }
}

public sealed class UpdateMedia(Database database, GetMedia get, TimeProvider clock)
{
    public async Task<Result<MediaResponse>> HandleAsync(Caller caller, Guid id, UpdateMediaRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        if (request.Title is not null && string.IsNullOrWhiteSpace(request.Title)) return Errors.Validation("A file needs a title.", new Dictionary<string, object?> { ["title"] = "empty" });
        var tags = request.Tags is null ? default : LibraryTags.Clean(request.Tags);
        if (tags.Error is { } wrongTags) return wrongTags;
        await using var db = database.Open(caller);
        var media = await db.Media.SingleOrDefaultAsync(row => row.Id == id, ct);
        if (media is null) return LibraryErrors.NoMedia;
        if (request.Folder is not null)
        {
            if (request.Folder is "none" or "") media.FolderId = null;
            else if (Guid.TryParse(request.Folder, out var folder) && await db.MediaFolders.AnyAsync(row => row.Id == folder, ct)) media.FolderId = folder;
            else return Errors.NotFound("folder");
        }

        media.Describe(request.Title is { } title ? FileNames.TitleOf(title, media.FileName) : media.Title, request.Description is { } text ? (text.Trim().Length == 0 ? null : text.Trim()) : media.Description, tags.Value ?? media.Tags);
        media.IsFavorite = request.Favorite ?? media.IsFavorite;
        media.UpdatedAt = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SaveChangesAsync(ct);
        // It is one thing, and so has one name.
        if (media.VideoId is { } video) await db.Videos.Where(row => row.Id == video).ExecuteUpdateAsync(set => set.SetProperty(row => row.Title, media.Title).SetProperty(row => row.HasGivenTitle, row => row.HasGivenTitle || request.Title != null), ct);
        await transaction.CommitAsync(ct);
        return await get.HandleAsync(caller, id, ct);
    }

    public async Task<Result<MediaResponse>> ToggleFavoriteAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        return await db.Media.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.IsFavorite, row => !row.IsFavorite), ct) > 0
            ? await get.HandleAsync(caller, id, ct)
            : LibraryErrors.NoMedia;
    }
}
