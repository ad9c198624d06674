using Synthora.Providers.Http;
using Synthora.Providers.Speech.Offline;

namespace Synthora.Providers.Transcription;

/// <summary>Makes a recording small enough to send: an hour of speech fits into what vendors take.</summary>
internal static class SoundFile
{
    public const int LargestUpload = 25 << 20;

    public static async Task<byte[]> ForUploadAsync(Vendor vendor, string path, CancellationToken ct)
    {
        var bytes = await ConvertAsync(path, ["-c:a", "libmp3lame", "-b:a", "48k", "out.mp3"], "out.mp3", ct);
        return bytes.Length <= LargestUpload ? bytes : throw vendor.Fault(ProviderFault.InvalidRequest, "the recording is longer than an hour; split it");
    }

    public static async Task<byte[]> ConvertAsync(string path, string[] output, string name, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("synthora-sound-");
        try
        {
            await SpeechTool.RunAsync("ffmpeg",
                ["-hide_banner", "-nostdin", "-v", "error", "-y", "-protocol_whitelist", "file", "-i", Path.GetFullPath(path), "-vn", "-ac", "1", "-ar", "16000", .. output], folder.FullName, ct);
            return await File.ReadAllBytesAsync(Path.Combine(folder.FullName, name), ct);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
