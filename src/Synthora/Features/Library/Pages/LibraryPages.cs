using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Synthora.Data;
using Synthora.Features.Library.Sharing;
using Synthora.Security;
using Synthora.Web;

namespace Synthora.Features.Library.Pages;

/// <summary>The library in the browser.</summary>
internal static class LibraryPages
{
    private const int PageSize = 40;
    private const int PickerSize = 24;

    public static void MapLibraryPages(this IEndpointRouteBuilder root)
    {
        var pages = root.MapGroup("/library").RequireAuthorization();
        pages.MapGet("/", (HttpContext http, CancellationToken ct) => ShowAsync(http, LibraryView.Read(http.Request.Query), ct));
        pages.MapGet("/picker", PickAsync);
        pages.MapPost("/bulk", BulkAsync);
        pages.MapPost("/undo", UndoAsync);
        pages.MapPost("/trash/empty", EmptyTrashAsync);
        MapFolders(pages);
        MapCollections(pages);
        var file = pages.MapGroup("/{id:guid}");
        file.MapGet("/", (HttpContext http, Guid id, CancellationToken ct) => ShowFileAsync(http, id, null, ct));
        file.MapGet("/card", CardAsync);
        file.MapPost("/", SaveAsync);
        file.MapPost("/favorite", async (HttpContext http, Guid id, UpdateMedia update, CancellationToken ct) =>
            (await update.ToggleFavoriteAsync(http.GetCaller(), id, ct)).Error is { } error ? Web.Pages.Refuse(error) : Results.LocalRedirect($"/library/{id}"));
        foreach (var action in (MediaAction[])[MediaAction.Archive, MediaAction.Unarchive, MediaAction.Trash, MediaAction.Restore])
        {
            file.MapPost($"/{EnumText.Of(action)}", (HttpContext http, Guid id, ChangeManyMedia change, IStringLocalizer<Text> texts, CancellationToken ct) =>
                ActAsync(http, id, action, change, texts, ct));
        }

        file.MapPost("/delete", DeleteAsync);
        file.MapPost("/share", ShareAsync);
        file.MapPost("/shares/{share:guid}/revoke", RevokeAsync);
    }

    private static void MapFolders(RouteGroupBuilder pages)
    {
        pages.MapPost("/folders", async (HttpContext http, [FromForm] string? name, [FromForm] string? parent, MediaFolders folders, CancellationToken ct) =>
        {
            var made = await folders.CreateAsync(http.GetCaller(), new() { Name = name ?? "", ParentId = Id(parent) }, ct);
            return made.Error is { } refused ? await ShowAsync(http, new() { Folder = Id(parent)?.ToString() }, ct, new("new-folder", refused)) : Results.LocalRedirect($"/library?folder={made.Value!.Id}");
        });
        pages.MapPost("/folders/{id:guid}", async (HttpContext http, Guid id, [FromForm] string? name, [FromForm] string? parent, MediaFolders folders, CancellationToken ct) =>
        {
            var changed = await folders.ChangeAsync(http.GetCaller(), id, new() { Name = name ?? "", ParentId = Id(parent) }, ct);
            if (changed.Error is { } refused) return await ShowAsync(http, new() { Folder = id.ToString() }, ct, new("rename-folder", refused));
            return Results.LocalRedirect($"/library?folder={id}");
        });
        pages.MapPost("/folders/{id:guid}/delete", async (HttpContext http, Guid id, MediaFolders folders, IStringLocalizer<Text> texts, CancellationToken ct) =>
        {
            var gone = await folders.DeleteAsync(http.GetCaller(), id, ct);
            http.Notify(gone.Error?.Message ?? texts["library.folder_deleted"], gone.Error is not null);
            return Results.LocalRedirect("/library");
        });
    }

