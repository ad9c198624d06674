using System.Collections.Concurrent;
using System.Globalization;
using Synthora.Providers.Speech.Offline;

namespace Synthora.Providers.Simulation;

/// <summary>Real pictures, clips and sounds that say on their face that they are simulated; each is made once.</summary>
internal static class SimulatedMedia
{
    private const int Most = 32;
    private static readonly ConcurrentDictionary<string, Lazy<Task<byte[]>>> Made = [];

    public static Task<byte[]> ClipAsync(int width, int height, int seconds, int seed) => MakeAsync("mp4", width, height, seconds, seed,
        ["-t", $"{seconds}", "-r", "24", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "30", "-pix_fmt", "yuv420p", "-movflags", "+faststart"]);

    public static Task<byte[]> PhotoAsync(int width, int height, int seed) => MakeAsync("jpg", width, height, 1, seed, ["-frames:v", "1", "-q:v", "6"]);

    public static Task<byte[]> SoundAsync(int seconds, int seed) => Once($"wav {seconds} {seed}", () => RunAsync("wav",
        ["-f", "lavfi", "-i", string.Create(CultureInfo.InvariantCulture, $"anoisesrc=d={seconds}:c=pink:a=0.1:seed={seed}"), "-ar", "44100"]));

    /// <summary>A whole video of the very length that was ordered: one still picture and a soft tone.</summary>
    public static Task<byte[]> VideoAsync(int width, int height, double seconds)
    {
        (width, height, seconds) = (width & ~1, height & ~1, Math.Clamp(seconds, 1, 900));
        var length = seconds.ToString("0.###", CultureInfo.InvariantCulture);
        return Once($"video {width}x{height} {length}", () => RunAsync("mp4",
        [
            "-f", "lavfi", "-i", $"color=c=0x264653:s={width}x{height}:r=30:d={length}", "-f", "lavfi", "-i", $"sine=frequency=220:sample_rate=48000:d={length}",
            "-vf", Words(width), "-af", "volume=0.2", "-t", length, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "30", "-pix_fmt", "yuv420p", "-c:a", "aac",
            "-metadata", "comment=simulated", "-movflags", "+faststart",
        ]));
    }

    private static string Words(int width) => $"drawtext=text=SIMULATED:fontsize={Math.Max(10, width / 12)}:fontcolor=white@0.8:x=(w-text_w)/2:y=(h-text_h)/2";

    private static Task<byte[]> MakeAsync(string kind, int width, int height, int seconds, int seed, string[] output)
    {
        (width, height, seconds, seed) = (width & ~1, height & ~1, Math.Clamp(seconds, 1, 30), seed & 7);
        string[] colours = ["0x264653", "0x2a9d8f", "0xe9c46a", "0xf4a261", "0xe76f51", "0x6d597a", "0x355070", "0x8ab17d"];
        var source = $"gradients=s={width}x{height}:r=24:d={seconds}:c0={colours[seed]}:c1={colours[(seed + 3) % 8]}:seed={seed}:speed=0.02";
        return Once($"{kind} {width}x{height} {seconds} {seed}", () => RunAsync(kind, ["-f", "lavfi", "-i", source, "-vf", Words(width), "-metadata", "comment=simulated", .. output]));
    }

    private static Task<byte[]> Once(string name, Func<Task<byte[]>> make)
    {
        if (Made.Count > Most) Made.Clear();
        return Made.GetOrAdd(name, _ => new Lazy<Task<byte[]>>(make)).Value;
    }

    private static async Task<byte[]> RunAsync(string kind, string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("synthora-sim-");
        try
        {
            await SpeechTool.RunAsync("ffmpeg", ["-hide_banner", "-nostdin", "-v", "error", "-y", .. arguments, $"out.{kind}"], folder.FullName, CancellationToken.None);
            return await File.ReadAllBytesAsync(Path.Combine(folder.FullName, $"out.{kind}"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
