using Synthora.Rendering.Cameras;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Motion;
using Synthora.Rendering.Timelines;
using static Synthora.Rendering.FFmpeg.FFmpegText;

namespace Synthora.Rendering.Scenes;

/// <summary>What the pictures of a segment are drawn from, ready before the command is built.</summary>
/// <param name="Media">By the path that stands in the timeline.</param>
internal sealed record SegmentSources(
    IReadOnlyDictionary<string, SourceMedia> Media, IReadOnlyDictionary<CardShot, CardArtwork> Artwork, bool CanToneMap);

/// <summary>A card with the length it is designed for; a stretch of it in a transition uses the same artwork.</summary>
internal sealed record CardShot(CardVisual Card, int ShotFrames);

/// <summary>Adds the chain of one shot: exactly its frames, canvas size and rate, yuv420p, SAR 1.</summary>
internal static class ShotPicture
{
    /// <summary>Beyond so many repeats a short clip is kept in memory and looped instead of decoded again.</summary>
    private const int MaxRepeats = 8;

    /// <param name="diveFrames">Not 0: the camera also dives into the picture, over so many frames.</param>
    public static string Add(FilterGraph graph, ShotPlan shot, SegmentPlan plan, SegmentSources sources, int diveFrames = 0)
    {
        // Wherever a camera stands before one colour, it sees that colour.
        if (shot.Visual is ColourVisual plain) return AddColour(graph, plain, shot, plan);

        // Cards move their parts instead.
        var motion = shot.Visual is CardVisual ? Timelines.Motion.None : shot.Motion;
        var path = new CameraPath(motion, shot.ShotFrames, shot.FirstFrame, diveFrames);
        if (!path.Moves) return AddFrames(graph, shot, plan, sources);
        var still = StillOf(shot, sources);
        return CameraShot.Add(graph, path, plan.Canvas, shot.Frames, still is not null, plan.Encoding.Threads, (reader, size) => still is null
            ? AddFrames(reader, shot, plan with { Canvas = size }, sources)
            : AddPicture(reader, still, shot, plan with { Canvas = size }, sources));
    }

    /// <summary>The shot as it would be without a camera.</summary>
    private static string AddFrames(FilterGraph graph, ShotPlan shot, SegmentPlan plan, SegmentSources sources) => shot.Visual switch
    {
        _ when StillOf(shot, sources) is { } still => AddStill(graph, still, shot, plan, sources),
        ClipVisual clip => AddClip(graph, clip, shot, plan, sources.Media[clip.Path], sources),
        CardVisual card => AddCard(graph, shot, plan, sources.Artwork[new CardShot(card, shot.ShotFrames)]),
        _ => throw new RenderException($"Nothing here can draw a {shot.Visual.GetType().Name}.", "Use a clip, a still, a card or a colour."),
    };

    private static SourceMedia? StillOf(ShotPlan shot, SegmentSources sources) => shot.Visual switch
    {
        StillVisual still => sources.Media[still.Path],
        ClipVisual clip when sources.Media[clip.Path] is { Info.IsStill: true } media => media,
        _ => null,
    };

    private static string AddPicture(FilterGraph graph, SourceMedia media, ShotPlan shot, SegmentPlan plan, SegmentSources sources)
    {
        var input = graph.AddInput(media.Source, media.Decoder);
        var first = graph.Chain(Of($"[{input}:{media.Info.Video!.Index}]"), "trim=end_frame=1");
        return CanvasFit.Add(graph, first, media.Info.Video, plan.Canvas, plan.Look, shot.Framing, sources.CanToneMap);
    }

    private static string AddStill(FilterGraph graph, SourceMedia media, ShotPlan shot, SegmentPlan plan, SegmentSources sources) =>
        graph.Chain($"[{AddPicture(graph, media, shot, plan, sources)}]", Of(
            $"loop=loop=-1:size=1:start=0,settb=1/{plan.Canvas.Fps},setpts=N,{Exactly(shot.Frames, plan.Canvas.Fps)}"));

