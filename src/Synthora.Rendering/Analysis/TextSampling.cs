using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Analysis;

/// <summary>Frames around the moment at which a word comes in.</summary>
/// <param name="First">Number of the first of <see cref="TextSampling.Window"/> frames.</param>
internal sealed record OnsetWindow(string Word, double PlannedMs, int First);

/// <param name="Shown">The middle of its time, where it is looked for.</param>
/// <param name="Moments">Frames of its time in which it has to be legible: what moves under it differs in each.</param>
internal sealed record TitleSample(string Text, int Shown, IReadOnlyList<int> Moments, int? After);

/// <summary>Which few frames tell whether a timeline's words are in the picture, legible and in time.</summary>
/// <param name="Looks">Frames that are looked at whole, in order.</param>
/// <param name="Scale">Pixels of the canvas to one that is looked at, both ways.</param>
/// <param name="Band">The stretch of the canvas in which captions stand.</param>
internal sealed record TextSampling(
    Canvas Canvas, IReadOnlyList<int> Looks, IReadOnlyList<int> CaptionFrames, IReadOnlyList<TitleSample> Titles, int? Opening,
    IReadOnlyList<OnsetWindow> Windows, int Scale, (int Top, int Height) Band)
{
    /// <summary>Frames looked at around an onset, from <see cref="Before"/> frames ahead of it.</summary>
    public const int Window = 12;
    public const int Before = 5;
    private const int MostCaptions = 10;
    private const int MostTitles = 8;
    private const int MostOnsets = 8;
    private const int FewestOnsets = 5;
    private const int WideCanvas = 900;

    /// <summary>Milliseconds since the word before, best first; the last ones take what there is.</summary>
    private static readonly int[] Leads = [390, 250, 150];

    public int Width => Canvas.Width / Scale / 2 * 2;
    public int Height => Canvas.Height / Scale / 2 * 2;
    public int BandHeight => Band.Height / Scale / 2 * 2;

    /// <summary>All frames of all windows, in order.</summary>
    public IReadOnlyList<int> WindowFrames() => [.. Windows.SelectMany(window => Enumerable.Range(window.First, Window)).Distinct().Order()];

    public static TextSampling? Of(Timeline timeline, DrawnText text)
    {
        var (fps, frames) = (timeline.Canvas.Fps, timeline.FrameCount);
        var captions = timeline.Look.Captions == CaptionStyle.None || text.Placed.Count == 0 ? [] : timeline.Scenes.SelectMany(scene => scene.Captions).ToList();
        var shown = Spread(captions, MostCaptions).Select(cue => Frame((cue.StartMs + cue.EndMs) / 2.0)).Where(frame => frame < frames).Distinct().ToList();
        var titles = Spread([.. timeline.Scenes.SelectMany(scene => scene.Texts)], MostTitles)
            .Select(title => new TitleSample(title.Text, At(title, 2), [At(title, 1), At(title, 2), At(title, 3)], After(timeline, title))).ToList();
        var opening = Frame(500) < frames ? Frame(500) : (int?)null;
        var moments = shown.Concat(titles.SelectMany(title => title.Moments)).Concat(titles.Select(title => title.After).OfType<int>());
        if (opening is { } at) moments = moments.Append(at);
        IReadOnlyList<int> looks = [.. moments.Distinct().Order()];
        // The words of a card in half a second are over before anybody looks for them.
        if (looks.Count == 0 || (captions.Count == 0 && titles.Count == 0 && text.Others.IndexOf("Dialogue:", StringComparison.Ordinal) < 0)) return null;
        return new(
            timeline.Canvas, looks, shown, titles, opening, [.. Onsets(timeline, captions)],
            Math.Min(timeline.Canvas.Width, timeline.Canvas.Height) >= WideCanvas ? 2 : 1, BandOf(text.Placed, timeline.Canvas));

        int Frame(double ms) => (int)(ms / 1000 * fps);
        static int At(OverlayText title, int quarter) => title.StartFrame + ((title.EndFrame - title.StartFrame) * quarter / 4);
    }

    /// <summary>With marked words each is an onset, otherwise each caption. What comes right behind another cannot be told from it.</summary>
    private static IEnumerable<OnsetWindow> Onsets(Timeline timeline, List<Cue> captions)
    {
        var fps = timeline.Canvas.Fps;
        var marks = CaptionStyles.For(timeline.Look, timeline.Canvas)?.Mark is not (null or WordMark.None);
        var onsets = captions.SelectMany(cue => cue.Lines.SelectMany(line => line).Select((word, index) => (word.Text, Ms: index == 0 ? cue.StartMs : word.StartMs, First: index == 0)))
            .Where(word => marks || word.First).ToList();
        // Best is a word before whose window the last one has come to rest; in quick speech there may be none.
        var clear = Leads.Select(lead => onsets.Where((word, index) =>
            (index == 0 || word.Ms - onsets[index - 1].Ms >= lead) && (index == onsets.Count - 1 || onsets[index + 1].Ms - word.Ms >= 200)).ToList())
            .Aggregate((best, next) => best.Count >= FewestOnsets ? best : next);
        return Spread(clear, MostOnsets)
            .Select(word => new OnsetWindow(word.Text, word.Ms, (int)(word.Ms / 1000.0 * fps) - Before))
            .Where(window => window.First >= 0 && window.First + Window <= timeline.FrameCount);
    }

    private static (int Top, int Height) BandOf(IReadOnlyList<PlacedCaption> placed, Canvas canvas)
    {
        if (placed.Count == 0) return (0, canvas.Height);
        var top = Math.Max(0, (int)(placed.Min(caption => caption.Top) / 4) * 4);
        var bottom = Math.Min(canvas.Height, (int)Math.Ceiling(placed.Max(caption => caption.Bottom) / 4) * 4);
        return (top, Math.Max(4, bottom - top));
    }

    private static int? After(Timeline timeline, OverlayText title)
    {
        var after = title.EndFrame + 3;
        return after < timeline.FrameCount && !timeline.Scenes.SelectMany(scene => scene.Texts).Any(other => other != title && other.StartFrame <= after && after < other.EndFrame) ? after : null;
    }

    /// <summary>At most so many, evenly over the list, its ends included.</summary>
    private static IEnumerable<T> Spread<T>(IReadOnlyList<T> all, int most) =>
        all.Count <= most ? all : Enumerable.Range(0, most).Select(i => all[(int)Math.Round(i * (all.Count - 1.0) / (most - 1))]);
}
