using System.Text.RegularExpressions;
using Synthora.Rendering.Captions;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Fonts;
using Synthora.Rendering.Motion;
using Synthora.Rendering.Scenes;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Analysis;

/// <summary>A timeline's words as the renderer draws them, on the clock of the whole video.</summary>
/// <param name="Captions">As ASS, in their colours.</param>
/// <param name="Letters">The captions' letters alone, white and without outline or box.</param>
/// <param name="Others">The letters of titles and cards, likewise.</param>
/// <param name="Placed">Where the layout says that captions stand.</param>
internal sealed partial record DrawnText(string Captions, string Letters, string Others, IReadOnlyList<PlacedCaption> Placed)
{
    public static async Task<DrawnText> OfAsync(Timeline timeline, CancellationToken ct)
    {
        var (captions, others) = (new AssSheet(), new AssSheet());
        var placed = new List<PlacedCaption>();
        foreach (var (scene, plan) in timeline.Scenes.Zip(SegmentPlan.PlanAll(timeline, VideoEncoding.For(timeline, preview: false))))
        {
            var start = (double)scene.StartFrame / timeline.Canvas.Fps;
            var sheet = CaptionLayout.Place(plan.Captions, plan.Look, plan.Canvas, plan.FreeBox, plan.Language, burned: true);
            captions.Add(sheet.Styles, sheet.Lines.Select(line => Later(line, start)));
            placed.AddRange(sheet.Placed.Select(caption => caption with { StartSeconds = caption.StartSeconds + start, EndSeconds = caption.EndSeconds + start }));

            var words = new AssSheet();
            SpokenText.AddTo(words, plan with { Captions = [] });
            foreach (var shot in scene.Shots)
                if (shot.Visual is CardVisual card)
                {
                    var art = await CardDesigner.DesignAsync(
                        card, new CardContext(plan.Canvas, plan.Look, plan.FreeBox, plan.Language, (double)shot.FrameCount / plan.Canvas.Fps, plan.Seed), folder: null, ct);
                    var offset = (double)(shot.StartFrame - scene.StartFrame) / plan.Canvas.Fps;
                    words.Add(art.Styles, art.Text.Select(line => Later(line, offset)));
                }

            others.Add(words.Styles, words.Lines.Select(line => Later(line, start)));
        }

        return new(captions.Write(timeline.Canvas), White(captions, timeline.Canvas), White(others, timeline.Canvas), placed);
    }

    private static AssLine Later(AssLine line, double seconds) => line with { StartSeconds = line.StartSeconds + seconds, EndSeconds = line.EndSeconds + seconds };

    private static string White(AssSheet sheet, Canvas canvas) => AssDocument.Write(canvas,
        sheet.Styles.Select(style => style with { Colour = "#FFFFFF", ActiveColour = "#FFFFFF", Outline = 0, Shadow = 0, BackOpacity = 0, Boxed = false }),
        sheet.Lines.Where(line => !Drawing().IsMatch(line.Text)).Select(line => line with { Text = Colouring().Replace(line.Text, "") }));

    [GeneratedRegex(@"\\p[1-9]")]
    private static partial Regex Drawing();

    /// <summary>Override tags that set colours, their opacity unless they hide, outlines, shadows and blurs.</summary>
    [GeneratedRegex(@"\\(?:[1-4]?c&H[0-9A-Fa-f]+&?|(?:[1-4]a|alpha)&H(?!FF)[0-9A-Fa-f]+&?|[xy]?bord[\d.]+|[xy]?shad-?[\d.]+|blur[\d.]+|be[\d.]+)")]
    private static partial Regex Colouring();
}
