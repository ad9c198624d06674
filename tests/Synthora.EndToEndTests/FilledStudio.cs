using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Synthora.Data;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Renditions;
using Synthora.Jobs;

namespace Synthora.EndToEndTests;

/// <summary>A studio with a finished video, a failed one, a full list, and a second account that has nothing yet.</summary>
public sealed class FilledStudio : Studio
{
    /// <summary>Whoever only looks, or puts back what was changed, shares it: filling takes longer than most tests.</summary>
    public const string Shared = "filled";

    private readonly Surroundings _surroundings;
    private string _owner = "";
    private string _newcomer = "";
    private string _busy = "";
    private string _running = "";
    private string _done = "";
    private string _failed = "";
    private string _logo = "";
    private FilledLibrary.Shelf _shelf = null!;
    private (Guid Integration, Guid Request) _trace;
    private AccountTraces _account = null!;

    public FilledStudio() : this(new())
    {
    }

    private FilledStudio(Surroundings surroundings) : base(surroundings) => (_surroundings, Windows) = (surroundings, new(this));

    internal Windows Windows { get; }

    public override async Task InitializeAsync()
    {
        await _surroundings.InitializeAsync();
        await base.InitializeAsync();
        var page = await OpenAsync();
        _owner = await RegisterAsync(page, "Ada");
        _done = await FinishAsync(page, new { source = "script", text = Script });
        _failed = await FinishAsync(page, new { source = "script", text = Studio.Voiceless });
        await FillListAsync(Guid.Parse(_done));
        await LeaveRenditionsAsync(Guid.Parse(_done));
        _logo = await BrandAsync(page, "northwind-logo.svg", "logo", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 240 80'><rect width='240' height='80' rx='16' fill='#0e7490'/><circle cx='44' cy='40' r='22' fill='#fbbf24'/><path d='M84 56V24l28 32V24' stroke='#fff' stroke-width='8' fill='none'/></svg>");
        await BrandAsync(page, "mark.svg", "watermark", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'><circle cx='50' cy='50' r='40' fill='none' stroke='#ffffff' stroke-width='10'/></svg>");
        _shelf = await FilledLibrary.FillAsync(Services, page, Guid.Parse(_done));
        _trace = await ProviderTraces.LeaveAsync(Services, Guid.Parse(_done));
        await page.Context.CloseAsync();
        var second = await OpenAsync();
        _newcomer = await RegisterAsync(second, "Grace");
        (await second.APIRequest.PostAsync("/api/v1/notifications/dismiss-all")).Status.ShouldBe(200);
        _account = await AccountTraces.LeaveAsync(Services, "ada@example.com", "grace@example.com");
        await second.Context.CloseAsync();
        var third = await OpenAsync();
        _busy = await RegisterAsync(third, "Hedy");
        await third.Context.CloseAsync();
        _running = await BusyTraces.LeaveAsync(Services, "hedy@example.com");
    }

    public override async Task DisposeAsync()
    {
        await Windows.CloseAsync();
        await base.DisposeAsync();
        await _surroundings.DisposeAsync();
    }

    /// <summary>Every page by the name that the tests give it: where it is, and as whom one sees it.</summary>
    public static readonly IReadOnlyDictionary<string, Func<FilledStudio, (string Path, string? State)>> Pages = new Dictionary<string, Func<FilledStudio, (string, string?)>>
    {
        ["landing"] = _ => ("/", null),
        ["login"] = _ => ("/login", null),
        ["register"] = _ => ("/register", null),
        ["dashboard"] = studio => ("/dashboard", studio._owner),
        ["dashboard, empty"] = studio => ("/dashboard", studio._newcomer),
        ["dashboard, busy"] = studio => ("/dashboard", studio._busy),
        ["create"] = studio => ("/create", studio._owner),
        ["create, look"] = studio => ("/create", studio._owner),
        ["create, sound"] = studio => ("/create", studio._owner),
        ["create, review"] = studio => ($"/create?media={studio._shelf.Film}", studio._owner),
        ["create, footage"] = studio => ($"/create?topic=An+evening+at+the+sea&media={studio._shelf.Film}&media={studio._shelf.Fractal}", studio._owner),
        ["create, refused"] = studio => ("/create", studio._owner),
        ["create, in the way"] = studio => ("/create?topic=Another+video", studio._busy),
        ["login, refused"] = _ => ("/login", null),
        ["register, refused"] = _ => ("/register", null),
        ["videos"] = studio => ("/videos", studio._owner),
        ["videos, empty"] = studio => ("/videos", studio._newcomer),
        ["videos, busy"] = studio => ("/videos", studio._busy),
        ["videos, failed"] = studio => ("/videos?status=failed", studio._owner),
        ["videos, nothing"] = studio => ("/videos?q=nowhere", studio._owner),
        ["video, busy"] = studio => ($"/videos/{studio._running}", studio._busy),
        ["video, done"] = studio => ($"/videos/{studio._done}", studio._owner),
        ["video, failed"] = studio => ($"/videos/{studio._failed}", studio._owner),
        ["storyboard"] = studio => ($"/videos/{studio._done}/edit", studio._owner),
        ["storyboard, scene"] = studio => ($"/videos/{studio._done}/edit?scene=scene-2", studio._owner),
        ["storyboard, video"] = studio => ($"/videos/{studio._done}/edit?panel=video", studio._owner),
        ["storyboard, versions"] = studio => ($"/videos/{studio._done}/edit?panel=versions", studio._owner),
        ["storyboard, stock"] = studio => ($"/videos/{studio._done}/edit?scene=scene-1&panel=stock", studio._owner),
        ["templates"] = studio => ("/templates", studio._owner),
        ["templates, empty"] = studio => ("/templates?kind=personal", studio._newcomer),
        ["template"] = studio => ("/templates/viral-hook", studio._newcomer),
        ["template, new"] = studio => ("/templates/new", studio._owner),
        ["video, renaming"] = studio => ($"/videos/{studio._done}?rename=true", studio._owner),
        ["create, again"] = studio => ($"/create?from={studio._done}", studio._owner),
        ["delete"] = studio => ($"/videos/{studio._done}/delete", studio._owner),
        ["forgotten password"] = _ => ("/forgot-password", null),
        ["reset, spent"] = _ => ("/reset-password?token=spent", null),
        ["reset"] = studio => ($"/reset-password?token={studio._account.ResetToken}", null),
        ["verify"] = studio => ($"/verify-email?token={studio._account.VerifyToken}", null),
        ["profile"] = studio => ("/account/profile", studio._owner),
        ["profile, new"] = studio => ("/account/profile", studio._newcomer),
        ["preferences"] = studio => ("/account/preferences", studio._owner),
        ["security"] = studio => ("/account/security", studio._owner),
        ["tokens"] = studio => ("/account/tokens", studio._owner),
        ["tokens, empty"] = studio => ("/account/tokens", studio._newcomer),
        ["usage"] = studio => ("/account/usage", studio._newcomer),
        ["usage, unlimited"] = studio => ("/account/usage", studio._owner),
        ["own data"] = studio => ("/account/data", studio._owner),
        ["own data, under way"] = studio => ("/account/data", studio._newcomer),
        ["own data, failed"] = studio => ("/account/data", studio._busy),
        ["import"] = studio => ($"/account/data/imports/{studio._account.ImportId}", studio._owner),
        ["users"] = studio => ("/admin/users", studio._owner),
        ["users, nobody"] = studio => ("/admin/users?q=nobody-of-this-name", studio._owner),
        ["user"] = studio => ($"/admin/users/{studio._account.UserId}", studio._owner),
        ["user, oneself"] = studio => ($"/admin/users/{studio._account.OwnerId}", studio._owner),
        ["limits"] = studio => ("/admin/settings", studio._owner),
        ["jobs"] = studio => ("/admin/jobs", studio._owner),
        ["jobs, failed"] = studio => ("/admin/jobs?state=failed", studio._owner),
        ["jobs, nothing"] = studio => ("/admin/jobs?q=nobody-of-this-name", studio._owner),
        ["help"] = studio => ("/help", studio._owner),
        ["audit"] = studio => ("/admin/audit", studio._owner),
        ["integrations"] = studio => ("/integrations", studio._owner),
        ["integrations, voice"] = studio => ("/integrations?category=voice", studio._owner),
        ["integrations, empty"] = studio => ("/integrations?category=video_ai", studio._newcomer),
        ["key"] = studio => ("/integrations/key/openai_compatible", studio._owner),
        ["reveal"] = studio => ($"/integrations/{studio._trace.Integration}/reveal", studio._owner),
        ["remove key"] = studio => ($"/integrations/{studio._trace.Integration}/remove", studio._owner),
        ["settings"] = studio => ("/settings/generation", studio._owner),
        ["settings, empty"] = studio => ("/settings/generation", studio._newcomer),
        ["request log"] = studio => ("/admin/logs", studio._owner),
        ["request"] = studio => ($"/admin/logs/{studio._trace.Request}", studio._owner),
        ["request log, nothing"] = studio => ("/admin/logs?q=nowhere", studio._owner),
        ["prices"] = studio => ("/admin/prices", studio._owner),
        ["integrations, retired"] = studio => ("/integrations?category=video_ai", studio._owner),
        ["answers"] = studio => ("/llm-cache", studio._owner),
        ["answers, empty"] = studio => ("/llm-cache", studio._newcomer),
        ["overview"] = studio => ("/admin", studio._owner),
        ["components"] = studio => ("/ui", studio._owner),
        ["notifications"] = studio => ("/notifications", studio._owner),
        ["notifications, empty"] = studio => ("/notifications", studio._newcomer),
        ["notifications, nothing"] = studio => ("/notifications?type=export_ready", studio._owner),
        ["dismiss all"] = studio => ("/notifications/dismiss-all", studio._owner),
        ["notification preferences"] = studio => ("/settings/notifications", studio._owner),
        ["branding"] = studio => ("/account/branding", studio._owner),
        ["branding, empty"] = studio => ("/account/branding", studio._newcomer),
        ["branding, delete"] = studio => ($"/account/branding/{studio._logo}/delete", studio._owner),
        ["library"] = studio => ("/library", studio._owner),
        ["library, list"] = studio => ("/library?view=list&sort=title", studio._owner),
        ["library, empty"] = studio => ("/library", studio._newcomer),
        ["library, busy"] = studio => ("/library", studio._busy),
        ["library, chosen"] = studio => ("/library", studio._owner),
        ["library, trash"] = studio => ("/library?shelf=trash", studio._owner),
        ["library, filtered"] = studio => ("/library?from=2026-01-01&length=short&status=ready&orientation=portrait&q=a", studio._owner),
        ["library, nothing"] = studio => ("/library?q=nowhere", studio._owner),
        ["file, video"] = studio => ($"/library/{studio._shelf.Film}", studio._owner),
        ["file, sound"] = studio => ($"/library/{studio._shelf.Sound}", studio._owner),
        ["file, failed"] = studio => ($"/library/{studio._shelf.Failed}", studio._owner),
        ["file, picture"] = studio => ($"/library/{studio._shelf.Fractal}", studio._owner),
        ["file, share"] = studio => ($"/library/{studio._shelf.Film}", studio._owner),
        ["share"] = studio => (studio._shelf.Share, null),
        ["share, locked"] = studio => (studio._shelf.LockedShare, null),
        ["palette"] = studio => ("/dashboard", studio._owner),
        ["bell"] = studio => ("/dashboard", studio._owner),
        ["menu"] = studio => ("/dashboard", studio._owner),
        ["not found"] = _ => ("/nowhere", null),
        ["not found, signed in"] = studio => ("/videos/00000000-0000-0000-0000-000000000000", studio._owner),
        ["forbidden"] = studio => ("/admin", studio._newcomer),
        ["broken"] = studio => (Broken, studio._owner),
        ["offline"] = _ => ("/offline", null),
    };

    /// <summary>What is done on a page before it is looked at, for the states that no address leads to.</summary>
    private static readonly Dictionary<string, Func<IPage, Task>> States = new()
    {
        ["create, look"] = page => StepAsync(page, "Look"),
        ["create, sound"] = page => StepAsync(page, "Voice and captions"),
        ["create, review"] = page => StepAsync(page, "Review"),
        ["create, refused"] = async page =>
        {
            await page.GetByText("Script", new() { Exact = true }).First.ClickAsync();
            await page.GetByRole(AriaRole.Textbox, new() { Name = "Script" }).FillAsync("# Title\n\n## Scene one\nWords to say.\n> wobble: yes\n\n## Scene two\n<b>bold</b>\n> duration: long");
            await SendCreateAsync(page);
        },
        ["create, in the way"] = SendCreateAsync,
        ["login, refused"] = async page =>
        {
            await page.GetByLabel("E-mail").FillAsync("ada@example.com");
            await page.GetByLabel("Password").FillAsync("not her password");
            await page.Locator("form[action='/login'] button[type=submit]").ClickAsync();
            await RefusedAsync(page);
        },
        ["register, refused"] = async page =>
        {
            await page.GetByLabel("Name").FillAsync("Ada");
            await page.GetByLabel("E-mail").FillAsync("ada@example.com");
            await page.GetByLabel("Password").FillAsync("aaaaaaaaaaaa");
            await page.Locator("form[action='/register'] button").ClickAsync();
            await RefusedAsync(page);
        },
        ["library, chosen"] = async page =>
        {
            foreach (var index in new[] { 0, 1 }) await page.Locator("input.pick").Nth(index).DispatchEventAsync("click");
        },
        ["file, share"] = page => page.GetByRole(AriaRole.Button, new() { Name = "Share" }).First.ClickAsync(),
        ["palette"] = page => page.Keyboard.PressAsync("Control+k"),
        ["bell"] = async page =>
        {
            await page.Locator("header summary", new() { HasText = "Notifications" }).ClickAsync();
            await page.Locator("header .menu-panel li").First.WaitForAsync();
        },
        ["menu"] = page => page.Locator("summary", new() { HasText = "Account menu" }).ClickAsync(),
    };

    /// <summary>An address whose handler fails, as only a fault in the product would.</summary>
    private const string Broken = "/broken";

    /// <summary>Brings an opened page into the state of that name.</summary>
    public static Task PrepareAsync(string name, IPage page) => States.TryGetValue(name, out var state) ? state(page) : Task.CompletedTask;

    protected override void Replace(IServiceCollection services) => services.AddSingleton<IStartupFilter>(new FaultyAddress());

    private static async Task StepAsync(IPage page, string step)
    {
        await page.GetByText("Topic", new() { Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Topic" }).FillAsync("Why the sea glows at night");
        await GoToStepAsync(page, step);
    }

    private static async Task SendCreateAsync(IPage page)
    {
        await GoToStepAsync(page, "Review");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create the video" }).ClickAsync();
        await RefusedAsync(page);
    }

    private static Task RefusedAsync(IPage page) => page.Locator("[role=alert]:visible, [aria-invalid=true]:visible").First.WaitForAsync();

    private sealed class FaultyAddress : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            next(app);
            app.Use(rest => context => context.Request.Path == Broken ? throw new InvalidOperationException("A fault for the tests to look at.") : rest(context));
        };
    }

    public (string Path, string? State) Find(string page) => Pages[page](this);

    internal static async Task<string> BrandAsync(IPage page, string name, string type, string svg)
    {
        var form = page.APIRequest.CreateFormData();
        form.Append("type", type);
        form.Append("file", new FilePayload { Name = name, MimeType = "image/svg+xml", Buffer = System.Text.Encoding.UTF8.GetBytes(svg) });
        var stored = await page.APIRequest.PostAsync("/api/v1/branding/upload", new() { Multipart = form });
        stored.Status.ShouldBe(201, await stored.TextAsync());
        return (await stored.JsonAsync())!.Value.GetProperty("id").GetString()!;
    }

    private static async Task<string> FinishAsync(IPage page, object wish)
    {
        var created = await page.APIRequest.PostAsync("/api/v1/videos", new() { DataObject = wish });
        created.Status.ShouldBe(202, await created.TextAsync());
        var id = (await created.JsonAsync())!.Value.GetProperty("video").GetProperty("id").GetString()!;
        for (var waited = 0; ; waited++)
        {
            var status = (await (await page.APIRequest.GetAsync($"/api/v1/videos/{id}/status")).JsonAsync())!.Value.GetProperty("status").GetString();
            if (status is "completed" or "failed") return id;
            if (waited > 600) throw new TimeoutException($"The video is still {status}.");
            await Task.Delay(200);
        }
    }

    /// <summary>More entries than a page holds, all with the files of the one that was made.</summary>
    private async Task FillListAsync(Guid madeId)
    {
        await using var db = Services.GetRequiredService<Database>().OpenForSystem();
        var made = await db.Videos.AsNoTracking().SingleAsync(video => video.Id == madeId);
        var titles = (string[])
        [
            "Five tips for better sleep", "How a bicycle stays upright", "What bees know about maps", "The shortest war in history",
            "Why bread rises", "A very long title that has to be cut somewhere because nobody could read all of it on such a small card",
            "Tides in two minutes", "How noise cancelling works", "Why ice floats", "The first computer bug", "What makes coffee bitter", "Why cats purr",
        ];
        foreach (var (index, title) in titles.Index())
        {
            var at = made.CreatedAt.AddHours(-index - 1);
            var copy = new Video
            {
                UserId = made.UserId, Title = title, Source = made.Source, Text = made.Text, Template = made.Template, CreatedAt = at, UpdatedAt = at,
            };
            copy.MoveTo(VideoStatus.Processing, at).ShouldBeNull();
            copy.Complete(new(title, made.Files!, made.FileSize!.Value, made.DurationS!.Value, made.Width!.Value, made.Height!.Value, true), at, null).ShouldBeNull();
            db.Videos.Add(copy);
        }

        await db.SaveChangesAsync();
    }

    /// <summary>One form that is ready, one that is being made, one that failed; the others wait to be asked for.</summary>
    private async Task LeaveRenditionsAsync(Guid madeId)
    {
        await using var db = Services.GetRequiredService<Database>().OpenForSystem();
        var made = await db.Videos.AsNoTracking().SingleAsync(video => video.Id == madeId);
        var now = made.CreatedAt;
        var (square, wide, tall) = (Of("1x1"), Of("16x9"), Of("youtube"));
        (square.State, square.Files, square.Width, square.Height, square.DurationS, square.FileSize, square.QualityPassed) = (RenditionState.Ready, made.Files, 1080, 1080, made.DurationS, 8_412_000, true);
        (tall.State, tall.ErrorMessage, tall.ErrorRemedy) = (RenditionState.Failed, "Rendering timed out after 30 minutes without progress.", "Render it again.");
        db.AddRange(square, wide, tall, new Job
        {
            Id = wide.Id, UserId = made.UserId, Type = RenditionRendering.JobType, Lane = Lane.Render, VideoId = madeId, Status = JobStatus.Running, Progress = 42, SecondsLeft = 18,
            LeaseOwner = "elsewhere", Node = "elsewhere", LeaseUntil = now.AddDays(1), CreatedAt = now, StartedAt = now,
        });
        await db.SaveChangesAsync();

        VideoRendition Of(string name) => new() { VideoId = madeId, UserId = made.UserId, Name = name, Source = made.Files!, CreatedAt = now };
    }

    protected override Configuration Configure(Configuration configuration) => configuration with { RevealKeys = true };
}

[CollectionDefinition(FilledStudio.Shared)]
public sealed class LookedAtTests : ICollectionFixture<FilledStudio>;
