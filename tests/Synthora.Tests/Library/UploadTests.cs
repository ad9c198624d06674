using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features.Library;
using Synthora.Features.Library.Uploads;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Library;

public sealed class UploadTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Fact]
    public async Task The_official_client_brings_a_file_over_a_line_that_breaks()
    {
        var user = await host.NewUserAsync(Features.Role.Admin);
        // A real film first, then bytes that no player reads: a large file that is still what it says it is.
        var megabytes = int.Parse(Environment.GetEnvironmentVariable("SYNTHORA_UPLOAD_MB") ?? "40", System.Globalization.CultureInfo.InvariantCulture);
        var path = await LargeFilmAsync(megabytes);
        await using var line = new CuttingProxy(host.Address, cuts: 5, after: megabytes * 1024L * 1024 / 8);
        var outcome = (await SendAsync(line.Address, user, 0, path)).Single();
        outcome.TryGetProperty("error", out var error).ShouldBeFalse(error.ToString());
        line.Cuts.ShouldBe(5);
        outcome.GetProperty("retries").GetInt32().ShouldBeGreaterThanOrEqualTo(5);

        var id = Guid.Parse(outcome.GetProperty("url").GetString()!.Split('/')[^1]);
        var media = await user.SettledAsync(id, 120);
        media.GetProperty("item").GetProperty("status").GetString().ShouldBe("ready", media.ToString());
        media.GetProperty("hash").GetString().ShouldBe(await HashOfAsync(path));
        media.GetProperty("item").GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).ShouldBe(["sent", "tus"]);
        File.Delete(path);
    }

    [Fact]
    public async Task Many_files_come_at_once_in_pieces_each_with_its_own_outcome()
    {
        var user = await host.NewUserAsync(Features.Role.Admin);
        var folder = Directory.CreateTempSubdirectory("synthora-send-").FullName;
        var files = new List<string>();
        for (var number = 0; number < 8; number++)
        {
            var file = Path.Combine(folder, $"picture-{number}.png");
            await File.WriteAllBytesAsync(file, await Samples.PictureAsync(number));
            files.Add(file);
        }

        var program = Path.Combine(folder, "holiday.mp4");
        await File.WriteAllBytesAsync(program, [.. "MZ"u8, .. new byte[5000]]);
        var outcomes = await SendAsync(host.Address, user, 700, [.. files, program]);
        outcomes.Count(outcome => outcome.TryGetProperty("url", out _)).ShouldBe(8);
        var refused = outcomes.Single(outcome => outcome.TryGetProperty("error", out _));
        refused.GetProperty("file").GetString().ShouldBe("holiday.mp4");
        refused.GetProperty("status").GetInt32().ShouldBe(415);
        refused.GetProperty("body").GetString()!.ShouldContain("no film, picture or sound");
        (await user.ListAsync()).GetProperty("total").GetInt32().ShouldBe(8);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("/api/v1/library/upload")]
    [InlineData("/api/v1/assets/upload")]
    public async Task A_whole_file_comes_in_one_request_and_what_is_none_leaves_nothing(string route)
    {
        var user = await host.NewUserAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(await Samples.PhotoAsync()), "file", "photo.bin" }, { new StringContent("From a script"), "title" } };
        var sent = await user.Api.PostAsync(route, form);
        sent.StatusCode.ShouldBe(HttpStatusCode.Created);
        var told = await sent.JsonAsync();
        (told.GetProperty("filename").GetString(), told.GetProperty("status").GetString()).ShouldBe(("photo.bin", "processing"));
        var item = (await user.SettledAsync(told.GetProperty("id").GetGuid())).GetProperty("item");
        (item.GetProperty("status").GetString(), item.GetProperty("kind").GetString(), item.GetProperty("title").GetString()).ShouldBe(("ready", "image", "From a script"));

        using var page = new MultipartFormDataContent { { new ByteArrayContent("<html><script>alert(1)</script></html>"u8.ToArray()), "file", "film.mp4" } };
        await (await user.Api.PostAsync(route, page)).ShouldRefuseAsync(415, "unsupported_media_type");
        (await (await user.Api.GetAsync("/api/v1/library/usage")).JsonAsync()).GetProperty("incoming").GetInt64().ShouldBe(0);
        using var none = new MultipartFormDataContent { { new StringContent("No file"), "title" } };
        ((int)(await user.Api.PostAsync(route, none)).StatusCode).ShouldBe(400);
        ((int)(await host.Visitor().PostAsync(route, form)).StatusCode).ShouldBe(401);
    }

    [Fact]
    public async Task Films_go_to_the_videos_and_pictures_and_sounds_to_the_assets()
    {
        var user = await host.NewUserAsync();
        (await SendAsync("videos", await Samples.WideFilmAsync(), "city.mov")).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await SendAsync("assets", await Samples.SoundAsync(), "sea.mp3")).StatusCode.ShouldBe(HttpStatusCode.Created);
        foreach (var (place, bytes, other) in new[] { ("videos", await Samples.PhotoAsync(), "assets"), ("videos", await Samples.SoundAsync(), "assets"), ("assets", await Samples.FilmAsync(), "videos") })
            (await (await SendAsync(place, bytes, "given.mp4")).ShouldRefuseAsync(415, "unsupported_media_type")).GetProperty("message").GetString()!.ShouldEndWith($"Upload it at /{other}/upload.");
        (await user.ListAsync("?sort=title")).GetProperty("total").GetInt32().ShouldBe(2);
        (await (await user.Api.GetAsync("/api/v1/library/usage")).JsonAsync()).GetProperty("incoming").GetInt64().ShouldBe(0);

        async Task<HttpResponseMessage> SendAsync(string place, byte[] bytes, string name)
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
            return await user.Api.PostAsync($"/api/v1/{place}/upload", form);
        }
    }

    [Fact]
    public async Task The_server_says_what_it_speaks_and_wants_the_same_of_clients()
    {
        var options = await host.Visitor().SendAsync(new(HttpMethod.Options, LibraryCalls.Uploads));
        options.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        options.Headers.GetValues("Tus-Version").Single().ShouldBe("1.0.0");
        options.Headers.GetValues("Tus-Extension").Single().Split(',').ShouldBe(["creation", "creation-with-upload", "termination", "checksum", "expiration"]);
        options.Headers.GetValues("Tus-Max-Size").Single().ShouldBe("524288000");
        var user = await host.NewUserAsync();
        var old = await user.Api.PostAsync(LibraryCalls.Uploads, null);
        ((int)old.StatusCode).ShouldBe(412);
        old.Headers.GetValues("Tus-Version").Single().ShouldBe("1.0.0");
    }

    [Fact]
    public async Task A_piece_with_a_wrong_checksum_does_not_count_and_one_with_the_right_one_does()
    {
        var user = await host.NewUserAsync();
        var photo = await Samples.PhotoAsync();
        var url = (await user.BeginAsync(photo.Length, ("filename", "photo.jpg"))).Headers.Location!.ToString();
        var first = photo[..1000];
        var wrong = await user.SendPieceAsync(url, 0, first, "sha256 " + Convert.ToBase64String(SHA256.HashData("other"u8)));
        ((int)wrong.StatusCode).ShouldBe(460);
        (await OffsetAsync(user, url)).ShouldBe("0");
        (await user.SendPieceAsync(url, 0, first, "sha1 " + Convert.ToBase64String(CryptographicOperations.HashData(HashAlgorithmName.SHA1, first)))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await OffsetAsync(user, url)).ShouldBe("1000");
        await (await user.SendPieceAsync(url, 1000, first, "crc32 AAAA")).ShouldRefuseAsync(400, "validation_error");
        var skipped = await user.SendPieceAsync(url, 2000, first);
        (await skipped.ShouldRefuseAsync(409, "offset_mismatch")).GetProperty("details").GetProperty("received").GetInt64().ShouldBe(1000);
        var rest = photo[1000..];
        (await user.SendPieceAsync(url, 1000, rest, "sha256 " + Convert.ToBase64String(SHA256.HashData(rest)))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        // A client that missed the last answer learns that all is well.
        (await OffsetAsync(user, url)).ShouldBe(photo.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_checksum_counts_for_the_piece_that_begins_an_upload_too_and_what_it_refuses_leaves_nothing()
    {
        var user = await host.NewUserAsync();
        var photo = await Samples.PhotoAsync();
        foreach (var unknown in new[] { "crc32 AAAA", "sha256", "sha256 *" }) await (await BeginAsync(unknown)).ShouldRefuseAsync(400, "validation_error");
        var damaged = await BeginAsync("sha256 " + Convert.ToBase64String(SHA256.HashData("other"u8)));
        ((int)damaged.StatusCode).ShouldBe(460);
        damaged.Headers.Location.ShouldBeNull();
        await using (var db = host.Services.GetRequiredService<Database>().OpenForSystem()) (await db.MediaUploads.AnyAsync(row => row.UserId == user.Id)).ShouldBeFalse();
        var begun = await BeginAsync("sha256 " + Convert.ToBase64String(SHA256.HashData(photo)));
        begun.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await OffsetAsync(user, begun.Headers.Location!.ToString())).ShouldBe(photo.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));

        Task<HttpResponseMessage> BeginAsync(string checksum) => user.TusAsync("POST", LibraryCalls.Uploads, photo,
            ("Upload-Length", photo.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Upload-Metadata", LibraryCalls.Metadata(("filename", "photo.jpg"))), ("Upload-Checksum", checksum));
    }

    [Fact]
    public async Task An_upload_can_be_given_up_runs_out_and_belongs_to_its_owner()
    {
        var user = await host.NewUserAsync();
        var begun = await user.BeginAsync(5000, ("filename", "a.mp4"));
        var url = begun.Headers.Location!.ToString();
        begun.Headers.GetValues("Upload-Expires").Single().ShouldEndWith("GMT");
        var stranger = await host.NewUserAsync();
        foreach (var verb in new[] { "HEAD", "PATCH", "DELETE" })
            ((int)(await stranger.TusAsync(verb, url, verb == "PATCH" ? [1] : null, ("Upload-Offset", "0"))).StatusCode).ShouldBe(404, verb);
        ((int)(await host.Visitor().SendAsync(new(HttpMethod.Post, LibraryCalls.Uploads))).StatusCode).ShouldBe(401);
        (await user.TusAsync("DELETE", url)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        ((int)(await user.TusAsync("HEAD", url)).StatusCode).ShouldBe(404);

        var late = (await user.BeginAsync(5000, ("filename", "b.mp4"))).Headers.Location!.ToString();
        var id = Guid.Parse(late.Split('/')[^1]);
        await using (var db = host.Services.GetRequiredService<Database>().OpenForSystem())
            await db.MediaUploads.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, DateTimeOffset.UnixEpoch));
        ((int)(await user.TusAsync("HEAD", late)).StatusCode).ShouldBe(410);
        await using var scope = host.Services.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<UploadUpkeep>(scope.ServiceProvider).RunAsync(CancellationToken.None);
        ((int)(await user.TusAsync("HEAD", late)).StatusCode).ShouldBe(404);
        File.Exists(host.Services.GetRequiredService<UploadSpool>().PathOf(id)).ShouldBeFalse();
    }

    [Fact]
    public async Task Size_and_space_are_refused_before_the_first_byte_even_when_two_ask_at_once()
    {
        await host.NewUserAsync();
        var user = await host.NewUserAsync(Features.Role.Free);
        await (await user.BeginAsync(524_288_001, ("filename", "long.mp4"))).ShouldRefuseAsync(413, "payload_too_large");
        await (await user.BeginAsync(0, ("filename", "empty.mp4"))).ShouldRefuseAsync(400, "validation_error");
        // 2 GiB hold four of the largest files and a little.
        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => user.BeginAsync(524_288_000, ("filename", $"{number}.mp4"))));
        asked.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(4);
        var full = await asked.First(answer => answer.StatusCode != HttpStatusCode.Created).ShouldRefuseAsync(429, "quota_exceeded");
        full.GetProperty("message").GetString()!.ShouldContain("2 GiB");
        // What is given up is free again.
        await user.TusAsync("DELETE", asked.First(answer => answer.StatusCode == HttpStatusCode.Created).Headers.Location!.ToString());
        (await user.BeginAsync(524_288_000, ("filename", "again.mp4"))).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task More_than_was_announced_is_refused_and_a_crash_before_the_library_is_made_good()
    {
        var user = await host.NewUserAsync();
        var photo = await Samples.PhotoAsync();
        var url = (await user.BeginAsync(100, ("filename", "photo.jpg"))).Headers.Location!.ToString();
        await (await user.SendPieceAsync(url, 0, photo)).ShouldRefuseAsync(413, "payload_too_large");

        // All bytes are safe, but the process died before the file became part of the library.
        var whole = (await user.BeginAsync(photo.Length, ("filename", "photo.jpg"))).Headers.Location!.ToString();
        var id = Guid.Parse(whole.Split('/')[^1]);
        await File.WriteAllBytesAsync(host.Services.GetRequiredService<UploadSpool>().PathOf(id), photo);
        await using (var db = host.Services.GetRequiredService<Database>().OpenForSystem())
            await db.MediaUploads.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Received, photo.Length));
        (await OffsetAsync(user, whole)).ShouldBe(photo.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        (await user.SettledAsync(id)).GetProperty("item").GetProperty("status").GetString().ShouldBe("ready");
    }

    private static async Task<string> OffsetAsync(StudioHost.User user, string url)
    {
        var head = await user.TusAsync("HEAD", url);
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        return head.Headers.GetValues("Upload-Offset").Single();
    }

    private static async Task<string> LargeFilmAsync(int megabytes)
    {
        var path = Path.Combine(Path.GetTempPath(), $"synthora-large-{Guid.CreateVersion7():N}.mp4");
        await File.WriteAllBytesAsync(path, await Samples.FilmAsync());
        await using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var padding = (megabytes * 1024L * 1024) - file.Length;
        file.Position = file.Length;
        var head = new byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(head, (uint)padding);
        "free"u8.CopyTo(head.AsSpan(4));
        await file.WriteAsync(head);
        file.SetLength(megabytes * 1024L * 1024);
        return path;
    }

    private static async Task<string> HashOfAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file));
    }

    private static async Task<IReadOnlyList<JsonElement>> SendAsync(Uri address, StudioHost.User user, int piece, params string[] files)
    {
        var start = new ProcessStartInfo("node",
        [
            Path.Combine(Here(), "tus-client.mjs"), new Uri(address, LibraryCalls.Uploads).ToString(), user.Api.DefaultRequestHeaders.Authorization!.Parameter!,
            $"{piece}", .. files,
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TUS_ROOT"] = Path.GetFullPath(Path.Combine(Here(), "../../.."));
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        return [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
