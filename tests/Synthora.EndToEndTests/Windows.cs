using Microsoft.Playwright;

namespace Synthora.EndToEndTests;

/// <summary>
/// A window for each user that is given out again and again, since opening one costs the browser more than most pages do.
/// Each time it is as on a browser's first visit: signed in, with nothing kept.
/// </summary>
internal sealed class Windows(Studio studio)
{
    private readonly Dictionary<string, Window> _open = [];

    /// <param name="prepare">What is done once, when the window is opened.</param>
    public async Task<IPage> TakeAsync(string? state, int width, Func<IPage, Task> prepare)
    {
        if (!_open.TryGetValue(state ?? "", out var window))
        {
            var page = await studio.OpenAsync(state);
            await prepare(page);
            var cookies = (await page.Context.CookiesAsync()).Select(cookie => new Cookie
            {
                Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path, Expires = cookie.Expires, HttpOnly = cookie.HttpOnly, Secure = cookie.Secure, SameSite = cookie.SameSite,
            });
            _open[state ?? ""] = window = new(page, await page.Context.NewCDPSessionAsync(page), [.. cookies]);
        }

        await window.Page.GotoAsync("about:blank");
        await window.ForgetAsync(studio.Address);
        await window.Page.SetViewportSizeAsync(width, 800);
        return window.Page;
    }

    public async Task CloseAsync()
    {
        foreach (var window in _open.Values) await window.Page.Context.CloseAsync();
    }

    private sealed record Window(IPage Page, ICDPSession Browser, IReadOnlyList<Cookie> Cookies)
    {
        public async Task ForgetAsync(string address)
        {
            // Clearing empties what is on disk; what the page's own process still holds goes when its cache is switched off.
            await Browser.SendAsync("Network.clearBrowserCache");
            foreach (var off in (bool[])[true, false]) await Browser.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = off });
            await Browser.SendAsync("Storage.clearDataForOrigin", new() { ["origin"] = address, ["storageTypes"] = "all" });
            await Page.Context.ClearCookiesAsync();
            if (Cookies.Count > 0) await Page.Context.AddCookiesAsync(Cookies);
        }
    }
}
