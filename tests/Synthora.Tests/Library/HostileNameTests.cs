using System.IO.Compression;
using System.Net.Http.Json;
using Synthora.Features.Library;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Library;

public sealed class HostileNameTests(StudioHost host) : IClassFixture<StudioHost>
{
    /// <summary>As somebody names a file who means no good, and what becomes of it.</summary>
    public static TheoryData<string, string> Names => new()
    {
        { "../../../etc/cron.d/evil.png", "evil.png" },
        { "C:\\Windows\\System32\\evil.png", "evil.png" },
        { "holiday\u202Egnp.exe", "holidaygnp.exe" },
        { "a\u0000b\u0007\r\nSet-Cookie: x=1.png", "abSet-Cookie x=1.png" },
        { "..", "file" },
        { "", "file" },
        { "CON.png", "_CON.png" },
        { "lpt1", "_lpt1" },
        { "console.png", "console.png" },
        { "\"quoted\"; filename=evil.html", "quoted; filename=evil.html" },
        { "name.png...  ", "name.png" },
        { "می\u200Cخواهم.png", "می\u200Cخواهم.png" },
        { "👩\u200D🎨.png", "👩\u200D🎨.png" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_is_made_safe_to_show_and_to_save(string given, string expected) => FileNames.Clean(given).ShouldBe(expected);

    [Fact]
    public void A_long_name_keeps_its_end_and_no_letter_is_cut_in_half()
    {
        var name = FileNames.Clean(string.Concat(Enumerable.Repeat("🎨", 160)) + ".png");
        name.ShouldEndWith("🎨.png");
        name.Length.ShouldBeLessThanOrEqualTo(200);
        name.ShouldNotContain('\uFFFD');
    }

    [Fact]
    public async Task Uploads_downloads_and_archives_carry_only_safe_names()
    {
        var user = await host.NewUserAsync();
        var ids = new List<Guid>();
        foreach (var (index, name) in new[] { "../../up.png", "x\u202Egnp.exe", "NUL.png", "a\r\nX-Evil: 1.png", new string('n', 300) + ".png" }.Index())
        {
            var id = await user.UploadAsync(await Samples.PictureAsync(20 + index), name);
            ids.Add(id);
            var media = await user.SettledAsync(id);
            // A title is told back as it is shown: nothing in it turns the text around it.
            media.ToString().ShouldNotContain("\u202E");
            var saved = await user.Api.GetAsync(media.GetProperty("download_url").GetString());
            saved.Headers.Contains("X-Evil").ShouldBeFalse();
            var offered = saved.Content.Headers.ContentDisposition!;
            var offer = offered.FileNameStar ?? offered.FileName!.Trim('"');
            (offer, offer.Any(char.IsControl), offer.Contains('/'), offer.Contains('\u202E')).ShouldBe((FileNames.Clean(offer), false, false, false));
        }

        await user.Api.PatchAsJsonAsync($"/api/v1/library/media/{ids[0]}", new { title = "../../\u202Eevil\u0001/con" });
        using var zip = new ZipArchive(new MemoryStream(await user.Api.GetByteArrayAsync("/api/v1/library/export?" + string.Join('&', ids.Select(id => $"id={id}")))));
        zip.Entries.Count.ShouldBe(ids.Count);
        zip.Entries.ShouldAllBe(entry => entry.FullName == FileNames.Clean(entry.FullName) && entry.FullName == entry.Name && entry.FullName.EndsWith(".png"));
        zip.Entries.ShouldContain(entry => entry.Name == "_NUL.png");
    }
}
