using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features;
using Synthora.Storage;
using Synthora.Tests.Hosting;
using Synthora.Tests.Library;
using Synthora.Tests.Videos;

namespace Synthora.Tests.OwnData;

/// <summary>Files go out while they are read, so there is nothing that an end in the middle could leave.</summary>
public sealed class BrokenDownloadTests(StudioHost host) : IClassFixture<StudioHost>
{
    private const int Size = 64 << 20;

    [Theory]
    [InlineData("{export}")]
    [InlineData("/api/v1/library/export?id={id}")]
    [InlineData("{share}/original")]
    [InlineData("/api/v1/videos/{id}/download")]
    public async Task A_download_writes_no_file_and_lets_go_of_what_it_read_when_it_breaks_off(string path)
    {
        var user = await host.NewUserAsync(Role.Premium);
        var id = await user.CreateVideoAsync("Rest well.");
        await user.WaitForAsync(id, "completed");
        var film = await EnlargeAsync(id);
        var share = await (await user.Api.PostAsJsonAsync($"/api/v1/videos/{id}/share", new { })).JsonAsync();
        await host.TidiedAsync(id);
        if (path == "{export}")
        {
            var export = await user.PreparedAsync(media: true);
            path = export.GetProperty("download_url").GetString()!;
            film = Files().Single(file => file.Contains(export.GetProperty("id").GetGuid().ToString("N"), StringComparison.Ordinal));
        }

        var before = Files();

        using (var request = new HttpRequestMessage(HttpMethod.Get, path.Replace("{id}", id.ToString(), StringComparison.Ordinal).Replace("{share}", share.GetProperty("path").GetString(), StringComparison.Ordinal)))
        using (var answer = await user.Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead))
        {
            ((int)answer.StatusCode).ShouldBe(200);
            await using var content = await answer.Content.ReadAsStreamAsync();
            // Far more than what lies between the server and us is still to come.
            await content.ReadExactlyAsync(new byte[1 << 20]);
            await VideoRunTests.EventuallyAsync(() => Task.FromResult(Open(film)));
            Files().ShouldBe(before);
        }

        await VideoRunTests.EventuallyAsync(() => Task.FromResult(!Open(film)));
        Files().ShouldBe(before);
    }

    /// <summary>Puts a large file where the finished one was.</summary>
    /// <returns>Its path on the disk.</returns>
    private async Task<string> EnlargeAsync(Guid id)
    {
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        var key = $"{(await db.Videos.SingleAsync(video => video.Id == id)).Files}/video.mp4";
        var path = Path.GetTempFileName();
        await using (var large = new FileStream(path, FileMode.Open)) large.SetLength(Size);
        await host.Services.GetRequiredService<IFileStore>().TakeAsync(key, path, CancellationToken.None);
        return Path.Combine(host.Configuration.FilesFolder, key);
    }

    private static bool Open(string file) => Directory.EnumerateFileSystemEntries("/proc/self/fd").Any(handle => TargetOf(handle) == file);

    private static string? TargetOf(string handle)
    {
        try
        {
            return new FileInfo(handle).LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private IReadOnlyList<string> Files() => [.. Directory.GetFiles(host.DataFolder, "*", SearchOption.AllDirectories).Where(file => !file.Contains("/log/", StringComparison.Ordinal)).Order()];
}
