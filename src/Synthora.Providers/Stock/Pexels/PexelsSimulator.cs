using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.Stock.Pexels;

/// <summary>Pexels' searches, with a playlist among a clip's files.</summary>
internal sealed class PexelsSimulator : ISimulator
{
    public string Id => Pexels.Id;

    public void Map(RouteGroupBuilder vendor)
    {
        StockSimulation.MapFiles(vendor);
        vendor.MapGet("/v1/curated", (HttpContext context) => Gate(context) ?? Photos(context));
        vendor.MapGet("/v1/search", (HttpContext context) => Gate(context) ?? Photos(context));
        vendor.MapGet("/v1/videos/search", (HttpContext context) => Gate(context) ?? Clips(context));
    }

    private static IResult? Gate(HttpContext context) => context.Request.Headers.Authorization.ToString() switch
    {
        var key when Magic.IsWrong(key) || key.StartsWith("Bearer", StringComparison.Ordinal) => Results.Json(new { status = 401, code = "Unauthorized" }, statusCode: 401),
        var key when Magic.IsBusy(key) => Magic.RetryNow(context, Results.Json(new { error = "Rate limit exceeded" }, statusCode: 429)),
        _ => null,
    };

    private static IResult Photos(HttpContext context)
    {
        var (page, perPage) = (StockSimulation.Number(context.Request, "page", 1), StockSimulation.Number(context.Request, "per_page", 15));
        var photos = StockSimulation.Page(context.Request, "query", page, perPage).Select(n => new
        {
            id = n,
            width = 2160,
            height = 3840,
            url = $"https://www.pexels.com/photo/a-simulated-view-{n}/",
            photographer = $"Simon {n}",
            photographer_url = $"https://www.pexels.com/@simon-{n}",
            alt = $"Simulated photo of {StockSimulation.Told(context.Request, "query", n)}",
            src = new { original = Link(context, n, 2160, 3840, "jpg"), large2x = Link(context, n, 731, 1300, "jpg"), large = Link(context, n, 366, 650, "jpg"), medium = Link(context, n, 198, 350, "jpg") },
        }).ToArray();
        return Results.Json(new { total_results = photos.Length == 0 ? 0 : StockSimulation.Total, page, per_page = perPage, photos });
    }

    private static IResult Clips(HttpContext context)
    {
        var (page, perPage) = (StockSimulation.Number(context.Request, "page", 1), StockSimulation.Number(context.Request, "per_page", 15));
        var videos = StockSimulation.Page(context.Request, "query", page, perPage).Select(n => new
        {
            id = n,
            width = 1080,
            height = 1920,
            duration = 4 + n,
            url = $"https://www.pexels.com/video/{Slug(StockSimulation.Told(context.Request, "query", n))}-simulated-{n}/",
            image = Link(context, n, 360, 640, "jpg"),
            user = new { id = n, name = $"Vera {n}", url = $"https://www.pexels.com/@vera-{n}" },
            video_files = StockSimulation.Sizes.Select(size => new { id = n, quality = "hd", file_type = "video/mp4", width = (int?)size.Width, height = (int?)size.Height, link = Link(context, n, size.Width, size.Height, "mp4") })
                .Append(new { id = n, quality = "hls", file_type = "video/mp4", width = (int?)null, height = (int?)null, link = "https://example.com/list.m3u8" }),
        }).ToArray();
        return Results.Json(new { total_results = videos.Length == 0 ? 0 : StockSimulation.Total, page, per_page = perPage, videos });
    }

    private static string Slug(string words) => string.Concat(words.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));

    private static string Link(HttpContext context, int n, int width, int height, string kind) => StockSimulation.File(context, Pexels.Id, n, width, height, kind);
}
