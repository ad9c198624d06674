using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Synthora.EndToEndTests;

namespace Synthora.PageBudgets;

/// <summary>Who looks at a page: how wide the screen is, how slow the processor and the line are.</summary>
/// <param name="Slowdown">The browser's processor runs this many times slower.</param>
/// <param name="MegabitsPerSecond">Both ways; 0 is the loopback as it is.</param>
/// <param name="RoundTripMs">Added to every request.</param>
internal sealed record Visitor(string Name, int Width, int Height, double Slowdown, double MegabitsPerSecond, int RoundTripMs)
{
    public static readonly Visitor Desktop = new("desktop", 1440, 900, 1, 0, 0);

    /// <summary>A middling phone on a slow 4G line, as Lighthouse models it.</summary>
    public static readonly Visitor Phone = new("phone", 390, 844, 4, 1.6, 150);
}

/// <param name="ServerMs">From the request for the page to the first byte of it.</param>
/// <param name="Queries">Commands that the database got meanwhile, those for the page's pictures too; the studio's own work adds one now and then.</param>
/// <param name="FirstPaintMs">From navigation to the first contentful paint.</param>
/// <param name="ReadyMs">From navigation to when the page's scripts have run.</param>
/// <param name="Bytes">Of everything but the user's own pictures and videos, as sent over the line.</param>
internal sealed partial record Visit(double ServerMs, int Queries, double FirstPaintMs, double ReadyMs, int Bytes)
{
    public const string PlainText = "a line of text";

    // A visitor's window is open before they type an address. One that was only just opened keeps a processor busy for
    // most of a second with the browser's own bars and menus, which would be counted as the page's.
    private const int WindowSettlesMs = 1000;

    // .NET compiles a method anew after thirty calls, to watch it, and after thirty more for good; both only once nothing new was called for a while.
    private const int CallsUntilCompiled = 40;
    private const int Compilations = 3;
    private const int CompilesWithinMs = 500;

    // Asking whether it is painted takes the page's time, so the first question comes when it should long be.
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LooksAgain = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan GivesUp = TimeSpan.FromSeconds(30);

    /// <summary>One visit with an empty cache, in a window that has come to rest.</summary>
    public static async Task<Visit> MakeAsync(FilledStudio studio, BareBrowser browser, string name, Visitor visitor)
    {
        var (path, state) = name == PlainText ? ("/health/live", null) : studio.Find(name);
        var context = await browser.SendAsync("Target.createBrowserContext");
        var contextId = (string)context["browserContextId"]!;
        var cookies = Cookies(state);
        if (cookies.Count > 0) await browser.SendAsync("Storage.setCookies", new() { ["cookies"] = cookies, ["browserContextId"] = contextId });
        var target = await browser.SendAsync("Target.createTarget", new() { ["url"] = "about:blank", ["browserContextId"] = contextId });
        var attached = await browser.SendAsync("Target.attachToTarget", new() { ["targetId"] = (string)target["targetId"]!, ["flatten"] = true });
        var page = (string)attached["sessionId"]!;
        await browser.SendAsync("Emulation.setDeviceMetricsOverride", new() { ["width"] = visitor.Width, ["height"] = visitor.Height, ["deviceScaleFactor"] = 1, ["mobile"] = false }, page);
        await SlowDownAsync(browser, page, visitor);
        await Task.Delay(WindowSettlesMs);
        using var queries = new QueryCount();
        await browser.SendAsync("Page.navigate", new() { ["url"] = studio.Address + path }, page);
        var visit = await LookAsync(browser, page, queries);
        await browser.SendAsync("Target.disposeBrowserContext", new() { ["browserContextId"] = contextId });
        return visit;
    }

