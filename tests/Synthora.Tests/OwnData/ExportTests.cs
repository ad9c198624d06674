using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Synthora.Data;
using Synthora.Features.OwnData.Exporting;
using Synthora.Jobs;
using Synthora.Tests.Hosting;
using Synthora.Tests.Videos;

namespace Synthora.Tests.OwnData;

/// <summary>A host whose disk may be full.</summary>
public sealed class FullDisk : StudioHost
{
    public long Free { get; set; } = long.MaxValue;

    protected override void Replace(IServiceCollection services)
    {
        base.Replace(services);
        services.Replace(ServiceDescriptor.Singleton<FreeSpace>(_ => Free));
    }
}

public sealed class ExportTests(FullDisk host) : IClassFixture<FullDisk>
{
    [Fact]
    public async Task An_export_is_prepared_in_the_background_and_its_link_opens_for_its_owner_alone_until_it_expires()
    {
        var (user, stranger) = (await host.NewUserAsync(), await host.NewUserAsync());
        var video = await user.CreateVideoAsync("Rest well.");
        await user.WaitForAsync(video, "completed");
        var export = await UntilAsync(user, "/api/v1/user/export-data?media=true");
        var (id, link) = (export.GetProperty("id").GetGuid(), export.GetProperty("download_url").GetString()!);
        export.GetProperty("includes_media").GetBoolean().ShouldBeTrue();
        (export.GetProperty("expires_at").GetDateTimeOffset() - export.GetProperty("completed_at").GetDateTimeOffset()).ShouldBe(TimeSpan.FromHours(24));
        (await GetAsync(user, "/api/v1/user/export-data")).GetProperty("id").GetGuid().ShouldBe(id, "asking again prepares no second one");

        var answer = await user.Api.GetAsync(link);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        answer.Content.Headers.ContentDisposition!.FileName.ShouldStartWith("synthora-export-");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        bytes.LongLength.ShouldBe(export.GetProperty("size").GetInt64());
        using (var zip = new ZipArchive(new MemoryStream(bytes))) zip.GetEntry($"media/videos/{video}/video.mp4")!.Length.ShouldBe(1000);
        var part = await user.Api.SendAsync(new(HttpMethod.Get, link) { Headers = { Range = new RangeHeaderValue(100, 199) } });
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(bytes[100..200]);
        var notice = (await GetAsync(user, "/api/v1/notifications?type=export_ready")).GetProperty("items")[0];
        (notice.GetProperty("title").GetString(), notice.GetProperty("link").GetString()).ShouldBe(("Your export is ready", "/account/data"));

        await (await host.Visitor().GetAsync(link)).ShouldRefuseAsync(401, "authentication_error");
        await (await stranger.Api.GetAsync(link)).ShouldRefuseAsync(404, "not_found");
        foreach (var changed in (string[])[link[..^1] + (link[^1] == '0' ? '1' : '0'), link.Replace("until=", "until=1", StringComparison.Ordinal), link.Split('?')[0]])
            await (await user.Api.GetAsync(changed)).ShouldRefuseAsync(403, "forbidden");

        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        await MakeDueAsync(db, id);
        await (await user.Api.GetAsync(LinkOf(await db.DataExports.AsNoTracking().SingleAsync(row => row.Id == id)))).ShouldRefuseAsync(410, "expired");
        FilesOf(user).ShouldNotBeEmpty();
        await RunAsync<ExportUpkeep>();
        FilesOf(user).ShouldBeEmpty();
        (await GetAsync(user, $"/api/v1/user/export-data/{id}")).GetProperty("state").GetString().ShouldBe("expired");
        (await UntilAsync(user, "/api/v1/user/export-data")).GetProperty("id").GetGuid().ShouldNotBe(id, "one that has expired is prepared anew");
    }