    private static void MapCollections(RouteGroupBuilder pages)
    {
        pages.MapPost("/collections/{id:guid}", async (HttpContext http, Guid id, [FromForm] string? name, [FromForm] string? description, MediaCollections collections, CancellationToken ct) =>
        {
            var changed = await collections.ChangeAsync(http.GetCaller(), id, new() { Name = name ?? "", Description = string.IsNullOrWhiteSpace(description) ? null : description }, ct);
            return changed.Error is { } refused ? await ShowAsync(http, new() { Collection = id }, ct, new("edit-collection", refused)) : Results.LocalRedirect($"/library?collection={id}");
        });
        pages.MapPost("/collections/{id:guid}/delete", async (HttpContext http, Guid id, MediaCollections collections, IStringLocalizer<Text> texts, CancellationToken ct) =>
        {
            var gone = await collections.DeleteAsync(http.GetCaller(), id, ct);
            http.Notify(gone.Error?.Message ?? texts["library.collection_deleted"], gone.Error is not null);
            return Results.LocalRedirect("/library");
        });
    }

    private static async Task<IResult> ShowAsync(HttpContext http, LibraryView view, CancellationToken ct, RefusedDialog? refused = null)
    {
        var (caller, services) = (http.GetCaller(), http.RequestServices);
        // Side by side, since each asks the database a few times.
        var (found, used, foldered, collected, tagged) = (
            services.GetRequiredService<ListMedia>().HandleAsync(caller, view.ToRequest(PageSize, http.Zone()), ct), services.GetRequiredService<GetStorageUsage>().HandleAsync(caller, ct),
            services.GetRequiredService<MediaFolders>().ListAsync(caller, ct), services.GetRequiredService<MediaCollections>().ListAsync(caller, ct), services.GetRequiredService<ListTags>().HandleAsync(caller, ct));
        await Task.WhenAll(found, used, foldered, collected, tagged);
        var page = await found;
        if (page.Error is { } error) return Web.Pages.Refuse(error);
        return Web.Pages.Show<LibraryPage>(new
        {
            View = view,
            Page = page.Value,
            Usage = (await used).Value,
            Folders = (await foldered).Value,
            Collections = (await collected).Value,
            Tags = (await tagged).Value,
            Refused = refused,
        }, refused?.Problem);
    }

    private static async Task<IResult> PickAsync(HttpContext http, ListMedia list, CancellationToken ct, string? kind = null, string? q = null, string? cursor = null)
    {
        var known = Enum.TryParse<Rendering.Probing.MediaKind>(kind, ignoreCase: true, out _) ? kind : null;
        var search = string.IsNullOrWhiteSpace(q) ? null : q[..Math.Min(q.Length, 200)];
        var found = await list.HandleAsync(http.GetCaller(), new()
        {
            Kind = known, Visual = kind == "pictures" ? true : null, Search = search, Cursor = cursor, Limit = PickerSize, Status = "ready",
        }, ct);
        return found.Error is { } error ? Web.Pages.Refuse(error) : Web.Pages.Show<PickerResults>(new { Page = found.Value, Search = search });
    }

    private static async Task<IResult> ShowFileAsync(HttpContext http, Guid id, string? newLink, CancellationToken ct, Error? problem = null, Error? refused = null)
    {
        var (caller, services) = (http.GetCaller(), http.RequestServices);
        var found = await services.GetRequiredService<GetMedia>().HandleAsync(caller, id, ct, isView: !http.Request.Headers.ContainsKey("HX-Request"));
        if (found.Error is { } error) return Web.Pages.Refuse(error);
        return Web.Pages.Show<FilePage>(new
        {
            Media = found.Value,
            Folders = (await services.GetRequiredService<MediaFolders>().ListAsync(caller, ct)).Value,
            Shares = (await services.GetRequiredService<ShareMedia>().ListAsync(caller, id, ct)).Value,
            NewLink = newLink,
            Problem = problem,
            Refused = refused,
        }, problem ?? refused);
    }

