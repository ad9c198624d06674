using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features;
using Synthora.Features.Integrations;
using Synthora.Features.OwnData;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Editing;
using Synthora.Security;
using Synthora.Storage;
using Synthora.Tests.Hosting;
using Synthora.Tests.Library;

namespace Synthora.Tests.OwnData;

public sealed class OwnDataTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Fact]
    public async Task An_export_holds_every_owned_table_and_file_and_no_secret()
    {
        var (user, stranger) = (await host.NewUserAsync(), await host.NewUserAsync());
        await FillAsync(stranger);
        var video = await FillAsync(user);
        var token = (await (await user.Api.PostAsJsonAsync("/api/v1/auth/tokens", new { name = "Laptop", scope = "read" })).JsonAsync()).GetProperty("token").GetString()!;
        await EditAsync(user, video);
        var picture = await Library.Samples.PhotoAsync();
        (await user.Api.PutAsync("/api/v1/users/profile/avatar", new ByteArrayContent(picture) { Headers = { ContentType = new("image/jpeg") } })).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var zip = new ZipArchive(new MemoryStream(await user.ExportAsync(media: true)));
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        foreach (var table in OwnedTables.Exported(db.Model).Select(type => type.GetTableName()))
            zip.GetEntry($"data/{table}.json").ShouldNotBeNull($"{table} is not exported");
        Rows("videos").ShouldHaveSingleItem().GetProperty("id").GetGuid().ShouldBe(video);
        Rows("sessions").ShouldAllBe(row => !row.ToString().Contains("hash", StringComparison.Ordinal));
        Rows("personal_tokens").ShouldHaveSingleItem().GetProperty("name").GetString().ShouldBe("Laptop");
        Rows("integrations").ShouldHaveSingleItem().TryGetProperty("envelope", out _).ShouldBeFalse();
        zip.GetEntry($"media/videos/{video}/video.mp4")!.Length.ShouldBe(1000);
        Text(zip.GetEntry($"media/videos/{video}/versions/2/video.mp4")!).ShouldBe("an earlier film");
        zip.Entries.ShouldNotContain(entry => entry.FullName.Contains("/versions/1/", StringComparison.Ordinal), "what is shown comes as the video itself");
        zip.GetEntry("media/account/avatar.jpg")!.Length.ShouldBeGreaterThan(100);
        var everything = string.Concat(zip.Entries.Where(entry => entry.Name.EndsWith(".json", StringComparison.Ordinal)).Select(Text));
        everything.ShouldContain(user.Email);
        foreach (var secret in (string[])[StudioHost.User.Password, user.RefreshToken, token, "sk-a-key-of-mine-12345678", "password_hash", stranger.Email, stranger.Id.ToString()])
            everything.ShouldNotContain(secret);

        using var listed = new ZipArchive(new MemoryStream(await user.ExportAsync(media: false)));
        listed.Entries.ShouldNotContain(entry => entry.FullName.StartsWith("media/", StringComparison.Ordinal));
        Text(listed.GetEntry("files.json")!).ShouldContain("video.mp4");

        IReadOnlyList<JsonElement> Rows(string table) => [.. JsonDocument.Parse(Text(zip.GetEntry($"data/{table}.json")!)).RootElement.EnumerateArray()];
    }

    [Fact]
    public async Task Every_table_with_an_owner_is_exported_cleared_or_has_a_reason_not_to_be()
    {
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        await using var command = host.Services.GetRequiredService<Database>().Source.CreateCommand(
            "select string_agg(table_name, ',') from information_schema.columns where table_schema = 'public' and column_name = 'user_id'");
        var owned = ((string)(await command.ExecuteScalarAsync())!).Split(',').ToHashSet();
        owned.ExceptWith(OwnedTables.Exported(db.Model).Select(type => type.GetTableName()!));
        owned.ExceptWith(OwnedTables.Cleared(db.Model).Select(type => type.GetTableName()!));
        // The operator's log of calls is made anonymous.
        owned.ShouldBe(["provider_requests"]);
    }

    [Fact]
    public async Task Videos_are_cleared_at_once_after_the_password_and_the_typed_address()
    {
        var (user, stranger) = (await host.NewUserAsync(), await host.NewUserAsync());
        await FillAsync(user);
        var kept = await FillAsync(stranger);
        foreach (var (field, confirmation, password) in new[] { ("confirmation", "yes", StudioHost.User.Password), ("password", user.Email, "wrong-password-1"), ("password", user.Email, "") })
            (await (await ClearAsync(user, "videos", confirmation, password)).ShouldRefuseAsync(400, "validation_error")).GetProperty("details").TryGetProperty(field, out _).ShouldBeTrue();
        (await (await ClearAsync(user, "videos", user.Email)).JsonAsync()).GetProperty("rows").GetInt32().ShouldBe(1);
        (await (await user.Api.GetAsync("/api/v1/videos")).JsonAsync()).GetProperty("total").GetInt32().ShouldBe(0);
        (await (await user.Api.GetAsync("/api/v1/integrations")).JsonAsync()).ToString().ShouldContain("openai");
        (await stranger.Api.GetAsync($"/api/v1/videos/{kept}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("integrations")]
    [InlineData("everything")]
    public async Task With_the_keys_go_the_settings_that_name_their_providers(string scope)
    {
        var user = await host.NewUserAsync();
        await FillAsync(user);
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        await db.GenerationDefaults.Where(row => row.UserId == user.Id).ExecuteDeleteAsync();
        db.GenerationDefaults.Add(new() { UserId = user.Id, DefaultScriptProvider = "openai_gpt", DefaultVoiceProvider = "offline", UpdatedAt = TimeProvider.System.GetUtcNow() });
        await db.SaveChangesAsync();
        (await ClearAsync(user, scope, user.Email)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await MakeDueAsync(user.Id);
        await RunUpkeepAsync();
        (await db.Integrations.CountAsync(row => row.UserId == user.Id)).ShouldBe(0);
        var kept = await db.GenerationDefaults.AsNoTracking().SingleAsync(row => row.UserId == user.Id);
        (kept.DefaultScriptProvider, kept.DefaultVoiceProvider).ShouldBe((null, "offline"));
    }

    [Fact]
    public async Task The_library_is_cleared_of_what_was_uploaded_and_of_its_order_and_keeps_what_was_made()
    {
        var user = await host.NewUserAsync();
        var video = await user.CreateVideoAsync("Kept as it is");
        await user.WaitForAsync(video, "completed");
        var photo = await user.UploadAsync(await Samples.PhotoAsync(), "pier.jpg");
        await user.SettledAsync(photo);
        await user.BeginAsync(100, ("filename", "under-way.png"));
        var outer = await MadeAsync("folders", new { name = "Trips" });
        var inner = await MadeAsync("folders", new { name = "2026", parent_id = outer });
        var best = await MadeAsync("collections", new { name = "Best" });
        foreach (var id in new[] { video, photo }) (await user.Api.PatchAsJsonAsync($"/api/v1/library/media/{id}", new { folder = inner })).StatusCode.ShouldBe(HttpStatusCode.OK);
        await user.Api.PostAsJsonAsync($"/api/v1/collections/{best}/items", new { ids = new[] { video, photo } });
        await user.Api.DeleteAsync($"/api/v1/library/media/{photo}");

        (await (await ClearAsync(user, "library", user.Email)).JsonAsync()).GetProperty("rows").GetInt32().ShouldBe(1);
        (await user.ListAsync()).Titles().ShouldBe(["The made title"]);
        foreach (var place in new[] { "folders", "collections" }) (await user.GetJsonAsync($"/{place}")).GetArrayLength().ShouldBe(0, place);
        (await user.ListAsync("?shelf=trash")).GetProperty("total").GetInt32().ShouldBe(0);
        var usage = await user.GetJsonAsync("/library/usage");
        (usage.GetProperty("incoming").GetInt64(), usage.GetProperty("trash").GetInt64()).ShouldBe((0, 0));
        (await user.Api.GetAsync($"/api/v1/videos/{video}/download")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await user.GetJsonAsync($"/videos/{video}")).GetProperty("folder_id").ValueKind.ShouldBe(JsonValueKind.Null);

        async Task<Guid> MadeAsync(string place, object wish) => (await (await user.Api.PostAsJsonAsync($"/api/v1/{place}", wish)).JsonAsync()).GetProperty("id").GetGuid();
    }

    [Fact]
    public async Task Everything_is_cleared_a_day_later_unless_it_is_stopped_and_the_account_stays()
    {
        var user = await host.NewUserAsync();
        await FillAsync(user);
        (await ClearAsync(user, "everything", user.Email)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await user.Api.DeleteAsync("/api/v1/user/clear-data")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await user.Api.DeleteAsync("/api/v1/user/clear-data")).ShouldRefuseAsync(409, "invalid_state");
        await RunUpkeepAsync();
        (await (await user.Api.GetAsync("/api/v1/videos")).JsonAsync()).GetProperty("total").GetInt32().ShouldBe(1);

        (await ClearAsync(user, "everything", user.Email)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await RunUpkeepAsync();
        (await (await user.Api.GetAsync("/api/v1/videos")).JsonAsync()).GetProperty("total").GetInt32().ShouldBe(1, "the day is not over");
        await MakeDueAsync(user.Id);
        await RunUpkeepAsync();
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        foreach (var type in OwnedTables.Cleared(db.Model))
        {
            await using var command = host.Services.GetRequiredService<Database>().Source.CreateCommand($"select count(*) from {type.GetTableName()} where {OwnedTables.OwnerColumn(type)} = '{user.Id}'");
            ((long)(await command.ExecuteScalarAsync())!).ShouldBe(0, type.GetTableName());
        }

        Directory.Exists(Path.Combine(host.Configuration.FilesFolder, "users", $"{user.Id:N}")).ShouldBeFalse();
        (await user.Api.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_closed_account_is_gone_at_once_comes_back_with_a_sign_in_and_is_removed_after_a_day()
    {
        await host.NewUserAsync(Role.Admin);
        var user = await host.NewUserAsync(Role.Free);
        await FillAsync(user);
        await (await CloseAsync(user, "not me")).ShouldRefuseAsync(400, "validation_error");
        (await CloseAsync(user, user.Email)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await user.Api.GetAsync("/api/v1/auth/me")).ShouldRefuseAsync(401, "authentication_error");

        var back = await host.Visitor().PostAsJsonAsync("/api/v1/auth/login", new { email = user.Email, password = StudioHost.User.Password });
        back.StatusCode.ShouldBe(HttpStatusCode.OK);
        await MakeDueAsync(user.Id);
        await RunUpkeepAsync();
        user.Api.DefaultRequestHeaders.Authorization = new("Bearer", (await back.JsonAsync()).GetProperty("access_token").GetString());
        (await (await user.Api.GetAsync("/api/v1/videos")).JsonAsync()).GetProperty("total").GetInt32().ShouldBe(1);

        (await CloseAsync(user, user.Email)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await MakeDueAsync(user.Id);
        await RunUpkeepAsync();
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        (await db.Users.AnyAsync(row => row.Id == user.Id)).ShouldBeFalse();
        Directory.Exists(Path.Combine(host.Configuration.FilesFolder, "users", $"{user.Id:N}")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_last_administrator_cannot_leave()
    {
        await using (var db = host.Services.GetRequiredService<Database>().OpenForSystem()) await db.Users.ExecuteUpdateAsync(set => set.SetProperty(row => row.Role, Role.Free));
        var admin = await host.NewUserAsync(Role.Admin);
        await (await CloseAsync(admin, admin.Email)).ShouldRefuseAsync(409, "last_admin");
        (await admin.Api.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<Guid> FillAsync(StudioHost.User user)
    {
        var video = await user.CreateVideoAsync("A short one");
        await user.WaitForAsync(video, "completed");
        var now = TimeProvider.System.GetUtcNow();
        var key = new Integration { UserId = user.Id, Provider = "openai_gpt", IsActive = true, CreatedAt = now, UpdatedAt = now };
        key.Keep(host.Services.GetRequiredService<KeyVault>(), "sk-a-key-of-mine-12345678", null, now);
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        db.Integrations.Add(key);
        await db.SaveChangesAsync();
        return video;
    }

    /// <summary>Gives a video a kept version beside the one that it shows.</summary>
    private async Task EditAsync(StudioHost.User user, Guid video)
    {
        var store = host.Services.GetRequiredService<IFileStore>();
        var film = Path.Combine(host.DataFolder, "earlier.mp4");
        await File.WriteAllTextAsync(film, "an earlier film");
        var kept = $"{VideoFiles.StoredPrefix(user.Id, video)}/kept";
        await store.PutAsync($"{kept}/{VideoFiles.Video}", film, CancellationToken.None);
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        var shown = await db.Videos.Where(row => row.Id == video).Select(row => row.Files).SingleAsync();
        foreach (var (number, files) in new[] { (1, shown), (2, kept) })
            db.VideoVersions.Add(new() { VideoId = video, UserId = user.Id, Number = number, State = VersionState.Ready, Files = files, Timeline = "{}", Title = "Title", CreatedAt = TimeProvider.System.GetUtcNow() });
        await db.SaveChangesAsync();
    }

    private static Task<HttpResponseMessage> ClearAsync(StudioHost.User user, string scope, string confirmation, string password = StudioHost.User.Password) =>
        user.Api.PostAsJsonAsync("/api/v1/user/clear-data", new { scope, confirmation, password });

    private static Task<HttpResponseMessage> CloseAsync(StudioHost.User user, string confirmation) =>
        user.Api.SendAsync(new(HttpMethod.Delete, "/api/v1/user") { Content = JsonContent.Create(new { confirmation, password = StudioHost.User.Password }) });

    private async Task MakeDueAsync(Guid userId)
    {
        var past = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        await db.Users.Where(row => row.Id == userId && row.ClearAfter != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.ClearAfter, past));
        await db.Users.Where(row => row.Id == userId && row.PurgeAfter != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.PurgeAfter, past));
    }

    private async Task RunUpkeepAsync()
    {
        using var scope = host.Services.CreateScope();
        await ActivatorUtilities.CreateInstance<OwnDataUpkeep>(scope.ServiceProvider).Execute(null!, CancellationToken.None);
    }

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }
}
