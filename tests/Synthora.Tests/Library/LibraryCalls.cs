using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Synthora.Rendering.FFmpeg;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Library;

/// <summary>The library as its users call it, and files to put into it.</summary>
internal static class LibraryCalls
{
    public const string Uploads = "/api/v1/library/uploads";

    public static string Metadata(params (string Name, string Value)[] pairs) =>
        string.Join(',', pairs.Select(pair => $"{pair.Name} {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair.Value))}"));

    public static async Task<HttpResponseMessage> TusAsync(
        this StudioHost.User user, string verb, string url, byte[]? piece = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), url);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        if (piece is not null)
        {
            request.Content = new ByteArrayContent(piece);
            request.Content.Headers.ContentType = new("application/offset+octet-stream");
        }

        return await user.Api.SendAsync(request);
    }

    public static Task<HttpResponseMessage> BeginAsync(this StudioHost.User user, long size, params (string Name, string Value)[] metadata) =>
        user.TusAsync("POST", Uploads, null, ("Upload-Length", size.ToString(CultureInfo.InvariantCulture)), ("Upload-Metadata", Metadata(metadata)));

    public static Task<HttpResponseMessage> SendPieceAsync(this StudioHost.User user, string url, long offset, byte[] piece, string? checksum = null) =>
        user.TusAsync("PATCH", url, piece, [("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)), .. checksum is null ? Array.Empty<(string, string)>() : [("Upload-Checksum", checksum)]]);

    /// <summary>Uploads a file in one piece.</summary>
    /// <returns>Its id in the library.</returns>
    public static async Task<Guid> UploadAsync(this StudioHost.User user, byte[] file, string name, params (string Name, string Value)[] metadata)
    {
        var begun = await user.BeginAsync(file.Length, [("filename", name), .. metadata]);
        begun.StatusCode.ShouldBe(HttpStatusCode.Created, await begun.Content.ReadAsStringAsync());
        var url = begun.Headers.Location!.ToString();
        var sent = await user.SendPieceAsync(url, 0, file);
        sent.StatusCode.ShouldBe(HttpStatusCode.NoContent, await sent.Content.ReadAsStringAsync());
        return Guid.Parse(url[(url.LastIndexOf('/') + 1)..]);
    }

    public static async Task<JsonElement> MediaAsync(this StudioHost.User user, Guid id) => await (await user.Api.GetAsync($"/api/v1/library/media/{id}")).JsonAsync();

    public static async Task<JsonElement> ListAsync(this StudioHost.User user, string query = "") => await (await user.Api.GetAsync($"/api/v1/library/media{query}")).JsonAsync();

    public static IReadOnlyList<string> Titles(this JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("title").GetString()!)];

    /// <summary>Waits until a file was looked into.</summary>
    public static async Task<JsonElement> SettledAsync(this StudioHost.User user, Guid id, int seconds = 60)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            var media = await user.MediaAsync(id);
            if (media.GetProperty("item").GetProperty("status").GetString() != "processing") return media;
            if (waited.Elapsed.TotalSeconds > seconds) throw new TimeoutException($"The file is still {media}");
        }
    }

    public static async Task<JsonElement> BulkAsync(this StudioHost.User user, object request)
    {
        var answer = await user.Api.PostAsJsonAsync("/api/v1/library/media/bulk", request);
        var body = await answer.JsonAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, body.ToString());
        return body;
    }
}

/// <summary>Small real files, made once.</summary>
internal static class Samples
{
    private static readonly Dictionary<string, byte[]> Made = [];
    private static readonly SemaphoreSlim Gate = new(1, 1);

    public static Task<byte[]> FilmAsync() => MakeAsync("film.mp4", "-f", "lavfi", "-i", "testsrc2=s=270x480:r=30:d=2", "-f", "lavfi", "-i", "sine=f=300:d=2", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest");

    public static Task<byte[]> WideFilmAsync() => MakeAsync("wide.mov", "-f", "lavfi", "-i", "testsrc=s=480x270:r=25:d=1", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p");

    /// <summary>No browser plays it.</summary>
    public static Task<byte[]> OldFilmAsync() => MakeAsync("old.avi", "-f", "lavfi", "-i", "testsrc2=s=160x120:r=15:d=1", "-c:v", "mpeg4");

    public static Task<byte[]> PhotoAsync() => MakeAsync("photo.jpg", "-f", "lavfi", "-i", "mandelbrot=s=640x640", "-frames:v", "1");

    public static Task<byte[]> PictureAsync(int seed) => MakeAsync($"picture-{seed}.png", "-f", "lavfi", "-i", $"color=c=0x{seed * 0x31537 % 0xFFFFFF:X6}:s=320x{180 + seed}", "-frames:v", "1");

    public static Task<byte[]> SoundAsync() => MakeAsync("sound.mp3", "-f", "lavfi", "-i", "sine=f=440:d=2,volume='0.2+0.8*gt(t,1)':eval=frame");

    private static async Task<byte[]> MakeAsync(string name, params string[] arguments)
    {
        await Gate.WaitAsync();
        try
        {
            if (Made.TryGetValue(name, out var made)) return made;
            var path = Path.Combine(Directory.CreateTempSubdirectory("synthora-samples-").FullName, name);
            var run = await ToolRunner.RunAsync("ffmpeg", ["-v", "error", "-y", .. arguments, FFmpegText.File(path)], CancellationToken.None);
            run.ExitCode.ShouldBe(0, run.Error);
            Made[name] = await File.ReadAllBytesAsync(path);
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
            return Made[name];
        }
        finally
        {
            Gate.Release();
        }
    }
}