    private static async Task<Visit> LookAsync(BareBrowser browser, string page, QueryCount queries)
    {
        var since = Stopwatch.StartNew();
        await Task.Delay(FirstLook);
        while (since.Elapsed < GivesUp)
        {
            // Painted, loaded, and in the page's own font: there is nothing left to fetch.
            var answer = await browser.SendAsync("Runtime.evaluate", new()
            {
                ["returnByValue"] = true,
                ["expression"] =
                    """
                    (() => {
                      const visit = performance.getEntriesByType("navigation")[0];
                      const paint = performance.getEntriesByName("first-contentful-paint")[0];
                      const ready = document.querySelector("script[src]") ? performance.getEntriesByName("ready")[0]?.startTime : visit.domContentLoadedEventEnd;
                      const done = paint && ready && visit.loadEventEnd > 0 && (!document.documentElement.dataset.fonts || document.cookie.includes("synthora_fonts="));
                      return done ? {
                        server: visit.responseStart - visit.requestStart, paint: paint.startTime, ready,
                        sizes: [visit, ...performance.getEntriesByType("resource")].map((one) => [new URL(one.name).pathname, one.transferSize]),
                      } : null;
                    })()
                    """,
            }, page);
            if (answer["result"]?["value"] is JsonObject seen)
            {
                var bytes = seen["sizes"]!.AsArray().Where(one => !PageTests.IsOwnMedia((string)one![0]!)).Sum(one => one![1]!.GetValue<int>());
                return new(seen["server"]!.GetValue<double>(), queries.Commands, seen["paint"]!.GetValue<double>(), seen["ready"]!.GetValue<double>(), bytes);
            }

            await Task.Delay(LooksAgain);
        }

        throw new TimeoutException($"The page was not painted and loaded within {GivesUp.TotalSeconds} s.");
    }

    /// <summary>Asks for the page and what it loads until the server has compiled what it needs for them as well as it will; one that runs for days has.</summary>
    public static async Task WarmAsync(FilledStudio studio, string name)
    {
        if (name == PlainText) return;
        var (path, state) = studio.Find(name);
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false, AutomaticDecompression = DecompressionMethods.All });
        for (var i = 0; i < CallsUntilCompiled * Compilations; i++)
        {
            if (i % CallsUntilCompiled == 0) await Task.Delay(CompilesWithinMs);
            var page = await CallAsync(path, "text/html");
            foreach (var source in Sources().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).Distinct()) await CallAsync(source, "*/*");
        }

        async Task<string> CallAsync(string address, string accept)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, studio.Address + address);
            request.Headers.Add("Accept", accept);
            request.Headers.AcceptEncoding.ParseAdd("gzip, deflate, br");
            if (Cookies(state) is { Count: > 0 } cookies) request.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie!["name"]}={cookie["value"]}")));
            using var answer = await client.SendAsync(request);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) throw new InvalidOperationException($"{address} is limited to fewer calls than warming takes; raise its limit in Studio.");
            return await answer.Content.ReadAsStringAsync();
        }
    }

    // Every page is met as on a browser's first visit, whatever the one that signed in has kept.
    private static JsonArray Cookies(string? state) => state is null
        ? []
        : [.. JsonNode.Parse(state)!["cookies"]!.AsArray().Where(cookie => (string)cookie!["name"]! != "synthora_fonts").Select(cookie => cookie!.DeepClone())];

    private static async Task SlowDownAsync(BareBrowser browser, string page, Visitor visitor)
    {
        if (visitor.Slowdown <= 1 && visitor.MegabitsPerSecond <= 0) return;
        await browser.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = visitor.Slowdown }, page);
        var bytesPerSecond = visitor.MegabitsPerSecond * 1_000_000 / 8;
        await browser.SendAsync("Network.enable", session: page);
        await browser.SendAsync("Network.emulateNetworkConditions", new()
        {
            ["offline"] = false, ["latency"] = visitor.RoundTripMs, ["downloadThroughput"] = bytesPerSecond, ["uploadThroughput"] = bytesPerSecond,
        }, page);
    }

    // A video is asked for when it is played.
    [GeneratedRegex("<(?:img|script)[^>]* src=\"(/[^\"]+)\"")]
    private static partial Regex Sources();
}
