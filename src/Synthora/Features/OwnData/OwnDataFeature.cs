using Synthora.Features.Accounts.Profiles;
using Synthora.Features.OwnData.Exporting;
using Synthora.Features.OwnData.Importing;
using Synthora.Jobs;
using Synthora.Security;
using Synthora.Storage;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.OwnData;

/// <summary>Taking everything along, and leaving.</summary>
public static class OwnDataFeature
{
    public static IServiceCollection AddOwnData(this IServiceCollection services, Configuration configuration) => services
        .AddScoped<RemoveData>().AddScoped<ExportData>()
        .AddSingleton(_ => new ExportLinks(SigningKey.Load(configuration.SecretKey, configuration.KeysFolder)))
        .AddSingleton<FreeSpace>(_ => folder => new DriveInfo(folder).AvailableFreeSpace)
        .AddScoped<PrepareExport>().AddScoped<GetExport>().AddScoped<OpenExport>().AddScoped<RemoveExport>().AddScoped<IJobHandler, DataExporting>()
        .AddSingleton(new PeriodicJob("exports", "10 1/10 * * * ?", typeof(ExportUpkeep)))
        .AddSingleton(new PeriodicJob("stray-exports", "0 55 3 * * ?", typeof(StrayExports)))
        // Workers pack exports where there are no pages.
        .AddSingleton(new ExportedFiles(AvatarExport.FilesAsync))
        .AddSingleton(new ExportedFiles(VideoExport.FilesAsync)).AddSingleton(new ExportedFiles(VideoExport.VersionsAsync)).AddSingleton(new ExportedFiles(VideoExport.ScriptsAsync) { IsAlways = true })
        .AddSingleton(services => new ExportedFiles((db, user, ct) => VideoExport.ScenesAsync(services.GetRequiredService<IFileStore>(), db, user, ct)) { IsOnlyWithMedia = true })
        .AddScoped<ImportData>().AddScoped<GetImports>().AddScoped<StopImport>().AddSingleton<DataImportEnd>()
        // Pages change them, and so does an import, which may run where there are no pages.
        .AddScoped<Preferences>().AddScoped<ChangeAvatar>()
        .AddScoped<RestoreSettings>().AddScoped<RestoreOrder>().AddScoped<RestoreBranding>().AddScoped<RestoreVideos>().AddScoped<RestoreFiles>().AddScoped<RestoreVersions>().AddScoped<ImportedVideoFiles>().AddScoped<ImportedScenes>()
        .AddScoped<IJobHandler, DataImporting>()
        .AddSingleton(new PeriodicJob("own-data", "40 4/10 * * * ?", typeof(OwnDataUpkeep)));

    public static void MapOwnData(this IEndpointRouteBuilder api)
    {
        var own = api.MapGroup("/user").WithTags("Account").RequireAuthorization().SessionOnly();
        MapExports(own);
        MapImports(api, own);
        own.MapPost("/clear-data", (ClearDataRequest request, ClearData clear, HttpContext http, CancellationToken ct) => clear.HandleAsync(http.GetCaller(), request, ct).AsOk())
            .Describe<DataCleared>("clear_data", "Deletes what you made.", "Needs your password and your e-mail address, typed. Everything is cleared a day later; DELETE stops it until then.", 200, 400, 401, 403, 429);
        own.MapDelete("/clear-data", (ClearData clear, HttpContext http, CancellationToken ct) => clear.StopAsync(http.GetCaller(), ct).AsOk())
            .Describe<DataCleared>("stop_clear_data", "Takes an order to clear everything back.", "", 200, 401, 403, 409);
        own.MapDelete("/", ([Microsoft.AspNetCore.Mvc.FromBody] ConfirmedRequest request, CloseAccount close, HttpContext http, CancellationToken ct) => close.HandleAsync(http.GetCaller(), request, ct).AsOk())
            .Describe<AccountClosed>("close_account", "Closes your account.", "Needs your password and your e-mail address, typed. It is deleted for good a day later; signing in before takes it back. The last administrator cannot.", 200, 400, 401, 403, 409, 429);
    }

