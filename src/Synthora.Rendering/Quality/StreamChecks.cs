using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>Format, colour, container and key frames: whether every player and platform takes the file as it is.</summary>
internal static class StreamChecks
{
    private const string BT709 = "bt709";

    public static IEnumerable<QualityCheck> Judge(Measurement file, Timeline? timeline, PlatformProfile profile)
    {
        var picture = file.Picture;
        yield return Check.Must("video_stream", "Video format",
            picture is { Codec: "h264", Profile: "High", PixelFormat: "yuv420p", SampleAspect: "1:1" or "" },
            $"{picture.Codec} {picture.Profile}, {picture.PixelFormat}, pixels {picture.SampleAspect}", "h264 High, yuv420p, square pixels",
            "Render it with Synthora, or encode it with libx264 -profile:v high -pix_fmt yuv420p.");
        yield return timeline is null
            ? Check.Must("size", "Picture size", picture.Width >= 540 && picture.Height >= 540 && picture is { Width: <= 4096, Height: <= 4096 },
                $"{picture.Width}×{picture.Height}", "540 to 4096 pixels a side", "Render it at 1080×1920.")
            : Check.Must("size", "Picture size", picture.Width == timeline.Canvas.Width && picture.Height == timeline.Canvas.Height,
                $"{picture.Width}×{picture.Height}", $"{timeline.Canvas.Width}×{timeline.Canvas.Height} as planned", "Render the timeline again.");
        yield return Check.Must("frame_rate", "Constant frame rate", picture.Fps is >= 23 and <= 60 && picture.Jitter < 0.004,
            $"{picture.Fps:0.##} fps, {picture.Jitter * 1000:0.#} ms uneven", "23–60 fps, even to 4 ms", "Render it at a constant 30 fps.", picture.Fps);
        yield return Check.Must("colour", "Colour tags",
            picture is { Range: "tv", Matrix: BT709, Transfer: BT709, Primaries: BT709 },
            $"{Or(picture.Range)}, {Or(picture.Matrix)}/{Or(picture.Transfer)}/{Or(picture.Primaries)}", "limited range, BT.709 three times",
            "Tag it -colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv.");
        yield return Check.Must("audio_stream", "Sound format",
            file.Sound is { Codec: "aac", Profile: "LC", SampleRate: 48000, Channels: 2 },
            file.Sound is { } sound ? $"{sound.Codec} {sound.Profile}, {sound.SampleRate} Hz, {sound.Channels} channels" : "no sound",
            "AAC-LC, 48000 Hz, stereo", "Encode the sound as stereo AAC-LC at 48 kHz.");

        yield return Check.Must("fast_start", "Starts before it is loaded", file.Boxes.StartsFast && !file.Boxes.IsDamaged,
            file.Boxes.IsDamaged ? "damaged boxes" : string.Join(' ', file.Boxes.TopLevel.Take(6)), "moov before mdat", "Remux it with -movflags +faststart.");
        yield return Check.Must("edit_lists", "No edit lists", file.Boxes.EditLists == 0, $"{file.Boxes.EditLists}", "0",
            "Remux it with -use_editlist 0 -movflags +negative_cts_offsets.", file.Boxes.EditLists);
        yield return Check.Should("metadata", "No leftover metadata", file.ForeignTags.Count == 0,
            file.ForeignTags.Count == 0 ? "none" : string.Join(", ", file.ForeignTags.Take(5)), "none", "Remux it with -map_metadata -1.");

        var gap = LongestGap(picture);
        yield return Check.Must("key_frames", "Key frame distance", picture.KeyFrames is [<= 0.1, ..] && gap <= profile.GopSeconds + (1.5 / Math.Max(1, picture.Fps)),
            $"{gap:0.00} s", $"≤ {profile.GopSeconds:0.##} s, the first frame included", "Encode it with a smaller -g.", gap);
        yield return Check.Must("b_frames", "Consecutive B frames", picture.BFrames <= 2, $"{picture.BFrames}", "≤ 2", "Encode it with -bf 2.", picture.BFrames);

        var kilobits = file.Seconds > 0 ? file.Bytes * 8 / 1000.0 / file.Seconds : 0;
        yield return Check.Must("bitrate", "Bitrate", kilobits <= profile.MaxBitrateKbps, $"{kilobits / 1000:0.0} Mb/s", $"≤ {profile.MaxBitrateKbps / 1000.0:0.#} Mb/s",
            "Encode it at a lower rate.", kilobits);
        var megabytes = file.Bytes / 1048576.0;
        yield return Check.Must("file_size", "File size", megabytes <= profile.MaxMegabytes, $"{megabytes:0.0} MiB", $"≤ {profile.MaxMegabytes} MiB",
            "Shorten it or encode it at a lower rate.", megabytes);
    }

    private static string Or(string tag) => tag.Length == 0 ? "untagged" : tag;

    private static double LongestGap(PictureFacts picture) =>
        picture.KeyFrames.Append(picture.Start + picture.Seconds).Zip(picture.KeyFrames.Skip(1).Append(picture.Start + picture.Seconds), (one, next) => next - one)
            .DefaultIfEmpty(picture.Seconds).Max();
}
