using System.Globalization;
using System.Text;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>Captions from the words of a scene.</summary>
internal static class CaptionCues
{
    public static IReadOnlyList<Cue> Of(IReadOnlyList<Word> words, GenerationPlan plan, double startMs, double endMs, int index)
    {
        var cues = new List<Cue>();
        foreach (var group in words.Chunk(4))
            cues.Add(new Cue(group[0].StartMs, Math.Min(group[^1].EndMs, (int)endMs), [group]));
        return cues;
    }

    /// <summary>SubRip text of everything that is said, whether or not it is drawn.</summary>
    public static string Srt(Timeline timeline)
    {
        var text = new StringBuilder();
        var number = 0;
        foreach (var cue in timeline.Scenes.SelectMany(scene => scene.Captions))
            text.Append(CultureInfo.InvariantCulture, $"{++number}\n{Time(cue.StartMs)} --> {Time(cue.EndMs)}\n{cue.Text}\n\n");
        return text.ToString();
    }

    private static string Time(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds).ToString(@"hh\:mm\:ss\,fff", CultureInfo.InvariantCulture);
}
