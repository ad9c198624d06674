using Synthora.Rendering.Motion;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Scenes.Overlays;

/// <summary>A lower third before it is drawn: its words in their sizes and the panel behind them.</summary>
/// <param name="Edge">Width of the bright edge beside the panel, on the side from which the words are read.</param>
internal sealed record NameBar(TypeSystem Type, Lettering Name, Lettering? Role, Box Panel, double Pad, double Edge, bool RightToLeft)
{
    /// <summary>Panel and edge.</summary>
    public Box Box => new(RightToLeft ? Panel.X : Panel.X - Edge, Panel.Y, Panel.Width + Edge, Panel.Height);

    /// <returns>Null where nothing of the name can be drawn.</returns>
    public static NameBar? Of(LowerThirdOverlay words, SegmentPlan plan)
    {
        var type = CardDesigner.For(plan.Look).Type;
        var box = plan.FreeBox;
        var unit = Math.Min(plan.Canvas.Width, plan.Canvas.Height) / 1080.0;
        double pad = 28 * unit, edge = 10 * unit;
        var rightToLeft = Motion.Script.IsRightToLeft(words.Name);
        var room = (box.Width * 0.86) - edge - (2 * pad);
        var name = Lettering.Fit(Motion.Script.Drawable(words.Name), type.Display, room, 64 * unit, 66 * unit, 1);
        var role = words.Role.Length == 0 ? null : Lettering.Fit(Motion.Script.Drawable(words.Role), type.Label, room, 34 * unit, 36 * unit, 1);
        if (name.Lines.Count == 0) return null;

        var width = Math.Max(name.Width, role?.Width ?? 0) + (2 * pad);
        var tall = (2 * pad) + name.Height + (role is null ? 0 : role.Height + (22 * unit));
        var top = Composition.AreaOf(box, plan.Look, plan.Canvas, plan.Language).Bottom - tall;
        var left = rightToLeft ? box.Right - width - edge : box.Left + edge;
        return new(type, name, role, new(left, top, width, tall), pad, edge, rightToLeft);
    }
}
