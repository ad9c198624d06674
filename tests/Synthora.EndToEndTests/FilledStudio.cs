using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features.Videos;

namespace Synthora.EndToEndTests;

/// <summary>A studio with a finished video, a failed one, a full list, and a second account that has nothing yet.</summary>
public sealed class FilledStudio(Surroundings surroundings) : Studio(surroundings)
{
    private string _owner = "";
    private string _newcomer = "";
    private string _done = "";
    private string _failed = "";
    private (Guid Integration, Guid Request) _trace;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var page = await OpenAsync();
        _owner = await RegisterAsync(page, "Ada");
        _done = await FinishAsync(page, new { source = "script", text = Script });
        _failed = await FinishAsync(page, new { source = "topic", text = "Why the sky turns red" });
        await FillListAsync(Guid.Parse(_done));
        _trace = await ProviderTraces.LeaveAsync(Services, Guid.Parse(_done));
        await page.Context.CloseAsync();
        var second = await OpenAsync();
        _newcomer = await RegisterAsync(second, "Grace");
        await second.Context.CloseAsync();
    }

    /// <summary>Every page by the name that the tests give it: where it is, and as whom one sees it.</summary>
    public static readonly IReadOnlyDictionary<string, Func<FilledStudio, (string Path, string? State)>> Pages = new Dictionary<string, Func<FilledStudio, (string, string?)>>
    {
        ["landing"] = _ => ("/", null),
        ["login"] = _ => ("/login", null),
        ["register"] = _ => ("/register", null),
        ["dashboard"] = studio => ("/dashboard", studio._owner),
        ["dashboard, empty"] = studio => ("/dashboard", studio._newcomer),
        ["create"] = studio => ("/create", studio._owner),
        ["videos"] = studio => ("/videos", studio._owner),
        ["videos, empty"] = studio => ("/videos", studio._newcomer),
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
        ["delete"] = studio => ($"/videos/{studio._done}/delete", studio._owner),
        ["account"] = studio => ("/account", studio._owner),
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
        ["answers"] = studio => ("/llm-cache", studio._owner),
        ["answers, empty"] = studio => ("/llm-cache", studio._newcomer),
        ["components"] = studio => ("/ui", studio._owner),
        ["not found"] = _ => ("/nowhere", null),
    };

    public (string Path, string? State) Find(string page) => Pages[page](this);

    private static async Task<string> FinishAsync(Microsoft.Playwright.IPage page, object wish)
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

    protected override Configuration Configure(Configuration configuration) => configuration with { RevealKeys = true };
}
