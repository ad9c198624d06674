using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features;
using Synthora.Features.Videos;
using Synthora.Tests.Hosting;
using Synthora.Tests.Videos;

namespace Synthora.Tests.Library;

/// <summary>A video that was made here is one thing, whether it is looked at in the library or on its own page.</summary>
public sealed class GeneratedMediaTests(StudioHost host) : IClassFixture<StudioHost>
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_finished_video_stands_in_the_library_plays_there_and_has_one_name()
    {
        var (user, id) = await WithVideoAsync();
        var item = (await user.ListAsync("?origin=generated")).GetProperty("items").EnumerateArray().Single();
        (item.GetProperty("id").GetGuid(), item.GetProperty("video_id").GetGuid(), item.GetProperty("status").GetString()).ShouldBe((id, id, "ready"));
        (await host.Visitor().GetByteArrayAsync(item.GetProperty("play_url").GetString())).ShouldBe(await user.Api.GetByteArrayAsync($"/api/v1/videos/{id}/download"));
        (await user.Api.PatchAsJsonAsync($"/api/v1/library/media/{id}", new { title = "Naïve name", tags = new[] { "kept" } })).EnsureSuccessStatusCode();
        (await user.GetJsonAsync($"/videos/{id}")).GetProperty("title").GetString().ShouldBe("Naïve name");
        (await user.ListAsync("?search=naive")).GetProperty("total").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Thrown_away_here_or_there_it_is_away_in_both_and_comes_back_in_both(bool inLibrary)
    {
        var (user, id) = await WithVideoAsync();
        var before = await UsedAsync(user);
        before.ShouldBeGreaterThan(0);
        var picture = await user.UploadAsync(await Samples.PictureAsync(60), "beside.png");
        await user.SettledAsync(picture);
        var share = await (await user.Api.PostAsJsonAsync($"/api/v1/library/media/{id}/shares", new { })).JsonAsync();

        if (inLibrary) await user.BulkAsync(new { ids = new[] { id, picture }, action = "trash" });
        else (await user.Api.PostAsync($"/api/v1/videos/{id}/discard", null)).EnsureSuccessStatusCode();
        await (await user.Api.GetAsync($"/api/v1/videos/{id}")).ShouldRefuseAsync(404, "not_found");
        (await user.GetJsonAsync("/videos")).GetProperty("total").GetInt32().ShouldBe(0);
        (await user.ListAsync("?origin=generated")).GetProperty("total").GetInt32().ShouldBe(0);
        (await user.ListAsync("?origin=generated&shelf=trash")).GetProperty("total").GetInt32().ShouldBe(1);
        ((int)(await host.Visitor().GetAsync(share.GetProperty("path").GetString())).StatusCode).ShouldBe(410);
        (await UsedAsync(user)).ShouldBeGreaterThanOrEqualTo(before, "its bytes are still there");

        if (inLibrary) (await user.Api.PostAsync($"/api/v1/videos/{id}/restore", null)).EnsureSuccessStatusCode();
        else await user.BulkAsync(new { ids = new[] { id }, action = "restore" });
        (await user.Api.GetAsync($"/api/v1/videos/{id}/download")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await user.ListAsync("?origin=generated")).GetProperty("total").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_day_or_when_deleted_for_good_nothing_of_it_is_left_or_counted(bool byUpkeep)
    {
        var (user, id) = await WithVideoAsync();
        await user.BulkAsync(new { ids = new[] { id }, action = "trash" });
        if (byUpkeep)
        {
            await using (var db = System())
            {
                await db.Videos.Where(video => video.Id == id).ExecuteUpdateAsync(set => set.SetProperty(video => video.DeletedAt, Now.AddHours(-25)));
                await db.Media.Where(media => media.Id == id).ExecuteUpdateAsync(set => set.SetProperty(media => media.DeletedAt, Now.AddHours(-25)));
            }

            var late = await user.BulkAsync(new { ids = new[] { id }, action = "restore" });
            late.GetProperty("changed").GetInt32().ShouldBe(0);
            late.GetProperty("items")[0].GetProperty("error").GetString()!.ShouldContain("more than a day ago");
            await UpkeepAsync();
        }
        else (await user.Api.DeleteAsync("/api/v1/library/trash")).EnsureSuccessStatusCode();

        (await user.ListAsync("?shelf=trash")).GetProperty("total").GetInt32().ShouldBe(0);
        Directory.Exists(Path.Combine(host.DataFolder, "files", "users", user.Id.ToString("N"), "videos", id.ToString("N"))).ShouldBeFalse();
        (await UsedAsync(user)).ShouldBe(0);
        await using var after = System();
        (await after.Videos.AnyAsync(video => video.Id == id)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_counted_is_what_lies_in_the_store_and_an_expired_video_leaves_the_library()
    {
        var (user, id) = await WithVideoAsync();
        var stored = Path.Combine(host.DataFolder, "files", "users", user.Id.ToString("N"));
        var bytes = Directory.EnumerateFiles(stored, "*", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length);
        (await UsedAsync(user)).ShouldBe(bytes);
        var usage = await (await user.Api.GetAsync("/api/v1/library/usage")).JsonAsync();
        (usage.GetProperty("generated").GetInt64(), usage.GetProperty("trash").GetInt64()).ShouldBe((bytes, 0));
        await user.BulkAsync(new { ids = new[] { id }, action = "trash" });
        usage = await (await user.Api.GetAsync("/api/v1/library/usage")).JsonAsync();
        (usage.GetProperty("generated").GetInt64(), usage.GetProperty("trash").GetInt64()).ShouldBe((0, bytes));
        await user.BulkAsync(new { ids = new[] { id }, action = "restore" });

        await using (var db = System()) await db.Videos.Where(video => video.Id == id).ExecuteUpdateAsync(set => set.SetProperty(video => video.ExpiresAt, Now.AddMinutes(-1)));
        await UpkeepAsync();
        (await user.ListAsync()).GetProperty("total").GetInt32().ShouldBe(0);
        (await UsedAsync(user)).ShouldBe(0);
    }

    private async Task<(StudioHost.User User, Guid Id)> WithVideoAsync()
    {
        await host.NewUserAsync();
        var user = await host.NewUserAsync(Role.Free);
        var id = await user.CreateVideoAsync("Made here and kept here.");
        await user.WaitForAsync(id, "completed");
        return (user, id);
    }

    private static async Task<long> UsedAsync(StudioHost.User user) => (await (await user.Api.GetAsync("/api/v1/library/usage")).JsonAsync()).GetProperty("used").GetInt64();

    private AppDbContext System() => host.Services.GetRequiredService<Database>().OpenForSystem();

    private async Task UpkeepAsync()
    {
        await using var scope = host.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<Upkeep>(scope.ServiceProvider).RunAsync(CancellationToken.None);
    }
}