    private static void MapExports(RouteGroupBuilder own)
    {
        own.MapGet("/export-data", (PrepareExport prepare, HttpContext http, CancellationToken ct, bool media = false) => prepare.FindOrBeginAsync(http.GetCaller(), media, ct).AsOk())
            .Describe<ExportResponse>("export_data", "Everything you own, as a ZIP: how far it is, and where to download it.", "Begins one in the background where there is none: rows as JSON, without secrets; with media=true your files too. Ask again until its state is ready; download_url then lasts for 24 hours.", 200, 401, 403);
        own.MapPost("/export-data", async (PrepareExport prepare, HttpContext http, CancellationToken ct, bool media = false) =>
            {
                var taken = await prepare.HandleAsync(http.GetCaller(), media, ct);
                return taken.IsOk ? Results.Accepted($"/api/v1/user/export-data/{taken.Value.TaskId}", taken.Value) : new ProblemResult(taken.Error);
            })
            .Describe<AcceptedExport>("prepare_export", "Prepares a new export in the background.", "It takes the place of the one before. While one is being prepared, that one is answered.", 202, 401, 403);
        own.MapGet("/export-data/{id:guid}", (Guid id, GetExport get, HttpContext http, CancellationToken ct) => get.HandleAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<ExportResponse>("get_export", "How far an export is, and where to download it.", "", 200, 401, 403, 404);
        own.MapGet("/export-data/{id:guid}/download", async (Guid id, OpenExport open, HttpContext http, CancellationToken ct, long until = 0, string signature = "") =>
            {
                var opened = await open.HandleAsync(http.GetCaller(), id, until, signature, ct);
                return opened.IsOk ? Send(http, opened.Value) : new ProblemResult(opened.Error);
            })
            .DescribeFile("download_export", "The ZIP.", "The address is an export's download_url. It opens for its owner, signed in; supports ranges.", OpenExport.ContentType, 401, 403, 404, 409, 410);
        own.MapDelete("/export-data/{id:guid}", (Guid id, RemoveExport remove, HttpContext http, CancellationToken ct) => remove.HandleAsync(http.GetCaller(), id, ct).AsNoContent())
            .Describe("delete_export", "Stops an export that is being prepared, or deletes a finished one.", "", 204, 401, 403, 404);
    }

    private static IResult Send(HttpContext http, OpenedExport opened)
    {
        if (opened.Direct is { } direct) return Results.Redirect(direct.AbsoluteUri);
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.File(
            opened.File!.Content, OpenExport.ContentType, opened.FileName, opened.File.LastModified,
            new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{opened.Export.Id:N}-{opened.File.Length}\""), enableRangeProcessing: true);
    }

    private static void MapImports(IEndpointRouteBuilder api, RouteGroupBuilder own)
    {
        own.MapPost("/import-data", async (IFormFile file, ImportData import, HttpContext http, CancellationToken ct) =>
            {
                await using var content = file.OpenReadStream();
                var taken = await import.HandleAsync(http.GetCaller(), file.FileName, content, ct);
                return taken.IsOk ? Results.Accepted($"/api/v1/user/import-data/{taken.Value.TaskId}", taken.Value) : new ProblemResult(taken.Error);
            })
            .Describe<AcceptedImport>("import_data", "Puts an export of yours back.", "A form with the ZIP as file. Templates, settings, folders, brand pictures, videos and files come back in the background; what is there already stays as it is, so that importing twice changes nothing.", 202, 400, 401, 403, 409, 413)
            .AsArchive(api.ServiceProvider.GetRequiredService<Limits>()).DisableAntiforgery();
        own.MapGet("/import-data", (GetImports imports, HttpContext http, CancellationToken ct) => imports.ListAsync(http.GetCaller(), ct).AsOk())
            .Describe<IReadOnlyList<ImportResponse>>("list_imports", "Your imports, newest first.", "", 200, 401, 403);
        own.MapGet("/import-data/{id:guid}", (Guid id, GetImports imports, HttpContext http, CancellationToken ct) => imports.GetAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<ImportResponse>("get_import", "How far an import is, and what became of what the archive held.", "What was left out is named with the reason.", 200, 401, 403, 404);
        own.MapPost("/import-data/{id:guid}/cancel", (Guid id, StopImport stop, HttpContext http, CancellationToken ct) => stop.HandleAsync(http.GetCaller(), id, ct).AsNoContent())
            .Describe("cancel_import", "Stops an import.", "What was restored stays. Importing the archive again goes on from there.", 204, 401, 403, 404, 409);
    }

    /// <summary>The form is refused by its announced length, before any of it is kept.</summary>
    internal static RouteHandlerBuilder AsArchive(this RouteHandlerBuilder route, Limits limits)
    {
        var most = ImportData.MostBytes(limits) + (1024 * 1024);
        return route.WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(most)).WithFormOptions(multipartBodyLengthLimit: most);
    }
}
