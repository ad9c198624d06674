using System.Text.Json;
using Synthora.Rendering.FFmpeg;

namespace Synthora.Rendering.Tests;

/// <summary>What a finished file really holds, read back with ffprobe and by hand.</summary>
internal sealed record FinishedVideo(JsonElement Video, JsonElement Audio, IReadOnlyList<double> Times, IReadOnlyList<double> KeyTimes, double AudioSeconds, string DecodeErrors)
{
    public static async Task<FinishedVideo> ReadAsync(string path)
    {
        var probe = await RunAsync("ffprobe", "-v", "error", "-of", "json", "-show_streams", "-show_format", FFmpegText.File(path));
        var streams = JsonDocument.Parse(probe).RootElement.GetProperty("streams").EnumerateArray().ToList();
        var packets = await RunAsync("ffprobe", "-v", "error", "-select_streams", "v", "-show_entries", "packet=pts_time,flags", "-of", "csv=p=0", FFmpegText.File(path));
        var rows = packets.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(',')).ToList();
        var decode = await ToolRunner.RunAsync("ffmpeg", ["-v", "warning", "-i", FFmpegText.File(path), "-f", "null", "-"], CancellationToken.None);
        var audio = streams.Single(stream => stream.GetProperty("codec_type").GetString() == "audio");
        return new(
            streams.Single(stream => stream.GetProperty("codec_type").GetString() == "video"), audio,
            [.. rows.Select(row => Number(row[0])).Order()], [.. rows.Where(row => row[1].StartsWith('K')).Select(row => Number(row[0])).Order()],
            Number(audio.GetProperty("duration").GetString()!), decode.Error);
    }

    public string Text(string name) => Video.GetProperty(name).GetString()!;

    /// <summary>Box types from the outside in, such as <c>moov/trak/edts/elst</c>.</summary>
    public static IReadOnlyList<string> Boxes(string path)
    {
        var found = new List<string>();
        Walk(File.ReadAllBytes(path), "", found);
        return found;
    }

    private static void Walk(ReadOnlySpan<byte> data, string parent, List<string> found)
    {
        while (data.Length >= 8)
        {
            var size = (int)System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(data);
            var name = parent + System.Text.Encoding.Latin1.GetString(data.Slice(4, 4));
            found.Add(name);
            if (size < 8 || size > data.Length) return;
            if (name[^4..] is "moov" or "trak" or "edts" or "mdia" or "minf" or "udta") Walk(data[8..size], name + "/", found);
            data = data[size..];
        }
    }

    /// <summary>One frame as RGB bytes.</summary>
    public static async Task<byte[]> FrameAsync(string path, int frame, string folder)
    {
        var raw = Path.Combine(folder, $"frame-{Guid.CreateVersion7():N}.rgb");
        await SampleMedia.MakeAsync(raw, "-i", FFmpegText.File(path), "-vf", $"select=eq(n\\,{frame})", "-vsync", "0", "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24");
        return await File.ReadAllBytesAsync(raw);
    }

    private static async Task<string> RunAsync(string tool, params string[] arguments) =>
        (await ToolRunner.RunAsync(tool, arguments, CancellationToken.None)).Output;

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
