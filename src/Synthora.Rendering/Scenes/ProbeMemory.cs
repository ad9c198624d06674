using System.Text.Json;
using Synthora.Rendering.Probing;

namespace Synthora.Rendering.Scenes;

/// <summary>What was found in files by their content, kept beside the finished scenes: an edit looks into no file again.</summary>
/// <param name="folder">Null remembers nothing.</param>
internal sealed class ProbeMemory(string? folder)
{
    public async Task<MediaInfo> LookAsync(string path, string fingerprint, CancellationToken ct)
    {
        if (folder is null) return await MediaProbe.ProbeAsync(path, ct);
        // The ending of a name has a part in what ffmpeg takes a file for.
        var known = Path.Combine(folder, SegmentKey.Hash(new { SegmentKey.EngineBuild, fingerprint, Ending = Path.GetExtension(path) }) + ".json");
        if (await ReadAsync(known, ct) is { } remembered) return remembered;

        var info = await MediaProbe.ProbeAsync(path, ct);
        Directory.CreateDirectory(folder);
        var unfinished = $"{known}.{Guid.CreateVersion7():N}";
        await File.WriteAllTextAsync(unfinished, JsonSerializer.Serialize(info), ct);
        File.Move(unfinished, known, overwrite: true);
        return info;
    }

    private static async Task<MediaInfo?> ReadAsync(string file, CancellationToken ct)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<MediaInfo>(await File.ReadAllTextAsync(file, ct)) : null;
        }
        catch (JsonException)
        {
            // Damaged since it was written; looking again repairs it.
            return null;
        }
    }
}
