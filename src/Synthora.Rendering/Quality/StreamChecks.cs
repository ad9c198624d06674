using Synthora.Rendering.Analysis;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>Format, colour and key frames: whether every player and platform takes the streams as they are.</summary>
internal static class StreamChecks
{
    private const string BT709 = "bt709";

    public static IEnumerable<QualityCheck> Judge(Measurement file, Timeline? timeline, PlatformProfile profile)
    {
        var picture = file.Picture;
        var packets = picture.Packets;
        yield return Check.Must("video_stream", "Video format",
            picture is { Codec: "h264", Profile: "High", PixelFormat: "yuv420p", SampleAspect: "1:1" or "", FieldOrder: "progressive" or "unknown" or "" },
            $"{picture.Codec} {picture.Profile}, {picture.PixelFormat}, pixels {Or(picture.SampleAspect, "1:1")}, {Or(picture.FieldOrder, "progressive")}",
            "h264 High, yuv420p, pixels 1:1, progressive",
            "Render it with Synthora, or encode it with libx264 -profile:v high -pix_fmt yuv420p.");
        yield return Size(picture, timeline);
        yield return FrameRate(packets, timeline);
        yield return Check.Must("colour", "Colour tags",
            picture is { Range: "tv", Matrix: BT709, Transfer: BT709, Primaries: BT709 },
            $"{Or(picture.Range)}, {Or(picture.Matrix)}/{Or(picture.Transfer)}/{Or(picture.Primaries)}", "limited range, BT.709 three times",
            "Tag it -colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv.");
        yield return Check.Must("audio_stream", "Sound format",
            file.Sound is { Codec: "aac", Profile: "LC", SampleRate: 48000, Channels: 2 },
            file.Sound is { } sound ? $"{sound.Codec} {sound.Profile}, {sound.SampleRate} Hz, {sound.Channels} channel{(sound.Channels == 1 ? "" : "s")}" : "no sound",
            "AAC-LC, 48000 Hz, stereo", "Encode the sound as stereo AAC-LC at 48 kHz.");

        var frame = 1 / Math.Max(1, packets.Fps);
        var gap = LongestGap(picture);
        yield return Check.Must("key_frames", "Key frame distance", gap <= profile.GopSeconds + (0.5 * frame),
            $"{gap:0.00} s", $"≤ {profile.GopSeconds:0.##} s, the first frame included ({profile.Source})", "Encode it with a smaller -g.", gap, "s");
        yield return Check.Must("closed_groups", "Closed groups of pictures", packets.OpenGroups == 0, $"{packets.OpenGroups} open", "0 open",
            "Encode it with -flags +cgop.", packets.OpenGroups);
        yield return Check.Must("b_frames", "Consecutive B frames", packets.ConsecutiveBFrames <= 2, $"{packets.ConsecutiveBFrames}", "≤ 2",
            "Encode it with -bf 2.", packets.ConsecutiveBFrames, "frames");
        yield return Check.Must("decoding", "Every frame decodes", file.DecodeErrors.Count == 0,
            file.DecodeErrors is [var error, ..] ? Short(error) : $"{picture.Changes.Count} frames", "no decoder complaint",
            "The file is damaged: render or copy it again.", picture.Changes.Count, "frames");
    }

    private static QualityCheck Size(PictureFacts picture, Timeline? timeline) => timeline is { Canvas: var canvas }
        ? Check.Must("size", "Picture size", picture.Width == canvas.Width && picture.Height == canvas.Height,
            $"{picture.Width}×{picture.Height}", $"{canvas.Width}×{canvas.Height} as planned", "Render the timeline again.")
        : Check.Must("size", "Picture size", Math.Min(picture.Width, picture.Height) >= 540 && Math.Max(picture.Width, picture.Height) <= 4096,
            $"{picture.Width}×{picture.Height}", "540 to 4096 pixels a side, best 1080×1920 (Facebook Reels, TikTok)", "Render it at 1080×1920.");

    private static QualityCheck FrameRate(PacketFacts packets, Timeline? timeline)
    {
        // A file's clock may be as coarse as a millisecond, so distances of 33 and 34 ms are even.
        var even = packets.Unevenness <= 0.0021;
        var asPlanned = timeline is null ? packets.Fps is >= 22.9 and <= 60.1 : Math.Abs(packets.Fps - timeline.Canvas.Fps) < 0.05;
        return Check.Must("frame_rate", "Constant frame rate", even && asPlanned,
            $"{packets.Fps:0.##} fps, {(even ? "constant" : $"up to {packets.Unevenness * 1000:0} ms uneven")}",
            timeline is null ? "23–60 fps, constant (Instagram, TikTok)" : $"{timeline.Canvas.Fps} fps as planned, constant", "Render it at a constant 30 fps.", packets.Fps, "fps");
    }

    private static double LongestGap(PictureFacts picture)
    {
        double[] marks = [picture.Start, .. picture.Packets.KeyFrames, picture.Start + picture.Seconds];
        return marks.Zip(marks.Skip(1), (one, next) => next - one).Max();
    }

    private static string Or(string tag, string otherwise = "untagged") => tag.Length == 0 ? otherwise : tag;

    private static string Short(string error)
    {
        var text = error.StartsWith('[') && error.IndexOf("] ", StringComparison.Ordinal) is > 0 and var end ? error[(end + 2)..] : error;
        return text.Length <= 80 ? text : text[..80] + "…";
    }
}
