using Microsoft.AspNetCore.Mvc;
using Synthora.Features.Library.Sharing;
using Synthora.Features.Library.Uploads;
using Synthora.Features.OwnData;
using Synthora.Features.Quotas;
using Synthora.Jobs;
using Synthora.Rendering.Probing;
using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Library;

/// <summary>A home for everything that users upload and make.</summary>
public static class LibraryFeature
{
    private const int LongestLinkMinutes = 24 * 60;

    public static IServiceCollection AddLibrary(this IServiceCollection services, Configuration configuration) => services
        .AddSingleton(provider => new MediaLinks(SigningKey.Load(configuration.SecretKey, configuration.KeysFolder), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<UploadSpool>()
        .AddSingleton(new StorageUse("library", GetStorageUsage.BytesAsync))
        .AddSingleton(new ExportedFiles(MediaExport.FilesAsync))
        .AddScoped<CreateUpload>().AddScoped<AppendUpload>().AddScoped<GetUpload>().AddScoped<CancelUpload>().AddScoped<CompleteUpload>().AddScoped<UploadFile>()
        .AddScoped<ListMedia>().AddScoped<GetMedia>().AddSingleton<OpenMedia>().AddSingleton<ChosenMedia>().AddScoped<UpdateMedia>().AddScoped<ChangeManyMedia>().AddScoped<DeleteMedia>()
        .AddScoped<RecordMediaUse>().AddScoped<MediaFolders>().AddScoped<MediaCollections>().AddScoped<CollectionItems>().AddScoped<ListTags>().AddScoped<GetStorageUsage>()
        .AddScoped<ServeMedia>().AddScoped<ExportMedia>()
        .AddScoped<IJobHandler, MediaIntake>()
        .AddSingleton(new PeriodicJob("uploads", "0 17 * * * ?", typeof(UploadUpkeep)))
        .AddSingleton(new PeriodicJob("library", "0 40 3 * * ?", typeof(LibraryUpkeep)));

    /// <summary>What hashes passwords, and so needs what only the web host has.</summary>
    public static IServiceCollection AddSharing(this IServiceCollection services) => services.AddScoped<ShareMedia>().AddScoped<OpenShare>();

    public static void MapLibrary(this IEndpointRouteBuilder api)
    {
        var library = api.MapGroup("/library").WithTags("Library").RequireAuthorization();
        library.MapUploads();
        MapWholeFiles(api, library);
        MapMany(library.MapPost("/media/bulk", ChangeManyAsync), "change_many_media", "The same change to up to 500 files.");
        MapMany(api.MapGroup("/videos").WithTags("Library").RequireAuthorization().MapPost("/bulk", ChangeManyAsync), "change_many_videos", "The same change to up to 500 finished videos.");
        MapItems(library);
        MapAssets(api.MapGroup("/assets").WithTags("Library").RequireAuthorization());
        MapShares(library);
        library.MapOrder("/api/v1/library", "");
        api.MapGroup("").WithTags("Library").RequireAuthorization().MapOrder("/api/v1", "_alias");
        api.MapVideoShelf();
    }

    private static void MapWholeFiles(IEndpointRouteBuilder api, RouteGroupBuilder library)
    {
        var limits = api.ServiceProvider.GetRequiredService<Limits>();
        var videos = api.MapGroup("/videos").WithTags("Library").RequireAuthorization();
        Describe(library.MapPost("/upload", Taking(MediaKind.Video, MediaKind.Image, MediaKind.Audio)), "upload_media", "film, picture or sound", "");
        Describe(videos.MapPost("/upload", Taking(MediaKind.Video)), "upload_video", "film", "The same as /library/upload, for films.");
        Describe(api.MapGroup("/assets").WithTags("Library").RequireAuthorization().MapPost("/upload", Taking(MediaKind.Image, MediaKind.Audio)), "upload_asset", "picture or sound", "The same as /library/upload, for pictures and sounds.");

        void Describe(RouteHandlerBuilder route, string name, string what, string remark) => UploadFile.Accepts(route, limits).DisableAntiforgery()
            .Describe<UploadedFile>(name, $"Uploads a {what} in one request.", $"A form with file and, if you like, title. Large files had better come in pieces, by /library/uploads. {remark}".Trim(), 201, 400, 401, 403, 413, 415, 429);

        static Delegate Taking(params MediaKind[] kinds) => async (IFormFile file, [FromForm] string? title, UploadFile upload, HttpContext http, CancellationToken ct) =>
        {
            var kept = await upload.HandleAsync(http.GetCaller(), file, title, ct, kinds);
            return kept.Value is { } done ? Results.Created(done.Url, done) : new ProblemResult(kept.Error!);
        };
    }

    private static Task<IResult> ChangeManyAsync(ChangeManyRequest request, ChangeManyMedia change, HttpContext http, CancellationToken ct) =>
        change.HandleAsync(http.GetCaller(), request, ct).AsOk();

    private static void MapMany(RouteHandlerBuilder route, string name, string summary) => route.Describe<ManyOutcome>(
        name, summary, "Actions: move, tag, untag, favorite, unfavorite, archive, unarchive, trash, restore, delete, collect, uncollect. Each has its own outcome.", 200, 400, 401, 403, 404);

    private static void MapItems(RouteGroupBuilder library)
    {
        library.MapGet("/media", ([AsParameters] ListMediaRequest request, ListMedia list, HttpContext http, CancellationToken ct) =>
                list.HandleAsync(http.GetCaller(), request, ct).AsOk())
            .Describe<MediaPage>("list_media", "What is in your library, newest first.", "Filters add up. Go on with next_cursor.", 200, 400, 401, 403);
        library.MapGet("/export", async ([FromQuery(Name = "id")] Guid[] ids, ExportMedia export, HttpContext http, CancellationToken ct) =>
            {
                var chosen = await export.ChooseAsync(http.GetCaller(), ids, ct);
                return chosen.Error is { } error ? new ProblemResult(error) : ZipOf(chosen.Value!, export);
            })
            .DescribeFile("export_media", "Files as one ZIP.", "Name each in id=.", "application/zip", 400, 401, 403, 404);
        var item = library.MapGroup("/media/{id:guid}");
        item.MapGet("/", (Guid id, GetMedia get, HttpContext http, CancellationToken ct) => get.HandleAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<MediaResponse>("get_media", "One file with everything known about it.", "", 200, 401, 403, 404);
        item.MapPatch("/", (Guid id, UpdateMediaRequest request, UpdateMedia update, HttpContext http, CancellationToken ct) => update.HandleAsync(http.GetCaller(), id, request, ct).AsOk())
            .Describe<MediaResponse>("update_media", "Changes title, description, tags, folder or favourite.", "What is absent stays as it is.", 200, 400, 401, 403, 404);
        item.MapDelete("/", DeleteAsync)
            .Describe("delete_media", "Puts a file into the trash, or removes it for good with forever=true.", "What lies in the trash is removed after 30 days, or after one when it was made here, and counts against your storage until then.", 204, 401, 403, 404);
        item.MapPost("/favorite", (Guid id, UpdateMedia update, HttpContext http, CancellationToken ct) => update.ToggleFavoriteAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<MediaResponse>("toggle_favorite", "Makes a file a favourite, or no longer.", "", 200, 401, 403, 404);
        item.MapGet("/link", (Guid id, GetMedia get, MediaLinks links, HttpContext http, CancellationToken ct, int minutes = 15, bool save = false) =>
                LinkAsync(http, id, get, links, minutes, save, ct).AsOk())
            .Describe<MediaLink>("get_media_link", "A signed link to the file that soon runs out.", "Whoever has it can read the file, in ranges too, for 15 minutes or as long as you say, a day at most.", 200, 400, 401, 403, 404);
        library.MapDelete("/trash", (DeleteMedia delete, HttpContext http, CancellationToken ct) => delete.EmptyTrashAsync(http.GetCaller(), ct).AsNoContent())
            .Describe("empty_trash", "Removes all that lies in the trash for good.", "", 204, 401, 403);
        library.MapGet("/usage", (GetStorageUsage usage, HttpContext http, CancellationToken ct) => usage.HandleAsync(http.GetCaller(), ct).AsOk())
            .Describe<StorageUsage>("get_storage_usage", "How much space you use, by what, and how much you have.", "In bytes.", 200, 401, 403);
    }

    /// <summary>What videos are made of, apart from films.</summary>
    private static void MapAssets(RouteGroupBuilder assets)
    {
        assets.MapGet("/", ([AsParameters] ListMediaRequest request, ListMedia list, HttpContext http, CancellationToken ct) =>
                list.HandleAsync(http.GetCaller(), request with { WithoutFilms = true }, ct).AsOk())
            .Describe<MediaPage>("list_assets", "The pictures and sounds in your library, newest first.", "Filters as in /library/media.", 200, 400, 401, 403);
        assets.MapDelete("/{id:guid}", DeleteAsync)
            .Describe("delete_asset", "Puts a file into the trash, or removes it for good with forever=true.", "The same as /library/media/{id}.", 204, 401, 403, 404);
    }

    private static async Task<IResult> DeleteAsync(Guid id, DeleteMedia delete, ChangeManyMedia change, HttpContext http, CancellationToken ct, bool forever = false)
    {
        if (forever) return await delete.HandleAsync(http.GetCaller(), id, ct).AsNoContent();
        var trashed = await change.HandleAsync(http.GetCaller(), new() { Ids = [id], Action = "trash" }, ct);
        return trashed.Value is { Changed: 1 } ? Results.NoContent() : new ProblemResult(trashed.Error ?? LibraryErrors.NoMedia);
    }

    private static void MapShares(RouteGroupBuilder library)
    {
        library.MapPost("/media/{id:guid}/shares", (Guid id, ShareRequest? request, ShareMedia share, HttpContext http, CancellationToken ct) =>
                share.CreateAsync(http.GetCaller(), id, request ?? new(), ct).AsCreated($"/api/v1/library/media/{id}/shares"))
            .Describe<ShareResponse>("share_media", "Makes a link that shows a file to whoever has it.", "It lasts 7 days unless you say otherwise. The path is told only now.", 201, 400, 401, 403, 404, 409);
        library.MapGet("/media/{id:guid}/shares", (Guid id, ShareMedia share, HttpContext http, CancellationToken ct) => share.ListAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<IReadOnlyList<ShareResponse>>("list_shares", "The links to a file and how often each was looked at.", "", 200, 401, 403, 404);
        library.MapDelete("/media/{id:guid}/shares", (Guid id, ShareMedia share, HttpContext http, CancellationToken ct) => share.RevokeAllAsync(http.GetCaller(), id, ct).AsNoContent())
            .Describe("revoke_shares", "Withdraws every link to a file.", "", 204, 401, 403, 404);
        library.MapDelete("/shares/{id:guid}", (Guid id, ShareMedia share, HttpContext http, CancellationToken ct) => share.RevokeAsync(http.GetCaller(), id, ct).AsNoContent())
            .Describe("revoke_share", "Withdraws one link.", "It shows nothing from this moment on.", 204, 401, 403, 404);
    }

    internal static IResult ZipOf(IReadOnlyList<Media> chosen, ExportMedia export) => Results.Stream(
        to => export.WriteAsync(chosen, to, CancellationToken.None), "application/zip", chosen.Count == 1 ? $"{FileNames.Clean(chosen[0].Title)}.zip" : $"synthora-{chosen.Count}-files.zip");

    private static async Task<Result<MediaLink>> LinkAsync(HttpContext http, Guid id, GetMedia get, MediaLinks links, int minutes, bool save, CancellationToken ct)
    {
        if (minutes is < 1 or > LongestLinkMinutes) return Errors.Validation($"A link lasts 1 to {LongestLinkMinutes} minutes.");
        var media = await get.HandleAsync(http.GetCaller(), id, ct);
        if (media.Error is { } error) return error;
        var (url, until) = links.For(id, MediaVariant.Original, TimeSpan.FromMinutes(minutes), save);
        return new MediaLink(url, until);
    }
}

public sealed record MediaLink(string Url, DateTimeOffset ExpiresAt);
