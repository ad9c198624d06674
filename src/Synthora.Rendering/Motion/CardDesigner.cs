using Synthora.Rendering.Captions;
using Synthora.Rendering.Motion.Designs;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Motion;

/// <param name="Seconds">Length of the shot.</param>
public sealed record CardContext(Canvas Canvas, Look Look, SafeBox SafeBox, string Language, double Seconds, int Seed);

/// <summary>Turns a card into artwork in the video's aesthetic.</summary>
public static class CardDesigner
{
    /// <summary>
    /// How far a card's parts have come in when it is first seen, in seconds: no cut leads to an empty picture, and the
    /// first frame of a video, which stands for it where it is not played, already says something.
    /// </summary>
    private const double Lead = 0.2;

    /// <summary>Writes the layers' PNG files into <paramref name="folder"/>; the same card gives the same pixels.</summary>
    /// <param name="folder">Null designs without drawing: words and places are as they would be, the files do not exist.</param>
    public static async Task<CardArtwork> DesignAsync(CardVisual card, CardContext context, string? folder, CancellationToken ct)
    {
        var design = For(context.Look);
        var scene = new Scenery(
            card, context, new Swatch(context.Look.Palette), new Stage(context, card.Variation, Lead),
            Composition.Of(card, context, design.Type, design.PrefersCentre), new ArtWorkshop(folder));
        var background = await design.DrawAsync(scene, ct);
        return new CardArtwork
        {
            Background = background,
            Layers = scene.Layers,
            Text = scene.Stage.Lines,
            Styles = [.. scene.Stage.Styles],
        };
    }

    internal static Design For(Look look) => look.Aesthetic switch
    {
        Aesthetic.Minimal => new MinimalDesign { Style = look.Fonts },
        Aesthetic.Bold => new BoldDesign { Style = look.Fonts },
        Aesthetic.Cinematic => new CinematicDesign { Style = look.Fonts },
        Aesthetic.Vibrant => new VibrantDesign { Style = look.Fonts },
        Aesthetic.Vintage => new VintageDesign { Style = look.Fonts },
        Aesthetic.Professional => new ProfessionalDesign { Style = look.Fonts },
        Aesthetic.Playful => new PlayfulDesign { Style = look.Fonts },
        _ => new ModernDesign { Style = look.Fonts },
    };
}
