using System.Text.Json;
using Synthora.Rendering.FFmpeg;

namespace Synthora.Rendering.Probing;

/// <summary>Looks into media files before anything is decoded at length, and refuses those that would do harm.</summary>
public static class MediaProbe
{
    public const int MaxSide = 8192;
    public const long MaxPixels = 64_000_000;

    /// <summary>Containers that hold their own pictures and sound. Playlists would make ffmpeg open other files and addresses.</summary>
    private const string Containers =
        "mov,matroska,avi,mpegts,mpeg,flv,asf,ogg,wav,w64,mp3,aac,flac,aiff,caf,amr,mxf,gif,apng,ivf,"
        + "image2,png_pipe,jpeg_pipe,jpegls_pipe,webp_pipe,bmp_pipe,tiff_pipe,jpegxl_pipe,qoi_pipe";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <exception cref="RenderException">The file is missing, empty, not media, damaged or too large to decode safely.</exception>
    public static async Task<MediaInfo> ProbeAsync(string path, CancellationToken ct)
    {
        var file = new FileInfo(path);
        if (!file.Exists) throw new RenderException($"{path} does not exist.", "Correct the path or add the file.");
        if (file.Length == 0) throw new RenderException($"{path} is empty.", "Copy or export the file again.");

        return await WaveHeader.ProbeAsync(file, ct) ?? await RecentProbes.FindAsync(file, () => LookAsync(path, ct));
    }

    private static async Task<MediaInfo> LookAsync(string path, CancellationToken ct)
    {
        using var media = MediaFile.Open(path);
        // A photo's orientation stands in its Exif data, which is read with its pixels and not with its header.
        var isPhoto = await IsJpegAsync(path, ct);
        var result = await RunAsync(media, isPhoto ? ["-show_frames", "-read_intervals", "%+#1"] : [], ct);
        if (isPhoto && result.ExitCode != 0) result = await RunAsync(media, [], ct);
        if (result.ExitCode != 0)
            throw new RenderException($"{path} cannot be read as video, picture or sound: {LastLine(result.Error, media.Source)}.", "Export it again, for example as MP4, PNG or WAV.");
        var info = Parse(result.Output, path);
        return info switch
        {
            { IsStill: true, Video.Codec: "mjpeg" } => Upright(info, result.Output),
            { IsStill: true, Video.StoresAlpha: true } => await TransparencyAsync(info, media, ct),
            _ => info,
        };
    }

    /// <summary>Whether anything of a still with alpha is seen through; a handful of pixels of its rim may be.</summary>
    private static async Task<MediaInfo> TransparencyAsync(MediaInfo info, MediaFile media, CancellationToken ct)
    {
        var levels = Path.GetTempFileName();
        try
        {
            var result = await ToolRunner.RunAsync(
                "ffmpeg", ["-v", "error", "-nostdin", "-y", "-i", media.Source, "-frames:v", "1", "-vf", "format=rgba,scale=64:64:flags=area,format=rgba", "-f", "rawvideo", FFmpegText.File(levels)], ct, timeout: Limit);
            var bytes = result.ExitCode == 0 ? await File.ReadAllBytesAsync(levels, ct) : [];
            return bytes.Length > 0 && bytes.Where((level, at) => at % 4 == 3 && level < 250).Count() < bytes.Length / 1600
                ? info with { Video = info.Video! with { IsOpaque = true } }
                : info;
        }
        finally
        {
            File.Delete(levels);
        }
    }

    private static Task<ToolOutput> RunAsync(MediaFile media, IReadOnlyList<string> more, CancellationToken ct) => ToolRunner.RunAsync(
        "ffprobe", ["-v", "error", "-protocol_whitelist", "file", "-format_whitelist", Containers, "-print_format", "json", "-show_format", "-show_streams", .. more, "-i", media.Source], ct, timeout: Limit);

    private static async Task<bool> IsJpegAsync(string path, CancellationToken ct)
    {
        var head = new byte[FileSignature.Length];
        await using var stream = File.OpenRead(path);
        var read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        return FileSignature.Of(head.AsSpan(0, read)) is { Name: "JPEG" };
    }

    private static MediaInfo Upright(MediaInfo info, string json)
    {
        using var document = JsonDocument.Parse(json);
        if (!document.RootElement.TryGetProperty("frames", out var frames) || frames.EnumerateArray().FirstOrDefault() is not { ValueKind: JsonValueKind.Object } frame) return info;
        var rotation = Rotation(frame);
        var (width, height) = (info.Video!.Width, info.Video.Height);
        return info with { Video = info.Video with { Rotation = rotation, Width = rotation % 180 == 0 ? width : height, Height = rotation % 180 == 0 ? height : width } };
    }

    /// <summary>Reads what <c>ffprobe -show_format -show_streams</c> prints as JSON.</summary>
    public static MediaInfo Parse(string json, string path)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var format = root.TryGetProperty("format", out var container) ? container : default;
        var streams = root.TryGetProperty("streams", out var list) ? list.EnumerateArray().ToList() : [];

