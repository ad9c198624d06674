namespace Synthora.Features.Videos.Generation;

/// <summary>Writes a file that is either there whole or not there.</summary>
internal static class WholeFile
{
    public static async Task WriteAsync(string path, string text, CancellationToken ct)
    {
        var unfinished = path + ".part";
        await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await using var writer = new StreamWriter(file, leaveOpen: true);
            await writer.WriteAsync(text.AsMemory(), ct);
            await writer.FlushAsync(ct);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
