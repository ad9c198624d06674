using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features.OwnData.Importing;
using Synthora.Features.Quotas;
using Synthora.Features.Videos;
using Synthora.Storage;
using Synthora.Tests.Hosting;
using Synthora.Tests.Library;
using Synthora.Tests.Videos;

namespace Synthora.Tests.OwnData;

public sealed class ImportTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Fact]
    public async Task An_export_comes_back_whole_in_another_account_and_a_second_time_changes_nothing()
    {
        var (from, to) = (await host.NewUserAsync(), await host.NewUserAsync());
        await FillAsync(from);
        var full = await from.ExportAsync(media: true);
        var before = await InventoryAsync(from);

        var import = await to.RestoreAsync(full);
        import.GetProperty("state").GetString().ShouldBe("completed", import.ToString());
        foreach (var (kind, count) in new[] { ("settings", 1), ("notifications", 1), ("templates", 1), ("folders", 2), ("collections", 1), ("branding", 1), ("videos", 1), ("files", 1) })
            import.Count(kind).ShouldBe((count, 0, 0), $"{kind}: {import}");
        await CheckAsync(to);
        (await InventoryAsync(from)).ShouldBe(before);

        var inventory = await InventoryAsync(to);
        var again = await to.RestoreAsync(full);
        foreach (var (kind, count) in new[] { ("templates", 1), ("folders", 2), ("collections", 1), ("branding", 1), ("videos", 1), ("files", 1) }) again.Count(kind).ShouldBe((0, count, 0), $"{kind}: {again}");
        (await InventoryAsync(to)).ShouldBe(inventory);
        (await (await to.Api.GetAsync("/api/v1/notifications")).JsonAsync()).ToString().ShouldContain("Your data was imported");
        await VideoRunTests.EventuallyAsync(() => Task.FromResult(
            !Directory.GetFiles(host.Configuration.FilesFolder, "*.zip", SearchOption.AllDirectories).Any(file => file.Contains("/imports/", StringComparison.Ordinal)) && Directory.GetFileSystemEntries(host.Configuration.WorkFolder, "import-*").Length == 0));
    }

    [Fact]
    public async Task Without_files_scripts_come_back_and_a_fuller_archive_brings_the_files_later()
    {
        var (from, to) = (await host.NewUserAsync(), await host.NewUserAsync());
        await FillAsync(from);
        var import = await to.RestoreAsync(await from.ExportAsync(media: false));
        (import.Count("videos"), import.Count("files"), import.Count("branding")).ShouldBe(((1, 0, 0), (0, 0, 1), (0, 0, 1)));
        import.Reasons("files").ShouldBe(["At the sea: no_file"]);
        var video = (await VideosAsync(to)).Single();
        (video.GetProperty("status").GetString(), video.GetProperty("source").GetString()).ShouldBe(("expired", "script"));
        video.GetProperty("text").GetString()!.ShouldContain("Rest well");

        var fuller = await to.RestoreAsync(await from.ExportAsync(media: true));
        (fuller.Count("videos"), fuller.Count("files"), fuller.Count("folders")).ShouldBe(((1, 0, 0), (1, 0, 0), (0, 2, 0)));
        await CheckAsync(to);
    }

    [Fact]
    public async Task Nothing_is_taken_from_an_archive_that_is_no_export_or_means_harm()
    {
        var user = await host.NewUserAsync();
        var good = Archive.Of(("data/templates.json", "[]"));
        foreach (var (archive, why) in new (byte[], string)[]
        {
            ([], "empty"),
            ("This is no archive at all, only some words."u8.ToArray(), "no ZIP"),
            (good[..^30], "its end is missing"),
            ([.. good[..20], .. good[60..]], "damaged"),
            (Archive.With(null, ("data/templates.json", "[]")), "no export of Synthora"),
            (Archive.With(new { product = "Other", version = 1 }), "no export of Synthora"),
            (Archive.With("[1"), "no export of Synthora"),
            (Archive.With(new { product = "Synthora", version = 99 }), "version 99"),
            (Archive.With(new { product = "Synthora", version = 0 }), "version 0"),
            (Archive.Of(("../../etc/passwd", "x")), "leads elsewhere"),
            (Archive.Of(("/etc/passwd", "x")), "leads elsewhere"),
            (Archive.Of(("media\\..\\x", "x")), "leads elsewhere"),
            (Archive.Of(("data/templates.json", "[]"), ("data/templates.json", "[]")), "two entries"),
            (Archive.Of(("data/videos.json", new byte[200 << 20])), "hundreds of times larger"),
            (Archive.Of([.. Enumerable.Range(0, ImportArchive.MostEntries + 1).Select(number => ($"x{number}", (object)""))]), "more than"),
        })
        {
            var refused = await (await user.ImportAsync(archive)).ShouldRefuseAsync(400, "validation_error");
            refused.GetProperty("message").GetString()!.ShouldMatch(why);
            refused.GetProperty("details").TryGetProperty("file", out _).ShouldBeTrue();
        }

        (await (await user.Api.GetAsync("/api/v1/user/import-data")).JsonAsync()).GetArrayLength().ShouldBe(0);
        Directory.GetFiles(host.Configuration.WorkFolder, "import-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_archive_claims_reaches_nobody_elses_rows_and_lies_are_left_out_with_a_reason()
    {
        var (user, victim) = (await host.NewUserAsync(), await host.NewUserAsync());
        await FillAsync(victim);
        var before = await InventoryAsync(victim);
        var (folder, media, template) = await IdsOfAsync(victim);
        var fresh = Guid.CreateVersion7();
        var import = await user.RestoreAsync(Archive.Of(
            ("data/account.json", new { id = victim.Id, timezone = "Mars/Base", theme = "neon", language = "es", auto_publish_consent_at = "2026-01-01T00:00:00Z", role = "admin" }),
            ("data/generation_settings.json", new[] { new { user_id = victim.Id, default_script_provider = "openai_gpt", subtitle_style = "bold" } }),
            ("data/templates.json", new object[] { new { id = template, owner_id = victim.Id, name = "Stolen", config = "{}" }, "not a row", new { id = "x" } }),
            ("data/media_folders.json", new object[] { new { id = fresh, parent_id = folder, user_id = victim.Id, name = "Inside theirs", depth = 2 }, new { id = folder, user_id = victim.Id, name = "Mine", depth = 1 } }),
            ("data/media.json", new object[]
            {
                new { id = media, user_id = victim.Id, origin = "uploaded", status = "ready", title = "Theirs", file_name = "..\\..\\\u202Egpj.exe", folder_id = Guid.CreateVersion7() },
                new { id = fresh, user_id = victim.Id, origin = "uploaded", status = "ready", title = new string('x', 400), file_name = "con.jpg", size = 1 },
            }),
            ("data/videos.json", new object[] { new { id = fresh, user_id = victim.Id, title = "No film", source = "notes", text = "Some words", status = "completed", providers = "[]", template_snapshot = "[[[" }, new { id = victim.Id, title = "No words", text = "" } }),
            ($"media/videos/{fresh}/video.mp4", "#EXTM3U\nfile:///etc/passwd"),
            ($"media/library/{media}.jpg", "MZ this is a program"),
            ($"media/library/{fresh}.jpg", await Samples.PhotoAsync())));
        import.GetProperty("state").GetString().ShouldBe("completed", import.ToString());
        import.Reasons("preferences").ShouldBe(["Mars/Base: invalid", "neon: invalid", "auto_publish: consent"]);
        import.Reasons("settings").ShouldBe(["openai_gpt: unusable"]);
        import.Reasons("templates").ShouldBe(["Stolen: invalid", "?: invalid"]);
        import.Count("folders").ShouldBe((2, 0, 0));
        import.Reasons("files").ShouldBe(["Theirs: unreadable"]);
        import.Reasons("videos").ShouldBe(["No film: unreadable", "No words: invalid"]);
        (await (await user.Api.GetAsync("/api/v1/auth/me")).JsonAsync()).GetProperty("user").GetProperty("role").GetString().ShouldBe("free");
        (await user.ListAsync()).Titles().ShouldBe([new string('x', 200)]);
        (await InventoryAsync(victim)).ShouldBe(before);
    }

    [Fact]
    public async Task What_does_not_fit_into_the_storage_is_left_out_and_can_be_fetched_once_there_is_room()
    {
        var (from, to) = (await host.NewUserAsync(), await host.NewUserAsync());
        await FillAsync(from);
        var full = await from.ExportAsync(media: true);
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        db.LimitOverrides.Add(new() { UserId = to.Id, StorageBytes = 2_000, UpdatedBy = to.Id, UpdatedAt = TimeProvider.System.GetUtcNow() });
        await db.SaveChangesAsync();
        var import = await to.RestoreAsync(full);
        import.Reasons("files").ShouldBe(["At the sea: no_room"]);
        import.Reasons("videos").ShouldBe(["Rest: no_room"]);
        (await to.ListAsync()).Titles().ShouldBeEmpty();
        Directory.GetFiles(Path.Combine(host.Configuration.FilesFolder, "users", $"{to.Id:N}"), "*.mp4", SearchOption.AllDirectories).ShouldBeEmpty();

        await db.LimitOverrides.ExecuteDeleteAsync();
        var later = await to.RestoreAsync(full);
        (later.Count("files"), later.Count("videos")).ShouldBe(((1, 0, 0), (1, 0, 0)));
        await CheckAsync(to);
    }

    [Fact]
    public async Task One_import_runs_at_a_time_and_a_waiting_one_can_be_stopped()
    {
        var (user, stranger) = (await host.NewUserAsync(), await host.NewUserAsync());
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        var running = new DataImport { UserId = user.Id, FileName = "a.zip", Size = 1, State = ImportState.Running, CreatedAt = TimeProvider.System.GetUtcNow() };
        var job = new Synthora.Jobs.Job { Id = running.Id, UserId = user.Id, Type = "data_import", Lane = Synthora.Jobs.Lane.Light, LeaseUntil = TimeProvider.System.GetUtcNow().AddHours(1), CreatedAt = running.CreatedAt };
        db.AddRange(running, job);
        await db.SaveChangesAsync();
        await (await user.ImportAsync(Archive.Of())).ShouldRefuseAsync(409, "import_in_progress");
        await (await stranger.Api.PostAsync($"/api/v1/user/import-data/{running.Id}/cancel", null)).ShouldRefuseAsync(404, "not_found");
        (await user.Api.PostAsync($"/api/v1/jobs/{running.Id}/cancel", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await user.Api.GetAsync($"/api/v1/user/import-data/{running.Id}")).JsonAsync()).GetProperty("state").GetString().ShouldBe("cancelled");
        await (await user.Api.PostAsync($"/api/v1/user/import-data/{running.Id}/cancel", null)).ShouldRefuseAsync(409, "invalid_state");
        (await user.RestoreAsync(Archive.Of())).GetProperty("state").GetString().ShouldBe("completed");
    }

    private async Task FillAsync(StudioHost.User user)
    {
        var copy = await (await user.Api.PostAsync("/api/v1/templates/viral-hook/duplicate", null)).JsonAsync();
        (await user.Api.PatchAsJsonAsync($"/api/v1/templates/{copy.GetProperty("id").GetGuid()}", new { name = "Morning calm", structure = new { num_scenes = 4 } })).StatusCode.ShouldBe(HttpStatusCode.OK);
        var top = await PostAsync(user, "/api/v1/library/folders", new { name = "Trips" });
        var folder = await PostAsync(user, "/api/v1/library/folders", new { name = "2026", parent_id = top });
        var collection = await PostAsync(user, "/api/v1/library/collections", new { name = "Best" });
        var film = await user.UploadAsync(await Samples.FilmAsync(), "sea.mp4", ("title", "At the sea"), ("tags", "sea,summer"), ("folder", folder.ToString()));
        await user.SettledAsync(film);
        await user.Api.PatchAsJsonAsync($"/api/v1/library/media/{film}", new { description = "Waves", favorite = true });
        await user.BulkAsync(new { ids = new[] { film }, action = "collect", collection_id = collection });
        using var logo = new MultipartFormDataContent { { new ByteArrayContent(await Samples.PictureAsync(7)), "file", "logo.png" }, { new StringContent("logo"), "type" } };
        (await user.Api.PostAsync("/api/v1/branding/upload", logo)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await user.Api.PutAsJsonAsync("/api/v1/settings/generation", new { subtitle_style = "bold" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await user.Api.PostAsJsonAsync("/api/v1/settings", new { timezone = "Europe/Berlin", theme = "light" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await user.Api.PutAsJsonAsync("/api/v1/notifications/preferences", new { preferences = new[] { new { type = "video_complete", email = "daily" } } })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await user.Api.PutAsync("/api/v1/users/profile/avatar", new ByteArrayContent(await Samples.PhotoAsync()) { Headers = { ContentType = new("image/jpeg") } })).StatusCode.ShouldBe(HttpStatusCode.OK);
        await MakeAsync(user, copy.GetProperty("id").GetGuid());
    }

    /// <summary>A finished video whose film is a real one.</summary>
    private async Task MakeAsync(StudioHost.User user, Guid template)
    {
        var answer = await (await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "About rest", title = "Rest", template, clear_speech = true })).JsonAsync();
        var id = answer.GetProperty("video").GetProperty("id").GetGuid();
        await user.WaitForAsync(id, "completed");
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        var files = (await db.Videos.SingleAsync(video => video.Id == id)).Files!;
        var store = host.Services.GetRequiredService<IFileStore>();
        foreach (var (name, bytes) in new[] { ("video.mp4", await Samples.FilmAsync()), ("script.md", "# Rest\n\n## Hook\n\nRest well, live well.\n"u8.ToArray()) })
        {
            var path = Path.GetTempFileName();
            await File.WriteAllBytesAsync(path, bytes);
            await store.TakeAsync($"{files}/{name}", path, CancellationToken.None);
        }
    }

    private static async Task CheckAsync(StudioHost.User user)
    {
        (await user.Api.GetAsync($"/api/v1/users/{user.Id}/avatar")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var template = (await (await user.Api.GetAsync("/api/v1/templates/my")).JsonAsync()).GetProperty("items").EnumerateArray().Single();
        (template.GetProperty("name").GetString(), template.GetProperty("num_scenes").GetInt32()).ShouldBe(("Morning calm", 4));
        (await (await user.Api.GetAsync("/api/v1/settings/generation")).JsonAsync()).GetProperty("subtitle_style").GetString().ShouldBe("bold");
        (await (await user.Api.GetAsync("/api/v1/settings")).JsonAsync()).GetProperty("timezone").GetString().ShouldBe("Europe/Berlin");
        (await (await user.Api.GetAsync("/api/v1/notifications/preferences")).JsonAsync()).GetProperty("preferences").EnumerateArray()
            .Single(one => one.GetProperty("type").GetString() == "video_complete").GetProperty("email").GetString().ShouldBe("daily");
        var folders = (await (await user.Api.GetAsync("/api/v1/library/folders")).JsonAsync()).EnumerateArray().ToList();
        var inner = folders.Single(folder => folder.GetProperty("name").GetString() == "2026");
        inner.GetProperty("parent_id").GetGuid().ShouldBe(folders.Single(folder => folder.GetProperty("name").GetString() == "Trips").GetProperty("id").GetGuid());
        var collection = (await (await user.Api.GetAsync("/api/v1/library/collections")).JsonAsync()).EnumerateArray().Single();
        (collection.GetProperty("name").GetString(), collection.GetProperty("items").GetInt32()).ShouldBe(("Best", 1));
        var film = (await user.ListAsync($"?folder={inner.GetProperty("id").GetGuid()}&tag=sea&favorite=true")).GetProperty("items").EnumerateArray().Single();
        film.GetProperty("title").GetString().ShouldBe("At the sea");
        var settled = await user.SettledAsync(film.GetProperty("id").GetGuid());
        (settled.GetProperty("item").GetProperty("status").GetString(), settled.GetProperty("description").GetString()).ShouldBe(("ready", "Waves"));
        (await user.Api.GetByteArrayAsync(settled.GetProperty("file_url").GetString())).Length.ShouldBe((await Samples.FilmAsync()).Length);

        var video = (await VideosAsync(user)).Single();
        (video.GetProperty("status").GetString(), video.GetProperty("title").GetString(), video.GetProperty("template").GetString()).ShouldBe(("completed", "Rest", template.GetProperty("id").GetString()));
        video.GetProperty("clear_speech").GetBoolean().ShouldBeTrue();
        var id = video.GetProperty("id").GetGuid();
        (await user.Api.GetByteArrayAsync($"/api/v1/videos/{id}/download")).ShouldBe(await Samples.FilmAsync());
        (await user.Api.GetStringAsync($"/api/v1/videos/{id}/subtitles")).ShouldContain("Good sleep");
        (await user.Api.GetAsync($"/api/v1/videos/{id}/thumbnail?small=true")).Content.Headers.ContentType!.MediaType.ShouldBe("image/webp");
        (await user.ListAsync("?origin=generated")).Titles().ShouldBe(["Rest"]);
    }

    private static async Task<Guid> PostAsync(StudioHost.User user, string path, object body) => (await (await user.Api.PostAsJsonAsync(path, body)).JsonAsync()).GetProperty("id").GetGuid();

    private static async Task<IReadOnlyList<JsonElement>> VideosAsync(StudioHost.User user)
    {
        var found = new List<JsonElement>();
        foreach (var item in (await (await user.Api.GetAsync("/api/v1/videos")).JsonAsync()).GetProperty("items").EnumerateArray())
            found.Add(await (await user.Api.GetAsync($"/api/v1/videos/{item.GetProperty("id").GetGuid()}")).JsonAsync());
        return found;
    }

    private async Task<(Guid Folder, Guid Media, Guid Template)> IdsOfAsync(StudioHost.User user)
    {
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        return (await db.MediaFolders.Where(row => row.UserId == user.Id && row.ParentId == null).Select(row => row.Id).SingleAsync(),
            await db.Media.Where(row => row.UserId == user.Id && row.VideoId == null).Select(row => row.Id).SingleAsync(),
            await db.Templates.Where(row => row.OwnerId == user.Id).Select(row => row.Id).SingleAsync());
    }

    /// <summary>Every row somebody owns, but for what is told and logged.</summary>
    private async Task<string> InventoryAsync(StudioHost.User user)
    {
        var source = host.Services.GetRequiredService<Database>().Source;
        var rows = new List<string>();
        foreach (var (table, owner) in new[] { ("templates", "owner_id"), ("videos", "user_id"), ("media_folders", "user_id"), ("media_collections", "user_id"), ("media_collection_items", "user_id"), ("branding_assets", "user_id") })
        {
            await using var command = source.CreateCommand($"select coalesce(string_agg((to_jsonb(r) - 'usage_count')::text, E'\n' order by to_jsonb(r)::text), '') from {table} r where {owner} = '{user.Id}'");
            rows.Add($"{table}: {await command.ExecuteScalarAsync()}");
        }

        await using var media = source.CreateCommand($"select string_agg(format('%s %s %s %s', id, title, folder_id, size), E'\n' order by id) from media where user_id = '{user.Id}'");
        return string.Join('\n', rows.Append($"{await media.ExecuteScalarAsync()}"));
    }
}
