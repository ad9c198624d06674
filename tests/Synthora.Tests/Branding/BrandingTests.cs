using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features.Branding;
using Synthora.Rendering.FFmpeg;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Branding;

public sealed class BrandingTests(StudioHost host) : IClassFixture<StudioHost>
{
    private const string Svg =
        """
        <?xml version="1.0"?>
        <!DOCTYPE svg [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 200 100" onload="alert(1)">
          <script>alert(1)</script>
          <image xlink:href="file:///etc/hostname" width="10" height="10"/>
          <image xlink:href="http://127.0.0.1:1/x.png" width="10" height="10"/>
          <rect width="200" height="100" fill="#7C3AED"/><text x="10" y="50">&secret;</text>
        </svg>
        """;

    [Theory]
    [InlineData("png")]
    [InlineData("jpg")]
    [InlineData("webp")]
    public async Task A_picture_is_kept_as_a_png_with_its_size_and_colours(string format)
    {
        var user = await host.NewUserAsync();
        var answer = await UploadAsync(user, await PictureAsync(format, "color=c=#22d3ee:s=64x32"), "../Grüße/Our logo.png", "logo");
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var asset = await answer.JsonAsync();
        asset.GetProperty("filename").GetString().ShouldBe("Our logo.png");
        asset.GetProperty("type").GetString().ShouldBe("logo");
        asset.GetProperty("metadata").GetProperty("width").GetInt32().ShouldBe(64);
        asset.GetProperty("metadata").GetProperty("height").GetInt32().ShouldBe(32);
        asset.GetProperty("metadata").GetProperty("colours").EnumerateArray().Single().GetString()!.ShouldMatch("^#[12][0-9A-F]D[0-9A-F][EF][0-9A-F]$");
        var file = await user.Api.GetAsync(asset.GetProperty("url").GetString());
        file.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        (await file.Content.ReadAsByteArrayAsync())[..4].ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G']);
    }

    [Fact]
    public async Task Of_an_svg_only_its_picture_is_left()
    {
        var user = await host.NewUserAsync();
        var answer = await UploadAsync(user, Encoding.UTF8.GetBytes(Svg.Replace("&secret;", "", StringComparison.Ordinal)), "mark.svg", "watermark");
        var asset = await answer.JsonAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, asset.ToString());
        asset.GetProperty("metadata").GetProperty("width").GetInt32().ShouldBe(1_024);
        asset.GetProperty("metadata").GetProperty("colours")[0].GetString().ShouldBe("#7C3AED");
        var bytes = await user.Api.GetByteArrayAsync(asset.GetProperty("url").GetString());
        Encoding.Latin1.GetString(bytes).ShouldNotContain("script");

