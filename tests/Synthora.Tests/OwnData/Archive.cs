using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Synthora.Features.OwnData;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.OwnData;

/// <summary>Archives as an export makes them, and as somebody makes them who means no good.</summary>
internal static class Archive
{
    public static byte[] Of(params (string Name, object Content)[] entries) => With(new { product = "Synthora", version = ExportData.Version, includes_media = true }, entries);

    public static byte[] With(object? manifest, params (string Name, object Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries.Concat(manifest is null ? [] : [("manifest.json", manifest)]))
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content switch { byte[] bytes => bytes, string text => Encoding.UTF8.GetBytes(text), _ => JsonSerializer.SerializeToUtf8Bytes(content) });
            }
        }

        return file.ToArray();
    }

    /// <summary>Has everything of a user's packed and downloads it.</summary>
    public static async Task<byte[]> ExportAsync(this StudioHost.User user, bool media)
    {
        var export = await user.PreparedAsync(media);
        export.GetProperty("state").GetString().ShouldBe("ready", export.ToString());
        return await user.Api.GetByteArrayAsync(export.GetProperty("download_url").GetString());
    }

    /// <summary>Asks for an export and waits for its end.</summary>
    public static async Task<JsonElement> PreparedAsync(this StudioHost.User user, bool media)
    {
        var taken = await user.Api.PostAsync($"/api/v1/user/export-data?media={media}", null);
        ((int)taken.StatusCode).ShouldBe(202, await taken.Content.ReadAsStringAsync());
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            var export = await (await user.Api.GetAsync(taken.Headers.Location)).JsonAsync();
            if (export.GetProperty("state").GetString() != "preparing") return export;
            if (waited.Elapsed.TotalSeconds > 60) throw new TimeoutException($"The export is still {export}");
        }
    }

    public static async Task<HttpResponseMessage> ImportAsync(this StudioHost.User user, byte[] archive, string name = "export.zip")
    {
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(archive);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        form.Add(file, "file", name);
        return await user.Api.PostAsync("/api/v1/user/import-data", form);
    }

    /// <summary>Imports an archive and waits for its end.</summary>
    /// <returns>What became of each kind.</returns>
    public static async Task<JsonElement> RestoreAsync(this StudioHost.User user, byte[] archive)
    {
        var taken = await user.ImportAsync(archive);
        var body = await taken.JsonAsync();
        ((int)taken.StatusCode).ShouldBe(202, body.ToString());
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            var import = await (await user.Api.GetAsync(taken.Headers.Location)).JsonAsync();
            if (import.GetProperty("state").GetString() is "completed" or "failed" or "cancelled") return import;
            if (waited.Elapsed.TotalSeconds > 60) throw new TimeoutException($"The import is still {import}");
        }
    }

    public static (int Restored, int Present, int Skipped) Count(this JsonElement import, string kind) =>
        import.GetProperty("restored").TryGetProperty(kind, out var line) ? (line.GetProperty("restored").GetInt32(), line.GetProperty("present").GetInt32(), line.GetProperty("skipped").GetInt32()) : (0, 0, 0);

    public static IReadOnlyList<string> Reasons(this JsonElement import, string kind) =>
        [.. import.GetProperty("restored").GetProperty(kind).GetProperty("skips").EnumerateArray().Select(skip => $"{skip.GetProperty("name").GetString()}: {skip.GetProperty("reason").GetString()}")];
}
