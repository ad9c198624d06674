namespace Synthora.Rendering.Timelines;

/// <summary>What framings, speeds, looks and overlays must keep to.</summary>
internal static class PictureRules
{
    public static void CheckShot(Shot shot, string path, List<TimelineProblem> problems)
    {
        if (shot.Visual is not ClipVisual { Speed: { } speed }) return;
        for (var i = 1; i < speed.Count; i++)
            if (speed[i].At < speed[i - 1].At) problems.Add(new($"{path}.visual.speed[{i}].at", $"is {speed[i].At}, before the key in front of it."));
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
    }

    /// <summary>Its entrance and its exit belong to one picture; scenes are rendered apart.</summary>
    private static void CheckOneScene(Timeline timeline, Overlay overlay, int end, string path, List<TimelineProblem> problems)
    {
        if (timeline.Scenes.FirstOrDefault(scene => scene.StartFrame <= overlay.StartFrame && overlay.StartFrame < scene.EndFrame) is { } scene && end > scene.EndFrame)
            problems.Add(new($"{path}.end_frame", $"is {end}, in another scene than its start; {scene.Id} ends at {scene.EndFrame}."));
    }
}
