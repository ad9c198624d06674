using Microsoft.Playwright;
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
/// <param name="Queries">Commands that the database got meanwhile; the studio's own work adds one now and then.</param>
/// <param name="FirstPaintMs">From navigation to the first contentful paint.</param>
/// <param name="ReadyMs">From navigation to when the page's script has run.</param>
/// <param name="Bytes">Of everything but the user's own pictures and videos, as sent over the line.</param>
internal sealed record Visit(double ServerMs, int Queries, double FirstPaintMs, double ReadyMs, int Bytes)
{
    public const string PlainText = "a line of text";

    // A visitor's window is open before they type an address. One that was only just opened keeps a processor busy for
    // most of a second with the browser's own bars and menus, which would be counted as the page's.
    private const int WindowSettlesMs = 1000;

    /// <summary>One visit with an empty cache, in a window that has come to rest.</summary>
    public static async Task<Visit> MakeAsync(FilledStudio studio, string name, Visitor visitor)
    {
        var (path, state) = name == PlainText ? ("/health/live", null) : studio.Find(name);
        var page = await studio.OpenAsync(state, visitor.Width, visitor.Height);
        await SlowDownAsync(page, visitor);
        var requests = new List<IRequest>();
        page.RequestFinished += (_, request) => requests.Add(request);
        await Task.Delay(WindowSettlesMs);
        using var queries = new QueryCount();
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        var asked = queries.Commands;
        await page.WaitForLoadStateAsync(LoadState.Load);
        var times = await page.EvaluateAsync<double[]>(
            """
            () => new Promise((found) => new PerformanceObserver((list) => {
              const visit = performance.getEntriesByType("navigation")[0];
              for (const entry of list.getEntriesByName("first-contentful-paint"))
                found([visit.responseStart - visit.requestStart, entry.startTime, visit.domContentLoadedEventEnd]);
            }).observe({ type: "paint", buffered: true }))
            """);
        await Studio.WaitForFontAsync(page);
        var bytes = 0;
        foreach (var request in requests.Where(request => !PageTests.IsOwnMedia(request)).ToList())
        {
            var sizes = await request.SizesAsync();
            bytes += sizes.ResponseHeadersSize + sizes.ResponseBodySize;
        }

        await page.Context.CloseAsync();
        return new Visit(times[0], asked, times[1], times[2], bytes);
    }

    private static async Task SlowDownAsync(IPage page, Visitor visitor)
    {
        if (visitor.Slowdown <= 1 && visitor.MegabitsPerSecond <= 0) return;
        var browser = await page.Context.NewCDPSessionAsync(page);
        await browser.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = visitor.Slowdown });
        var bytesPerSecond = visitor.MegabitsPerSecond * 1_000_000 / 8;
        await browser.SendAsync("Network.enable");
        await browser.SendAsync("Network.emulateNetworkConditions", new()
        {
            ["offline"] = false, ["latency"] = visitor.RoundTripMs, ["downloadThroughput"] = bytesPerSecond, ["uploadThroughput"] = bytesPerSecond,
        });
    }
}
