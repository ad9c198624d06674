using System.Globalization;
using Synthora.Features.Integrations;
using Synthora.Security;
using Synthora.Web;

namespace Synthora.Features.RequestLog.Pages;

internal static class RequestLogPages
{
    private const int PageSize = 50;

    public static void MapRequestLogPages(this IEndpointRouteBuilder root)
    {
        var pages = root.MapGroup("/admin/logs").RequireAuthorization();
        pages.MapGet("/", ListAsync);
        pages.MapGet("/{id:guid}", async (HttpContext http, Guid id, SearchRequests search, CancellationToken ct) =>
            await search.OneAsync(http.GetCaller(), id, ct) is { IsOk: true, Value: { } call } ? Web.Pages.Show<RequestPage>(new { Call = call }) : Web.Pages.Refuse(
                http.GetCaller().IsAdmin ? Errors.NotFound("request") : SearchRequests.AdministratorsOnly));
    }

    /// <summary>A form sends empty fields and whatever was typed; only what can be looked for is looked for.</summary>
    private static async Task<IResult> ListAsync(HttpContext http, SearchRequests search, ProviderDirectory directory, CancellationToken ct)
    {
        var query = http.Request.Query;
        var request = new SearchRequestsRequest
        {
            Page = int.TryParse(Of("page"), CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 100_000) : 1,
            Limit = PageSize,
            Text = Of("q"),
            Provider = Of("provider"),
            Status = Of("status") is { } status && status is "2xx" or "3xx" or "4xx" or "5xx" or "none" or "failed" ? Of("status") : null,
            Step = Of("step"),
            UserId = Guid.TryParse(Of("user_id"), out var user) ? user : null,
            VideoId = Guid.TryParse(Of("video_id"), out var video) ? video : null,
            From = Day("from"),
            To = Day("to")?.AddDays(1),
        };
        var found = await search.HandleAsync(http.GetCaller(), request, ct);
        return found.IsOk
            ? Web.Pages.Show<RequestLogPage>(new { Found = found.Value, Query = request, Providers = directory.Rows.Select(row => row.Id).ToList() })
            : Web.Pages.Refuse(found.Error);

        string? Of(string name) => query[name].ToString().Trim() is { Length: > 0 and <= 200 } value ? value : null;

        DateTimeOffset? Day(string name) =>
            DateOnly.TryParseExact(Of(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) : null;
    }
}