    private static async Task<IResult> CardAsync(HttpContext http, Guid id, Database database, MediaLinks links, CancellationToken ct, string? view = null)
    {
        await using var db = database.Open(http.GetCaller());
        var media = await db.Media.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct);
        // Gone meanwhile: nothing takes its place.
        if (media is null) return Results.Content("", "text/html");
        var item = MediaSummary.From(media, links);
        return view == "list" ? Web.Pages.Show<MediaRow>(new { Item = item }) : Web.Pages.Show<MediaCard>(new { Item = item });
    }

    private static async Task<IResult> SaveAsync(
        HttpContext http, Guid id, [FromForm] string? title, [FromForm] string? description, [FromForm] string? tags, [FromForm] string? folder,
        UpdateMedia update, IStringLocalizer<Text> texts, CancellationToken ct)
    {
        var saved = await update.HandleAsync(
            http.GetCaller(), id, new() { Title = title ?? "", Description = description ?? "", Tags = LibraryTags.Split(tags), Folder = Id(folder)?.ToString() ?? "none" }, ct);
        if (saved.Error is { Kind: ErrorKind.NotFound } missing) return Web.Pages.Refuse(missing);
        if (saved.Error is { } error) return await ShowFileAsync(http, id, null, ct, problem: error);
        http.Notify(texts["library.saved"]);
        return Results.LocalRedirect($"/library/{id}");
    }

    private static async Task<IResult> ActAsync(HttpContext http, Guid id, MediaAction action, ChangeManyMedia change, IStringLocalizer<Text> texts, CancellationToken ct)
    {
        var done = await change.HandleAsync(http.GetCaller(), new() { Ids = [id], Action = action.ToString() }, ct);
        if (done.Value is not { Changed: 1 } outcome) return Web.Pages.Refuse(LibraryErrors.NoMedia);
        http.Notify(texts[$"library.done_{EnumText.Of(action)}", 1], undo: UndoOf(action, outcome));
        return Results.LocalRedirect(action is MediaAction.Trash ? "/library" : $"/library/{id}");
    }

    private static async Task<IResult> BulkAsync(
        HttpContext http, [FromForm] Guid[]? ids, [FromForm] string? action, [FromForm] string? tags, [FromForm] string? folder, [FromForm] string? collection, [FromForm] string? shown, [FromForm] string? back,
        ChangeManyMedia change, MediaCollections collections, ExportMedia export, IStringLocalizer<Text> texts, CancellationToken ct)
    {
        var caller = http.GetCaller();
        var next = Web.Pages.LocalPath(back, "/library");
        if (action == "video")
        {
            if (await http.RequestServices.GetRequiredService<ChosenMedia>().RefuseAsync(caller, ids ?? [], ct) is not { } unshowable) return Results.LocalRedirect($"/create?{string.Join('&', (ids ?? []).Select(id => $"media={id}"))}");
            http.Notify(Refusals.Say(unshowable.Message)!, isError: true);
            return Results.LocalRedirect(next);
        }

        if (action == "export")
        {
            var chosen = await export.ChooseAsync(caller, ids ?? [], ct);
            if (chosen.Value is { } files) return LibraryFeature.ZipOf(files, export);
            http.Notify(chosen.Error!.Message, isError: true);
            return Results.LocalRedirect(next);
        }

        // What is taken out is taken out of the collection that is shown; what is put in goes where the dialog says.
        var list = Id(shown);
        if (action == "collect")
        {
            var named = await NamedAsync(caller, collection, collections, ct);
            if (named.Error is { } wrong)
            {
                http.Notify(wrong.Message, isError: true);
                return Results.LocalRedirect(next);
            }

            list = named.Value;
        }

        var done = await change.HandleAsync(caller, new() { Ids = ids ?? [], Action = action ?? "", Tags = LibraryTags.Split(tags), FolderId = Id(folder), CollectionId = list }, ct);
        if (done.Error is { } error) http.Notify(error.Message, isError: true);
        else if (done.Value!.Items.FirstOrDefault(item => !item.Ok) is { } failed) http.Notify(texts["library.partly", done.Value.Changed, done.Value.Items.Count, failed.Error ?? ""], isError: true);
        else http.Notify(texts[$"library.done_{action}", done.Value.Changed], undo: Enum.TryParse<MediaAction>(action, ignoreCase: true, out var act) ? UndoOf(act, done.Value) : null);
        return Results.LocalRedirect(next);
    }

    /// <summary>A collection by its name, made when there is none.</summary>
    private static async Task<Result<Guid>> NamedAsync(Caller caller, string? name, MediaCollections collections, CancellationToken ct)
    {
        var all = await collections.ListAsync(caller, ct);
        if (all.Value?.FirstOrDefault(one => string.Equals(one.Name, name?.Trim(), StringComparison.OrdinalIgnoreCase)) is { } known) return known.Id;
        var made = await collections.CreateAsync(caller, new() { Name = name ?? "" }, ct);
        return made.Error is { } error ? error : made.Value!.Id;
    }

    private static string? UndoOf(MediaAction action, ManyOutcome outcome) => action is MediaAction.Trash or MediaAction.Archive
        ? $"/library/undo?action={EnumText.Of(action)}&at={outcome.At.ToUnixTimeMilliseconds()}"
        : null;

    private static async Task<IResult> UndoAsync(HttpContext http, ChangeManyMedia change, IStringLocalizer<Text> texts, CancellationToken ct, string action = "", long at = 0)
    {
        if (!Enum.TryParse<MediaAction>(action, ignoreCase: true, out var undone) || undone is not (MediaAction.Trash or MediaAction.Archive)) return Results.BadRequest();
        var back = await change.UndoAsync(http.GetCaller(), undone, DateTimeOffset.FromUnixTimeMilliseconds(at), ct);
        http.Notify(texts["library.done_restore", back.Value]);
        return Results.LocalRedirect("/library");
    }

    private static async Task<IResult> EmptyTrashAsync(HttpContext http, DeleteMedia delete, IStringLocalizer<Text> texts, CancellationToken ct)
    {
        var gone = await delete.EmptyTrashAsync(http.GetCaller(), ct);
        http.Notify(texts["library.done_delete", gone.Value]);
        return Results.LocalRedirect("/library?shelf=trash");
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, Guid id, DeleteMedia delete, IStringLocalizer<Text> texts, CancellationToken ct)
    {
        var gone = await delete.HandleAsync(http.GetCaller(), id, ct);
        if (gone.Error is { } error) return Web.Pages.Refuse(error);
        http.Notify(texts["library.done_delete", 1]);
        return Results.LocalRedirect("/library?shelf=trash");
    }

    private static async Task<IResult> ShareAsync(
        HttpContext http, Guid id, [FromForm] int? days, [FromForm] string? password, [FromForm] string? download, ShareMedia share, CancellationToken ct)
    {
        var made = await share.CreateAsync(
            http.GetCaller(), id, new() { Days = days, Password = string.IsNullOrEmpty(password) ? null : password, AllowDownload = download == "true" }, ct);
        if (made.Error is { Kind: ErrorKind.NotFound } missing) return Web.Pages.Refuse(missing);
        return made.Error is { } error
            ? await ShowFileAsync(http, id, null, ct, refused: error)
            : await ShowFileAsync(http, id, $"{http.Request.Scheme}://{http.Request.Host}{made.Value!.Path}", ct);
    }

    private static async Task<IResult> RevokeAsync(HttpContext http, Guid id, Guid share, ShareMedia shares, IStringLocalizer<Text> texts, CancellationToken ct)
    {
        var revoked = await shares.RevokeAsync(http.GetCaller(), share, ct);
        if (revoked.Error is { } error) return Web.Pages.Refuse(error);
        http.Notify(texts["library.revoked"]);
        return Results.LocalRedirect($"/library/{id}");
    }

    private static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;
}

/// <param name="Dialog">The one that is shown again, with what was typed.</param>
public sealed record RefusedDialog(string Dialog, Error Problem);
