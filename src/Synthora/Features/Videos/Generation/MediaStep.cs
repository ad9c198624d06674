using Synthora.Features.Scripts;
using Synthora.Rendering;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Subjects;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>
/// Looks into the script's own pictures and clips, gives the other scenes what was chosen for the video, and finds some for the rest where there is someone to ask. What
/// has none in the end is designed when the timeline is built.
/// </summary>
internal static class MediaStep
{
    public static async Task<MediaResult> RunAsync(
        GenerationPlan plan, MediaFolder? media, GenerationInput input, string workFolder, StockPicker? picker, VoiceResult voice, Action<double, string> report, CancellationToken ct)
    {
        // Footage and music that cannot be used should be known before anything is rendered.
        await Soundtrack.ChooseAsync(plan, media, ct);
        var scenes = new List<IReadOnlyList<SceneFootage>>();
        var known = new Dictionary<string, MediaInfo>();
        foreach (var scene in plan.Script.Scenes)
        {
            var footage = new List<SceneFootage>();
            foreach (var asked in scene.Footage)
            {
                report((double)scenes.Count / plan.Script.Scenes.Count, $"Looking into {asked.Path}");
                var found = await LookAsync(asked, media, known, ct);
                footage.Add(found with { Framing = await FramingAsync(found, scene, plan, media!, ct) });
            }

            scenes.Add(footage);
        }

        var (chosen, fallbacks) = await GivenFootageSpread.PlaceAsync(input.Footage, plan, voice, workFolder, ct);
        scenes = [.. scenes.Zip(chosen, (own, given) => own.Count > 0 ? own : given)];
        fallbacks = [.. input.Missing, .. fallbacks];
        if (picker is null) return new MediaResult(scenes) { Fallbacks = fallbacks };
        var (stocked, more) = await picker.PickAsync(plan.Script.Scenes, scenes, voice, report, ct);
        return new MediaResult([.. scenes.Zip(stocked, (own, stock) => own.Count > 0 ? own : stock)]) { Fallbacks = [.. fallbacks, .. more] };
    }

    /// <summary>What is in the picture decides, unless the script does; then it still says where to look.</summary>
    private static async Task<Framing?> FramingAsync(SceneFootage footage, ScriptScene scene, GenerationPlan plan, MediaFolder media, CancellationToken ct)
    {
        var found = await SubjectFinder.FrameAsync(media.Resolve(footage.Path).FullPath!, plan.Canvas, footage.InSeconds ?? 0, footage.OutSeconds, ct);
        return scene.Fill is { } asked ? found?.As(asked) : found;
    }

    private static async Task<SceneFootage> LookAsync(Footage asked, MediaFolder? media, Dictionary<string, MediaInfo> known, CancellationToken ct)
    {
        var (path, problem) = media?.Resolve(asked.Path) ?? (null, "Files cannot be used here.");
        if (path is null) throw new GenerationException(problem!, "Correct the script and start again.");
        if (!known.TryGetValue(path, out var info))
        {
            try
            {
                known[path] = info = await MediaProbe.ProbeAsync(path, ct);
            }
            catch (RenderException unreadable)
            {
                throw new GenerationException(unreadable.Cause.Replace(path, asked.Path, StringComparison.Ordinal), unreadable.Remedy, unreadable);
            }
        }

        if (info.Video is null) throw new GenerationException($"{asked.Path} has no picture.", "Give a picture or a clip, or delete the link.");
        if (info.IsStill) return new SceneFootage(asked.Path, IsStill: true, null, null, null);
        if (asked.InSeconds >= info.DurationSeconds)
        {
            throw new GenerationException(
                FormattableString.Invariant($"{asked.Path} lasts {info.DurationSeconds:0.0} s, but the script starts it at {asked.InSeconds:0.0} s."), "Correct the #t= of the link.");
        }

        return new SceneFootage(asked.Path, IsStill: false, info.DurationSeconds, asked.InSeconds,
            asked.OutSeconds is { } end && info.DurationSeconds is { } length ? Math.Min(end, length) : asked.OutSeconds);
    }
}
