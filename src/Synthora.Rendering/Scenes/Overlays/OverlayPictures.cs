using Synthora.Rendering.Captions;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Timelines;
using static Synthora.Rendering.FFmpeg.FFmpegText;

namespace Synthora.Rendering.Scenes.Overlays;

/// <summary>Lays logos and picture stickers over a scene. A picture is decoded and scaled once; a clip with alpha plays again and again.</summary>
internal static class OverlayPictures
{
    private const double Enters = 0.35;
    private const double Leaves = 0.2;

    /// <summary>Of a moving sticker, kept in memory at its small size; a longer one starts over.</summary>
    private const int MostFrames = 240;

    public static string Add(FilterGraph graph, string scene, SegmentPlan plan, IReadOnlyDictionary<string, SourceMedia> media)
    {
        foreach (var placed in plan.Overlays)
            scene = placed.Overlay switch
            {
                LogoOverlay logo => AddLogo(graph, scene, logo, placed, plan, media[logo.Path]),
                StickerOverlay { Path: { } path } sticker => AddSticker(graph, scene, sticker, placed, plan, media[path]),
                _ => scene,
            };
        return scene;
    }

    private static string AddLogo(FilterGraph graph, string scene, LogoOverlay logo, OverlayPlan placed, SegmentPlan plan, SourceMedia media)
    {
        var (width, height) = Size(media, logo.Size, plan.Canvas);
        var (x, y) = Place(logo, plan.SafeBox, width, height);
        var picture = Picture(graph, media, width, height, "trim=end_frame=1", Of($",lut=c3=val*{logo.Opacity:0.###}"));
        return graph.Chain($"[{scene}][{picture}]", Of($"overlay={x}:{y}:format=yuv420{Shown(placed, plan)}"));
    }

    private static string AddSticker(FilterGraph graph, string scene, StickerOverlay sticker, OverlayPlan placed, SegmentPlan plan, SourceMedia media)
    {
        var fps = plan.Canvas.Fps;
        var (width, height) = Size(media, sticker.Size, plan.Canvas);
        var (cx, cy) = Middle(sticker, plan.SafeBox, width, height);
        double start = (double)placed.FromFrame / fps, end = (double)placed.ToFrame / fps;
        var age = Of($"(t-{start:0.####})");
        var seconds = Math.Min(Enters, (end - start) / 3);
        var arrives = Of($"min(max({age}/{seconds:0.####},0),1)");

        // It grows a little past its size and settles, or comes up from below; in either case it fades in and out.
        var grown = sticker.Entrance == StickerEntrance.Pop ? Of($"(1+2.7*pow({arrives}-1,3)+1.7*pow({arrives}-1,2))") : "1";
        var rise = sticker.Entrance == StickerEntrance.Slide ? Of($"+{height * 0.6:0.#}*pow(1-{arrives},3)") : "";
        // Nothing may scale behind this: it would take the first, smallest size for the right one.
        var scale = sticker.Entrance == StickerEntrance.Pop
            ? Of($",scale=w='max(2,2*trunc({width}*{grown}/2))':h='max(2,2*trunc({height}*{grown}/2))':eval=frame")
            : "";
        var moving = media.Info is { IsStill: false, DurationSeconds: not null };
        var turn = moving ? Math.Clamp((int)Math.Round(media.Info.DurationSeconds!.Value * fps), 1, MostFrames) : 1;
        // What moves begins when it comes in; its stretch of the scene may begin later than the scene does.
        var waits = moving && placed.FromFrame > 0 ? Of($",tpad=start={placed.FromFrame}:start_mode=clone") : "";
        var picture = Picture(graph, media, width, height, moving ? Of($"fps={fps}:start_time=0,trim=end_frame={turn}") : "trim=end_frame=1", Of(
            $",loop=loop=-1:size={turn}:start=0{waits},settb=1/{fps},setpts=N,trim=end_frame={plan.StartFrame + plan.Frames},fade=t=in:st={start:0.####}:d={Math.Min(0.15, seconds):0.####}:alpha=1,fade=t=out:st={Math.Max(start, end - Leaves):0.####}:d={Leaves}:alpha=1{scale}"));
        return graph.Chain($"[{scene}][{picture}]", Of($"overlay=x='{cx:0.#}-w/2':y='{cy:0.#}-h/2{rise}':eval=frame:format=yuv420{Shown(placed, plan)}"));
    }

    /// <summary>Where the left upper corner of a logo of a size stands.</summary>
    public static (int X, int Y) Place(LogoOverlay logo, SafeBox box, int width, int height) => (
        logo.Corner is Corner.TopLeft or Corner.BottomLeft ? box.Left : box.Right - width,
        logo.Corner is Corner.TopLeft or Corner.TopRight ? box.Top : box.Bottom - height);

    /// <summary>Where a sticker of a size stands: as asked, moved inside the safe box.</summary>
    public static (double X, double Y) Middle(StickerOverlay sticker, SafeBox box, double width, double height) => (
        Math.Clamp(box.Left + (sticker.X * box.Width), box.Left + (width / 2), Math.Max(box.Left + (width / 2), box.Right - (width / 2))),
        Math.Clamp(box.Top + (sticker.Y * box.Height), box.Top + (height / 2), Math.Max(box.Top + (height / 2), box.Bottom - (height / 2))));

    private static string Picture(FilterGraph graph, SourceMedia media, int width, int height, string part, string filters)
    {
        var input = graph.AddInput(media.Source, media.Decoder);
        return graph.Chain(Of($"[{input}:{media.Info.Video!.Index}]"), Of(
            $"{part},format=rgba,scale={width}:{height}:flags=area,scale=out_color_matrix=bt709:out_range=tv,format=yuva420p{filters}"));
    }

    private static (int Width, int Height) Size(SourceMedia media, double share, Canvas canvas) => Size(media.Info.Video!, share, canvas);

    public static (int Width, int Height) Size(VideoStream video, double share, Canvas canvas)
    {
        var scale = share * Math.Min(canvas.Width, canvas.Height) / Math.Max(video.Width, video.Height);
        return (Even(video.Width * scale), Even(video.Height * scale));
    }

    private static string Shown(OverlayPlan placed, SegmentPlan plan) => placed.FromFrame == 0 && placed.ToFrame == plan.Frames
        ? ""
        : Of($":enable='between(t,{(placed.FromFrame - 0.5) / plan.Canvas.Fps:0.#####},{(placed.ToFrame - 0.5) / plan.Canvas.Fps:0.#####})'");

    private static int Even(double value) => Math.Max(2, (int)Math.Round(value / 2) * 2);
}
