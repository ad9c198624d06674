using System.Text.Json;
using Synthora.Rendering.Audio;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Scenes.Overlays;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Analysis;

/// <summary>Measures an MP4: its boxes, its packets without decoding, then every frame and sample once.</summary>
public static class Measurer
{
    /// <summary>Tags that any writer leaves or that were set on purpose; whatever else is there came from a source.</summary>
    private static readonly HashSet<string> OwnTags =
        new(["major_brand", "minor_version", "compatible_brands", "encoder", "title", "creation_time", "language"], StringComparer.OrdinalIgnoreCase);

    /// <exception cref="RenderException">The file is missing, empty, damaged beyond reading, or not an MP4 with a picture.</exception>
    /// <param name="timeline">What was planned, so that its words and its voice can be looked for.</param>
    /// <param name="rendered">The stems' figures, where the file was just rendered from the timeline.</param>
    public static async Task<Measurement> MeasureAsync(string file, Timeline? timeline, CancellationToken ct, SoundMeasurement? rendered = null)
    {
        var (boxes, bytes) = Look(file);
        if (bytes == 0) throw Unreadable(file, "it is empty");
        if (!boxes.IsMp4) throw Unreadable(file, "it is not an MP4");
        var (probe, why) = await ContainerProbe.ReadAsync(file, ct);
        if (probe is null) throw Unreadable(file, boxes.Damage ?? why);

        // Words are only looked for where they were drawn: in a picture of the planned size.
        var fits = timeline is not null && probe.Video.Number("width") == timeline.Canvas.Width && probe.Video.Number("height") == timeline.Canvas.Height;
        var text = fits ? await DrawnText.OfAsync(timeline!, ct) : null;
        var sampling = text is null ? null : TextSampling.Of(timeline!, text);
        var folder = Directory.CreateTempSubdirectory("synthora-check-").FullName;
        try
        {
            // What does not need the decoded file is drawn and mixed beside it: decoding alone leaves a processor idle.
            var decoding = SignalPass.RunAsync(file, probe, sampling, folder, ct);
            var reading = probe.ReadPacketsAsync(file, ct);
            var drawing = sampling is null ? Task.CompletedTask : DrawnSheets.DrawAsync(text!, sampling, folder, ct);
            var mixing = rendered is not null ? Task.FromResult(rendered.Ducking) : timeline is not null ? StemReading.OfAsync(timeline, folder, ct) : Task.FromResult<DuckingMeasurement?>(null);
            await Task.WhenAll(decoding, reading, drawing, mixing);
            var (signal, packets) = (await decoding, await reading);
            if (signal.Changes.Count == 0) throw Unreadable(file, boxes.Damage ?? (signal.Errors is [var error, ..] ? $"no frame of it can be decoded: {error.TrimEnd('.')}" : "no frame of it can be decoded"));
            var facts = sampling is null ? null : TextReading.Compare(sampling, await DrawnSheets.ReadAsync(folder, ct));
            var voices = timeline is null ? [] : await VoiceSearch.FindAsync(timeline, signal.Voice, folder, ct);
            return Gather(probe, boxes, bytes, packets, signal, timeline) with
            {
                Text = facts,
                Voices = voices,
                Ducking = await mixing,
                Overlays = timeline is null ? [] : await OverlayLayout.OfAsync(timeline, ct),
            };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Measurement Gather(ContainerProbe probe, Mp4Boxes boxes, long bytes, PacketFacts packets, SignalPass signal, Timeline? timeline) => new()
    {
        Bytes = bytes,
        Boxes = boxes,
        ForeignTags = [.. probe.Tags.Where(tag => !OwnTags.Contains(tag) && !IsOurComment(tag, timeline))],
        DecodeErrors = [.. signal.Errors.Take(5)],
        Picture = Picture(probe.Video, packets, signal),
        Sound = probe.Audio is { } audio ? Sound(audio, signal) : null,
    };

    private static bool IsOurComment(string tag, Timeline? timeline) =>
        timeline is not null && tag.Equals("comment", StringComparison.OrdinalIgnoreCase) && SimulatedParts.Comment(timeline) is not null;

    private static RenderException Unreadable(string file, string why) =>
        new($"{file} cannot be measured: {why}.", "Render it again, or export it as MP4.");

    private static (Mp4Boxes Boxes, long Bytes) Look(string file)
    {
        if (Directory.Exists(file)) throw new RenderException($"{file} is a folder.", "Give a video file.");
        if (!File.Exists(file)) throw new RenderException($"{file} does not exist.", "Check the path.");
        try
        {
            return (Mp4Boxes.Read(file), new FileInfo(file).Length);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new RenderException($"{file} cannot be opened: {refused.Message}", "Check the file's permissions.", refused);
        }
    }

    private static PictureFacts Picture(JsonElement stream, PacketFacts packets, SignalPass signal)
    {
        var turned = IsTurned(stream);
        return new()
        {
            Codec = stream.Text("codec_name"),
            Profile = stream.Text("profile"),
            Width = (int)stream.Number(turned ? "height" : "width"),
            Height = (int)stream.Number(turned ? "width" : "height"),
            SampleAspect = stream.Text("sample_aspect_ratio"),
            PixelFormat = stream.Text("pix_fmt"),
            FieldOrder = stream.Text("field_order"),
            Range = stream.Text("color_range"),
            Matrix = stream.Text("color_space"),
            Transfer = stream.Text("color_transfer"),
            Primaries = stream.Text("color_primaries"),
            Start = stream.Number("start_time"),
            Seconds = stream.Number("duration"),
            Packets = packets,
            Changes = signal.Changes,
            Black = signal.Black,
            Frozen = signal.Frozen,
            Thumbs = signal.Thumbs,
        };
    }

    private static SoundFacts Sound(JsonElement stream, SignalPass signal) => new()
    {
        Codec = stream.Text("codec_name"),
        Profile = stream.Text("profile"),
        SampleRate = (int)stream.Number("sample_rate"),
        Channels = (int)stream.Number("channels"),
        Kbps = stream.Number("bit_rate") / 1000,
        Start = stream.Number("start_time"),
        Seconds = stream.Number("duration"),
        Loudness = signal.Loudness.Integrated,
        LoudnessRange = signal.Loudness.Range,
        TruePeak = signal.Loudness.TruePeak,
        OpeningLoudness = signal.Loudness.Opening,
        BlockPeaks = signal.BlockPeaks,
        BlockSteps = signal.BlockSteps,
    };

    private static bool IsTurned(JsonElement stream) =>
        stream.TryGetProperty("side_data_list", out var sides)
        && sides.EnumerateArray().Any(side => Math.Abs(side.Number("rotation")) % 180 == 90);
}
