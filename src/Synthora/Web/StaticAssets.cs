using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Synthora.Web;

/// <summary>
/// The pages' files, held in memory with the compressed copies the build made. A link carries the content's hash, so
/// a browser keeps a file for ever and still sees a new one at once.
/// </summary>
public sealed class StaticAssets
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".ico"] = "image/x-icon",
        [".webp"] = "image/webp",
        [".mp4"] = "video/mp4",
        [".vtt"] = "text/vtt; charset=utf-8",
        [".txt"] = "text/plain; charset=utf-8",
        [".woff2"] = "font/woff2",
        [".webmanifest"] = "application/manifest+json",
    };

    private readonly FrozenDictionary<string, Asset> _assets;
    private readonly FrozenDictionary<string, string> _texts;
    private readonly FrozenDictionary<string, string> _icons;

    private StaticAssets(Dictionary<string, Asset> assets, Dictionary<string, string> icons)
    {
        (_assets, _icons) = (assets.ToFrozenDictionary(), icons.ToFrozenDictionary());
        _texts = assets.Where(asset => asset.Key.EndsWith(".css", StringComparison.Ordinal)).ToFrozenDictionary(asset => asset.Key, asset => Encoding.UTF8.GetString(asset.Value.Bytes));
    }

    /// <summary>False in a checkout whose styles and scripts were never built.</summary>
    public bool IsBuilt => _assets.ContainsKey("/assets/app.css");

    public static StaticAssets Load(string? folder)
    {
        var assets = new Dictionary<string, Asset>();
        if (folder is null) return new StaticAssets(assets, []);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (!Types.TryGetValue(Path.GetExtension(file), out var type)) continue;
            var bytes = File.ReadAllBytes(file);
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
            assets["/" + Path.GetRelativePath(folder, file).Replace('\\', '/')] =
                new Asset(bytes, ReadIfThere(file + ".br"), ReadIfThere(file + ".gz"), type, hash);
        }

        var icons = Path.Combine(folder, "assets", "icons.json");
        return new StaticAssets(assets, File.Exists(icons) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(icons))! : []);
    }

    /// <summary>The published folder, or the source tree's when the program runs from a build inside it.</summary>
    public static string? FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            foreach (var candidate in (string[])["wwwroot", "src/Synthora/wwwroot"])
            {
                var path = Path.Combine(folder.FullName, candidate);
                if (File.Exists(Path.Combine(path, "favicon.svg"))) return path;
            }
        }

        return null;
    }

    /// <param name="path">Such as <c>/assets/app.css</c>.</param>
    public string Url(string path) => _assets.TryGetValue(path, out var asset) ? $"{path}?v={asset.Hash}" : path;

    /// <summary>What stands in a file, for a page that carries it along; nothing when it was not built.</summary>
    public string Text(string path) => _texts.GetValueOrDefault(path, "");

    /// <summary>The inside of an icon's SVG.</summary>
    public string Icon(string name) => _icons.GetValueOrDefault(name, "");

    public async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        if (!_assets.TryGetValue(context.Request.Path.Value ?? "", out var asset) ||
            !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)))
        {
            await next(context);
            return;
        }

        var headers = context.Response.Headers;
        var lasting = context.Request.Query.ContainsKey("v") || context.Request.Path.StartsWithSegments("/assets/fonts");
        headers.CacheControl = lasting ? "public, max-age=31536000, immutable" : "public, max-age=3600";
        headers.ETag = $"\"{asset.Hash}\"";
        headers.XContentTypeOptions = "nosniff";
        context.Response.ContentType = asset.Type;
        if (context.Request.Headers.IfNoneMatch == headers.ETag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (asset.Type == "video/mp4")
        {
            // Safari plays nothing that it cannot ask for in parts.
            await Results.Bytes(asset.Bytes, asset.Type, enableRangeProcessing: true).ExecuteAsync(context);
            return;
        }

        var accepted = context.Request.Headers.AcceptEncoding.ToString();
        var (body, encoding) = (asset.Brotli, asset.GZip) switch
        {
            ({ } br, _) when accepted.Contains("br", StringComparison.Ordinal) => (br, "br"),
            (_, { } gzip) when accepted.Contains("gzip", StringComparison.Ordinal) => (gzip, "gzip"),
            _ => (asset.Bytes, null),
        };
        if (asset.Brotli is not null) headers.Vary = HeaderNames.AcceptEncoding;
        if (encoding is not null) headers.ContentEncoding = encoding;
        context.Response.ContentLength = body.Length;
        if (HttpMethods.IsGet(context.Request.Method)) await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static byte[]? ReadIfThere(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;

    private sealed record Asset(byte[] Bytes, byte[]? Brotli, byte[]? GZip, string Type, string Hash);
}
