using Synthora.Rendering.Captions;
using Synthora.Rendering.Scenes.Overlays;

namespace Synthora.Rendering.Scenes;

/// <summary>Places a segment's captions and titles inside the platform's safe box.</summary>
internal static class SpokenText
{
    private const int CaptionLayer = 40;

    public static void AddTo(AssSheet sheet, SegmentPlan plan)
    {
        var captions = CaptionLayout.Place(plan.Captions, plan.Look, plan.Canvas, plan.FreeBox, plan.Language, layer: CaptionLayer, burned: true);
        sheet.Add(captions.Styles, captions.Lines);
        foreach (var text in plan.Texts) TitleText.AddTo(sheet, text, plan);
        OverlayInk.AddTo(sheet, plan);
    }
}
