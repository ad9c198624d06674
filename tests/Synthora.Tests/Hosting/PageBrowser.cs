using System.Net;
using System.Text.RegularExpressions;

namespace Synthora.Tests.Hosting;

/// <summary>Pages and their forms as a browser without script asks for them.</summary>
internal sealed partial class PageBrowser : IDisposable
{
    private readonly HttpClient _client;

    private PageBrowser(Uri address) => _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = address };

    public static async Task<PageBrowser> SignInAsync(StudioHost host, StudioHost.User user)
    {
        var browser = new PageBrowser(host.Address);
        var answer = await browser.PostAsync(await browser.GetAsync("/login"), "/login", ("email", user.Email), ("password", StudioHost.User.Password));
        answer.Status.ShouldBe(HttpStatusCode.Found, answer.Body);
        return browser;
    }

    public async Task<string> GetAsync(string path)
    {
        using var answer = await _client.GetAsync(path);
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}: {body}");
        return body;
    }

    public void Dispose() => _client.Dispose();

    /// <param name="page">The page that holds the form.</param>
    public async Task<(HttpStatusCode Status, string? Location, string Body)> PostAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(page).Groups[1].Value;
        using var form = new FormUrlEncodedContent([.. fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))]);
        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = form };
        request.Headers.Referrer = _client.BaseAddress;
        using var answer = await _client.SendAsync(request);
        return (answer.StatusCode, answer.Headers.Location?.ToString(), await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
