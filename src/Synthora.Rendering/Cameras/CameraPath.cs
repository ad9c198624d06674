namespace Synthora.Rendering.Cameras;

/// <summary>Where a camera looks in each frame of a stretch of a shot.</summary>
/// <param name="ShotFrames">Length of the whole shot: its motion runs over that.</param>
/// <param name="FirstFrame">Where in the shot the stretch begins; past its end the motion goes on for a while.</param>
/// <param name="IntoFrames">Not 0: it also dives into the picture, faster and faster, over so many frames.</param>
internal sealed record CameraPath(Timelines.Motion Motion, int ShotFrames, int FirstFrame, int IntoFrames = 0)
{
    private const double Zoom = 0.12;
    private const double Travel = 0.10;
    private const double Dive = 0.9;

    /// <summary>A motion goes on into the next scene for at most half its shot.</summary>
    private const double Overtime = 1.5;

    /// <summary>
    /// Where the picture's pixels are as large as the canvas's, a move takes all of them from sharp to soft and back
    /// together (by a sixth of the sharpness, in a pan); a sixth more pixels spread that until nobody sees it.
    /// </summary>
    private const double Finer = 1.15;

    /// <summary>A camera that stands back could not shrink a larger picture cleanly.</summary>
    private const double MostEnlarged = 1.4;

    public bool Moves => Motion != Timelines.Motion.None || IntoFrames > 0;

    /// <summary>
    /// How much larger than the canvas the picture should be, to be sharp where the camera comes closest. The whole
    /// shot and its tail in a transition agree on it. It stays as it is for a dive, which blurs by its speed.
    /// </summary>
    public double Enlarged => Motion switch
    {
        Timelines.Motion.None => 1,
        _ => Math.Min(MostEnlarged, Finer * Math.Max(Own(0).Zoom, Own(Overtime * ShotFrames).Zoom)),
    };

    /// <param name="frame">Counted from the beginning of the stretch.</param>
    public CameraView At(int frame)
    {
        var view = Own(frame + FirstFrame);
        if (IntoFrames == 0) return view;
        var near = Math.Min((double)frame / IntoFrames, 1);
        return view with { Zoom = view.Zoom * (1 + Dive * near * near) };
    }

    private CameraView Own(double frame)
    {
        // Ease-out without a stop: u runs from 0 to 1 over the shot and a little on while the next scene comes in.
        var u = Math.Min(frame / ShotFrames, Overtime);
        var eased = u * (1.35 - 0.35 * u);
        return Motion switch
        {
            Timelines.Motion.ZoomIn => new(1 + Zoom * eased),
            Timelines.Motion.ZoomOut => new(1 + Zoom * (1.25 - eased)),
            Timelines.Motion.PanLeft => new(1 + 1.3 * Travel, Across: 1 - 0.8 * eased),
            Timelines.Motion.PanRight => new(1 + 1.3 * Travel, Across: 0.8 * eased),
            Timelines.Motion.Punch => new(1.10 - 0.10 * Math.Exp(-frame / 3) + 0.03 * u),
            _ => CameraView.Whole,
        };
    }
}
