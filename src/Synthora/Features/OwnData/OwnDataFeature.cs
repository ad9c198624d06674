using Microsoft.AspNetCore.Http.Features;
using Synthora.Jobs;
using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.OwnData;

/// <summary>Taking everything along, and leaving.</summary>
public static class OwnDataFeature
{
    public static IServiceCollection AddOwnData(this IServiceCollection services) => services
        .AddScoped<RemoveData>().AddScoped<ExportData>()
        .AddSingleton(new ExportedFiles(VideoExport.FilesAsync))
        .AddSingleton(new PeriodicJob("own-data", "40 4/10 * * * ?", typeof(OwnDataUpkeep)));

    public static void MapOwnData(this IEndpointRouteBuilder api)
    {
        var own = api.MapGroup("/user").WithTags("Account").RequireAuthorization().SessionOnly();
        own.MapGet("/export-data", (ExportData export, HttpContext http, TimeProvider clock, bool media = false) => Stream(export, http, media, clock))
            .DescribeFile("export_data", "Everything you own, as a ZIP.", "Rows as JSON, without secrets; with media=true your files too.", "application/zip", 401, 403);
        own.MapPost("/clear-data", (ClearDataRequest request, ClearData clear, HttpContext http, CancellationToken ct) => clear.HandleAsync(http.GetCaller(), request, ct).AsOk())
            .Describe<DataCleared>("clear_data", "Deletes what you made.", "Needs your password and your e-mail address, typed. Everything is cleared a day later; DELETE stops it until then.", 200, 400, 401, 403, 429);
        own.MapDelete("/clear-data", (ClearData clear, HttpContext http, CancellationToken ct) => clear.StopAsync(http.GetCaller(), ct).AsOk())
            .Describe<DataCleared>("stop_clear_data", "Takes an order to clear everything back.", "", 200, 401, 403, 409);
        own.MapDelete("/", ([Microsoft.AspNetCore.Mvc.FromBody] ConfirmedRequest request, CloseAccount close, HttpContext http, CancellationToken ct) => close.HandleAsync(http.GetCaller(), request, ct).AsOk())
            .Describe<AccountClosed>("close_account", "Closes your account.", "Needs your password and your e-mail address, typed. It is deleted for good a day later; signing in before takes it back. The last administrator cannot.", 200, 400, 401, 403, 409, 429);
    }

    internal static IResult Stream(ExportData export, HttpContext http, bool media, TimeProvider clock)
    {
        // The last bytes of each entry are written synchronously by the runtime's ZIP writer; all others are not.
        if (http.Features.Get<IHttpBodyControlFeature>() is { } body) body.AllowSynchronousIO = true;
        return Results.Stream(output => export.WriteAsync(http.GetCaller(), output, media, http.RequestAborted), "application/zip", ExportData.FileName(clock.GetUtcNow()));
    }
}
