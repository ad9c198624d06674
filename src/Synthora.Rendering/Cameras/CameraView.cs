namespace Synthora.Rendering.Cameras;

/// <summary>The part of a picture that a camera sees.</summary>
/// <param name="Zoom">1 sees all of it, 2 half its width and half its height.</param>
/// <param name="Across">0–1: which share of the width that is not seen lies to the left.</param>
/// <param name="Down">0–1: which share of the height that is not seen lies above.</param>
internal readonly record struct CameraView(double Zoom, double Across = 0.5, double Down = 0.5)
{
    public static readonly CameraView Whole = new(1);
}
