using System.Text.RegularExpressions;

namespace Synthora.Rendering.Timelines;

/// <summary>What framings, speeds, looks and overlays must keep to.</summary>
internal static partial class PictureRules
{
    public static void CheckLook(Look look, List<TimelineProblem> problems)
    {
        if (look.Grade is not { } grade) return;
        if (!Enum.IsDefined(grade.Name)) problems.Add(new("$.look.grade.name", $"is {(int)grade.Name}, which no look has."));
        if (grade.Strength is not (>= 0 and <= 1)) problems.Add(new("$.look.grade.strength", $"is {grade.Strength}; it is 0 to 1."));
    }

    public static void CheckShot(Shot shot, string path, List<TimelineProblem> problems)
    {
        if (shot.Visual is ClipVisual { Speed: { } speed }) CheckSpeed(speed, $"{path}.visual.speed", problems);
        if (shot.Framing is not { } framing) return;
        if (!Enum.IsDefined(framing.Mode)) problems.Add(new($"{path}.framing.mode", $"is {(int)framing.Mode}, which no fill has."));
        (string Name, double Value)[] places = [("x", framing.X), ("y", framing.Y), ("second_x", framing.SecondX), ("second_y", framing.SecondY)];
        foreach (var (name, value) in places)
            if (value is not (>= 0 and <= 1)) problems.Add(new($"{path}.framing.{name}", $"is {value}; it is a share of the source, 0 to 1."));
        if (framing.Colour is { } colour && !HexColour().IsMatch(colour)) problems.Add(new($"{path}.framing.colour", $"is '{colour}'; write a colour as #RRGGBB."));
    }

    public static void CheckOverlays(Timeline timeline, bool checkFiles, List<TimelineProblem> problems)
    {
        for (var i = 0; i < timeline.Overlays.Count; i++)
        {
            var overlay = timeline.Overlays[i];
            var path = $"$.overlays[{i}]";
            var end = overlay.EndFrame ?? timeline.FrameCount;
            if (overlay.StartFrame < 0 || overlay.StartFrame >= timeline.FrameCount)
                problems.Add(new($"{path}.start_frame", $"is {overlay.StartFrame}; the video has the frames 0 to {timeline.FrameCount - 1}."));
            else if (end <= overlay.StartFrame || end > timeline.FrameCount)
                problems.Add(new($"{path}.end_frame", $"is {end}; it is after start_frame ({overlay.StartFrame}) and at most {timeline.FrameCount}."));
            switch (overlay)
            {
                case LogoOverlay logo:
                    TimelineValidator.CheckFile(logo.Path, $"{path}.path", checkFiles, problems);
                    if (!Enum.IsDefined(logo.Corner)) problems.Add(new($"{path}.corner", $"is {(int)logo.Corner}, which no corner has."));
                    Between(logo.Size, 0.03, 0.5, $"{path}.size", problems);
                    Between(logo.Opacity, 0.05, 1, $"{path}.opacity", problems);
                    break;
                case ProgressBarOverlay bar:
                    Between(bar.Thickness, 0.002, 0.03, $"{path}.thickness", problems);
                    if (bar.Colour is { } colour && !HexColour().IsMatch(colour)) problems.Add(new($"{path}.colour", $"is '{colour}'; write a colour as #RRGGBB."));
                    break;
                case LowerThirdOverlay words:
                    if (string.IsNullOrWhiteSpace(words.Name)) problems.Add(new($"{path}.name", "is empty."));
                    CheckOneScene(timeline, overlay, end, path, problems);
                    break;
                case StickerOverlay sticker:
                    CheckSticker(sticker, path, checkFiles, problems);
                    CheckOneScene(timeline, overlay, end, path, problems);
                    break;
            }
        }
    }

    private static void CheckSticker(StickerOverlay sticker, string path, bool checkFiles, List<TimelineProblem> problems)
    {
        if (sticker.Path is { } file) TimelineValidator.CheckFile(file, $"{path}.path", checkFiles, problems);
        if ((sticker.Path is null) == (sticker.Icon is null)) problems.Add(new(path, "needs either an icon or a path."));
        else if (sticker.Icon is { } icon && Icons.IconLibrary.Get(icon) is null) problems.Add(new($"{path}.icon", $"is '{icon}', which no built-in icon is called."));
        if (!Enum.IsDefined(sticker.Entrance)) problems.Add(new($"{path}.entrance", $"is {(int)sticker.Entrance}, which no entrance has."));
        Between(sticker.X, 0, 1, $"{path}.x", problems);
        Between(sticker.Y, 0, 1, $"{path}.y", problems);
        Between(sticker.Size, 0.05, 0.6, $"{path}.size", problems);
    }

    /// <summary>Its entrance and its exit belong to one picture; scenes are rendered apart.</summary>
    private static void CheckOneScene(Timeline timeline, Overlay overlay, int end, string path, List<TimelineProblem> problems)
    {
        if (timeline.Scenes.FirstOrDefault(scene => scene.StartFrame <= overlay.StartFrame && overlay.StartFrame < scene.EndFrame) is { } scene && end > scene.EndFrame)
            problems.Add(new($"{path}.end_frame", $"is {end}, in another scene than its start; {scene.Id} ends at {scene.EndFrame}."));
    }

    private static void Between(double value, double least, double most, string path, List<TimelineProblem> problems)
    {
        if (!(value >= least && value <= most)) problems.Add(new(path, $"is {value}; it is {least} to {most}."));
    }

    private static void CheckSpeed(IReadOnlyList<SpeedKey> speed, string path, List<TimelineProblem> problems)
    {
        if (speed.Count is < 1 or > 16) problems.Add(new(path, $"has {speed.Count} keys; give 1 to 16, or leave it out."));
        for (var i = 0; i < speed.Count; i++)
        {
            if (speed[i].At is not (>= 0 and <= 1)) problems.Add(new($"{path}[{i}].at", $"is {speed[i].At}; it is a share of the shot, 0 to 1."));
            else if (i > 0 && speed[i].At < speed[i - 1].At) problems.Add(new($"{path}[{i}].at", $"is {speed[i].At}, before the key in front of it."));
            if (speed[i].Rate is not (>= SpeedKey.Slowest and <= SpeedKey.Fastest))
                problems.Add(new($"{path}[{i}].rate", $"is {speed[i].Rate}; it is {SpeedKey.Slowest} to {SpeedKey.Fastest}."));
        }
    }

    [GeneratedRegex("^#[0-9A-Fa-f]{6}$")]
    private static partial Regex HexColour();
}
