using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features.Integrations;
using Synthora.Features.OwnData;
using Synthora.Features.OwnData.Exporting;
using Synthora.Features.OwnData.Importing;
using Synthora.Security;
using Synthora.Tests.Hosting;
using Synthora.Tests.Library;

namespace Synthora.Tests.Web;

/// <summary>Every endpoint that takes an id, as the running host lists them, called with somebody else's.</summary>
public sealed class StrangerTests(StudioHost host) : IClassFixture<StudioHost>
{
    /// <summary>What each needs to get past its own checks, so that it is the owner that refuses.</summary>
    private static readonly Dictionary<string, object> Bodies = new()
    {
        ["change_folder"] = new { name = "Mine now" },
        ["change_collection"] = new { name = "Mine now" },
        ["change_folder_alias"] = new { name = "Mine now" },
        ["change_collection_alias"] = new { name = "Mine now" },
        ["add_to_collection"] = new { ids = new[] { Guid.Empty } },
        ["add_to_collection_alias"] = new { ids = new[] { Guid.Empty } },
        ["update_media"] = new { title = "Mine now" },
        ["update_video"] = new { title = "Mine now" },
        ["change_integration"] = new { api_key = "sk-somebody-elses-1234567" },
        ["reveal_integration"] = new { password = StudioHost.User.Password },
        ["edit_storyboard"] = new { revision = 1, edits = new[] { new { op = "title", title = "Mine now" } } },
        ["make_variant"] = new { variant = "1:1" },
        ["undo_edit"] = new { revision = 1 },
        ["redo_edit"] = new { revision = 1 },
        ["restore_version"] = new { revision = 1 },
        ["render_storyboard"] = new { revision = 1 },
        ["upload_to_scene"] = new { revision = 1 },
        ["change_user_role"] = new { role = "admin" },
        ["change_user_role_alias"] = new { role = "admin" },
        ["change_user_status"] = new { is_active = false },
        ["change_user_status_alias"] = new { is_active = false },
        ["change_cache_entry"] = new { scope = "private" },
    };

    [Fact]
    public async Task Somebody_elses_things_do_not_exist_for_a_stranger_at_any_endpoint_and_stay_as_they_are()
    {
        var (owner, stranger) = (await host.NewUserAsync(), await host.NewUserAsync());
        var ids = await FillAsync(owner);
        var document = await (await host.Visitor().GetAsync("/openapi/v1.json")).JsonAsync();
        var before = await InventoryAsync(owner);
        var wrong = new List<string>();
        var (called, readable) = (0, new List<string>());
        foreach (var path in document.GetProperty("paths").EnumerateObject().Where(path => path.Name.Contains('{') && path.Name.StartsWith("/api/", StringComparison.Ordinal)))
        {
            foreach (var operation in path.Value.EnumerateObject().Where(member => member.Value.TryGetProperty("responses", out _)))
            {
                var name = operation.Value.GetProperty("operationId").GetString()!;
                using var answer = await stranger.Api.SendAsync(RequestOf(operation.Name, Address(path.Name, ids), name), HttpCompletionOption.ResponseHeadersRead);
                called++;
                if ((int)answer.StatusCode is not (403 or 404)) wrong.Add($"{operation.Name} {path.Name} ({name}): {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                if (operation.Name == "get" && path.Name.EndsWith("{id}", StringComparison.Ordinal) && !path.Name.Contains("/admin/") && !path.Name.Contains("/users/") && !path.Name.Contains("/llm-cache/")) readable.Add(Address(path.Name, ids));
            }
        }

        wrong.ShouldBeEmpty(string.Join('\n', wrong));
        called.ShouldBeGreaterThan(80);
        (await InventoryAsync(owner)).ShouldBe(before);
        // The ids were right: to their owner the things are there.
        readable.Count.ShouldBeGreaterThan(6);
        foreach (var address in readable) (await owner.Api.GetAsync(address)).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, address);
    }

    [Fact]
    public async Task An_edit_that_does_not_say_what_it_is_is_refused_plainly()
    {
        var user = await host.NewUserAsync();
        await (await user.Api.PostAsJsonAsync($"/api/v1/videos/{Guid.CreateVersion7()}/storyboard/edits", new { revision = 1, edits = new[] { new { title = "New" } } })).ShouldRefuseAsync(400, "validation_error");
    }

