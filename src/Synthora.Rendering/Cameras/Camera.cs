using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Cameras;

/// <summary>
/// Looks at a picture (yuv420p, planes without gaps) and draws what it sees at canvas size. Chroma lies where H.264 has
/// it unless told otherwise: level with every second luma column, and between two luma rows.
/// </summary>
internal sealed class Camera
{
    private readonly Canvas _picture, _canvas;
    private readonly PlaneResampler _luma, _chroma;

    public Camera(Canvas picture, Canvas canvas, bool? wide = null)
    {
        (_picture, _canvas) = (picture, canvas);
        _luma = new(picture.Width, picture.Height, canvas.Width, canvas.Height, wide);
        _chroma = new(picture.Width / 2, picture.Height / 2, canvas.Width / 2, canvas.Height / 2, wide);
        Picture = new byte[Bytes(picture) + PlaneResampler.Slack];
        Frame = new byte[Bytes(canvas) + PlaneResampler.Slack];
    }

    /// <summary>What it looks at. To be filled by the owner.</summary>
    public byte[] Picture { get; }

    /// <summary>What it drew last.</summary>
    public byte[] Frame { get; }

    public static int Bytes(Canvas size) => size.Width * size.Height * 3 / 2;

    public void Shoot(CameraView view)
    {
        // Along each axis, canvas pixel i shows the picture at a × i + b; centres of pixels lie half a pixel in.
        var (ax, bx) = Axis(view.Zoom, view.Across, _picture.Width, _canvas.Width);
        var (ay, by) = Axis(view.Zoom, view.Down, _picture.Height, _canvas.Height);
        _luma.Draw(Picture, Frame, (ax, bx), (ay, by));

        var across = (ax, bx / 2);
        var down = (ay, (ay / 2 + by - 0.5) / 2);
        var (from, to) = (_picture.Width * _picture.Height, _canvas.Width * _canvas.Height);
        _chroma.Draw(Picture.AsSpan(from), Frame.AsSpan(to), across, down);
        _chroma.Draw(Picture.AsSpan(from + from / 4), Frame.AsSpan(to + to / 4), across, down);
    }

    private static (double Scale, double Shift) Axis(double zoom, double share, int picture, int canvas)
    {
        var scale = picture / zoom / canvas;
        return (scale, picture * (1 - 1 / zoom) * share + (scale - 1) / 2);
    }
}