        var greedy = await UploadAsync(user, Encoding.UTF8.GetBytes(Svg), "mark.svg", "watermark");
        if (greedy.StatusCode == HttpStatusCode.Created)
        {
            var colours = (await greedy.JsonAsync()).GetProperty("metadata").GetProperty("colours").EnumerateArray().Select(colour => colour.GetString());
            colours.ShouldBe(["#7C3AED"], "the words of another file are not drawn");
        }
        else
        {
            await greedy.ShouldRefuseAsync(400, "validation_error");
        }
    }

    [Fact]
    public async Task What_is_no_picture_too_large_or_not_to_be_seen_is_refused_and_leaves_nothing()
    {
        var user = await host.NewUserAsync();
        await (await UploadAsync(user, "GIF89a plus lies"u8.ToArray(), "logo.png", "logo")).ShouldRefuseAsync(415, "unsupported_media_type");
        await (await UploadAsync(user, [], "logo.png", "logo")).ShouldRefuseAsync(415, "unsupported_media_type");
        await (await UploadAsync(user, [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3], "logo.png", "logo")).ShouldRefuseAsync(400, "validation_error");
        await (await UploadAsync(user, "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"u8.ToArray(), "logo.svg", "logo")).ShouldRefuseAsync(400, "validation_error");
        await (await UploadAsync(user, await PictureAsync("png", "color=c=red:s=8x8"), "logo.png", "stamp")).ShouldRefuseAsync(400, "validation_error");
        var large = new byte[UploadBrandAsset.MaxBytes + 1];
        (await PictureAsync("png", "color=c=red:s=8x8")).CopyTo(large, 0);
        await (await UploadAsync(user, large, "logo.png", "logo")).ShouldRefuseAsync(413, "payload_too_large");
        await (await UploadAsync(user, new byte[UploadBrandAsset.MaxBytes + 1_000_000], "logo.png", "logo")).ShouldRefuseAsync(413, "payload_too_large");
        (await user.GetJsonAsync("/branding")).GetProperty("total").GetInt32().ShouldBe(0);
        Directory.Exists(Path.Combine(host.DataFolder, "files", "users", user.Id.ToString("N"))).ShouldBeFalse();
        Directory.EnumerateDirectories(host.Configuration.WorkFolder, "brand-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task Assets_are_ones_own_can_be_filtered_and_are_gone_with_their_files()
    {
        var (user, other) = (await host.NewUserAsync(), await host.NewUserAsync());
        var picture = await PictureAsync("png", "color=c=red:s=8x8");
        var logo = (await (await UploadAsync(user, picture, "a.png", "logo")).JsonAsync()).GetProperty("id").GetGuid();
        await UploadAsync(user, picture, "b.png", "image");
        (await user.GetJsonAsync("/Branding?type=image")).GetProperty("items").EnumerateArray().Single().GetProperty("filename").GetString().ShouldBe("b.png");
        await (await user.Api.GetAsync("/api/v1/branding?type=stamp")).ShouldRefuseAsync(400, "validation_error");
        foreach (var path in new[] { $"/api/v1/branding/{logo}", $"/api/v1/branding/{logo}/file" }) await (await other.Api.GetAsync(path)).ShouldRefuseAsync(404, "not_found");
        await (await other.Api.DeleteAsync($"/api/v1/branding/{logo}?force=true")).ShouldRefuseAsync(404, "not_found");
        var stored = Path.Combine(host.DataFolder, "files", BrandAsset.KeyOf(user.Id, logo));
        File.Exists(stored).ShouldBeTrue();
        (await user.Api.DeleteAsync($"/api/v1/branding/{logo}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        File.Exists(stored).ShouldBeFalse();
        (await user.GetJsonAsync("/branding")).GetProperty("total").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task The_last_place_is_given_once_even_when_uploads_race()
    {
        var user = await host.NewUserAsync();
        await using (var db = host.Services.GetRequiredService<Database>().OpenForSystem())
        {
            for (var number = 1; number < UploadBrandAsset.MaxAssets; number++)
                db.BrandAssets.Add(new() { UserId = user.Id, Type = BrandAssetType.Image, Filename = "x", StoragePath = "none", Width = 1, Height = 1, Colours = [], FileSize = 1, CreatedAt = DateTimeOffset.UnixEpoch, UpdatedAt = DateTimeOffset.UnixEpoch });
            await db.SaveChangesAsync();
        }

        var picture = await PictureAsync("png", "color=c=red:s=8x8");
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => UploadAsync(user, picture, "last.png", "logo")));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        foreach (var answer in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created)) await answer.ShouldRefuseAsync(429, "quota_exceeded");
        Directory.GetFiles(Path.Combine(host.DataFolder, "files", "users", user.Id.ToString("N"), "branding")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_video_shows_only_what_was_chosen_for_it_and_deleting_that_warns_first()
    {
        var (user, other) = (await host.NewUserAsync(), await host.NewUserAsync());
        var picture = await PictureAsync("png", "color=c=red:s=8x8");
        var (logo, second, image) = (await IdAsync(user, "logo"), await IdAsync(user, "logo"), await IdAsync(user, "image"));
        foreach (var wrong in new Guid[][] { [image], [logo, second], [logo, logo], [Guid.CreateVersion7()], [await IdAsync(other, "logo")] })
            await (await CreateAsync(wrong)).ShouldRefuseAsync(400, "validation_error");

        var id = (await (await CreateAsync([logo])).JsonAsync()).GetProperty("video").GetProperty("id").GetGuid();
        (await user.GetJsonAsync($"/videos/{id}")).GetProperty("branding_asset_ids")[0].GetGuid().ShouldBe(logo);
        await user.WaitForAsync(id, video => video.GetProperty("state").GetString() == "script");
        File.Exists(Path.Combine(host.DataFolder, "work", id.ToString("N"), "brand", $"{logo:N}.png")).ShouldBeTrue();
        var warning = await (await user.Api.DeleteAsync($"/api/v1/branding/{logo}")).ShouldRefuseAsync(409, "conflict");
        warning.GetProperty("details").GetProperty("video_ids")[0].GetGuid().ShouldBe(id);
        (await user.Api.DeleteAsync($"/api/v1/branding/{second}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await user.Api.DeleteAsync($"/api/v1/branding/{logo}?force=true")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await user.Api.DeleteAsync($"/api/v1/videos/{id}")).EnsureSuccessStatusCode();

        Task<HttpResponseMessage> CreateAsync(Guid[] ids) => user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "hold:script with a brand", branding_asset_ids = ids });

        async Task<Guid> IdAsync(StudioHost.User owner, string type) => (await (await UploadAsync(owner, picture, "a.png", type)).JsonAsync()).GetProperty("id").GetGuid();
    }

    internal static async Task<byte[]> PictureAsync(string format, string source)
    {
        var folder = Directory.CreateTempSubdirectory("synthora-brand-").FullName;
        try
        {
            var made = await ToolRunner.RunAsync("ffmpeg", ["-v", "error", "-nostdin", "-f", "lavfi", "-i", source, "-frames:v", "1", Path.Combine(folder, $"picture.{format}")], CancellationToken.None);
            made.ExitCode.ShouldBe(0, made.Error);
            return await File.ReadAllBytesAsync(Path.Combine(folder, $"picture.{format}"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<HttpResponseMessage> UploadAsync(StudioHost.User user, byte[] bytes, string name, string type)
    {
        using var form = new MultipartFormDataContent { { new StringContent(type), "type" } };
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(file, "file", name);
        return await user.Api.PostAsync("/api/v1/branding/upload", form);
    }
}
