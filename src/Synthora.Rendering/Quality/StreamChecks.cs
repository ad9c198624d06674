using Synthora.Rendering.Analysis;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>Format, colour and key frames: whether every player and platform takes the streams as they are.</summary>
internal static class StreamChecks
{
    private const string BT709 = "bt709";

    /// <summary>An encoder that is told a rate spends less of it on pauses and on plain tones, in kb/s.</summary>
    private const double Unspent = 32;

    public static IEnumerable<QualityCheck> Judge(Measurement file, Timeline? timeline, Platform platform, PlatformProfile profile)
    {
        var picture = file.Picture;
        var packets = picture.Packets;
        yield return CheckCatalogue.VideoStream.Judge(
            picture is { Codec: "h264", Profile: "High", PixelFormat: "yuv420p", SampleAspect: "1:1" or "", FieldOrder: "progressive" or "unknown" or "" },
            $"{picture.Codec} {picture.Profile}, {picture.PixelFormat}, pixels {Or(picture.SampleAspect, "1:1")}, {Or(picture.FieldOrder, "progressive")}",
            "Encode it with libx264 -profile:v high -pix_fmt yuv420p, deinterlaced and with square pixels.");
        yield return Size(picture, timeline, platform, profile.Limits);
        yield return FrameRate(packets, timeline, profile.Limits.Fps);
        yield return CheckCatalogue.Colour.Judge(
            picture is { Range: "tv", Matrix: BT709, Transfer: BT709, Primaries: BT709 },
            $"{Or(picture.Range)}, {Or(picture.Matrix)}/{Or(picture.Transfer)}/{Or(picture.Primaries)}",
            picture.Transfer is "smpte2084" or "arib-std-b67"
                ? "Convert it from HDR to BT.709 before encoding; tags alone would leave it pale."
                : "Convert it to BT.709 and tag it -colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv.");
        yield return CheckCatalogue.AudioStream.Judge(
            file.Sound is { Codec: "aac", Profile: "LC", SampleRate: 48000, Channels: 2 },
            file.Sound is { } sound ? $"{sound.Codec} {sound.Profile}, {sound.SampleRate} Hz, {sound.Channels} channel{(sound.Channels == 1 ? "" : "s")}" : "no sound",
            file.Sound is null ? "Add sound: platforms treat silent videos as broken." : "Encode the sound with -c:a aac -ar 48000 -ac 2.");
        if (file.Sound is { Kbps: > 0 and var kbps })
            yield return CheckCatalogue.SoundBitrate.Limited(profile.Limits.SoundKbps, kbps, $"{kbps:0} kb/s", "kb/s", 1, "Encode the sound from its source with -b:a 192k.", Unspent);

        var frame = 1 / Math.Max(1, packets.Fps);
        var gap = LongestGap(picture);
        yield return CheckCatalogue.KeyFrames.Limited(profile.Limits.KeyFrameSeconds, gap, $"{gap:0.00} s at most", "s", 1, "Encode it with a smaller -g.", 0.5 * frame);
        yield return CheckCatalogue.ClosedGroups.Judge(packets.OpenGroups == 0, $"{packets.OpenGroups} open", "Encode it with -flags +cgop.", packets.OpenGroups);
        yield return CheckCatalogue.BFrames.Judge(packets.ConsecutiveBFrames <= 2, $"{packets.ConsecutiveBFrames}", "Encode it with -bf 2.", packets.ConsecutiveBFrames);
        yield return CheckCatalogue.Decoding.Judge(
            file.DecodeErrors.Count == 0, file.DecodeErrors is [var error, ..] ? Short(error) : $"{picture.Changes.Count} frames",
            "The file is damaged: render or copy it again.", picture.Changes.Count);
    }

    private static QualityCheck Size(PictureFacts picture, Timeline? timeline, Platform platform, PlatformLimits limits)
    {
        var (width, height) = (picture.Width, picture.Height);
        var measured = $"{width}×{height}";
        if (timeline is { Canvas: var canvas } && (width, height) != (canvas.Width, canvas.Height))
            return CheckCatalogue.Size.Judge(false, measured, "Render the timeline again.", limit: $"{canvas.Width}×{canvas.Height} as planned", source: "the timeline");

        var sides = SidesFor(timeline, platform, limits);
        var fits = (sides.Min ?? 0) <= Math.Min(width, height) && (sides.Max ?? double.MaxValue) >= Math.Max(width, height);
        if (fits && limits.Aspect is { } aspect && !aspect.Allows((double)width / height))
            return CheckCatalogue.Size.Judge(false, measured, "Make it square or upright.", limit: "square or upright", source: aspect.Source, severity: Weight(aspect));
        if (fits && timeline is not null) return CheckCatalogue.Size.Judge(true, measured, "", limit: $"{measured} as planned", source: "the timeline");
        return CheckCatalogue.Size.Judge(fits, measured, "Scale it to 1080×1920.",
            limit: $"{sides.Min ?? 0:0}–{sides.Max ?? 4096:0} px a side, best 1080×1920", source: sides.Source, severity: Weight(sides));
    }

    /// <summary>
    /// Nobody refuses a small picture without saying so, but nobody wants to see one either, unless it was planned small.
    /// A plan for all platforms names none that would refuse it: the report for one of them does.
    /// </summary>
    private static PlatformLimit SidesFor(Timeline? timeline, Platform platform, PlatformLimits limits)
    {
        if (timeline is null) return limits.Sides ?? new PlatformLimit("advice of schedulers", 540, 4096);
        if (limits.Sides is not { } sides) return new PlatformLimit("the timeline");
        return platform == Platform.Universal ? sides with { Min = null } : sides;
    }

    private static QualityCheck FrameRate(PacketFacts packets, Timeline? timeline, PlatformLimit? range)
    {
        // A file's clock may be as coarse as a millisecond, so distances of 33 and 34 ms are even.
        var even = packets.Unevenness <= 0.0021;
        var planned = timeline is null || Math.Abs(packets.Fps - timeline.Canvas.Fps) < 0.05;
        var taken = range?.Allows(packets.Fps, 0.05) ?? true;
        // What is not met is told; a file that keeps its plan is told that.
        var byPlan = timeline is not null && (taken || !planned);
        return CheckCatalogue.FrameRate.Judge(even && planned && taken, $"{packets.Fps:0.##} fps, {(even ? "constant" : $"up to {packets.Unevenness * 1000:0} ms uneven")}",
            "Encode it at a constant 30 fps: -vf fps=30.", packets.Fps,
            byPlan ? $"{timeline!.Canvas.Fps} fps as planned, constant" : $"{range?.Min:0}–{range?.Max:0} fps, constant", byPlan ? "the timeline" : range?.Source);
    }

    private static Severity Weight(PlatformLimit limit) => limit.Required ? Severity.Must : Severity.Should;

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
