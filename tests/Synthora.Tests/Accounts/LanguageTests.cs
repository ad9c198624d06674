using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Accounts;

public sealed partial class LanguageTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Fact]
    public async Task Browser_and_account_speak_one_language_wherever_it_was_chosen()
    {
        await host.NewUserAsync();
        var browser = Browser();
        await SendAsync(browser, "/register", "/language", ("language", "es"));
        var email = $"{Guid.CreateVersion7():N}@example.com";
        await SendAsync(browser, "/register", "/register", ("email", email), ("password", StudioHost.User.Password), ("name", "Luz"), ("timezone", "America/Bogota"));
        (await OfAccountAsync(browser)).ShouldBe("es", "chosen before the account was there");
        (await (await browser.GetAsync("/api/v1/settings")).JsonAsync()).GetProperty("timezone").GetString().ShouldBe("America/Bogota");

        await SendAsync(browser, "/dashboard", "/language", ("language", "en"));
        (await OfAccountAsync(browser), await OfPageAsync(browser)).ShouldBe(("en", "en"));
        await SendAsync(browser, "/account/preferences", "/account/preferences", ("language", "es"), ("timezone", "UTC"), ("theme", "dark"));
        (await OfAccountAsync(browser), await OfPageAsync(browser)).ShouldBe(("es", "es"));
        using (var change = new HttpRequestMessage(HttpMethod.Put, "/api/v1/settings") { Content = JsonContent.Create(new { language = "en", theme = "light" }) })
        {
            change.Headers.Add("Origin", host.Address.GetLeftPart(UriPartial.Authority));
            (await browser.SendAsync(change)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await OfPageAsync(browser)).ShouldBe("en");
        (await browser.GetStringAsync("/account/preferences")).ShouldContain("data-theme=\"light\"");
        await SendAsync(browser, "/account/preferences", "/theme", ("theme", "dark"));
        (await (await browser.GetAsync("/api/v1/settings")).JsonAsync()).GetProperty("theme").GetString().ShouldBe("dark");

        await SendAsync(browser, "/account/preferences", "/language", ("language", "es"));
        var elsewhere = Browser();
        await SignInAsync(elsewhere, email);
        (await OfPageAsync(elsewhere)).ShouldBe("es", "a browser that never chose");
        await SendAsync(elsewhere, "/dashboard", "/logout");
        await SendAsync(elsewhere, "/login", "/language", ("language", "en"));
        await SignInAsync(elsewhere, email);
        (await OfAccountAsync(elsewhere), await OfPageAsync(elsewhere)).ShouldBe(("en", "en"), "chosen on the way in");
    }

    [Fact]
    public async Task What_use_cases_refuse_is_said_in_the_language_of_the_page_and_in_English_to_programs()
    {
        await host.NewUserAsync();
        var browser = Browser();
        browser.DefaultRequestHeaders.Add("Accept-Language", "es-MX");
        var refused = await PostAsync(browser, "/login", "/login", ("email", "nobody@example.com"), ("password", "wrong-horse-41x"));
        WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()).ShouldContain("El correo o la contraseña no son correctos.");
        var weak = await PostAsync(browser, "/register", "/register", ("email", "luz@example.com"), ("password", "aaaaaaaaaaaa"));
        WebUtility.HtmlDecode(await weak.Content.ReadAsStringAsync()).ShouldContain("La contraseña repite muy pocos caracteres.");
        var program = await (await browser.PostAsJsonAsync("/api/v1/auth/login", new { email = "nobody@example.com", password = "wrong-horse-41x" })).ShouldRefuseAsync(401, "authentication_error");
        program.GetProperty("message").GetString().ShouldBe("The e-mail address or the password is wrong.");
    }

    private HttpClient Browser() => new(new SocketsHttpHandler { AllowAutoRedirect = true }) { BaseAddress = host.Address };

    private static Task SignInAsync(HttpClient browser, string email) => SendAsync(browser, "/login", "/login", ("email", email), ("password", StudioHost.User.Password));

    private static async Task<string?> OfAccountAsync(HttpClient browser) => (await (await browser.GetAsync("/api/v1/settings")).JsonAsync()).GetProperty("language").GetString();

    private static async Task<string> OfPageAsync(HttpClient browser) => Lang().Match(await browser.GetStringAsync("/dashboard")).Groups[1].Value;

    /// <summary>Sends a form of a page as a browser does.</summary>
    private static async Task SendAsync(HttpClient browser, string page, string action, params (string Name, string Value)[] fields)
    {
        var answer = await PostAsync(browser, page, action, fields);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{action}: {await answer.Content.ReadAsStringAsync()}");
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string page, string action, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await browser.GetStringAsync(page)).Groups[1].Value;
        using var form = new FormUrlEncodedContent([.. fields.Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))]);
        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = form };
        request.Headers.Referrer = new(browser.BaseAddress!, page);
        return await browser.SendAsync(request);
    }

    [GeneratedRegex("<html lang=\"([a-z]+)\"")]
    private static partial Regex Lang();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
