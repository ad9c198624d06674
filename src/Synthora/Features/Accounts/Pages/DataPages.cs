using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Synthora.Data;
using Synthora.Features.OwnData;
using Synthora.Features.OwnData.Exporting;
using Synthora.Features.OwnData.Importing;
using Synthora.Security;
using Synthora.Web;

namespace Synthora.Features.Accounts.Pages;

/// <summary>Taking one's data along, clearing it, closing the account.</summary>
internal static class DataPages
{
    public static void MapDataPages(this IEndpointRouteBuilder root)
    {
        var pages = root.MapGroup("/account/data").RequireAuthorization();
        pages.MapGet("/", (HttpContext http, Database database, CancellationToken ct) => ShowAsync(http, database, null, ClearScope.Videos, null, false, ct));
        // Where the download itself was once.
        pages.MapGet("/export", () => Results.LocalRedirect("/account/data#export"));
        pages.MapPost("/export", ExportAsync);
        pages.MapGet("/export/state", async (HttpContext http, GetExport exports, TimeProvider clock, CancellationToken ct) =>
            Web.Pages.Show<ExportSection>(new { Export = await exports.LatestAsync(http.GetCaller(), ct), Now = clock.GetUtcNow() }));
        pages.MapPost("/export/{id:guid}/delete", RemoveExportAsync);
        pages.MapPost("/import", ImportAsync).AsArchive(root.ServiceProvider.GetRequiredService<Limits>());
        pages.MapGet("/imports/{id:guid}", async (HttpContext http, Guid id, GetImports imports, CancellationToken ct) =>
            await imports.GetAsync(http.GetCaller(), id, ct) is { IsOk: true } found ? Web.Pages.Show<ImportPage>(new { Import = found.Value }) : Web.Pages.Refuse(Errors.NotFound("import")));
        pages.MapGet("/imports/{id:guid}/progress", ProgressAsync);
        pages.MapPost("/imports/{id:guid}/cancel", StopImportAsync);
        pages.MapPost("/clear", ClearAsync);
        pages.MapPost("/stop", StopAsync);
        pages.MapPost("/close", CloseAsync);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext http, Database database, Error? problem, ClearScope scope, string? confirmation, bool closing, CancellationToken ct, Error? importProblem = null)
    {
        await using var db = database.Open(http.GetCaller());
        var user = await db.Users.AsNoTracking().SingleAsync(ct);
        var imports = await http.RequestServices.GetRequiredService<GetImports>().ListAsync(http.GetCaller(), ct);
        return Web.Pages.Show<DataPage>(
            new
            {
                user.Email,
                user.ClearAfter,
                HasPassword = user.PasswordHash is not null,
                IsClosing = closing,
                Scope = scope,
                Confirmation = confirmation,
                Problem = problem,
                Export = await http.RequestServices.GetRequiredService<GetExport>().LatestAsync(http.GetCaller(), ct),
                Now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(),
                Imports = imports.Value,
                ImportProblem = importProblem,
                MostBytes = ImportData.MostBytes(http.RequestServices.GetRequiredService<Limits>()),
            },
            problem ?? importProblem);
    }

    private static async Task<IResult> ExportAsync(HttpContext http, PrepareExport prepare, CancellationToken ct, [FromForm] bool media = false)
    {
        var taken = await prepare.HandleAsync(http.GetCaller(), media, ct);
        return taken.IsOk ? Results.LocalRedirect("/account/data#export") : Web.Pages.Refuse(taken.Error);
    }

    private static async Task<IResult> RemoveExportAsync(HttpContext http, Guid id, RemoveExport remove, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? none = null)
    {
        var removed = await remove.HandleAsync(http.GetCaller(), id, ct);
        if (!removed.IsOk) return Web.Pages.Refuse(removed.Error);
        http.Notify(texts["data.export_deleted"]);
        return Results.LocalRedirect("/account/data#export");
    }

    private static async Task<IResult> ImportAsync(HttpContext http, IFormFile? file, ImportData import, Database database, IStringLocalizer<Text> texts, CancellationToken ct)
    {
        if (file is null) return await ShowAsync(http, database, null, ClearScope.Videos, null, false, ct, Errors.Validation(texts["data.import_none"]));
        await using var content = file.OpenReadStream();
        var taken = await import.HandleAsync(http.GetCaller(), file.FileName, content, ct);
        return taken.IsOk ? Results.LocalRedirect($"/account/data/imports/{taken.Value.TaskId}") : await ShowAsync(http, database, null, ClearScope.Videos, null, false, ct, taken.Error);
    }

    /// <summary>Once it has ended the whole page is shown anew, with the report.</summary>
    private static async Task<IResult> ProgressAsync(HttpContext http, Guid id, GetImports imports, CancellationToken ct)
    {
        var found = await imports.GetAsync(http.GetCaller(), id, ct);
        if (!found.IsOk) return Web.Pages.Refuse(found.Error);
        if (found.Value.State is ImportState.Receiving or ImportState.Running) return Web.Pages.Show<ImportProgress>(new { Import = found.Value });
        http.Response.Headers["HX-Redirect"] = $"/account/data/imports/{id}";
        return Results.Ok();
    }

    private static async Task<IResult> StopImportAsync(HttpContext http, Guid id, StopImport stop, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? none = null)
    {
        var stopped = await stop.HandleAsync(http.GetCaller(), id, ct);
        if (stopped.Error is { Kind: ErrorKind.NotFound } missing) return Web.Pages.Refuse(missing);
        http.Notify(stopped.Error?.Message ?? texts["import.stopping"], stopped.Error is not null);
        return Results.LocalRedirect($"/account/data/imports/{id}");
    }

    private static async Task<IResult> ClearAsync(
        HttpContext http, ClearData clear, Database database, IStringLocalizer<Text> texts, CancellationToken ct,
        [FromForm] string? scope = null, [FromForm] string? confirmation = null, [FromForm] string? password = null)
    {
        var chosen = Enum.GetValues<ClearScope>().FirstOrDefault(one => EnumText.Of(one) == scope);
        var result = await clear.HandleAsync(http.GetCaller(), new() { Scope = chosen, Confirmation = confirmation ?? "", Password = password }, ct);
        if (!result.IsOk) return await ShowAsync(http, database, result.Error, chosen, confirmation, false, ct);
        return OwnAccountPages.Saved(http, texts[chosen == ClearScope.Everything ? "data.ordered" : "data.cleared"], "/account/data");
    }

    private static async Task<IResult> StopAsync(HttpContext http, ClearData clear, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? none = null)
    {
        await clear.StopAsync(http.GetCaller(), ct);
        return OwnAccountPages.Saved(http, texts["data.stopped"], "/account/data");
    }

    private static async Task<IResult> CloseAsync(
        HttpContext http, CloseAccount close, Database database, IStringLocalizer<Text> texts, CancellationToken ct,
        [FromForm(Name = "close_confirmation")] string? confirmation = null, [FromForm(Name = "close_password")] string? password = null)
    {
        var result = await close.HandleAsync(http.GetCaller(), new() { Confirmation = confirmation ?? "", Password = password }, ct);
        if (!result.IsOk) return await ShowAsync(http, database, result.Error, ClearScope.Videos, confirmation, true, ct);
        SessionCookie.Clear(http);
        return OwnAccountPages.Saved(http, texts["data.closed"], "/login");
    }
}
