using Synthora.Rendering.Captions;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Motion;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Scenes.Overlays;

/// <summary>Something other than a caption that lies over the picture or belongs to a card's words, and the rectangle in which it stands once it has come in, in canvas pixels.</summary>
/// <param name="Name">A text's words, an icon's name or the name of a picture's file.</param>
/// <param name="IsText">Words, which nothing may cover; else a logo or a sticker.</param>
public sealed record PlacedOverlay(string Name, bool IsText, double StartSeconds, double EndSeconds, Box Box)
{
    /// <summary>How far it reaches over the side of a box that it leaves most, in pixels; 0 inside.</summary>
    public double Beyond(SafeBox safe) =>
        Math.Max(0, Math.Max(Math.Max(safe.Left - Box.X, Box.Right - safe.Right), Math.Max(safe.Top - Box.Y, Box.Bottom - safe.Bottom)));
}

/// <summary>Where titles, the words of cards, name bars, logos and stickers stand. Progress bars run along an edge and are none of them.</summary>
internal static class OverlayLayout
{
    public static async Task<IReadOnlyList<PlacedOverlay>> OfAsync(Timeline timeline, CancellationToken ct)
    {
        var placed = new List<PlacedOverlay>();
        foreach (var (scene, plan) in timeline.Scenes.Zip(SegmentPlan.PlanAll(timeline, VideoEncoding.For(timeline, preview: false))))
        {
            placed.AddRange(WordsOf(plan).Select(words => words with
            {
                StartSeconds = words.StartSeconds + ((double)scene.StartFrame / timeline.Canvas.Fps),
                EndSeconds = words.EndSeconds + ((double)scene.StartFrame / timeline.Canvas.Fps),
            }));
        }

        foreach (var overlay in timeline.Overlays)
        {
            if (await MarkAsync(overlay, timeline, ct) is not { } mark) continue;
            placed.Add(new(mark.Name, false, (double)overlay.StartFrame / timeline.Canvas.Fps, (double)(overlay.EndFrame ?? timeline.FrameCount) / timeline.Canvas.Fps, mark.Box));
        }

        return placed;
    }

    /// <summary>With times from the start of the scene.</summary>
    private static IEnumerable<PlacedOverlay> WordsOf(SegmentPlan plan)
    {
        double fps = plan.Canvas.Fps;
        foreach (var text in plan.Texts)
            if (TitleText.BoxOf(text, plan) is { } box) yield return new(text.Text, true, text.StartFrame / fps, text.EndFrame / fps, box);

        var at = 0;
        foreach (var shot in plan.Shots)
        {
            if (shot.Visual is CardVisual card)
            {
                var design = CardDesigner.For(plan.Look);
                var context = new CardContext(plan.Canvas, plan.Look, plan.FreeBox, plan.Language, shot.Frames / fps, plan.Seed);
                if (Composition.Of(card, context, design.Type, design.PrefersCentre).Words(design.Type) is { } box)
                    yield return new(card.Headline.Length > 0 ? card.Headline : card.Number.Length > 0 ? card.Number : card.Kicker, true, at / fps, (at + shot.Frames) / fps, box);
            }

            at += shot.Frames;
        }

        foreach (var overlay in plan.Overlays)
            if (overlay.Overlay is LowerThirdOverlay words && NameBar.Of(words, plan) is { } bar)
                yield return new(words.Name, true, overlay.FromFrame / fps, overlay.ToFrame / fps, bar.Box);
    }

    private static async Task<(string Name, Box Box)?> MarkAsync(Overlay overlay, Timeline timeline, CancellationToken ct)
    {
        var safe = SafeBox.For(timeline);
        switch (overlay)
        {
            case LogoOverlay logo:
                {
                    var (width, height) = await SizeAsync(logo.Path, logo.Size, timeline.Canvas, ct);
                    var (x, y) = OverlayPictures.Place(logo, safe, width, height);
                    return (Path.GetFileName(logo.Path), new(x, y, width, height));
                }

            case StickerOverlay sticker:
                {
                    var side = sticker.Size * Math.Min(timeline.Canvas.Width, timeline.Canvas.Height);
                    (double width, double height) = sticker.Path is { } path ? await SizeAsync(path, sticker.Size, timeline.Canvas, ct) : (side, side);
                    var (x, y) = OverlayPictures.Middle(sticker, safe, width, height);
                    return (sticker.Icon ?? Path.GetFileName(sticker.Path!), new(x - (width / 2), y - (height / 2), width, height));
                }

            default:
                return null;
        }
    }

    /// <summary>Where the picture is no longer there to be asked for its shape, the square that holds it whatever that is.</summary>
    private static async Task<(int Width, int Height)> SizeAsync(string path, double share, Canvas canvas, CancellationToken ct)
    {
        try
        {
            if ((await MediaProbe.ProbeAsync(path, ct)).Video is { } picture) return OverlayPictures.Size(picture, share, canvas);
        }
        catch (RenderException)
        {
            // Rendering says what is wrong with it; here only its place is asked for.
        }

        var side = (int)Math.Round(share * Math.Min(canvas.Width, canvas.Height));
        return (side, side);
    }
}
