using System.Runtime.Intrinsics.X86;
using Synthora.Rendering.Cameras;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Cameras;

public sealed class CameraTests
{
    private static readonly Canvas Small = new(270, 480);

    [Theory]
    [InlineData(Rendering.Timelines.Motion.ZoomIn)]
    [InlineData(Rendering.Timelines.Motion.ZoomOut)]
    [InlineData(Rendering.Timelines.Motion.PanLeft)]
    [InlineData(Rendering.Timelines.Motion.PanRight)]
    [InlineData(Rendering.Timelines.Motion.Punch)]
    public void A_move_stays_within_a_fiftieth_of_a_pixel_of_its_path_in_luma_and_chroma(Rendering.Timelines.Motion motion)
    {
        var path = new CameraPath(motion, 90, 0);
        var camera = Looking(path);
        var picture = (Width: camera.Size.Width, Height: camera.Size.Height);
        // A soft spot, off the centre, so that every motion moves it both ways or across.
        var spot = (X: picture.Width * 0.4, Y: picture.Height * 0.6);
        Paint(camera.Camera.Picture, picture, (x, y) => Squared(Math.Cos(Math.Min(1, Math.Sqrt(Squared(x - spot.X) + Squared(y - spot.Y)) / 30) * Math.PI / 2)));
        var off = (LumaX: 0.0, LumaY: 0.0, ChromaX: 0.0, ChromaY: 0.0);

        for (var frame = 0; frame < 90; frame++)
        {
            var view = path.At(frame);
            camera.Camera.Shoot(view);
            var expected = (X: Seen(spot.X, view.Zoom, view.Across, picture.Width, Small.Width), Y: Seen(spot.Y, view.Zoom, view.Down, picture.Height, Small.Height));
            var luma = Centre(camera.Camera.Frame, Small.Width, Small.Height);
            // Chroma lies level with every second column and between two rows.
            var chroma = Centre(camera.Camera.Frame.AsSpan(Small.Width * Small.Height), Small.Width / 2, Small.Height / 2);
            off = (off.LumaX + Squared(luma.X - expected.X), off.LumaY + Squared(luma.Y - expected.Y),
                off.ChromaX + Squared(2 * chroma.X - expected.X), off.ChromaY + Squared(2 * chroma.Y + 0.5 - expected.Y));
        }

        // What is left is the rounding of a picture to whole levels of light.
        Math.Sqrt(off.LumaX / 90).ShouldBeLessThan(0.02);
        Math.Sqrt(off.LumaY / 90).ShouldBeLessThan(0.02);
        Math.Sqrt(off.ChromaX / 90).ShouldBeLessThan(0.04);
        Math.Sqrt(off.ChromaY / 90).ShouldBeLessThan(0.04);
    }

    [Fact]
    public void A_flat_picture_stays_flat_to_its_edges()
    {
        var path = new CameraPath(Rendering.Timelines.Motion.ZoomIn, 60, 0);
        var (camera, _) = Looking(path);
        Array.Fill(camera.Picture, (byte)235);

        for (var frame = 0; frame < 90; frame += 7)
        {
            camera.Shoot(path.At(frame));
            camera.Frame.AsSpan(0, Camera.Bytes(Small)).IndexOfAnyExcept((byte)235).ShouldBe(-1);
        }
    }

    [Fact]
    public void Every_processor_draws_the_same_bytes()
    {
        if (!Avx2.IsSupported) return;
        foreach (var path in Enum.GetValues<Rendering.Timelines.Motion>().Select(motion => new CameraPath(motion, 20, 3, IntoFrames: 9)))
        {
            var (wide, size) = Looking(path, wide: true);
            var plain = Looking(path, wide: false).Camera;
            new Random(7).NextBytes(wide.Picture);
            wide.Picture.CopyTo(plain.Picture, 0);
            for (var frame = 0; frame < 12; frame += 3)
            {
                wide.Shoot(path.At(frame));
                plain.Shoot(path.At(frame));
                wide.Frame.AsSpan(0, Camera.Bytes(Small)).SequenceEqual(plain.Frame.AsSpan(0, Camera.Bytes(Small))).ShouldBeTrue($"{path} over {size}");
            }
        }
    }

    [Fact]
    public void The_tail_in_a_transition_goes_on_where_the_shot_ended()
    {
        var (shot, tail) = (new CameraPath(Rendering.Timelines.Motion.ZoomIn, 60, 0), new CameraPath(Rendering.Timelines.Motion.ZoomIn, 60, 60));

        tail.Enlarged.ShouldBe(shot.Enlarged);
        tail.At(0).ShouldBe(shot.At(60));
        (tail.At(0).Zoom - shot.At(59).Zoom).ShouldBe(shot.At(59).Zoom - shot.At(58).Zoom, 0.0001);
    }

    private static (Camera Camera, (int Width, int Height) Size) Looking(CameraPath path, bool? wide = null)
    {
        var size = Small with { Width = (int)(Small.Width * path.Enlarged / 2) * 2, Height = (int)(Small.Height * path.Enlarged / 2) * 2 };
        return (new Camera(size, Small, wide), (size.Width, size.Height));
    }

    private static void Paint(byte[] picture, (int Width, int Height) size, Func<double, double, double> light)
    {
        for (var y = 0; y < size.Height; y++)
            for (var x = 0; x < size.Width; x++)
                picture[y * size.Width + x] = (byte)Math.Round(16 + 200 * light(x, y));
        for (var y = 0; y < size.Height / 2; y++)
            for (var x = 0; x < size.Width / 2; x++)
                picture[size.Width * size.Height + y * (size.Width / 2) + x] = (byte)Math.Round(16 + 200 * light(2 * x, 2 * y + 0.5));
    }

    /// <summary>Where a point of the picture stands on the canvas, both counted in centres of pixels.</summary>
    private static double Seen(double at, double zoom, double share, int picture, int canvas)
    {
        var left = picture * (1 - 1 / zoom) * share;
        return (at + 0.5 - left) * zoom * canvas / picture - 0.5;
    }

    private static (double X, double Y) Centre(ReadOnlySpan<byte> plane, int width, int height)
    {
        double sum = 0, across = 0, down = 0;
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var light = plane[y * width + x] - 16;
                (sum, across, down) = (sum + light, across + light * x, down + light * y);
            }

        return (across / sum, down / sum);
    }

    private static double Squared(double value) => value * value;
}
