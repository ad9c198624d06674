using Synthora.Features.Scripts;
using Synthora.Features.Templates;

namespace Synthora.Features.Videos.Generation;

/// <summary>When each scene stands on the global frame clock and when it speaks.</summary>
/// <param name="SpeechStartMs">From the start of the video; meaningless without speech.</param>
internal sealed record SceneTime(int StartFrame, int EndFrame, int SpeechStartMs);

internal static class SceneClock
{
    /// <summary>Speech begins this long after the video does; viewers leave when nothing is said by 0.3 s.</summary>
    private const int LeadInMs = 150;

    /// <summary>Picture after the last word.</summary>
    private const int TailMs = 500;

    /// <summary>Silence at the end of a recording that counts as part of the pause.</summary>
    private const int RecordedTailMs = 120;

    public static IReadOnlyList<SceneTime> Place(GenerationPlan plan, VoiceResult voice, MediaResult media)
    {
        var times = new List<SceneTime>();
        var pause = PauseMs(plan.Template.Structure.Pacing);
        var fps = plan.Canvas.Fps;
        var startFrame = 0;
        var scenes = plan.Script.Scenes;
        for (var i = 0; i < scenes.Count; i++)
        {
            var startMs = FrameMs(startFrame, fps);
            var speechStart = (int)Math.Ceiling(startMs + (i == 0 ? LeadInMs : pause * 0.6));
            var endMs = voice.Scenes[i] is { } spoken
                ? speechStart + SpeechMs(spoken) + (i == scenes.Count - 1 ? TailMs : pause * 0.4)
                : startMs;
            if ((scenes[i].Duration ?? SilentSeconds(scenes[i], media.Scenes[i], voice.Scenes[i])) is { } seconds) endMs = Math.Max(endMs, startMs + (seconds * 1000));
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
