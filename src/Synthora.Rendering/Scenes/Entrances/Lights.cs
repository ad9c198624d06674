using static Synthora.Rendering.FFmpeg.FFmpegText;

namespace Synthora.Rendering.Scenes.Entrances;

/// <summary>Light, focus or a fault of the signal covers the change of pictures.</summary>
internal static class Lights
{
    private const string ToRgb = "scale=in_color_matrix=bt709:in_range=tv,format=gbrp";
    private const string ToVideo = "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p";

    /// <summary>The old picture goes out of focus and the new one comes into it.</summary>
    public static string Blur(Meeting meeting)
    {
        var strongest = meeting.Width / 24.0;
        var blur = meeting.Steered("gblur", frame => [("sigma", Of($"{Math.Max(0.3, strongest * Math.Pow(Math.Sin(Math.PI * frame / meeting.Frames), 1.4)):0.##}"))]);
        return meeting.Graph.Chain($"[{meeting.CrossFade(0.3, 0.7)}]", $"{blur}=sigma=0.3:enable='gt(t,0)'");
    }

    /// <summary>A burst of white, in which the pictures change.</summary>
    public static string Flash(Meeting meeting)
    {
        var change = Math.Max(1, meeting.Frames / 3);
        var frame = Of($"(t*{meeting.Canvas.Fps})");
        var light = Of($"if(lt({frame},{change}-0.5),pow({frame}/{change},2),pow(max(0,1-({frame}-{change})/{Math.Max(1, meeting.Frames - change)}),2))");
        return meeting.Graph.Chain(meeting.Both, Of(
            $"overlay=shortest=1:format=yuv420:enable='gte(t,{Seconds((change - 0.5) / meeting.Canvas.Fps)})',eq=brightness='0.95*({light})':contrast='1+0.5*({light})':eval=frame"));
    }

    /// <summary>Warm light leaks over the film while one picture passes into the other. It is drawn small: it has no edges.</summary>
    public static string LightLeak(Meeting meeting)
    {
        const int size = 64;
        var share = Of($"(N/{meeting.Frames})");
        var way = (meeting.Seed & 1) == 0 ? share : Of($"(1-{share})");
        string Spot(double x, double y, double width) => Of($"exp(-pow((X/W-({x}+1.7*{way}))/{width},2)-pow((Y/H-{y})/{width * 1.6},2))");
        var light = Of($"(pow(sin(PI*{share}),1.2)*(1.1*{Spot(-0.35, 0.35, 0.42)}+0.8*{Spot(-0.6, 0.8, 0.36)}+0.22))");
        var leak = meeting.Graph.Chain("", Of(
            $"color=black:s={size}x{size}:r={meeting.Canvas.Fps},trim=end_frame={meeting.Frames},format=gbrp,geq=r='255*min(1,{light})':g='255*min(0.9,0.5*pow({light},1.6))':b='255*min(0.6,0.18*pow({light},2.4))',scale={meeting.Width}:{meeting.Height}:flags=bicubic,setsar=1"));
        var mixed = meeting.Graph.Chain($"[{meeting.CrossFade(0.3, 0.7)}]", ToRgb);
        return meeting.Graph.Chain($"[{mixed}][{leak}]", $"blend=all_mode=screen:shortest=1,{ToVideo}");
    }

    /// <summary>A torn signal: both pictures flicker, colours part and strips slip aside.</summary>
    public static string Glitch(Meeting meeting)
    {
        const int strips = 4;
        var chance = new Random((meeting.Seed * 31) + meeting.Frames);
        var fps = meeting.Canvas.Fps;
        var half = 0.5 / fps;

        // The first frame is the old picture's, the last ones are the new picture's, and between them chance leans to the new.
        var seen = Enumerable.Range(0, meeting.Frames).Where(frame => frame > 0 && (frame >= meeting.Frames * 0.7 || chance.NextDouble() < 1.3 * frame / meeting.Frames)).ToList();
        var isNew = seen.Count == 0 ? "0" : string.Join('+', seen.Select(frame => Of($"between(t,{(double)frame / fps - half:0.#####},{(double)frame / fps + half:0.#####})")));
        var (whole, source) = (meeting.Graph.NewLabel("new"), meeting.Graph.NewLabel("new"));
        meeting.Graph.AddChain($"[{meeting.Coming}]split=2[{whole}][{source}]");
        var mixed = meeting.Graph.Chain($"[{meeting.Leaving}][{whole}]", $"overlay=shortest=1:format=yuv420:enable='{isNew}'");

        // The strips are torn from the new picture, so that it shows through the old one from the second frame on.
        var pads = Enumerable.Range(0, strips).Select(_ => meeting.Graph.NewLabel("strip")).ToList();
        meeting.Graph.AddChain(Of($"[{source}]split={strips}") + string.Concat(pads.Select(pad => $"[{pad}]")));
        var picture = mixed;
        foreach (var pad in pads)
        {
            var tall = Math.Max(2, (int)(meeting.Height * (0.03 + (0.09 * chance.NextDouble()))) & ~1);
            var top = (int)((meeting.Height - tall) * chance.NextDouble()) & ~1;
            var strip = meeting.Graph.Chain($"[{pad}]", Of($"crop={meeting.Width}:{tall}:0:{top}"));
            var slip = string.Join('+', Enumerable.Range(1, Math.Max(1, meeting.Frames - 2)).Select(frame =>
                Of($"{(int)(meeting.Width * 0.35 * (chance.NextDouble() - 0.5))}*between(t,{(double)frame / fps - half:0.#####},{(double)frame / fps + half:0.#####})")));
            picture = meeting.Graph.Chain($"[{picture}][{strip}]", Of($"overlay=x='{slip}':y={top}:eval=frame:format=yuv420:enable='gt(t,{half:0.#####})'"));
        }

        var shift = meeting.Steered("rgbashift", frame =>
        {
            var far = frame == 0 || frame >= meeting.Frames - 1 ? 0 : (int)(meeting.Width * (0.008 + (0.03 * chance.NextDouble())));
            return [("rh", Of($"{far}")), ("bh", Of($"{-far}"))];
        });
        return meeting.Graph.Chain($"[{picture}]", $"{ToRgb},{shift}=edge=wrap,{ToVideo}");
    }
}
