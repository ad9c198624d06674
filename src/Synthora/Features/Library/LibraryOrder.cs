using Microsoft.AspNetCore.Mvc;
using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Library;

/// <summary>Folders, collections and tags. They have a short address of their own beside that below the library.</summary>
internal static class LibraryOrder
{
    /// <param name="root">The address of the group.</param>
    /// <param name="suffix">Of the operations' names, where they stand a second time.</param>
    public static void MapOrder(this RouteGroupBuilder group, string root, string suffix)
    {
        var remark = suffix.Length == 0 ? "" : "The same as below /library.";
        MapFolders(group, root, suffix, remark);
        MapCollections(group, root, suffix, remark);
        MapItems(group.MapGroup("/collections/{id:guid}/items"), suffix, remark);
        group.MapGet("/tags", (ListTags tags, HttpContext http, CancellationToken ct) => tags.HandleAsync(http.GetCaller(), ct).AsOk())
            .Describe<IReadOnlyList<TagResponse>>("list_tags" + suffix, "Your tags with the number of files that have each.", remark, 200, 401, 403);
    }

    private static void MapFolders(RouteGroupBuilder group, string root, string suffix, string remark)
    {
        group.MapGet("/folders", (MediaFolders folders, HttpContext http, CancellationToken ct) => folders.ListAsync(http.GetCaller(), ct).AsOk())
            .Describe<IReadOnlyList<FolderResponse>>("list_folders" + suffix, "Your folders with the number of files right in each.", remark, 200, 401, 403);
        group.MapPost("/folders", (FolderRequest request, MediaFolders folders, HttpContext http, CancellationToken ct) =>
                folders.CreateAsync(http.GetCaller(), request, ct).AsCreated($"{root}/folders"))
            .Describe<FolderResponse>("create_folder" + suffix, "Makes a folder.", $"Five deep at most. {remark}".Trim(), 201, 400, 401, 403, 404, 409);
        group.MapPut("/folders/{id:guid}", (Guid id, FolderRequest request, MediaFolders folders, HttpContext http, CancellationToken ct) =>
                folders.ChangeAsync(http.GetCaller(), id, request, ct).AsOk())
            .Describe<FolderResponse>("change_folder" + suffix, "Renames or moves a folder.", remark, 200, 400, 401, 403, 404, 409);
        group.MapDelete("/folders/{id:guid}", (Guid id, MediaFolders folders, HttpContext http, CancellationToken ct) => folders.DeleteAsync(http.GetCaller(), id, ct).AsNoContent())
            .Describe("delete_folder" + suffix, "Removes a folder and those in it.", $"Its files stay, in the folder above. {remark}".Trim(), 204, 401, 403, 404);
    }

    private static void MapCollections(RouteGroupBuilder group, string root, string suffix, string remark)
    {
        group.MapGet("/collections", (MediaCollections collections, HttpContext http, CancellationToken ct) => collections.ListAsync(http.GetCaller(), ct).AsOk())
            .Describe<IReadOnlyList<CollectionResponse>>("list_collections" + suffix, "Your collections.", remark, 200, 401, 403);
        group.MapPost("/collections", (CollectionRequest request, MediaCollections collections, HttpContext http, CancellationToken ct) =>
                collections.CreateAsync(http.GetCaller(), request, ct).AsCreated($"{root}/collections"))
            .Describe<CollectionResponse>("create_collection" + suffix, "Makes a collection.", $"Fill it at /collections/{{id}}/items. {remark}".Trim(), 201, 400, 401, 403, 409);
        group.MapPut("/collections/{id:guid}", (Guid id, CollectionRequest request, MediaCollections collections, HttpContext http, CancellationToken ct) =>
                collections.ChangeAsync(http.GetCaller(), id, request, ct).AsOk())
            .Describe<CollectionResponse>("change_collection" + suffix, "Renames a collection.", remark, 200, 400, 401, 403, 404, 409);
        group.MapDelete("/collections/{id:guid}", (Guid id, MediaCollections collections, HttpContext http, CancellationToken ct) => collections.DeleteAsync(http.GetCaller(), id, ct).AsNoContent())
            .Describe("delete_collection" + suffix, "Removes a collection.", $"Its files stay. {remark}".Trim(), 204, 401, 403, 404);
    }

    private static void MapItems(RouteGroupBuilder items, string suffix, string remark)
    {
        items.MapGet("/", (Guid id, [AsParameters] ListMediaRequest request, CollectionItems collected, HttpContext http, CancellationToken ct) =>
                collected.ListAsync(http.GetCaller(), id, request, ct).AsOk())
            .Describe<MediaPage>("list_collection_items" + suffix, "What is in a collection, newest first.", $"Filters as in /library/media. {remark}".Trim(), 200, 400, 401, 403, 404);
        items.MapPost("/", (Guid id, CollectionItemsRequest request, CollectionItems collected, HttpContext http, CancellationToken ct) =>
                collected.AddAsync(http.GetCaller(), id, request, ct).AsOk())
            .Describe<ManyOutcome>("add_to_collection" + suffix, "Puts up to 500 files into a collection.", $"Each file has its own outcome. {remark}".Trim(), 200, 400, 401, 403, 404);
        items.MapDelete("/{item:guid}", (Guid id, Guid item, CollectionItems collected, HttpContext http, CancellationToken ct) => collected.RemoveAsync(http.GetCaller(), id, item, ct).AsNoContent())
            .Describe("remove_from_collection" + suffix, "Takes a file out of a collection.", $"The file stays. {remark}".Trim(), 204, 401, 403, 404);
    }
}
