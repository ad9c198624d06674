using Synthora.Rendering.Captions;

namespace Synthora.Rendering.Motion;

/// <summary>
/// A designed picture in the parts FFmpeg can move cheaply: a slow gradient, flat layers with alpha, and vector text.
/// Times are in seconds from the start of the shot, positions in canvas pixels of the layer's top left corner.
/// </summary>
public sealed record CardArtwork
{
    public required GradientBackground Background { get; init; }
    public IReadOnlyList<ArtLayer> Layers { get; init; } = [];

    /// <summary>Drawn above all layers, with times local to the shot and ASS layers 0–40.</summary>
    public IReadOnlyList<AssLine> Text { get; init; } = [];
    public IReadOnlyList<AssStyle> Styles { get; init; } = [];
}

/// <param name="Colours">Two to four colours as <c>#RRGGBB</c>.</param>
/// <param name="Speed">Turns of the gradient per second, 0–0.5.</param>
public sealed record GradientBackground(IReadOnlyList<string> Colours, double Speed, int Seed)
{
    /// <summary>Strength of the film grain, 0–20; a little hides the steps of a smooth gradient.</summary>
    public int Grain { get; init; } = 2;
}

/// <param name="Path">A PNG with alpha.</param>
/// <param name="X">FFmpeg expression of <c>t</c> (seconds) for the left edge in pixels.</param>
/// <param name="Y">The same for the top edge.</param>
/// <param name="FadeInSeconds">Length of an alpha fade from <paramref name="AppearsAt"/>; 0 shows it at once.</param>
public sealed record ArtLayer(string Path, string X = "0", string Y = "0", double AppearsAt = 0, double FadeInSeconds = 0)
{
    /// <summary>
    /// A blurred layer, drawn at a quarter of its size under all sharp ones and enlarged with the gradient: it costs a
    /// sixteenth and moves as smoothly. Its PNG is a quarter of the size that it has on the canvas.
    /// </summary>
    public bool Soft { get; init; }

    /// <summary>Degrees per second by which a soft layer turns around its own middle; its PNG is then an eighth of its size.</summary>
    public double Spin { get; init; }
}
