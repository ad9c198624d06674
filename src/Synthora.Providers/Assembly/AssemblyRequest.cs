namespace Synthora.Providers.Assembly;

/// <summary>
/// A finished plan of a video in no vendor's words; the port is <see cref="Jobs.IJobProvider{TRequest}"/>. Times are seconds on one clock from the start of the video.
/// Sources are addresses that the vendor can fetch: whoever orders has to publish the files first.
/// </summary>
/// <param name="Pictures">In order and without gaps; a transition lies over the end of the picture before.</param>
/// <param name="Texts">Titles and captions, later ones above earlier ones.</param>
public sealed record AssemblyRequest(
    string Title, int Width, int Height, int Fps, double Seconds, IReadOnlyList<AssemblyPicture> Pictures, IReadOnlyList<AssemblyText> Texts, IReadOnlyList<AssemblySound> Sounds)
{
    /// <summary>They lie over the pictures and under the texts, later ones above earlier ones.</summary>
    public IReadOnlyList<AssemblyMark> Marks { get; init; } = [];
}

/// <summary>A mark for a while.</summary>
/// <param name="Source">A picture of the frame's own shape, clear but for the mark.</param>
/// <param name="Slide">How it moves; null for what stands still.</param>
public sealed record AssemblyMark(Uri Source, double Start, double Length, AssemblySlide? Slide = null);

/// <summary>An even way to the right over a mark's whole length, in widths of the frame from where it belongs: from -1 to 0 it comes in from outside.</summary>
public sealed record AssemblySlide(double From, double To);

/// <param name="From">Where in a clip to begin, in seconds.</param>
/// <param name="Volume">0–1 of a clip's own sound.</param>
/// <param name="TransitionSeconds">0 for a cut.</param>
public sealed record AssemblyPicture(
    Uri Source, PictureKind Kind, double Start, double Length, double From = 0, double Volume = 0, PictureMotion Motion = PictureMotion.None, double TransitionSeconds = 0);

public enum PictureKind { Still, Clip }

public enum PictureMotion { None, ZoomIn, ZoomOut, PanLeft, PanRight }

/// <param name="Centre">The text's middle, 0 at the top and 1 at the bottom of the frame.</param>
/// <param name="Size">Height of a line as a share of the frame's height.</param>
/// <param name="Color"><c>#RRGGBB</c>.</param>
/// <param name="Background"><c>#RRGGBB</c> of a box behind it; null for none.</param>
public sealed record AssemblyText(string Text, double Start, double Length, double Centre = 0.5, double Size = 0.04, string Color = "#FFFFFF", string? Background = null, string Font = "Montserrat");

/// <param name="Volume">0–1.</param>
public sealed record AssemblySound(Uri Source, double Start, double Length, double Volume = 1);
