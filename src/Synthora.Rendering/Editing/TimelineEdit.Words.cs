using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Editing;

/// <summary>What can be read in a scene: captions, and words on its pictures.</summary>
public static partial class TimelineEdit
{
    private const double TitleSeconds = 3.2;
    private const int MostTitles = 4;
    private const int HeadlineWords = 8;
    private const int TitleCharacters = 80;

    public static Timeline SetFraming(Timeline timeline, int index, Framing? framing) => Change(timeline, index, take =>
        take with { Scene = take.Scene with { Shots = [.. take.Scene.Shots.Select(shot => shot with { Framing = framing })] } });

    /// <summary>Takes a scene's captions away or brings them back.</summary>
    public static Timeline ShowCaptions(Timeline timeline, int index, bool shown) => Change(timeline, index, take =>
        take with { Scene = take.Scene with { Captions = shown ? SceneCaptions.Of(take.Scene, timeline) : [] } });

    /// <summary>
    /// Writes what is spoken otherwise, such as a name that a voice had to be told by its sound. Words that stay keep
    /// their times; new ones share the time of those they replace.
    /// </summary>
    /// <exception cref="RenderException">Nothing is spoken in the scene.</exception>
    public static Timeline SetCaptionWords(Timeline timeline, int index, string text) => Change(timeline, index, take =>
    {
        if (take.Scene.Words.Count == 0) throw new RenderException($"Scene {index + 1} says nothing, so it has no captions.", "Give it a narration, or words on its picture.");
        var wanted = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (wanted.Length == 0) return take with { Scene = take.Scene with { Captions = [] } };
        var scene = take.Scene with { Words = Reworded(take.Scene.Words, wanted) };
        return take with { Scene = scene with { Captions = SceneCaptions.Of(scene, timeline) } };
    });

    /// <summary>The words on a scene's pictures: the headline of each card in turn, or the titles over footage.</summary>
    public static IReadOnlyList<string> TextsOf(Scene scene)
    {
        var cards = scene.Shots.Select(shot => shot.Visual).OfType<CardVisual>().ToList();
        return cards.Count > 0 ? [.. cards.Select(LineOf)] : [.. scene.Texts.Select(text => text.Text)];
    }

    /// <param name="lines">One for each card; over footage, titles that follow each other. An empty line leaves a card without words.</param>
    /// <exception cref="RenderException">There are more lines than pictures, or one is too long to be read.</exception>
    public static Timeline SetTexts(Timeline timeline, int index, IReadOnlyList<string> lines) => Change(timeline, index, take =>
    {
        // What stands there already was found to fit when it was written.
        foreach (var line in lines.Except(TextsOf(take.Scene)))
            if (line.Length > TitleCharacters)
                throw new RenderException($"“{line[..40]}…” is too long to be read on a picture.", $"Use at most {TitleCharacters} characters a line.");
        var cards = take.Scene.Shots.Count(shot => shot.Visual is CardVisual);
        return cards > 0 ? OnCards(take, index, lines, cards) : OverFootage(take, index, lines, timeline.Canvas.Fps);
    });

    private static Take OnCards(Take take, int index, IReadOnlyList<string> lines, int cards)
    {
        if (lines.Count > cards) throw new RenderException($"Scene {index + 1} has {cards} pictures, and {lines.Count} lines were given.", "Give one line for each picture at most.");
        foreach (var line in lines.Except(TextsOf(take.Scene)))
            if (line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length > HeadlineWords + 1)
                throw new RenderException($"“{line}” has too many words for one picture.", $"Use at most {HeadlineWords} words a line.");
        var at = 0;
        return take with
        {
            Scene = take.Scene with
            {
                Shots = [.. take.Scene.Shots.Select(shot => shot.Visual is CardVisual card ? shot with { Visual = Saying(card, at < lines.Count ? lines[at++].Trim() : "") } : shot)],
            },
        };
    }

    private static Take OverFootage(Take take, int index, IReadOnlyList<string> lines, int fps)
    {
        var titles = lines.Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        if (titles.Count > MostTitles) throw new RenderException($"{titles.Count} titles do not fit into one scene.", $"Give at most {MostTitles}.");
        var shown = new List<OverlayText>();
        for (var i = 0; i < titles.Count; i++)
        {
            var start = i * take.Frames / titles.Count;
            var end = Math.Min((i + 1) * take.Frames / titles.Count, start + (int)(TitleSeconds * fps));
            shown.Add(new OverlayText(titles[i], start, Math.Max(start + 1, end), index == 0 ? TextRole.Title : TextRole.Label));
        }

        return take with { Scene = take.Scene with { Texts = shown } };
    }

    private static string LineOf(CardVisual card) => card.Layout == CardLayout.Figure && card.Number.Length > 0 ? $"{card.Number} {card.Headline}".Trim() : card.Headline;

    /// <summary>A figure stays one while the line still begins with it.</summary>
    private static CardVisual Saying(CardVisual card, string line)
    {
        if (card.Layout != CardLayout.Figure || card.Number.Length == 0) return card with { Headline = line };
        return line.StartsWith(card.Number, StringComparison.Ordinal)
            ? card with { Headline = line[card.Number.Length..].Trim() }
            : card with { Layout = CardLayout.Statement, Number = "", Headline = line };
    }

    private static IReadOnlyList<Word> Reworded(IReadOnlyList<Word> spoken, string[] wanted)
    {
        var (head, tail) = (0, 0);
        while (head < spoken.Count && head < wanted.Length && spoken[head].Text == wanted[head]) head++;
        while (tail < spoken.Count - head && tail < wanted.Length - head && spoken[^(tail + 1)].Text == wanted[^(tail + 1)]) tail++;
        // Words that come in between two others take their time from one of them.
        if (spoken.Count - tail == head && wanted.Length - tail > head)
        {
            if (head > 0) head--;
            else tail--;
        }

        var (from, to) = (spoken.Count - tail > head ? spoken[head].StartMs : 0, spoken.Count - tail > head ? spoken[^(tail + 1)].EndMs : 0);
        var fresh = wanted[head..(wanted.Length - tail)];
        var letters = Math.Max(1, fresh.Sum(word => word.Length));
        var said = 0;
        var timed = fresh.Select(word =>
        {
            var start = from + (int)((long)(to - from) * said / letters);
            said += word.Length;
            return new Word(word, start, from + (int)((long)(to - from) * said / letters));
        }).ToList();
        return [.. spoken.Take(head), .. timed, .. spoken.Skip(spoken.Count - tail)];
    }
}
