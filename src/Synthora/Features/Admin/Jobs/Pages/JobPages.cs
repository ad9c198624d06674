using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Synthora.Data;
using Synthora.Security;
using Synthora.Web;

namespace Synthora.Features.Admin.Jobs.Pages;

internal static class JobPages
{
    private const int PageSize = 25;

    public static void MapJobPages(this IEndpointRouteBuilder root)
    {
        var pages = root.MapGroup("/admin/jobs").RequireAuthorization();
        pages.MapGet("/", ListAsync);
        pages.MapPost("/{id:guid}/cancel", (HttpContext http, Guid id, SteerJob steer, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? none = null) =>
            ActAsync(http, steer.CancelAsync(http.GetCaller(), id, ct), texts["jobs.cancelled"]));
        pages.MapPost("/{id:guid}/retry", (HttpContext http, Guid id, SteerJob steer, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? none = null) =>
            ActAsync(http, steer.RetryAsync(http.GetCaller(), id, ct), texts["jobs.retried"]));
    }

    private static async Task<IResult> ListAsync(HttpContext http, ListAllJobs list, CancellationToken ct)
    {
        var query = http.Request.Query;
        var request = new ListAllJobsRequest
        {
            Page = int.TryParse(query["page"], CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 100_000) : 1,
            Limit = PageSize,
            State = Enum.GetValues<JobState>().Select(EnumText.Of).FirstOrDefault(word => word == query["state"]),
            Type = ListAllJobs.Types.FirstOrDefault(type => type == query["type"]),
            Text = query["q"].ToString().Trim() is { Length: > 0 and <= 200 } text ? text : null,
        };
        var found = await list.HandleAsync(http.GetCaller(), request, ct);
        return found.IsOk ? Web.Pages.Show<JobsPage>(new { Found = found.Value, Query = request }) : Web.Pages.Refuse(found.Error);
    }

    private static async Task<IResult> ActAsync(HttpContext http, Task<Result<AdminJob>> act, string done)
    {
        var result = await act;
        if (result.Error is { Kind: ErrorKind.NotFound or ErrorKind.Forbidden } refusal) return Web.Pages.Refuse(refusal);
        http.Notify(result.Error?.Message ?? done, result.Error is not null);
        return Results.LocalRedirect(http.PageBefore());
    }
}
