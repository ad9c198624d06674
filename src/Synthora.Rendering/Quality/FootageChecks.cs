using Synthora.Rendering.Analysis;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>Whether a viewer is shown the same footage twice.</summary>
internal static class FootageChecks
{
    /// <summary>Bits of 64 in which two pictures of the same moment may differ, through captions and a moving camera.</summary>
    private const int SameBits = 8;

    public static QualityCheck Judge(PictureFacts picture, Timeline? timeline, IReadOnlyList<Span> shots)
    {
        var fps = Math.Max(1, picture.Packets.Fps);
        var visuals = timeline?.Scenes.SelectMany(scene => scene.Shots).Select(shot => shot.Visual).ToList();
        List<(int First, int Second)> repeats = [];
        for (var second = 2; second < shots.Count; second++)
            for (var first = 0; first < second - 1; first++)
                if (visuals is null ? LookAlike(first, second) : AreTwice(visuals, timeline!, first, second) is { } planned ? planned : LookAlike(first, second))
                    repeats.Add((first, second));

        return CheckCatalogue.Repeats.Judge(repeats.Count == 0,
            repeats is [var (one, again), ..] ? $"{repeats.Count}, first {shots[one].Start:0.0} s again at {shots[again].Start:0.0} s" : $"none among {shots.Count} shots",
            "Show other footage, or another part of it, the second time.", repeats.Count);

        bool LookAlike(int first, int second)
        {
            double[] places = [0.3, 0.6];
            return places.All(place => Thumb.Hash(picture, Frame(first, place)) is { } one && Thumb.Hash(picture, Frame(second, place)) is { } other
                && System.Numerics.BitOperations.PopCount(one ^ other) <= SameBits);
        }

        int Frame(int shot, double place) => (int)((shots[shot].Start + (shots[shot].Seconds * place)) * fps);
    }

    /// <summary>Null where only the pixels can tell. Designed cards share their ground on purpose, one take may be cut up, and a plain colour is no footage.</summary>
    private static bool? AreTwice(List<Visual> visuals, Timeline timeline, int first, int second)
    {
        return (visuals[first], visuals[second]) switch
        {
            (CardVisual one, CardVisual other) => one == other && one.Headline.Length > 0,
            (CardVisual or ColourVisual, _) or (_, CardVisual or ColourVisual) => false,
            (StillVisual one, StillVisual other) when one.Path == other.Path => true,
            (ClipVisual one, ClipVisual other) when one.Path == other.Path => one.InSeconds < End(other, second) && other.InSeconds < End(one, first),
            _ => null,
        };

        double End(ClipVisual clip, int index) =>
            clip.InSeconds + ((double)timeline.Scenes.SelectMany(scene => scene.Shots).ElementAt(index).FrameCount / timeline.Canvas.Fps);
    }
}
