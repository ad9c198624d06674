namespace Synthora.Rendering.FFmpeg;

/// <summary>What a platform says about the files it takes; null where it says nothing.</summary>
/// <param name="Seconds">Length of the video.</param>
/// <param name="Megabytes">Size of the file in units of 1,000,000 bytes, the smaller ones that a platform may mean.</param>
/// <param name="KeyFrameSeconds">Distance of key frames.</param>
/// <param name="PeakKbps">Bitrate of any one second.</param>
/// <param name="AverageKbps">Bitrate over the whole video.</param>
/// <param name="SoundKbps">Bitrate of the sound over the whole video.</param>
/// <param name="Fps">Frames per second.</param>
/// <param name="Sides">Pixels of the picture's sides.</param>
/// <param name="Aspect">Width of the picture over its height.</param>
public sealed record PlatformLimits(
    PlatformLimit Seconds, PlatformLimit Megabytes, PlatformLimit? KeyFrameSeconds = null, PlatformLimit? PeakKbps = null,
    PlatformLimit? AverageKbps = null, PlatformLimit? SoundKbps = null, PlatformLimit? Fps = null, PlatformLimit? Sides = null, PlatformLimit? Aspect = null);

/// <param name="Required">The platform refuses what lies outside; otherwise it only advises.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Below">The figure has to stay under <paramref name="Max"/>.</param>
public sealed record PlatformLimit(string Source, double? Min = null, double? Max = null, bool Required = false, bool Below = false)
{
    /// <param name="tolerance">Of measuring, in the figure's own unit.</param>
    public bool Allows(double figure, double tolerance = 0) =>
        (Min is not { } least || figure >= least - tolerance) && (Max is not { } most || (Below ? figure < most + tolerance : figure <= most + tolerance));
}