    [Fact]
    public async Task Who_asks_again_while_one_is_prepared_gets_that_one_and_a_new_one_takes_the_place_of_the_one_before()
    {
        var user = await host.NewUserAsync();
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        var waiting = new DataExport { UserId = user.Id, IncludesMedia = true, CreatedAt = TimeProvider.System.GetUtcNow() };
        db.AddRange(waiting, new Job { Id = waiting.Id, UserId = user.Id, Type = DataExporting.JobType, Lane = Lane.Light, LeaseUntil = TimeProvider.System.GetUtcNow().AddHours(1), CreatedAt = waiting.CreatedAt });
        await db.SaveChangesAsync();
        foreach (var media in (bool[])[true, false])
        {
            var again = await user.Api.PostAsync($"/api/v1/user/export-data?media={media}", null);
            again.StatusCode.ShouldBe(HttpStatusCode.Accepted);
            (await again.JsonAsync()).GetProperty("task_id").GetGuid().ShouldBe(waiting.Id);
        }

        (await user.Api.PostAsync($"/api/v1/jobs/{waiting.Id}/cancel", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await user.Api.GetAsync($"/api/v1/user/export-data/{waiting.Id}")).ShouldRefuseAsync(404, "not_found");
        var first = await user.PreparedAsync(media: false);
        var second = await user.PreparedAsync(media: true);
        FilesOf(user).ShouldHaveSingleItem().ShouldContain(second.GetProperty("id").GetGuid().ToString("N"));
        await (await user.Api.GetAsync(first.GetProperty("download_url").GetString())).ShouldRefuseAsync(404, "not_found");
        (await user.Api.DeleteAsync($"/api/v1/user/export-data/{second.GetProperty("id").GetGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        FilesOf(user).ShouldBeEmpty();
        (await db.DataExports.CountAsync(row => row.UserId == user.Id)).ShouldBe(0);
    }

    [Fact]
    public async Task Without_room_on_the_disk_nothing_is_written_and_the_owner_is_told_why()
    {
        var user = await host.NewUserAsync();
        var video = await user.CreateVideoAsync("Rest well.");
        await user.WaitForAsync(video, "completed");
        host.Free = 256 * 1024 * 1024;
        try
        {
            var failed = await user.PreparedAsync(media: true);
            failed.GetProperty("state").GetString().ShouldBe("failed");
            failed.GetProperty("error_message").GetString()!.ShouldStartWith("The server has no room now for an export of ");
            (await GetAsync(user, "/api/v1/user/export-data")).GetProperty("state").GetString().ShouldBe("failed", "only who asks for another one gets it");
            (await GetAsync(user, "/api/v1/notifications")).ToString().ShouldContain("Your export could not be made");
            FilesOf(user).Concat(Directory.GetFiles(host.Configuration.WorkFolder, "export-*")).ShouldBeEmpty();
        }
        finally
        {
            host.Free = long.MaxValue;
        }

        (await user.PreparedAsync(media: true)).GetProperty("state").GetString().ShouldBe("ready");
    }

    [Fact]
    public async Task It_goes_with_what_is_cleared_and_with_the_account_and_so_does_what_was_stored_too_late()
    {
        var user = await host.NewUserAsync();
        await user.PreparedAsync(media: true);
        (await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(user.Api, "/api/v1/user/clear-data", new { scope = "videos", confirmation = user.Email, password = StudioHost.User.Password })).StatusCode.ShouldBe(HttpStatusCode.OK);
        FilesOf(user).ShouldBeEmpty();

        var leaving = await host.NewUserAsync(Synthora.Features.Role.Free);
        await host.NewUserAsync(Synthora.Features.Role.Admin);
        var kept = (await user.PreparedAsync(media: false)).GetProperty("id").GetGuid();
        await leaving.PreparedAsync(media: false);
        (await leaving.Api.SendAsync(new(HttpMethod.Delete, "/api/v1/user") { Content = System.Net.Http.Json.JsonContent.Create(new { confirmation = leaving.Email, password = StudioHost.User.Password }) })).StatusCode.ShouldBe(HttpStatusCode.OK);
        FilesOf(leaving).ShouldBeEmpty();

        var stray = Path.Combine(host.Configuration.FilesFolder, DataExport.FolderOf(leaving.Id, Guid.CreateVersion7()));
        Directory.CreateDirectory(stray);
        await File.WriteAllTextAsync(Path.Combine(stray, "7.zip"), "everything of somebody who is gone");
        await RunAsync<StrayExports>();
        FilesOf(leaving).ShouldBeEmpty();
        FilesOf(user).ShouldHaveSingleItem().ShouldContain(kept.ToString("N"));
    }

    private static async Task<JsonElement> GetAsync(StudioHost.User user, string path) => await (await user.Api.GetAsync(path)).JsonAsync();

    /// <summary>Asks at one address until there is something to download, as a program does.</summary>
    private static async Task<JsonElement> UntilAsync(StudioHost.User user, string path)
    {
        JsonElement export = default;
        await VideoRunTests.EventuallyAsync(async () => (export = await GetAsync(user, path)).GetProperty("state").GetString() == "ready");
        return export;
    }

    private string LinkOf(DataExport export) => host.Services.GetRequiredService<ExportLinks>().To(export);

    private IReadOnlyList<string> FilesOf(StudioHost.User user)
    {
        var folder = Path.Combine(host.Configuration.FilesFolder, DataExport.RootOf(user.Id));
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
    }

    private static Task MakeDueAsync(AppDbContext db, Guid id)
    {
        var past = TimeProvider.System.GetUtcNow().AddSeconds(-2);
        return db.DataExports.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, past));
    }

    private async Task RunAsync<T>() where T : Quartz.IJob
    {
        using var scope = host.Services.CreateScope();
        await ActivatorUtilities.CreateInstance<T>(scope.ServiceProvider).Execute(null!, CancellationToken.None);
    }
}