    [Fact]
    public async Task Somebody_elses_ids_in_a_body_or_a_query_reach_nothing()
    {
        var (owner, stranger) = (await host.NewUserAsync(), await host.NewUserAsync());
        var ids = await FillAsync(owner);
        var before = await InventoryAsync(owner);
        var own = await stranger.UploadAsync(await Samples.PictureAsync(5), "own.png");
        foreach (var action in (string[])["trash", "delete", "favorite", "archive", "restore"])
            (await stranger.BulkAsync(new { ids = new[] { ids["media"] }, action })).GetProperty("changed").GetInt32().ShouldBe(0, action);
        (await stranger.BulkAsync(new { ids = new[] { ids["media"] }, action = "tag", tags = new[] { "mine" } })).GetProperty("changed").GetInt32().ShouldBe(0);
        await (await stranger.Api.PostAsJsonAsync("/api/v1/library/media/bulk", new { ids = new[] { own }, action = "move", folder_id = ids["folders"] })).ShouldRefuseAsync(404, "not_found");
        await (await stranger.Api.PostAsJsonAsync("/api/v1/library/media/bulk", new { ids = new[] { own }, action = "collect", collection_id = ids["collections"] })).ShouldRefuseAsync(404, "not_found");
        await (await stranger.Api.GetAsync($"/api/v1/library/export?id={ids["media"]}")).ShouldRefuseAsync(404, "not_found");
        await (await stranger.Api.PostAsJsonAsync("/api/v1/library/folders", new { name = "In theirs", parent_id = ids["folders"] })).ShouldRefuseAsync(404, "not_found");
        await (await stranger.Api.PatchAsJsonAsync($"/api/v1/library/media/{own}", new { folder = ids["folders"] })).ShouldRefuseAsync(404, "not_found");
        (await stranger.BeginAsync(10, ("filename", "a.png"), ("folder", ids["folders"].ToString()))).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        await (await stranger.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "Some words", branding_asset_ids = new[] { ids["branding"] } })).ShouldRefuseAsync(400, "validation_error");
        await (await stranger.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "Some words", template = ids["templates"] })).ShouldRefuseAsync(400, "validation_error");
        (await stranger.ListAsync($"?folder={ids["folders"]}")).Titles().ShouldBeEmpty();
        (await stranger.ListAsync($"?collection={ids["collections"]}")).Titles().ShouldBeEmpty();
        (await InventoryAsync(owner)).ShouldBe(before);
    }

    private static HttpRequestMessage RequestOf(string verb, string address, string operation)
    {
        var request = new HttpRequestMessage(new(verb.ToUpperInvariant()), address);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add("Upload-Offset", "0");
        if (verb is "get" or "head") return request;
        if (address.Contains("/uploads/", StringComparison.Ordinal))
        {
            request.Content = new ByteArrayContent([1]) { Headers = { ContentType = new("application/offset+octet-stream") } };
            return request;
        }

        if (operation.Contains("upload", StringComparison.Ordinal))
        {
            request.Content = new MultipartFormDataContent { { new ByteArrayContent([1]), "file", "a.png" }, { new StringContent("1"), "revision" } };
            return request;
        }

        request.Content = new StringContent(JsonSerializer.Serialize(Bodies.GetValueOrDefault(operation, new { })), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return request;
    }

    /// <summary>The owner's id of whatever the path is about.</summary>
    private static string Address(string path, Dictionary<string, Guid> ids)
    {
        var kind = ids.Keys.Where(key => path.Contains($"/{key}/{{", StringComparison.Ordinal)).OrderByDescending(key => key.Length).FirstOrDefault() ?? "videos";
        return System.Text.RegularExpressions.Regex.Replace(path.Replace("{id}", ids[kind].ToString(), StringComparison.Ordinal), @"\{(\w+)\}", match => match.Groups[1].Value switch
        {
            "number" => "1",
            "provider" => "openai_gpt",
            "key" => "free.videos_per_day",
            _ => "1",
        });
    }

    /// <summary>One of each.</summary>
    private async Task<Dictionary<string, Guid>> FillAsync(StudioHost.User owner)
    {
        var video = await owner.CreateVideoAsync("Something private");
        await owner.WaitForAsync(video, "completed");
        var media = await owner.UploadAsync(await Samples.PictureAsync(9), "private.png");
        await owner.SettledAsync(media);
        var begun = await owner.BeginAsync(100, ("filename", "under-way.png"));
        using var logo = new MultipartFormDataContent { { new ByteArrayContent(await Samples.PictureAsync(9)), "file", "logo.png" }, { new StringContent("logo"), "type" } };
        var now = TimeProvider.System.GetUtcNow();
        var key = new Integration { UserId = owner.Id, Provider = "openai_gpt", IsActive = true, CreatedAt = now, UpdatedAt = now };
        key.Keep(host.Services.GetRequiredService<KeyVault>(), "sk-a-key-of-mine-12345678", null, now);
        var import = new DataImport { UserId = owner.Id, FileName = "a.zip", Size = 1, State = ImportState.Completed, CreatedAt = now };
        var export = new DataExport { UserId = owner.Id, IncludesMedia = false, State = ExportState.Ready, File = "1.zip", Size = 1, CreatedAt = now, ExpiresAt = now.AddHours(1) };
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        db.AddRange(key, import, export);
        await db.SaveChangesAsync();
        return new()
        {
            ["videos"] = video,
            ["jobs"] = (await db.Jobs.SingleAsync(job => job.VideoId == video)).Id,
            ["media"] = media,
            ["assets"] = media,
            ["folders"] = await PostAsync("/api/v1/library/folders", new { name = "Private" }),
            ["collections"] = await PostAsync("/api/v1/library/collections", new { name = "Private" }),
            ["shares"] = await PostAsync($"/api/v1/library/media/{media}/shares", new { }),
            ["uploads"] = Guid.Parse(begun.Headers.Location!.ToString().Split('/')[^1]),
            ["templates"] = await PostAsync("/api/v1/templates/viral-hook/duplicate", new { }),
            ["branding"] = (await (await owner.Api.PostAsync("/api/v1/branding/upload", logo)).JsonAsync()).GetProperty("id").GetGuid(),
            ["notifications"] = await db.Notifications.Where(row => row.UserId == owner.Id && row.InApp).Select(row => row.Id).FirstAsync(),
            ["integrations"] = key.Id,
            ["import-data"] = import.Id,
            ["export-data"] = export.Id,
            ["tokens"] = await PostAsync("/api/v1/auth/tokens", new { name = "Laptop", scope = "read" }),
            ["sessions"] = await db.Sessions.Where(session => session.UserId == owner.Id).Select(session => session.Id).FirstAsync(),
            ["users"] = owner.Id,
        };

        async Task<Guid> PostAsync(string path, object body)
        {
            var made = await (await owner.Api.PostAsJsonAsync(path, body)).JsonAsync();
            return made.TryGetProperty("id", out var id) ? id.GetGuid() : made.EnumerateObject().Select(member => member.Value).First(value => value.ValueKind == JsonValueKind.Object).GetProperty("id").GetGuid();
        }
    }

    /// <summary>Every row that somebody owns.</summary>
    /// <summary>All of a user's rows but for what the house changes by itself: it sends letters and notes when somebody was here.</summary>
    private async Task<string> InventoryAsync(StudioHost.User user)
    {
        var database = host.Services.GetRequiredService<Database>();
        await using var db = database.OpenForSystem();
        var rows = new StringBuilder();
        foreach (var type in OwnedTables.Exported(db.Model))
        {
            await using var command = database.Source.CreateCommand($"select coalesce(string_agg(line, E'\n' order by line), '') from (select (to_jsonb(r) - array['last_used_at', 'seen_at', 'mail', 'mailed_at'])::text as line from {type.GetTableName()} r where {OwnedTables.OwnerColumn(type)} = '{user.Id}') lines");
            rows.Append(type.GetTableName()).Append(": ").Append(await command.ExecuteScalarAsync()).Append('\n');
        }

        return rows.ToString();
    }
}
