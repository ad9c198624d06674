using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Synthora.Data;
using Synthora.Features.Library;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Probing;

namespace Synthora.EndToEndTests;

/// <summary>What people do with what is theirs: bring it back, find it, name it.</summary>
[Collection(Surroundings.Shared)]
public sealed class OwnThingsTests(Studio studio) : IClassFixture<Studio>
{
    [Fact]
    public async Task An_export_is_imported_on_the_page_and_the_report_says_what_was_left_out()
    {
        var page = await studio.OpenAsync(width: 1440, height: 900);
        await Studio.RegisterAsync(page, "Ida");
        await page.GotoAsync("/account/data");
        await LookAsync(page, "import-1440-before");
        var file = page.Locator("#archive");
        await file.SetInputFilesAsync(new FilePayload { Name = "holiday.zip", MimeType = "application/zip", Buffer = "no archive"u8.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("This is no ZIP")).ToBeVisibleAsync();

        await file.SetInputFilesAsync(new FilePayload { Name = "synthora-export-2026-11-02.zip", MimeType = "application/zip", Buffer = Export() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**/account/data/imports/*");
        await Assertions.Expect(page.GetByText("Done", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "Videos and scripts 1 0 0" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("sea.mp4")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("The archive was made without files.")).ToBeVisibleAsync();
        await LookAsync(page, "import-1440");
        await page.SetViewportSizeAsync(390, 844);
        await LookAsync(page, "import-390");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        await page.GotoAsync("/videos");
        await page.GetByRole(AriaRole.Link, new() { Name = "A quiet evening" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Make again" }).ClickAsync();
        await page.WaitForURLAsync("**/create?from=*");
        (await page.ContentAsync()).ShouldContain("Rest well tonight");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_export_becomes_ready_on_the_page_is_downloaded_there_and_says_when_its_time_is_over()
    {
        var page = await studio.OpenAsync(width: 1440, height: 900);
        await Studio.RegisterAsync(page, "Eve");
        await page.GotoAsync("/account/data");
        await LookAsync(page, "export-1440-none");
        await page.GetByRole(AriaRole.Button, new() { Name = "Only the data" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Your export is ready")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download", Exact = true }).ClickAsync());
        download.SuggestedFilename.ShouldStartWith("synthora-export-");
        using (var zip = await ZipFile.OpenReadAsync(await download.PathAsync())) zip.GetEntry("data/account.json").ShouldNotBeNull();

        await using (var db = studio.Services.GetRequiredService<Database>().OpenForSystem())
        {
            var soon = studio.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddSeconds(3);
            await db.DataExports.Where(row => db.Users.Any(user => user.Id == row.UserId && user.EmailKey == "eve@example.com")).ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, soon));
        }

        await page.ReloadAsync();
        await Assertions.Expect(page.GetByText("The last export has expired and was deleted.")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Download", Exact = true })).ToHaveCountAsync(0);
        await LookAsync(page, "export-1440-expired");
        await page.SetViewportSizeAsync(390, 844);
        await LookAsync(page, "export-390-expired");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_library_is_filtered_on_a_phone_keeps_its_filters_and_is_reset()
    {
        var page = await studio.OpenAsync(width: 390, height: 844);
        await Studio.RegisterAsync(page, "Lea");
        await ShelveAsync("lea@example.com", ["Sunrise over the lake", "Walk in the rain", "City at night", "Market stall"]);
        await page.GotoAsync("/library");
        await LookAsync(page, "library-390");
        await page.Locator("summary", new() { HasText = "Filters" }).ClickAsync();
        await page.GetByLabel("Added from").FillAsync("2020-01-01");
        await page.GetByLabel("Added until").FillAsync("2020-12-31");
        await LookAsync(page, "library-390-open");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing matches" })).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByLabel("Added until")).ToHaveValueAsync("2020-12-31");
        await page.GetByRole(AriaRole.Link, new() { Name = "Without the filter 1 Jan 2020" }).ClickAsync();
        await Assertions.Expect(page.GetByText("4 files")).ToBeVisibleAsync();
        await page.Locator("summary", new() { HasText = "Filters" }).ClickAsync();
        await page.GetByLabel("Length").SelectOptionAsync("short");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await page.WaitForURLAsync("**/library?*length=short*");
        await Assertions.Expect(page.GetByText("4 files")).ToBeVisibleAsync();
        await LookAsync(page, "library-390-filtered");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        await page.SetViewportSizeAsync(1440, 900);
        await LookAsync(page, "library-1440-filtered");
        await page.GetByRole(AriaRole.Link, new() { Name = "Reset filters" }).First.ClickAsync();
        await page.WaitForURLAsync("**/library");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_JavaScript_the_library_is_filtered_and_put_in_order_all_the_same()
    {
        var opener = await studio.OpenAsync();
        var state = await Studio.RegisterAsync(opener, "Nora");
        await ShelveAsync("nora@example.com", ["Boats", "Apples", "Clouds"]);
        var page = await studio.OpenAsync(state, javaScript: false);
        await page.GotoAsync("/library");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search title, tags or file name" }).FillAsync("clouds");
        await page.Locator("summary", new() { HasText = "Filters" }).ClickAsync();
        await page.GetByLabel("Kind").SelectOptionAsync("video");
        await page.GetByLabel("Added from").FillAsync("2020-01-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Assertions.Expect(page.GetByText("1 file", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Clouds" }).First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Boats" })).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Link, new() { Name = "Without the filter “clouds”" }).ClickAsync();
        await Assertions.Expect(page.GetByText("3 files")).ToBeVisibleAsync();
        await page.Locator("summary", new() { HasText = "Filters" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Kind")).ToHaveValueAsync("video");
        await Assertions.Expect(page.GetByLabel("Added from")).ToHaveValueAsync("2020-01-01");
        await page.GetByLabel("Kind").SelectOptionAsync("audio");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing matches" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Reset filters" }).First.ClickAsync();
        await page.Locator("summary[aria-label=Order]").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "By title" }).ClickAsync();
        await Assertions.Expect(page.Locator("#items > li").First).ToContainTextAsync("Apples");
        await page.Context.CloseAsync();
        await opener.Context.CloseAsync();
    }

    [Fact]
    public async Task A_video_is_renamed_where_its_title_stands_and_the_name_is_taken_back()
    {
        var page = await studio.OpenAsync(width: 1440, height: 900);
        await Studio.RegisterAsync(page, "Ron");
        var id = await ShelveAsync("ron@example.com", ["A walk"]);
        await page.GotoAsync($"/videos/{id}");
        var title = page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        var field = page.GetByRole(AriaRole.Textbox, new() { Name = "Title" });
        await Assertions.Expect(field).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Rename" }).ClickAsync();
        await Assertions.Expect(title).ToBeHiddenAsync();
        await Assertions.Expect(field).ToBeFocusedAsync();
        await LookAsync(page, "rename-1440");
        await field.PressAsync("Escape");
        await Assertions.Expect(title).ToHaveTextAsync("A walk");
        await page.GetByRole(AriaRole.Link, new() { Name = "Rename" }).ClickAsync();
        await field.FillAsync("A walk by the sea");
        await field.PressAsync("Enter");
        await Assertions.Expect(title).ToHaveTextAsync("A walk by the sea");
        await page.GotoAsync("/library");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "A walk by the sea" })).ToBeVisibleAsync();
        await page.GotoAsync($"/videos/{id}");
        await page.SetViewportSizeAsync(390, 844);
        await page.GetByRole(AriaRole.Link, new() { Name = "Rename" }).ClickAsync();
        await LookAsync(page, "rename-390");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        await field.FillAsync("Something else");
        await field.PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(title).ToHaveTextAsync("A walk by the sea");
        await page.Context.CloseAsync();
    }

    private static byte[] Export()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in new (string, object)[]
            {
                ("manifest.json", new { product = "Synthora", version = 2, rows = new { videos = 1, media = 1 } }),
                ("data/account.json", new { timezone = "Europe/Berlin", theme = "dark", auto_publish_consent_at = "2026-01-01T00:00:00Z" }),
                ("data/media_folders.json", new[] { new { id = Guid.CreateVersion7(), name = "Evenings", depth = 1 } }),
                ("data/videos.json", new[] { new { id = Guid.CreateVersion7(), title = "A quiet evening", source = "notes", text = "Rest well tonight and wake up early.", status = "completed" } }),
                ("data/media.json", new[] { new { id = Guid.CreateVersion7(), origin = "uploaded", status = "ready", title = "sea.mp4", file_name = "sea.mp4" } }),
            })
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(content)));
            }
        }

        return file.ToArray();
    }

    /// <summary>Finished videos in the library, without the work of making them.</summary>
    private async Task<Guid> ShelveAsync(string email, IReadOnlyList<string> titles)
    {
        await using var db = studio.Services.GetRequiredService<Database>().OpenForSystem();
        var owner = await db.Users.Where(user => user.EmailKey == email).Select(user => user.Id).SingleAsync();
        var (now, id) = (TimeProvider.System.GetUtcNow(), Guid.Empty);
        foreach (var title in titles)
        {
            var video = new Video { UserId = owner, Title = title, Source = SourceKind.Notes, Text = "Some words", Template = "viral-hook", CreatedAt = now, UpdatedAt = now };
            video.ComeBack(wasCompleted: true, new(title, $"users/{owner:N}/videos/{video.Id:N}/made", 1_000_000, 12, 1080, 1920, true), now, null);
            db.Videos.Add(video);
            var media = new Synthora.Features.Library.Media
            {
                Id = video.Id, UserId = owner, VideoId = video.Id, Origin = MediaOrigin.Generated, Kind = MediaKind.Video, FileName = "video.mp4", ContentType = "video/mp4", Extension = "mp4",
                Size = 1_000_000, Files = video.Files!, DurationS = 12, Width = 1080, Height = 1920, Orientation = Orientation.Portrait, CreatedAt = now, UpdatedAt = now,
            };
            media.Describe(title, null, []);
            media.Complete(now);
            db.Media.Add(media);
            id = video.Id;
        }

        await db.SaveChangesAsync();
        return id;
    }

    private static async Task LookAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SYNTHORA_PICTURES") is { Length: > 0 } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }
}
