using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Synthora.Rendering.FFmpeg;

namespace Synthora.Rendering.Quality;

/// <summary>Measures a file in two passes: its packets without decoding, then every frame and sample once.</summary>
public static partial class Measurer
{
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DecodeLimit = TimeSpan.FromMinutes(20);

    /// <summary>Tags every MP4 has; whatever else is there came from somewhere.</summary>
    private static readonly HashSet<string> OwnTags = ["major_brand", "minor_version", "compatible_brands", "encoder", "title", "comment"];

    /// <exception cref="RenderException">The file is missing, unreadable or has no picture.</exception>
    public static async Task<Measurement> MeasureAsync(string file, CancellationToken ct)
    {
        var info = new FileInfo(file);
        if (!info.Exists) throw new RenderException($"{file} does not exist.", "Check the path.");
        if (info.Length == 0) throw new RenderException($"{file} is empty.", "Render or copy it again.");

        var probe = await ToolRunner.RunAsync("ffprobe",
            ["-v", "error", "-print_format", "json", "-show_format", "-show_streams", "-show_packets", "-select_streams", "v:0",
             "-show_entries", "format=format_name:format_tags:packet=pts_time,flags:stream=codec_name,profile,width,height,sample_aspect_ratio,pix_fmt,color_range,color_space,color_transfer,color_primaries,avg_frame_rate,start_time,duration",
             "-i", $"file:{file}"], ct, timeout: ProbeLimit);
        using var video = Parse(probe, file);
        using var audio = Parse(await ToolRunner.RunAsync("ffprobe",
            ["-v", "error", "-print_format", "json", "-select_streams", "a:0", "-show_entries", "stream=codec_name,profile,sample_rate,channels,start_time,duration",
             "-i", $"file:{file}"], ct, timeout: ProbeLimit), file);

        if (First(video, "streams") is not { } stream)
            throw new RenderException($"{file} has no picture.", "Give a video file.");
        var sound = First(audio, "streams");
        var decoded = await DecodeAsync(file, sound is not null, ct);
        var packets = ReadPackets(video);
        List<double> times = [.. packets.Select(packet => packet.Time).Order()];
        var tags = video.RootElement.TryGetProperty("format", out var format) && format.TryGetProperty("tags", out var all)
            ? all.EnumerateObject().Select(tag => tag.Name).Where(tag => !OwnTags.Contains(tag)).ToList()
            : [];
        var fps = Rate(Text(stream, "avg_frame_rate"));
        var seconds = Number(stream, "duration");
        return new()
        {
            Bytes = info.Length,
            Boxes = Mp4Boxes.Read(file),
            ForeignTags = tags,
            Picture = new()
            {
                Codec = Text(stream, "codec_name"),
                Profile = Text(stream, "profile"),
                Width = (int)Number(stream, "width"),
                Height = (int)Number(stream, "height"),
                SampleAspect = Text(stream, "sample_aspect_ratio"),
                PixelFormat = Text(stream, "pix_fmt"),
                Range = Text(stream, "color_range"),
                Matrix = Text(stream, "color_space"),
                Transfer = Text(stream, "color_transfer"),
                Primaries = Text(stream, "color_primaries"),
                Fps = fps,
                Start = Number(stream, "start_time"),
                Seconds = seconds,
                BFrames = LongestRunOfB(packets),
                Jitter = Jitter(times, fps),
                KeyFrames = [.. packets.Where(packet => packet.Key).Select(packet => packet.Time)],
                Changes = decoded.Changes,
                Black = decoded.Black,
                Frozen = [.. decoded.Frozen.Select(span => double.IsInfinity(span.End) ? span with { End = seconds } : span)],
            },
            Sound = sound is not { } track ? null : new()
            {
                Codec = Text(track, "codec_name"),
                Profile = Text(track, "profile"),
                SampleRate = (int)Number(track, "sample_rate"),
                Channels = (int)Number(track, "channels"),
                Start = Number(track, "start_time"),
                Seconds = Number(track, "duration"),
                Loudness = decoded.Loudness,
                LoudnessRange = decoded.LoudnessRange,
                TruePeak = decoded.TruePeak,
                OpeningLoudness = decoded.OpeningLoudness,
                Silences = decoded.Silences,
            },
        };
    }

    private static JsonDocument Parse(ToolOutput probe, string file)
    {
        if (probe.ExitCode != 0) throw Unreadable(file);
        return JsonDocument.Parse(probe.Output);
    }

    private static RenderException Unreadable(string file) => new($"{file} cannot be read as a video.", "Render or export it again as MP4.");

    /// <summary>In the order they are stored, which is the order they are decoded in.</summary>
    private static List<(double Time, bool Key)> ReadPackets(JsonDocument video) =>
        [.. video.RootElement.GetProperty("packets").EnumerateArray()
            .Where(packet => packet.TryGetProperty("pts_time", out _))
            .Select(packet => (Time: Number(packet, "pts_time"), Key: Text(packet, "flags").StartsWith('K')))];

    /// <summary>A frame shown before one that was decoded earlier is a B frame; the longest run of them in decoding order.</summary>
    private static int LongestRunOfB(List<(double Time, bool Key)> packets)
    {
        int run = 0, longest = 0;
        var latest = double.NegativeInfinity;
        foreach (var (time, _) in packets)
        {
            run = time < latest ? run + 1 : 0;
            longest = Math.Max(longest, run);
            latest = Math.Max(latest, time);
        }

        return longest;
    }

    private static double Jitter(List<double> times, double fps) => fps <= 0 || times.Count < 3
        ? 0
        : times.Zip(times.Skip(1), (one, next) => Math.Abs(next - one - (1 / fps))).Max();

