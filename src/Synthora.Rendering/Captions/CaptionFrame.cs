using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>Where a design's captions stand: a column around the canvas's middle as wide as the safe box allows.</summary>
internal sealed record CaptionFrame(double CentreX, double LineWidth, SafeBox Box)
{
    private const double NarrowestShare = 0.7;

    public static CaptionFrame For(Canvas canvas, SafeBox box, CaptionDesign design)
    {
        var centre = canvas.Width / 2.0;
        var half = Math.Min(centre - box.Left, box.Right - centre);
        if (2 * half < NarrowestShare * box.Width) (centre, half) = ((box.Left + box.Right) / 2.0, box.Width / 2.0);
        return new CaptionFrame(centre, Room(2 * half, design), box);
    }

    /// <summary>The same with all of the safe box's width, off the canvas's middle, for words that need it.</summary>
    public CaptionFrame Widest(CaptionDesign design) =>
        new((Box.Left + Box.Right) / 2.0, Room(Box.Width, design), Box);

    private static double Room(double width, CaptionDesign design) => (width - 2 * design.Bleed) / design.Overshoot - 2;
}
