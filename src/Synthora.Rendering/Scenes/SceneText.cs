using Synthora.Rendering.Captions;
using Synthora.Rendering.Motion;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Scenes;

/// <summary>Gathers the words of a segment from captions, titles and cards into as few ASS documents as the picture allows.</summary>
internal static class SceneText
{
    /// <summary>The documents by name; <see cref="SegmentTexts"/> says where each is drawn.</summary>
    public static (SegmentTexts Texts, IReadOnlyDictionary<string, string> Documents) Compose(
        SegmentPlan plan, IReadOnlyDictionary<CardShot, CardArtwork> artwork)
    {
        var cards = new AssSheet();
        var at = plan.StartFrame;
        foreach (var shot in plan.Shots)
        {
            AddCard(cards, shot with { Frames = shot.FirstFrame + shot.Frames }, at - shot.FirstFrame, plan.Canvas.Fps, artwork);
            at += shot.Frames;
        }

        var leaving = new AssSheet();
        if (plan.Leaving is { } before) AddCard(leaving, before with { Frames = before.FirstFrame + before.Frames + 1 }, 0, plan.Canvas.Fps, artwork);

        // After a cut nothing moves the cards' text on its own, so one document and one pass draw everything.
        var words = plan.Leaving is null ? cards : new AssSheet();
        SpokenText.AddTo(words, plan);

        var documents = new Dictionary<string, string>();
        return (new SegmentTexts(
            Keep(words, "words.ass"), ReferenceEquals(words, cards) ? null : Keep(cards, "cards.ass"), Keep(leaving, "leaving.ass")), documents);

        string? Keep(AssSheet sheet, string name)
        {
            if (sheet.IsEmpty) return null;
            documents[name] = sheet.Write(plan.Canvas);
            return name;
        }
    }

    private static void AddCard(AssSheet sheet, ShotPlan shot, int atFrame, int fps, IReadOnlyDictionary<CardShot, CardArtwork> artwork)
    {
        if (shot.Visual is not CardVisual card) return;
        var art = artwork[new CardShot(card, shot.ShotFrames)];

        // Half a frame early, so that no rounding of the document's hundredths leaves the words of one card on the next.
        var (start, end) = (Math.Max(0, atFrame - 0.5) / fps, (atFrame + shot.Frames - 0.5) / fps);
        var lastsToTheEnd = (double)shot.ShotFrames / fps - 0.05;
        sheet.Add(art.Styles, art.Text.Select(line => line with
        {
            StartSeconds = line.StartSeconds + start,
            // What stands when the shot ends goes on standing while the next scene comes in.
            EndSeconds = line.EndSeconds >= lastsToTheEnd ? end : Math.Min(end, line.EndSeconds + start),
        }));
    }
}
