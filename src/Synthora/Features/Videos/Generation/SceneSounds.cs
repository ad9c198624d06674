using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Synthora.Features.Scripts;
using Synthora.Providers.AudioFx;
using Synthora.Providers.Jobs;
using Synthora.Rendering;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>Gives silent clips the sound of what they show, quietly under the narration.</summary>
internal sealed class SceneSounds(IJobProvider<AudioFxRequest> maker, OrderDesk desk)
{
    private const int MostSounds = 3;
    private const double LongestSeconds = 10;

    /// <summary>Gain of a made sound: present where nobody speaks, no rival where somebody does.</summary>
    private const double Gain = 0.3;

    /// <returns>The scenes with the sounds that could be made, and what could not.</returns>
    public async Task<(IReadOnlyList<IReadOnlyList<SceneFootage>> Scenes, IReadOnlyList<Fallback> Fallbacks)> RunAsync(
        GenerationPlan plan, IReadOnlyList<IReadOnlyList<SceneFootage>> footage, string workFolder, Action<double, string> report, CancellationToken ct)
    {
        var scenes = footage.Select(scene => scene.ToList()).ToList();
        var fallbacks = new List<Fallback>();
        var chosen = Enumerable.Range(0, scenes.Count).Where(i => plan.Script.Scenes[i].Sound is null && scenes[i] is [{ IsStill: false, Source: not null }, ..]).Take(MostSounds).ToList();
        var done = 0;
        report(0, $"Ordering {chosen.Count} sounds from {maker.Info.Name}");
        await Parallel.ForEachAsync(chosen, new ParallelOptions { MaxDegreeOfParallelism = MostSounds, CancellationToken = ct }, async (i, token) =>
        {
            var (clip, fallback) = await SoundAsync(plan.Script.Scenes[i], i, scenes[i][0], workFolder, token);
            scenes[i][0] = clip;
            if (fallback is not null)
                lock (fallbacks) fallbacks.Add(fallback);
            report((double)Interlocked.Increment(ref done) / chosen.Count, $"{maker.Info.Name} made {done} of {chosen.Count} sounds");
        });
        return (scenes, fallbacks);
    }

    private async Task<(SceneFootage Clip, Fallback? Fallback)> SoundAsync(ScriptScene scene, int index, SceneFootage clip, string workFolder, CancellationToken ct)
    {
        var shown = scene.Visual ?? scene.Narration;
        var seconds = Math.Clamp(clip.Seconds ?? 5, 1, LongestSeconds);
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{maker.Info.Id}|{shown}|{seconds:0.0}|{clip.Path}"))))[..24];
        var sound = Path.Combine(VideoAiStep.Folder, $"{key}.wav");
        var made = await desk.BringAsync(
            maker, $"audio_fx/{index + 1}/{key}", _ => new AudioFxRequest($"ambient sound of {shown}", seconds, NegativePrompt: "speech, voices, music"),
            Path.Combine(workFolder, sound), _ => { }, ct);
        var asked = $"the sound of “{(shown.Length <= 80 ? shown : shown[..79] + "…")}” by {maker.Info.Name}";
        if (made.Media?.Audio is null) return (clip, new Fallback(asked, "the clip stays silent", made.Why ?? "what came is no sound"));
        try
        {
            var joined = Path.Combine(VideoAiStep.Folder, $"{key}.mp4");
            if (!File.Exists(Path.Combine(workFolder, joined))) await JoinAsync(Path.Combine(workFolder, clip.Path), Path.Combine(workFolder, sound), Path.Combine(workFolder, joined), ct);
            return (clip with { Path = joined, Sound = Gain, SoundBy = new Credit("sound", $"ambience made by {maker.Info.Name}", maker.Info.Name, $"the terms of {maker.Info.Name}", maker.Info.DocsUrl.AbsoluteUri) }, null);
        }
        catch (RenderException failed)
        {
            return (clip, new Fallback(asked, "the clip stays silent", failed.Cause));
        }
    }

    /// <summary>The picture is copied as it is.</summary>
    private static async Task JoinAsync(string clip, string sound, string to, CancellationToken ct)
    {
        var unfinished = to + ".part.mp4";
        var command = new FFmpegCommand(
            [new FFmpegInput([], clip), new FFmpegInput([], sound)], "",
            ["-map", "0:v:0", "-map", "1:a:0", "-c:v", "copy", "-c:a", "aac", "-b:a", "160k", "-shortest", "-movflags", "+faststart"], unfinished);
        await FFmpegRunner.RunAsync(command, "the sound of a clip", Path.GetDirectoryName(to)!, FFmpegRunner.TimeFor(LongestSeconds), ct);
        File.Move(unfinished, to, overwrite: true);
    }
}
