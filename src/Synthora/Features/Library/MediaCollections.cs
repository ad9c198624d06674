using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synthora.Data;

namespace Synthora.Features.Library;

public sealed record CollectionResponse(Guid Id, string Name, string? Description, int Items, DateTimeOffset CreatedAt);

public sealed record CollectionRequest
{
    [Required(ErrorMessage = "A collection needs a name."), StringLength(80, MinimumLength = 1)]
    public string Name { get; init; } = "";

    [StringLength(500)]
    public string? Description { get; init; }
}

/// <summary>Named lists of files; a file may be in several.</summary>
public sealed class MediaCollections(Database database, TimeProvider clock)
{
    private const int Most = 500;

    public async Task<Result<IReadOnlyList<CollectionResponse>>> ListAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        return new Result<IReadOnlyList<CollectionResponse>>(await db.MediaCollections.OrderBy(row => row.Name).Take(Most).Select(row => new CollectionResponse(
            row.Id, row.Name, row.Description,
            db.MediaCollectionItems.Count(item => item.CollectionId == row.Id && db.Media.Any(media => media.Id == item.MediaId && media.DeletedAt == null)), row.CreatedAt)).ToListAsync(ct));
    }

    public async Task<Result<CollectionResponse>> CreateAsync(Caller caller, CollectionRequest request, CancellationToken ct)
    {
        if (Refuse(request) is { } misshapen) return misshapen;
        await using var db = database.Open(caller);
        if (await db.MediaCollections.CountAsync(ct) >= Most) return Errors.Validation($"A library has {Most} collections at most.");
        var collection = new MediaCollection { UserId = caller.UserId, Name = request.Name.Trim(), Description = request.Description?.Trim(), CreatedAt = clock.GetUtcNow() };
        db.MediaCollections.Add(collection);
        return await SaveAsync(db, collection, ct);
    }

    public async Task<Result<CollectionResponse>> ChangeAsync(Caller caller, Guid id, CollectionRequest request, CancellationToken ct)
    {
        if (Refuse(request) is { } misshapen) return misshapen;
        await using var db = database.Open(caller);
        var collection = await db.MediaCollections.SingleOrDefaultAsync(row => row.Id == id, ct);
        if (collection is null) return Errors.NotFound("collection");
        (collection.Name, collection.Description) = (request.Name.Trim(), request.Description?.Trim());
        return await SaveAsync(db, collection, ct);
    }

    public async Task<Result<Guid>> DeleteAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        return await db.MediaCollections.Where(row => row.Id == id).ExecuteDeleteAsync(ct) > 0 ? id : Errors.NotFound("collection");
    }

    private static Error? Refuse(CollectionRequest request) =>
        Shape.Refuse(request) ?? (string.IsNullOrWhiteSpace(request.Name) ? Errors.Validation("A collection needs a name.", new Dictionary<string, object?> { ["name"] = "empty" }) : null);

    private static async Task<Result<CollectionResponse>> SaveAsync(AppDbContext db, MediaCollection collection, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { ConstraintName: LibraryMapping.CollectionName })
        {
            return new Error(ErrorKind.Conflict, "conflict", $"There is a collection named {collection.Name} already.", new Dictionary<string, object?> { ["name"] = "taken" });
        }

        return new CollectionResponse(collection.Id, collection.Name, collection.Description, await db.MediaCollectionItems.CountAsync(item => item.CollectionId == collection.Id, ct), collection.CreatedAt);
    }
}

public sealed record TagResponse(string Tag, int Items);

/// <summary>The tags in use, most used first.</summary>
public sealed class ListTags(Database database)
{
    public async Task<Result<IReadOnlyList<TagResponse>>> HandleAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var tags = await db.Media.Where(media => media.DeletedAt == null).SelectMany(media => media.Tags)
            .GroupBy(tag => tag).Select(group => new { Tag = group.Key, Items = group.Count() })
            .OrderByDescending(group => group.Items).ThenBy(group => group.Tag).Take(200).ToListAsync(ct);
        return new Result<IReadOnlyList<TagResponse>>([.. tags.Select(tag => new TagResponse(tag.Tag, tag.Items))]);
    }
}