        var video = streams.Where(stream => Text(stream, "codec_type") == "video" && !IsCover(stream)).Select(ReadVideo).FirstOrDefault();
        var audio = streams.Where(stream => Text(stream, "codec_type") == "audio").Select(ReadAudio).FirstOrDefault();
        if (video is null && audio is null)
            throw new RenderException($"{path} holds neither picture nor sound.", "Give a video, picture or sound file.");
        if (video is { Codec: "svg" })
            throw new RenderException($"{path} is a drawing, which may take any time and memory to draw.", "Export it as PNG.");
        if (video is { Width: <= 0 } or { Height: <= 0 })
            throw new RenderException($"{path} is damaged: its picture has no size.", "Export it again.");
        if (video is not null && (Math.Max(video.Width, video.Height) > MaxSide || (long)video.Width * video.Height > MaxPixels))
            throw new RenderException(
                $"{path} is {video.Width}×{video.Height} pixels; at most {MaxSide} a side and {MaxPixels / 1_000_000} million in all are decoded.", "Scale it down first.");

        var info = new MediaInfo((Text(format, "format_name") ?? "").Split(',')[0], Number(format, "duration"), video, audio);
        if (info.IsStill) return info with { DurationSeconds = null };
        return info with { DurationSeconds = info.DurationSeconds ?? streams.Select(stream => Number(stream, "duration")).Max() };
    }

    private static bool IsCover(JsonElement stream) =>
        stream.TryGetProperty("disposition", out var disposition)
        && disposition.TryGetProperty("attached_pic", out var cover) && cover.GetInt32() == 1;

    private static VideoStream ReadVideo(JsonElement stream)
    {
        var rotation = Rotation(stream);
        var (aspectWidth, aspectHeight) = Ratio(Text(stream, "sample_aspect_ratio"), ':');
        var storedHeight = Integer(stream, "height");
        var storedWidth = aspectWidth > 0 && aspectHeight > 0
            ? (int)Math.Round(Integer(stream, "width") * aspectWidth / aspectHeight)
            : Integer(stream, "width");
        var average = Rate(Text(stream, "avg_frame_rate"));
        var nominal = Rate(Text(stream, "r_frame_rate"));
        return new VideoStream(
            Integer(stream, "index"), Text(stream, "codec_name") ?? "unknown",
            rotation % 180 == 0 ? storedWidth : storedHeight, rotation % 180 == 0 ? storedHeight : storedWidth,
            rotation, average > 0 ? average : nominal, average > 0 && nominal > 0 && Math.Abs(average - nominal) / nominal > 0.01,
            Text(stream, "pix_fmt") ?? "", Known(Text(stream, "color_space")), Known(Text(stream, "color_transfer")),
            Text(stream, "color_range") == "pc" || Text(stream, "pix_fmt")?.StartsWith("yuvj", StringComparison.Ordinal) == true)
        {
            IsInterlaced = Text(stream, "field_order") is "tt" or "bb" or "tb" or "bt",
            HasAlphaLayer = Text(stream, "codec_name") is "vp8" or "vp9" && stream.TryGetProperty("tags", out var tags)
                && (Text(tags, "alpha_mode") ?? Text(tags, "ALPHA_MODE")) == "1",
        };
    }

    private static AudioStream ReadAudio(JsonElement stream) => new(
        Integer(stream, "index"), Text(stream, "codec_name") ?? "unknown", (int)(Number(stream, "sample_rate") ?? 0), Integer(stream, "channels"));

    private static int Rotation(JsonElement stream)
    {
        var counterClockwise = 0.0;
        if (stream.TryGetProperty("side_data_list", out var sides))
            counterClockwise = sides.EnumerateArray().Select(side => Number(side, "rotation") ?? 0).FirstOrDefault(turn => turn != 0);
        var clockwise = (int)(Math.Round(-counterClockwise / 90) * 90) % 360;
        return clockwise < 0 ? clockwise + 360 : clockwise;
    }

    private static string? Known(string? value) => value is null or "unknown" or "reserved" ? null : value;

    private static double Rate(string? text)
    {
        var (numerator, denominator) = Ratio(text, '/');
        return denominator > 0 ? numerator / denominator : 0;
    }

    private static (double First, double Second) Ratio(string? text, char separator)
    {
        var parts = text?.Split(separator);
        return parts is [var first, var second]
            && double.TryParse(first, CultureInfo.InvariantCulture, out var a)
            && double.TryParse(second, CultureInfo.InvariantCulture, out var b)
            ? (a, b)
            : (0, 0);
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static int Integer(JsonElement element, string name) => (int)(Number(element, name) ?? 0);

    private static double? Number(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.Number) return value.GetDouble();
        return double.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }

    private static string LastLine(string log, string source)
    {
        var line = log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it is not in a known format";
        return line.Replace(source + ": ", "", StringComparison.Ordinal).TrimEnd('.');
    }
}
