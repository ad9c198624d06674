using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.Stock.Pixabay;

/// <summary>Pixabay's searches: errors in plain text, at least three a page, and a largest clip that is there in name only.</summary>
internal sealed class PixabaySimulator : ISimulator
{
    public string Id => Pixabay.Id;

    public void Map(RouteGroupBuilder vendor)
    {
        StockSimulation.MapFiles(vendor);
        vendor.MapGet("/", (HttpContext context) => Gate(context) ?? Photos(context));
        vendor.MapGet("/videos/", (HttpContext context) => Gate(context) ?? Clips(context));
    }

    private static IResult? Gate(HttpContext context)
    {
        var key = context.Request.Query["key"].ToString();
        if (Magic.IsWrong(key)) return Results.Text("[ERROR 400] Invalid or missing API key (https://pixabay.com/api/docs/).", statusCode: 400);
        if (Magic.IsBusy(key)) return Magic.RetryNow(context, Results.Text("[ERROR 429] API rate limit exceeded", statusCode: 429));
        return StockSimulation.Number(context.Request, "per_page", 20) is < 3 or > 200 ? Results.Text("[ERROR 400] \"per_page\" is out of valid range.", statusCode: 400) : null;
    }

    private static IResult Photos(HttpContext context)
    {
        var hits = Found(context).Select(n => new
        {
            id = n,
            pageURL = $"https://pixabay.com/photos/simulated-{n}/",
            type = "photo",
            tags = $"{StockSimulation.Told(context.Request, "q", n)}, simulated",
            webformatURL = Link(context, n, 360, 640, "jpg"),
            webformatWidth = 360,
            webformatHeight = 640,
            largeImageURL = Link(context, n, 720, 1280, "jpg"),
            imageWidth = 2160,
            imageHeight = 3840,
            user = $"pia{n}",
            user_id = n,
        }).ToArray();
        return Results.Json(new { total = hits.Length, totalHits = hits.Length, hits });
    }

    private static IResult Clips(HttpContext context)
    {
        var hits = Found(context).Select(n => new
        {
            id = n,
            pageURL = $"https://pixabay.com/videos/simulated-{n}/",
            type = "film",
            tags = $"{StockSimulation.Told(context.Request, "q", n)}, simulated",
            duration = 3 + n,
            user = $"pia{n}",
            user_id = n,
            // Every third stands on its side.
            videos = new
            {
                large = new { url = "", width = 0, height = 0, size = 0, thumbnail = "" },
                medium = n % 3 == 0 ? File(context, n, 1280, 720) : File(context, n, 720, 1280),
                small = n % 3 == 0 ? File(context, n, 640, 360) : File(context, n, 360, 640),
            },
        }).ToArray();
        return Results.Json(new { total = hits.Length, totalHits = hits.Length, hits });
    }

    private static object File(HttpContext context, int n, int width, int height) =>
        new { url = Link(context, n, width, height, "mp4"), width, height, size = 1000, thumbnail = Link(context, n, width, height, "jpg") };

    private static IEnumerable<int> Found(HttpContext context) =>
        StockSimulation.Page(context.Request, "q", StockSimulation.Number(context.Request, "page", 1), StockSimulation.Number(context.Request, "per_page", 20));

    private static string Link(HttpContext context, int n, int width, int height, string kind) => StockSimulation.File(context, Pixabay.Id, n, width, height, kind);
}
