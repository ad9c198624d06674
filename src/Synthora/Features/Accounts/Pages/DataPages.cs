using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Synthora.Data;
using Synthora.Features.OwnData;
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
        pages.MapGet("/export", (ExportData export, HttpContext http, TimeProvider clock, bool media = false) => OwnDataFeature.Stream(export, http, media, clock));
        pages.MapPost("/clear", ClearAsync);
        pages.MapPost("/stop", StopAsync);
        pages.MapPost("/close", CloseAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, Database database, Error? problem, ClearScope scope, string? confirmation, bool closing, CancellationToken ct)
    {
        await using var db = database.Open(http.GetCaller());
        var user = await db.Users.AsNoTracking().SingleAsync(ct);
        return Web.Pages.Show<DataPage>(
            new { user.Email, user.ClearAfter, HasPassword = user.PasswordHash is not null, IsClosing = closing, Scope = scope, Confirmation = confirmation, Problem = problem }, problem);
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
