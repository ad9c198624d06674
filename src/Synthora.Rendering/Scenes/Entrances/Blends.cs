using static Synthora.Rendering.FFmpeg.FFmpegText;

namespace Synthora.Rendering.Scenes.Entrances;

/// <summary>Both pictures stand; a mask or a mixture leads from one to the other.</summary>
internal static class Blends
{
    public static string Fade(Meeting meeting) => CrossFade(meeting, "fade");

    /// <summary>Grains of a pixel, which the blend called dissolve uses, turn to mud in the encoder.</summary>
    public static string Dissolve(Meeting meeting) => CrossFade(meeting, "hblur");

    public static string Wipe(Meeting meeting) => CrossFade(meeting, "smoothleft");

    /// <summary>A circle opens from the middle; its mask is drawn at a quarter of the size.</summary>
    public static string Iris(Meeting meeting)
    {
        int width = Math.Max(8, meeting.Width / 4), height = Math.Max(8, meeting.Height / 4);
        var reach = (Math.Sqrt((width * width) + (height * height)) / 2) + 2;
        var share = Of($"(N/{meeting.Frames})");
        var radius = Of($"({reach}*({Meeting.Eased(share, 2)})-1)");
        var level = Of($"255*clip({radius}-hypot(X/SW-{width}/2,Y/SH-{height}/2)+0.5,0,1)");
        var mask = meeting.Graph.Chain("", Of(
            $"color=black:s={width}x{height}:r={meeting.Canvas.Fps},format=yuv420p,trim=end_frame={meeting.Frames},geq=lum='{level}':cb='{level}':cr='{level}',scale={meeting.Width}:{meeting.Height}:flags=bicubic,format=yuv420p,setsar=1"));
        return meeting.Graph.Chain($"{meeting.Both}[{mask}]", "maskedmerge");
    }

    /// <summary>The blend waits for ever when its second input ends first, so that one is held for some frames more.</summary>
    private static string CrossFade(Meeting meeting, string name)
    {
        var held = meeting.Graph.Chain($"[{meeting.Coming}]", Of($"tpad=stop=4:stop_mode=clone,settb=1/{meeting.Canvas.Fps},setpts=N"));
        return meeting.Graph.Chain($"[{meeting.Leaving}][{held}]", Of($"xfade=transition={name}:duration={Seconds((double)meeting.Frames / meeting.Canvas.Fps)}:offset=0"));
    }
}
