using Synthora.Features.Scripts;
using Synthora.Features.Templates;
using Synthora.Rendering.Music;

namespace Synthora.Features.Videos.Generation;

/// <summary>When each scene stands on the global frame clock and when it speaks.</summary>
/// <param name="SpeechStartMs">From the start of the video; meaningless without speech.</param>
internal sealed record SceneTime(int StartFrame, int EndFrame, int SpeechStartMs);

internal static class SceneClock
{
    /// <summary>Speech begins this long after the video does; viewers leave when nothing is said by 0.3 s.</summary>
    private const int LeadInMs = 150;

    /// <summary>Picture after the last recording; with the silence at that one's end it stays under the 0.6 s of dead air.</summary>
    private const int TailMs = 450;

    /// <summary>Silence at the end of a recording that counts as part of the pause.</summary>
    private const int RecordedTailMs = 120;

    /// <summary>A cut that follows the music keeps this far from the words on both sides.</summary>
    private const int FromWordsMs = 60;

    /// <param name="music">Cuts between two scenes that speak fall on its beats, where one lies in the pause.</param>
    public static IReadOnlyList<SceneTime> Place(GenerationPlan plan, VoiceResult voice, MediaResult media, LibraryTrack? music = null)
    {
        var times = new List<SceneTime>();
        var pause = PauseMs(plan.Template.Structure.Pacing);
        var fps = plan.Canvas.Fps;
        var startFrame = 0;
        double? resume = LeadInMs;
        var scenes = plan.Script.Scenes;
        for (var i = 0; i < scenes.Count; i++)
        {
            var startMs = FrameMs(startFrame, fps);
            var speechStart = (int)Math.Ceiling(resume ?? (startMs + (pause * 0.6)));
            resume = null;
            var endMs = startMs;
            if (voice.Scenes[i] is { } spoken)
            {
                var speechEnd = speechStart + SpeechMs(spoken);
                var isLast = i == scenes.Count - 1;
                endMs = speechEnd + (isLast ? TailMs : pause * 0.4);
                if (!isLast && music?.BeatWithin((speechEnd + FromWordsMs) / 1000.0, (speechEnd + pause - FromWordsMs) / 1000.0, endMs / 1000) is { } beat)
                    (endMs, resume) = (beat * 1000, speechEnd + pause);
            }

            if ((scenes[i].Duration ?? SilentSeconds(scenes[i], media.Scenes[i], voice.Scenes[i])) is { } seconds && startMs + (seconds * 1000) > endMs)
                (endMs, resume) = (startMs + (seconds * 1000), null);
            var endFrame = Math.Max(startFrame + 1, (int)Math.Round(endMs * fps / 1000));
            times.Add(new SceneTime(startFrame, endFrame, speechStart));
            startFrame = endFrame;
        }

        return times;
    }

    public static double FrameMs(int frame, int fps) => frame * 1000.0 / fps;

    public static int SpeechMs(SceneVoice voice) =>
        voice.Words.Count == 0 ? voice.DurationMs : Math.Min(voice.DurationMs, voice.Words[^1].EndMs + RecordedTailMs);

    // Without narration, clips last as long as they were cut.
    private static double? SilentSeconds(ScriptScene scene, IReadOnlyList<SceneFootage> footage, SceneVoice? voice) =>
        voice is null && scene.Duration is null && footage.Sum(clip => (clip.OutSeconds ?? clip.Seconds ?? 0) - (clip.InSeconds ?? 0)) is > 0 and var sum ? sum : null;

    private static double PauseMs(Pacing pacing) => pacing switch
    {
        Pacing.UltraFast => 240,
        Pacing.Fast => 270,
        Pacing.Medium => 320,
        _ => 400,
    };
}
