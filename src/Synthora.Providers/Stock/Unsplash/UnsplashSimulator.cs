using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.Stock.Unsplash;

/// <summary>Unsplash's search, its count of uses, and its picture server, which here gives no photo whose use was not counted.</summary>
internal sealed class UnsplashSimulator : ISimulator
{
    private readonly ConcurrentDictionary<string, int> uses = [];

    public string Id => Unsplash.Id;

    public void Map(RouteGroupBuilder vendor)
    {
        vendor.MapGet("/photos", (HttpContext context) => Gate(context) ?? Results.Json(Array.Empty<object>()));
        vendor.MapGet("/search/photos", (HttpContext context) => Gate(context) ?? Search(context));
        vendor.MapGet("/photos/{id}/download", (HttpContext context, string id) =>
        {
            if (Gate(context) is { } closed) return closed;
            if (context.Request.Query["ixid"] != "sim") return Results.Json(new { errors = new[] { "Couldn't find Photo" } }, statusCode: 404);
            uses.AddOrUpdate(id, 1, (_, count) => count + 1);
            return Results.Json(new { url = $"{Root(context)}/raw/{id}" });
        });
        vendor.MapGet("/raw/{id}", async (HttpContext context, string id) =>
        {
            if (!uses.ContainsKey(id)) return Results.StatusCode(403);
            var width = Math.Min(StockSimulation.Number(context.Request, "w", 1080), 2160);
            return Results.Bytes(await SimulatedMedia.PhotoAsync(width, width * 3 / 2, id.Length), "image/jpeg");
        });
    }

    private static IResult? Gate(HttpContext context) => context.Request.Headers.Authorization.ToString() switch
    {
        var sent when !sent.StartsWith("Client-ID ", StringComparison.Ordinal) || sent == "Client-ID wrong" => Results.Json(new { errors = new[] { "OAuth error: The access token is invalid" } }, statusCode: 401),
        "Client-ID busy" => Results.Text("Rate Limit Exceeded", statusCode: 403),
        _ => null,
    };

    private static string Root(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}/_sim/{Unsplash.Id}";

    private static IResult Search(HttpContext context)
    {
        var found = StockSimulation.Page(context.Request, "query", StockSimulation.Number(context.Request, "page", 1), StockSimulation.Number(context.Request, "per_page", 10)).Select(n => new
        {
            id = $"sim{n}",
            slug = $"simulated-{n}",
            width = 4000,
            height = 6000,
            description = (string?)null,
            alt_description = $"simulated {StockSimulation.Told(context.Request, "query", n)}",
            urls = new { raw = $"{Root(context)}/raw/sim{n}?ixid=sim", small = $"{Root(context)}/raw/sim{n}?w=400" },
            links = new { self = $"{Root(context)}/photos/sim{n}", html = $"https://unsplash.com/photos/sim{n}", download_location = $"{Root(context)}/photos/sim{n}/download?ixid=sim" },
            user = new { id = $"u{n}", username = $"ann{n}", name = $"Ann {n}", links = new { html = $"https://unsplash.com/@ann{n}" } },
        }).ToArray();
        return Results.Json(new { total = found.Length == 0 ? 0 : StockSimulation.Total, total_pages = 1, results = found });
    }
}
