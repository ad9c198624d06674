using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>Captions from what the scenes say.</summary>
internal static class CaptionCues
{
    /// <param name="words">Of one scene, on the video's clock.</param>
    public static IReadOnlyList<Cue> Of(IReadOnlyList<Word> words, Look look, GenerationPlan plan, int sceneEndFrame) =>
        CaptionSegmenter.Segment(
            words, look, plan.Canvas, SafeBox.For(plan.Platform, plan.Canvas), plan.Language, (int)SceneClock.FrameMs(sceneEndFrame, plan.Canvas.Fps));

    /// <summary>SubRip text of everything that is said, whether or not it is drawn.</summary>
    public static string Subtitles(GenerationPlan plan, VoiceResult voice, IReadOnlyList<SceneTime> times)
    {
        var phrases = plan.Look with { Captions = CaptionStyle.Classic };
        return SubtitleFile.SubRip(voice.Scenes.SelectMany((spoken, i) => Of(WordsOf(spoken, times[i]), phrases, plan, times[i].EndFrame)));
    }

    /// <summary>A scene's words on the video's clock.</summary>
    public static IReadOnlyList<Word> WordsOf(SceneVoice? spoken, SceneTime time) =>
        spoken is null ? [] : [.. spoken.Words.Select(word => new Word(word.Text, time.SpeechStartMs + word.StartMs, time.SpeechStartMs + word.EndMs))];
}
