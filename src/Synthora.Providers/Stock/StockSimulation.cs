using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.Stock;

/// <summary>What the stock simulators share: a handful of items for any words, and their real bytes.</summary>
internal static class StockSimulation
{
    public const int Total = 12;
    public static readonly (int Width, int Height)[] Sizes = [(360, 640), (720, 1280), (1080, 1920)];

    /// <summary>The items of a page; nothing is found for the word <c>nothing</c>.</summary>
    public static IEnumerable<int> Page(HttpRequest request, string words, int page, int perPage) =>
        request.Query[words].ToString().Contains("nothing", StringComparison.OrdinalIgnoreCase) ? [] : Enumerable.Range(1, Total).Skip((page - 1) * perPage).Take(perPage);

    /// <summary>What an item tells of itself: the later it comes, the fewer of the words that were asked for.</summary>
    public static string Told(HttpRequest request, string words, int n)
    {
        var asked = request.Query[words].ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', asked.Take(Math.Max(1, asked.Length - ((n - 1) / 3))));
    }

    public static int Number(HttpRequest request, string name, int usual) => int.TryParse(request.Query[name], out var number) && number > 0 ? number : usual;

    public static void MapFiles(RouteGroupBuilder vendor)
    {
        vendor.MapGet("/files/{seed:int}/{width:int}x{height:int}.jpg", async (int seed, int width, int height) => Results.Bytes(await SimulatedMedia.PhotoAsync(Math.Min(width, 2160), Math.Min(height, 3840), seed), "image/jpeg"));
        vendor.MapGet("/files/{seed:int}/{width:int}x{height:int}.mp4", async (int seed, int width, int height) => Results.Bytes(await SimulatedMedia.ClipAsync(Math.Min(width, 1080), Math.Min(height, 1920), 2, seed), "video/mp4"));
    }

    public static string File(HttpContext context, string id, int seed, int width, int height, string kind) =>
        $"{context.Request.Scheme}://{context.Request.Host}/_sim/{id}/files/{seed}/{width}x{height}.{kind}";
}
