using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>Captions from what the scenes say.</summary>
internal static class CaptionCues
{
    /// <param name="words">Of one scene, on the video's clock.</param>
    public static IReadOnlyList<Cue> Of(IReadOnlyList<Word> words, Look look, GenerationPlan plan, int sceneEndFrame) =>
        CaptionSegmenter.Segment(
            words, look, plan.Canvas, SafeBox.For(plan.Platform, plan.Canvas, Rendering.Captions.Script.IsRightToLeftLanguage(plan.Language)), plan.Language, (int)SceneClock.FrameMs(sceneEndFrame, plan.Canvas.Fps));

    /// <summary>SubRip text of everything that is said, whether or not it is drawn.</summary>
    public static string Subtitles(GenerationPlan plan, VoiceResult voice, IReadOnlyList<SceneTime> times)
    {
        var untilMs = (int)SceneClock.FrameMs(times[^1].EndFrame, plan.Canvas.Fps);
        return SubtitleFile.SubRip(SubtitleCues.From(voice.Scenes.SelectMany((spoken, i) => WordsOf(spoken, times[i])), plan.Language, plan.Canvas.Fps, untilMs));
    }

    /// <summary>Marks the words of the phrases, which follow each other as the words do.</summary>
    public static IReadOnlyList<Word> Emphasised(IReadOnlyList<Word> words, IReadOnlyList<string> phrases)
    {
        var marked = words.ToArray();
        var at = 0;
        foreach (var phrase in phrases)
        {
            var parts = phrase.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Bare).Where(part => part.Length > 0).ToList();
            var found = Enumerable.Range(at, Math.Max(0, words.Count - parts.Count + 1 - at))
                .FirstOrDefault(start => parts.Select((part, i) => Bare(words[start + i].Text) == part).All(same => same), -1);
            if (found < 0 || parts.Count == 0) continue;
            for (var i = found; i < found + parts.Count; i++) marked[i] = marked[i] with { Emphasis = true };
            at = found + parts.Count;
        }

        return marked;
    }

    private static string Bare(string word) => string.Concat(word.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>A scene's words on the video's clock.</summary>
    public static IReadOnlyList<Word> WordsOf(SceneVoice? spoken, SceneTime time) =>
        spoken is null ? [] : [.. spoken.Words.Select(word => new Word(word.Text, time.SpeechStartMs + word.StartMs, time.SpeechStartMs + word.EndMs))];
}
