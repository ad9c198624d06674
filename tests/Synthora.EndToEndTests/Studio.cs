using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Playwright;
using Synthora.Data;
using Synthora.Features;
using Synthora.Jobs;
using Synthora.Web;

namespace Synthora.EndToEndTests;

/// <summary>The whole product on a loopback port with an empty database, and a browser to use it with.</summary>
public class Studio(Surroundings surroundings) : IAsyncLifetime
{
    public const string Password = "quiet-horse-41x";

    /// <summary>As short as a video can be, so that the real pipeline is done in seconds.</summary>
    public const string Script =
        """
        # Sleep better

        ## Hook
        Good sleep makes tomorrow easy.

        ## End
        Go to bed on time.
        """;

    /// <summary>A script that can be begun and not be made: its own voice is one that nobody has.</summary>
    public const string Voiceless =
        """
        ---
        voice: nobody
        ---
        # Why the sky turns red

        ## Evening
        Low light has a long way to go.
        """;

    private readonly string _dataFolder = Path.Combine(Path.GetTempPath(), "synthora-browser-" + Guid.CreateVersion7().ToString("N"));
    private WebApplication _app = null!;

    public IServiceProvider Services => _app.Services;

    public string Address { get; private set; } = "";

    protected virtual Configuration Configure(Configuration configuration) => configuration;

    /// <summary>What stands at the edges of the host.</summary>
    protected virtual void Replace(IServiceCollection services)
    {
    }

    public virtual async Task InitializeAsync()
    {
        _app = Server.Build(Configure(new()
        {
            DataFolder = _dataFolder,
            Database = DatabaseUrl.Parse(await surroundings.Postgres.CloneAsync()),
            Urls = ["http://127.0.0.1:0"],
            Jobs = new(),
            Limits = new Limits { RequestsPerMinute = 100_000, SignInsPerMinute = 100_000, KeyChecksPerMinute = 100_000, SharesPerMinute = 100_000 },
        }), services =>
        {
            // The clock's own work would come between what a test does and what it sees of it.
            services.RemoveAll<PeriodicJob>();
            Replace(services);
        });
        StaticAssets.Load(StaticAssets.FindFolder()).IsBuilt.ShouldBeTrue("run `npm ci && npm run build` first, or start the tests with `./synthora test`");
        await Start.PrepareAsync(_app.Services, CancellationToken.None);
        await _app.StartAsync();
        Address = _app.Urls.First();
    }

    public virtual async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (Directory.Exists(_dataFolder)) Directory.Delete(_dataFolder, recursive: true);
    }

    /// <param name="state">Who is signed in, as <see cref="IBrowserContext.StorageStateAsync"/> told it; nobody when null.</param>
    public async Task<IPage> OpenAsync(string? state = null, int width = 1280, int height = 800, bool javaScript = true, string theme = "dark", string language = "en", ServiceWorkerPolicy serviceWorkers = ServiceWorkerPolicy.Allow, string? zone = null)
    {
        var context = await surroundings.Browser.NewContextAsync(new()
        {
            BaseURL = Address,
            StorageState = state,
            ViewportSize = new() { Width = width, Height = height },
            JavaScriptEnabled = javaScript,
            Locale = language,
            TimezoneId = zone,
            ReducedMotion = ReducedMotion.Reduce,
            ServiceWorkers = serviceWorkers,
        });
        // Every page is met as on a browser's first visit, whatever the one that signed in has kept.
        await context.ClearCookiesAsync(new() { Name = "synthora_fonts" });
        if (theme != "dark") await context.AddCookiesAsync([new() { Name = "synthora_theme", Value = theme, Url = Address }]);
        return await context.NewPageAsync();
    }

    /// <summary>Until the page's scripts have begun: what is pressed before them does what it does without scripts.</summary>
    public static Task ReadyAsync(IPage page) => page.WaitForFunctionAsync("() => performance.getEntriesByName('ready').length > 0");

    /// <summary>Until the page's own font has taken the place of the one that is painted with first.</summary>
    public static Task WaitForFontAsync(IPage page) => page.EvaluateAsync(
        """
        async () => {
          while (document.documentElement.dataset.fonts && !document.cookie.includes("synthora_fonts=")) await new Promise((done) => setTimeout(done, 5));
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        }
        """);

    /// <summary>Opens an account through the form; the first one becomes the administrator.</summary>
    /// <returns>The browser's state afterwards: signed in.</returns>
    public static async Task<string> RegisterAsync(IPage page, string name)
    {
        await page.GotoAsync("/register");
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("E-mail").FillAsync($"{name.ToLowerInvariant()}@example.com");
        await page.GetByLabel("Password").FillAsync(Password);
        await page.Locator("form[action='/register'] button").ClickAsync();
        await page.WaitForURLAsync("**/dashboard");
        return await page.Context.StorageStateAsync();
    }

    /// <summary>Goes to a step of the create page by its name.</summary>
    public static Task GoToStepAsync(IPage page, string step) => page.Locator("[data-steps]").GetByRole(AriaRole.Button, new() { Name = step }).ClickAsync();
}
