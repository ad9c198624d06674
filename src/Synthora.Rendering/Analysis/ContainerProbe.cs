using System.Text.Json;
using Synthora.Rendering.FFmpeg;

namespace Synthora.Rendering.Analysis;

/// <summary>
/// Reads an MP4's headers and packets with ffprobe. The demuxer is named, so that a playlist or a script that only
/// calls itself MP4 is never followed to other files.
/// </summary>
internal sealed record ContainerProbe(JsonElement Video, JsonElement? Audio, IReadOnlyList<string> Tags)
{
    /// <summary>Longer files are measured up to here; every platform's limit lies below.</summary>
    public const int MostSeconds = 1800;

    private const int MostPackets = 500_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static IReadOnlyList<string> Demuxer { get; } = ["-protocol_whitelist", "file", "-f", "mov"];

    /// <returns>Null when the file cannot be read or has no picture; then <c>Why</c> says what ffprobe found.</returns>
    public static async Task<(ContainerProbe? Probe, string Why)> ReadAsync(string file, CancellationToken ct)
    {
        var result = await ToolRunner.RunAsync("ffprobe",
            ["-v", "error", .. Demuxer, "-show_streams", "-show_format", "-of", "json", FFmpegText.File(file)], ct, timeout: Limit);
        if (result.ExitCode != 0) return (null, "its index is missing or damaged");
        using var document = JsonDocument.Parse(result.Output);
        var root = document.RootElement.Clone();
        var streams = root.TryGetProperty("streams", out var list) ? list.EnumerateArray().ToList() : [];
        if (streams.Find(stream => stream.Text("codec_type") == "video" && !IsCover(stream)) is not { ValueKind: JsonValueKind.Object } video)
            return (null, "it has no picture");
        if (video.Number("width") <= 0 || video.Number("height") <= 0) return (null, "its picture has no size");
        if (video.Number("width") > 8192 || video.Number("height") > 8192) return (null, "its picture is larger than 8192 pixels");

        var audio = streams.Find(stream => stream.Text("codec_type") == "audio");
        var tags = root.TryGetProperty("format", out var format) && format.TryGetProperty("tags", out var all)
            ? all.EnumerateObject().Select(tag => tag.Name).ToList()
            : [];
        return (new(video, audio.ValueKind == JsonValueKind.Object ? audio : null, tags), "");
    }

    public async Task<PacketFacts> ReadPacketsAsync(string file, CancellationToken ct)
    {
        var packets = new List<Packet>();
        await ToolRunner.RunAsync("ffprobe",
            ["-v", "error", .. Demuxer, "-select_streams", Video.Text("index"), "-read_intervals", $"%+{MostSeconds}",
             "-show_entries", "packet=pts,size,flags", "-of", "compact=p=0", FFmpegText.File(file)],
            ct, line =>
            {
                if (packets.Count < MostPackets && Parse(line) is { } packet) packets.Add(packet);
            }, Limit);
        return PacketFacts.From(packets, Tick(Video.Text("time_base")));
    }

    /// <summary>A line such as <c>pts=1024|size=2934|flags=K_</c>.</summary>
    internal static Packet? Parse(string line)
    {
        long? pts = null;
        var (size, key) = (0, false);
        foreach (var field in line.Split('|'))
        {
            if (field.StartsWith("pts=", StringComparison.Ordinal) && long.TryParse(field.AsSpan(4), CultureInfo.InvariantCulture, out var time)) pts = time;
            else if (field.StartsWith("size=", StringComparison.Ordinal)) _ = int.TryParse(field.AsSpan(5), CultureInfo.InvariantCulture, out size);
            else if (field.StartsWith("flags=", StringComparison.Ordinal)) key = field.Contains('K', StringComparison.Ordinal);
        }

        return pts is { } known ? new(known, size, key) : null;
    }

    private static bool IsCover(JsonElement stream) =>
        stream.TryGetProperty("disposition", out var disposition) && disposition.Number("attached_pic") > 0;

    private static double Tick(string ratio)
    {
        var parts = ratio.Split('/');
        return parts.Length == 2 && double.TryParse(parts[0], CultureInfo.InvariantCulture, out var over)
            && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var under) && under > 0 ? over / under : 0;
    }
}

/// <summary>ffprobe writes most numbers as text and leaves out what it does not know.</summary>
internal static class ProbeJson
{
    public static string Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.ToString() : "";

    public static double Number(this JsonElement element, string name) =>
        double.TryParse(element.Text(name), CultureInfo.InvariantCulture, out var value) ? value : 0;
}