    private static string AddClip(
        FilterGraph graph, ClipVisual clip, ShotPlan shot, SegmentPlan plan, SourceMedia media, SegmentSources sources)
    {
        var fps = plan.Canvas.Fps;
        var video = media.Info.Video!;
        var end = Math.Min(clip.OutSeconds ?? double.MaxValue, media.Info.DurationSeconds ?? double.MaxValue);
        var start = clip.InSeconds < end - 1.0 / fps ? clip.InSeconds : 0;
        var length = end - start;
        var pace = ClipPace.For(clip, shot, fps, video.Fps);
        var needed = pace.Seconds + ((pace.Filter.Length > 0 ? 3.0 : 1.0) / fps);
        var skipped = pace.SkippedSeconds % length;

        // A stretch begins with the picture that stands at its time, which may have come a little before it.
        var early = Math.Min(skipped, (0.5 / fps) + (video.Fps > 0 ? 1 / video.Fps : 0));
        var pieces = new List<(double Start, double Length, double Early)>();
        for (var (at, left) = (skipped, needed); left > 0 && pieces.Count <= MaxRepeats; at = 0)
        {
            var take = Math.Min(left, length - at);
            pieces.Add((start + at, take, at > 0 ? early : 0));
            left -= take;
        }

        var loops = pieces.Count > MaxRepeats;
        if (loops) pieces = [(start, length, 0)];
        var rate = Of($"fps={pace.ReadFps}:start_time=0");
        var (read, gone) = (pace.ReadFps, pace.SkippedSeconds);
        var parts = pieces.Select(piece =>
        {
            // Counted from where the first one began, so that rounding to frames never adds up over the repeats.
            var count = (int)(Math.Round((gone + piece.Length) * read) - Math.Round(gone * read));
            gone += piece.Length;
            var exactly = pieces.Count == 1 ? "" : Of($",tpad=stop=2:stop_mode=clone,trim=end_frame={Math.Max(1, count)}");
            var input = graph.AddInput(media.Source, [.. media.Decoder, .. plan.Encoding.Decoding, "-ss", Seconds(piece.Start - piece.Early), "-t", Seconds(piece.Length + piece.Early)]);
            return graph.Chain(Of($"[{input}:{video.Index}]"), (piece.Early > 0 ? $"setpts=PTS-{Seconds(piece.Early)}/TB,{rate}" : rate) + exactly);
        }).ToList();
        var joined = parts is [var only] ? only : graph.Chain(string.Concat(parts.Select(part => $"[{part}]")), Of($"concat=n={parts.Count}"));

        // Footage is brought to its pace before it is scaled, so that what a fast stretch skips costs little.
        if (!loops && pace.Filter.Length > 0) joined = graph.Chain($"[{joined}]", pace.Filter);
        var picture = CanvasFit.Add(graph, joined, video, plan.Canvas, plan.Look, shot.Framing, sources.CanToneMap);
        var turn = Math.Max(1, (int)Math.Round(length * read));
        var repeat = loops
            ? Of($"trim=end_frame={turn},loop=loop=-1:size={turn}:start=0,settb=1/{read},setpts=N,trim=start_frame={(int)(skipped * read)},setpts=PTS-STARTPTS,{(pace.Filter.Length > 0 ? pace.Filter + "," : "")}")
            : "";
        return graph.Chain($"[{picture}]", Of($"{repeat}settb=1/{fps},setpts=N,{Exactly(shot.Frames, fps)}"));
    }

    private static string AddCard(FilterGraph graph, ShotPlan shot, SegmentPlan plan, CardArtwork artwork)
    {
        var card = graph.NewLabel("card");
        graph.AddFilterChain(CardGraph.Build(artwork, plan.Canvas, shot.FirstFrame, shot.Frames, graph.NextInput, card));
        return graph.Chain($"[{card}]", Of($"settb=1/{plan.Canvas.Fps},setpts=N,{Exactly(shot.Frames, plan.Canvas.Fps)}"));
    }

    private static string AddColour(FilterGraph graph, ColourVisual plain, ShotPlan shot, SegmentPlan plan)
    {
        var (canvas, (y, cb, cr)) = (plan.Canvas, Colour.Parse(plain.Colour).Bt709);
        // One black frame set to the very levels: the source would convert a colour by the matrix of BT.601.
        return graph.Chain("", Of(
            $"color=black:s={canvas.Width}x{canvas.Height}:r={canvas.Fps},format=yuv420p,trim=end_frame=1,lutyuv=y={y}:u={cb}:v={cr},loop=loop=-1:size=1:start=0,settb=1/{canvas.Fps},setpts=N,{Exactly(shot.Frames, canvas.Fps)}"));
    }

    /// <summary>
    /// A source that ends early holds its last picture, so a damaged tail costs a still moment, not the sync. The
    /// padding may skip a beat where it sets in, so frames are counted afresh behind it.
    /// </summary>
    private static string Exactly(int frames, int fps) =>
        Of($"fps={fps},tpad=stop=-1:stop_mode=clone,setpts=N,trim=end_frame={frames},setsar=1,format=yuv420p");
}
