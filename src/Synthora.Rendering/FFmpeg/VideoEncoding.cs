using System.Text.Json.Serialization;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.FFmpeg;

/// <summary>How every segment of a video is encoded. All segments share it, or they could not be joined by copying.</summary>
/// <param name="GopFrames">Longest distance between key frames.</param>
/// <param name="Threads">One gives the same bytes on every run.</param>
public sealed record VideoEncoding(string Preset, int Crf, int GopFrames, int MaxBitrateKbps, int Threads = 1)
{
    private const string QuickPreset = "ultrafast";

    /// <summary>The timeline's platform decides over key frames; the bitrate suits every platform that shows the picture.</summary>
    public static VideoEncoding For(Timeline timeline, bool preview)
    {
        var gop = Math.Max(1, (int)Math.Round(PlatformProfile.For(timeline.Platform).GopSeconds * timeline.Canvas.Fps));
        var ceiling = timeline.SharedWith.Append(timeline.Platform).Min(platform => PlatformProfile.For(platform).At(timeline.Canvas.Fps).MaxBitrateKbps);
        return preview ? new(QuickPreset, 26, gop, 4000) : new("veryfast", 20, gop, ceiling);
    }

    /// <summary>Options of inputs that hold footage: a small picture does not show whether block edges were smoothed before it was made smaller.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Decoding => Preset == QuickPreset ? ["-skip_loop_filter", "all"] : [];

    /// <summary>Encoder and muxer options for a segment of exactly <paramref name="frames"/> frames.</summary>
    public IReadOnlyList<string> Options(int frames, int fps) =>
    [
        "-an", "-c:v", "libx264", "-preset", Preset, "-crf", Number(Crf), "-profile:v", "high", "-bf", "2",
        "-g", Number(GopFrames), "-flags", "+cgop", "-maxrate", Number(MaxBitrateKbps) + "k", "-bufsize", Number(2 * MaxBitrateKbps) + "k",
        "-threads", Number(Threads), "-pix_fmt", "yuv420p",
        "-color_range", "tv", "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
        "-frames:v", Number(frames), "-video_track_timescale", Number(fps * 512), "-map_metadata", "-1", "-fflags", "+bitexact",
        "-use_editlist", "0", "-movflags", "+negative_cts_offsets", "-f", "mp4",
    ];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
