using Synthora.Rendering.Captions;

namespace Synthora.Rendering.Scenes;

/// <summary>Places a segment's captions and titles.</summary>
internal static class SpokenText
{
    public static void AddTo(AssSheet sheet, SegmentPlan plan)
    {
        var box = SafeBox.For(plan.Platform, plan.Canvas);
        var size = plan.Canvas.Width / 15.0;
        var caption = new AssStyle("Caption", "Noto Sans", size, "#FFFFFF", Outline: size / 16, Bold: true, Alignment: 2);
        var title = caption with { Name = "Title", Alignment = 8, Size = size * 1.15 };
        if (plan.Look.Captions != Timelines.CaptionStyle.None)
            sheet.Add([caption], plan.Captions.Select(cue => new AssLine(
                10, cue.StartMs / 1000.0, cue.EndMs / 1000.0, caption.Name, At(box.Left + box.Width / 2, box.Bottom) + AssText.Escape(cue.Text))));
        sheet.Add([title], plan.Texts.Select(text => new AssLine(
            11, (double)text.StartFrame / plan.Canvas.Fps, (double)text.EndFrame / plan.Canvas.Fps, title.Name,
            At(box.Left + box.Width / 2, box.Top) + AssText.Escape(text.Text))));
    }

    private static string At(int x, int y) => FFmpeg.FFmpegText.Of($"{{\\pos({x},{y})}}");
}
