using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Editing;

/// <summary>Parts a take in two.</summary>
internal static class TakeSplit
{
    /// <summary>Both parts, each counted from its own start. Recordings are left out: who cuts them knows where they lie.</summary>
    public static (Take First, Take Second) At(this Take take, int frame, int fps)
    {
        var (scene, cutMs) = (take.Scene, Take.Ms(frame, fps));
        var spoken = scene.Words.Count(word => word.StartMs < cutMs);
        var (before, after) = Narrations(scene, spoken);
        var first = scene with
        {
            Narration = before,
            EndFrame = frame,
            Shots = [.. scene.Shots.Where(shot => shot.StartFrame < frame).Select(shot => shot with { EndFrame = Math.Min(shot.EndFrame, frame) })],
            Words = [.. scene.Words.Take(spoken).Select(word => word with { EndMs = Math.Min(word.EndMs, cutMs) })],
            Captions = [],
            Texts = [.. scene.Texts.Where(text => text.StartFrame < frame).Select(text => text with { EndFrame = Math.Min(text.EndFrame, frame) })],
        };
        var second = scene with
        {
            Label = "",
            Narration = after,
            StartFrame = 0,
            EndFrame = take.Frames - frame,
            Shots = [.. scene.Shots.Where(shot => shot.EndFrame > frame).Select(shot => Later(shot, frame, fps))],
            TransitionIn = Transition.Cut,
            Words = [.. scene.Words.Skip(spoken).Select(word => word with { StartMs = word.StartMs - cutMs, EndMs = word.EndMs - cutMs })],
            Captions = [],
            Texts = [.. scene.Texts.Where(text => text.StartFrame >= frame).Select(text => text with { StartFrame = text.StartFrame - frame, EndFrame = text.EndFrame - frame })],
        };
        if (first.TransitionIn.Frames > frame) first = first with { TransitionIn = first.TransitionIn with { Frames = frame } };
        return (new Take(first, Before(take.Sound, cutMs)), new Take(second, take.Sound.From(cutMs)));
    }

    private static TakeSound Before(TakeSound sound, int cutMs) =>
        (sound with { Voice = [], Effects = [.. sound.Effects.Where(effect => effect.AtMs < cutMs)] }).Until(cutMs);

    private static Shot Later(Shot shot, int frame, int fps)
    {
        var gone = Math.Max(0, frame - shot.StartFrame);
        var moved = shot with { StartFrame = Math.Max(shot.StartFrame, frame) - frame, EndFrame = shot.EndFrame - frame };
        if (gone == 0 || shot.Visual is not ClipVisual clip) return moved;
        var pace = clip.Speed is { Count: > 0 } speed ? speed.Average(key => key.Rate) : 1;
        var skipped = Math.Round(clip.InSeconds + ((double)gone / fps * pace), 3);
        return moved with { Visual = clip.OutSeconds is { } end && skipped >= end - 0.2 ? clip : clip with { InSeconds = skipped } };
    }

    /// <summary>The author's own writing where its words are those that are spoken, else the spoken ones.</summary>
    private static (string, string) Narrations(Scene scene, int spoken)
    {
        var written = scene.Narration.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var words = written.Length == scene.Words.Count ? written : [.. scene.Words.Select(word => word.Text)];
        return (string.Join(' ', words.Take(spoken)), string.Join(' ', words.Skip(spoken)));
    }
}