    private sealed record Decoded(
        IReadOnlyList<FrameChange> Changes, IReadOnlyList<Span> Black, IReadOnlyList<Span> Frozen, IReadOnlyList<Span> Silences,
        double Loudness, double LoudnessRange, double TruePeak, double? OpeningLoudness);

    /// <summary>
    /// One decode at a quarter of the width: what the checks look for is far larger than a pixel, and skipping the
    /// loop filter changes nothing they would see.
    /// </summary>
    private static async Task<Decoded> DecodeAsync(string file, bool hasSound, CancellationToken ct)
    {
        const string Picture = "[0:v:0]scale=270:-2:flags=fast_bilinear,blackdetect=d=0.1:pix_th=0.1,freezedetect=n=-50dB:d=3,scdet=t=100,metadata=print:file=-[v]";
        const string Sound = ";[0:a:0]silencedetect=n=-40dB:d=0.3,asplit[all][head];[all]ebur128@whole=peak=true:framelog=verbose[a];[head]atrim=0:3,ebur128@opening=framelog=verbose[b]";
        List<string> arguments =
        [
            "-hide_banner", "-nostdin", "-nostats", "-loglevel", "info", "-skip_loop_filter", "all", "-i", $"file:{file}",
            "-filter_complex", hasSound ? Picture + Sound : Picture, "-map", "[v]", "-f", "null", "-",
        ];
        if (hasSound) arguments.AddRange(["-map", "[a]", "-map", "[b]", "-f", "null", "-"]);

        var changes = new List<FrameChange>();
        double time = 0, difference = 0;
        var result = await ToolRunner.RunAsync("ffmpeg", arguments, ct, line =>
        {
            if (line.StartsWith("frame:", StringComparison.Ordinal)) time = After(line, "pts_time:");
            else if (line.StartsWith("lavfi.scd.mafd=", StringComparison.Ordinal)) difference = After(line, "=");
            else if (line.StartsWith("lavfi.scd.score=", StringComparison.Ordinal)) changes.Add(new(time, difference, After(line, "=")));
        }, DecodeLimit);
        if (result.ExitCode != 0) throw Unreadable(file);

        var log = result.Error;
        var whole = Summary(log, "ebur128@whole");
        var opening = Figure(Summary(log, "ebur128@opening"), Integrated());
        return new(
            changes,
            [.. Black().Matches(log).Select(match => new Span(Value(match, 1), Value(match, 2)))],
            Spans(log, FreezeStart(), FreezeEnd()),
            Spans(log, SilenceStart(), SilenceEnd()),
            Figure(whole, Integrated()), Figure(whole, Range()), Figure(whole, Peak()),
            double.IsFinite(opening) ? opening : null);
    }

    /// <summary>A span that has not ended by the end of the file ends in infinity.</summary>
    private static List<Span> Spans(string log, Regex starts, Regex ends)
    {
        var ended = ends.Matches(log).Select(match => Value(match, 1)).ToList();
        return [.. starts.Matches(log).Select((match, index) =>
            new Span(Math.Max(0, Value(match, 1)), index < ended.Count ? ended[index] : double.PositiveInfinity))];
    }

    /// <summary>What a named ebur128 filter says at its end, up to the next filter's summary.</summary>
    private static string Summary(string log, string filter)
    {
        var start = log.LastIndexOf($"[{filter} @", StringComparison.Ordinal);
        if (start < 0) return "";
        var end = log.IndexOf("[ebur128@", start + 1, StringComparison.Ordinal);
        return end < 0 ? log[start..] : log[start..end];
    }

    private static double Figure(string summary, Regex figure) => figure.Match(summary) is { Success: true } match && match.Groups[1].Value != "-inf"
        ? Value(match, 1)
        : double.NegativeInfinity;

    private static double Value(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static double After(string line, string sign)
    {
        var at = line.IndexOf(sign, StringComparison.Ordinal);
        return at >= 0 && double.TryParse(line.AsSpan(at + sign.Length), CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
    }

    private static JsonElement? First(JsonDocument document, string list) =>
        document.RootElement.TryGetProperty(list, out var items) && items.GetArrayLength() > 0 ? items[0] : null;

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.ToString() : "";

    private static double Number(JsonElement element, string name) =>
        double.TryParse(Text(element, name), CultureInfo.InvariantCulture, out var value) ? value : 0;

    private static double Rate(string ratio)
    {
        var parts = ratio.Split('/');
        return parts.Length == 2 && double.TryParse(parts[0], CultureInfo.InvariantCulture, out var over)
            && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var under) && under > 0 ? over / under : 0;
    }

    [GeneratedRegex(@"black_start:([\d.]+) black_end:([\d.]+)")]
    private static partial Regex Black();

    [GeneratedRegex(@"freeze_start: ?([\d.]+)")]
    private static partial Regex FreezeStart();

    [GeneratedRegex(@"freeze_end: ?([\d.]+)")]
    private static partial Regex FreezeEnd();

    [GeneratedRegex(@"silence_start: ?(-?[\d.]+)")]
    private static partial Regex SilenceStart();

    [GeneratedRegex(@"silence_end: ?([\d.]+)")]
    private static partial Regex SilenceEnd();

    [GeneratedRegex(@"I: +(-?[\d.]+|-inf) LUFS")]
    private static partial Regex Integrated();

    [GeneratedRegex(@"LRA: +([\d.]+) LU")]
    private static partial Regex Range();

    [GeneratedRegex(@"Peak: +(-?[\d.]+|-inf) dBFS")]
    private static partial Regex Peak();
}
