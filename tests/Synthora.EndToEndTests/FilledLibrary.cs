using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Synthora.Data;
using Synthora.Features.Library;
using Synthora.Rendering.FFmpeg;

namespace Synthora.EndToEndTests;

/// <summary>A library with real films, pictures and sounds, one of them broken, one thrown away, two of them shared.</summary>
internal static class FilledLibrary
{
    public sealed record Shelf(string Film, string Fractal, string Sound, string Failed, string Share, string LockedShare);

    public static async Task<Shelf> FillAsync(IServiceProvider services, IPage page, Guid videoId)
    {
        var folder = (await (await page.APIRequest.PostAsync("/api/v1/library/folders", new() { DataObject = new { name = "Coast trip" } })).JsonAsync())!.Value.GetProperty("id").GetString()!;
        await page.APIRequest.PostAsync("/api/v1/library/folders", new() { DataObject = new { name = "Voice-overs" } });
        var film = await UploadAsync(page, await MakeAsync("mp4", "-f", "lavfi", "-i", "gradients=s=540x960:c0=0x0ea5e9:c1=0x312e81:x0=0:y0=0:x1=540:y1=960:d=3:r=25", "-f", "lavfi", "-i", "sine=f=220:d=3", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest"), "IMG_2034.mp4", "Evening at the sea", "summer, sea", "");
        var wide = await UploadAsync(page, await MakeAsync("mov", "-f", "lavfi", "-i", "gradients=s=960x540:c0=0xf97316:c1=0x7c2d12:d=2:r=25", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"), "drone-003.mov", "Drone over the dunes", "drone", "");
        var fractal = await UploadAsync(page, await MakeAsync("jpg", "-f", "lavfi", "-i", "mandelbrot=s=900x900", "-frames:v", "1"), "fractal.jpg", "Fractal background", "background", "");
        await UploadAsync(page, await MakeAsync("png", "-f", "lavfi", "-i", "gradients=s=600x1000:c0=0x22c55e:c1=0x064e3b", "-frames:v", "1"), "leaf.png", "A title so long that a card has to cut it somewhere, because nobody could read all of it there", "", folder);
        await UploadAsync(page, await MakeAsync("png", "-f", "lavfi", "-i", "gradients=s=1000x600:c0=0xe879f9:c1=0x4c1d95", "-frames:v", "1"), "cover.png", "Cover", "", "");
        var sound = await UploadAsync(page, await MakeAsync("mp3", "-f", "lavfi", "-i", "sine=f=330:d=6,volume='0.1+0.9*abs(sin(2*t))':eval=frame"), "take-1.mp3", "Voice-over, take 1", "voice", "");
        var whole = await MakeAsync("mp4", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=1", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p");
        var failed = await UploadAsync(page, whole[..(whole.Length / 2)], "interview.mp4", "Interview, cut off", "", "");
        var old = await UploadAsync(page, await MakeAsync("png", "-f", "lavfi", "-i", "color=c=0x64748b:s=300x300", "-frames:v", "1"), "old.png", "Old logo", "", "");
        foreach (var id in new[] { film, wide, fractal, sound, failed, old }) await SettledAsync(page, id);
        await page.APIRequest.PostAsync($"/api/v1/library/media/{film}/favorite");
        await page.APIRequest.DeleteAsync($"/api/v1/library/media/{old}");
        await page.APIRequest.PostAsync("/api/v1/library/collections", new() { DataObject = new { name = "Openers" } });
        await using var db = services.GetRequiredService<Database>().OpenForSystem();
        var owner = await db.Videos.Where(video => video.Id == videoId).Select(video => video.UserId).SingleAsync();
        db.MediaUses.Add(new MediaUse { MediaId = Guid.Parse(film), VideoId = videoId, UserId = owner, At = TimeProvider.System.GetUtcNow() });
        await db.SaveChangesAsync();
        return new(film, fractal, sound, failed, await ShareAsync(page, film, new { allow_download = true }), await ShareAsync(page, film, new { password = "open sesame" }));
    }

    public static async Task<string> UploadAsync(IPage page, byte[] bytes, string name, string title, string tags, string folder)
    {
        var begun = await page.APIRequest.PostAsync("/api/v1/library/uploads", new()
        {
            Headers = new Dictionary<string, string>
            {
                ["Tus-Resumable"] = "1.0.0",
                ["Upload-Length"] = bytes.Length.ToString(CultureInfo.InvariantCulture),
                ["Upload-Metadata"] = string.Join(',', new[] { ("filename", name), ("title", title), ("tags", tags), ("folder", folder) }.Select(pair => $"{pair.Item1} {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair.Item2))}")),
                ["Content-Type"] = "application/offset+octet-stream",
            },
            DataByte = bytes,
        });
        begun.Status.ShouldBe(201, await begun.TextAsync());
        return begun.Headers["location"].Split('/')[^1];
    }

    public static async Task<byte[]> MakeAsync(string kind, params string[] arguments)
    {
        var path = Path.Combine(Path.GetTempPath(), $"synthora-filled-{Guid.CreateVersion7():N}.{kind}");
        var run = await ToolRunner.RunAsync("ffmpeg", ["-v", "error", "-y", .. arguments, FFmpegText.File(path)], CancellationToken.None);
        run.ExitCode.ShouldBe(0, run.Error);
        var bytes = await File.ReadAllBytesAsync(path);
        File.Delete(path);
        return bytes;
    }

    private static async Task SettledAsync(IPage page, string id)
    {
        for (var waited = 0; ; waited++)
        {
            var media = (await (await page.APIRequest.GetAsync($"/api/v1/library/media/{id}")).JsonAsync())!.Value;
            if (media.GetProperty("item").GetProperty("status").GetString() != "processing") return;
            if (waited > 300) throw new TimeoutException($"The file is still {media}");
            await Task.Delay(200);
        }
    }

    private static async Task<string> ShareAsync(IPage page, string id, object wish) =>
        (await (await page.APIRequest.PostAsync($"/api/v1/library/media/{id}/shares", new() { DataObject = wish })).JsonAsync())!.Value.GetProperty("path").GetString()!;
}
