using static Synthora.Rendering.FFmpeg.FFmpegText;

namespace Synthora.Rendering.Scenes.Entrances;

/// <summary>The pictures move past each other, or the camera moves through one into the next.</summary>
internal static class Moves
{
    /// <summary>How strongly a whipped picture is smeared, in shares of the way it goes in one frame.</summary>
    private const double Smear = 0.3;

    /// <summary>Eased, as a hand would push it; the blend called slide runs at an even pace and stops dead.</summary>
    public static string Slide(Meeting meeting) => meeting.Graph.Chain(
        meeting.Both, Of($"overlay=x='W*pow(1-min({meeting.Share},1),3)':eval=frame:shortest=1:format=yuv420"));

    /// <summary>The new picture shoves the old one out.</summary>
    public static string Push(Meeting meeting) => meeting.Graph.Chain(
        meeting.Both, Of($"hstack,crop={meeting.Width}:{meeting.Height}:x='{meeting.Width}*({Meeting.Eased(meeting.Share)})':y=0"));

    /// <summary>The camera is thrown to the side, and everything smears while it is fast.</summary>
    public static string WhipPan(Meeting meeting)
    {
        double Way(int frame) => meeting.Width * (Meeting.Eased((frame + 0.5) / meeting.Frames, 5) - Meeting.Eased(Math.Max(0, frame - 0.5) / meeting.Frames, 5));
        var blur = meeting.Steered("gblur", frame => [("sigma", Of($"{Math.Max(0.2, Smear * Way(frame)):0.##}"))]);
        return meeting.Graph.Chain(meeting.Both, Of(
            $"hstack,crop={meeting.Width}:{meeting.Height}:x='{meeting.Width}*({Meeting.Eased(meeting.Share, 5)})':y=0,{blur}=sigma=0.2:sigmaV=0.2:enable='gt(t,0)'"));
    }

    /// <summary>
    /// The camera dives into the old picture, which is done before it comes here, and out of the new one's middle. The
    /// blend called zoomin ends on one flat colour.
    /// </summary>
    public static string Zoom(Meeting meeting)
    {
        var zoom = Of($"1+0.25*pow(max(1-{meeting.Share},0),2)");
        var settles = meeting.Graph.Chain($"[{meeting.Coming}]", Of(
            $"scale=w='2*trunc({meeting.Width}*({zoom})/2)':h='2*trunc({meeting.Height}*({zoom})/2)':eval=frame:flags=bilinear,crop={meeting.Width}:{meeting.Height},setsar=1"));
        return (meeting with { Coming = settles }).CrossFade(0.25, 0.85);
    }
}
