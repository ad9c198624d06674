using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Library;

public sealed record CollectionItemsRequest
{
    [Required, MinLength(1, ErrorMessage = "Choose at least one file."), MaxLength(ChangeManyRequest.MostItems, ErrorMessage = "At most 500 files can be changed at once.")]
    public IReadOnlyList<Guid> Ids { get; init; } = [];
}

/// <summary>What lies in a collection, and what is put in and taken out.</summary>
internal sealed class CollectionItems(Database database, ListMedia list, ChangeManyMedia change)
{
    public async Task<Result<MediaPage>> ListAsync(Caller caller, Guid collection, ListMediaRequest request, CancellationToken ct)
    {
        await using (var db = database.Open(caller))
            if (!await db.MediaCollections.AnyAsync(row => row.Id == collection, ct)) return Errors.NotFound("collection");
        return await list.HandleAsync(caller, request with { Collection = collection }, ct);
    }

    public async Task<Result<ManyOutcome>> AddAsync(Caller caller, Guid collection, CollectionItemsRequest request, CancellationToken ct) =>
        Shape.Refuse(request) is { } misshapen ? misshapen : await change.HandleAsync(caller, new() { Ids = request.Ids, Action = nameof(MediaAction.Collect), CollectionId = collection }, ct);

    public async Task<Result<Guid>> RemoveAsync(Caller caller, Guid collection, Guid item, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        return await db.MediaCollectionItems.Where(row => row.CollectionId == collection && row.MediaId == item).ExecuteDeleteAsync(ct) > 0 ? item : LibraryErrors.NoMedia;
    }
}
