using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Synthora.Providers;
using Synthora.Providers.Jobs;
using Synthora.Providers.VideoAi;
using Synthora.Rendering.Subjects;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>Has a model make clips for the few scenes that need them most: the opening, then those whose footage fits least.</summary>
internal sealed class VideoAiStep(IJobProvider<VideoAiRequest> maker, string? model, OrderDesk desk)
{
    public const string Folder = "made";

    /// <summary>What a typical video's estimate is made of.</summary>
    public const int MostClips = 3;
    private const double PauseSeconds = 0.4;

    /// <summary>What a longer scene shows beside its clip is its other footage.</summary>
    public const double LongestSeconds = 8;

    public async Task<(IReadOnlyList<SceneFootage?> Scenes, IReadOnlyList<Fallback> Fallbacks)> RunAsync(
        GenerationPlan plan, VoiceResult voice, MediaResult found, string workFolder, Action<double, string> report, CancellationToken ct)
    {
        var scenes = new SceneFootage?[plan.Script.Scenes.Count];
        var fallbacks = new List<Fallback>();
        var chosen = Choose(plan, found);
        var shares = new double[scenes.Length];
        report(0, $"Ordering {chosen.Count} clips from {maker.Info.Name}");
        await Parallel.ForEachAsync(chosen, new ParallelOptions { MaxDegreeOfParallelism = MostClips, CancellationToken = ct }, async (i, token) =>
        {
            var (scene, made) = (i, await MakeAsync(plan, voice, i, workFolder, share => Tell(i, share ?? Math.Min(0.9, shares[i] + 0.05)), token));
            scenes[scene] = made.Footage;
            if (made.Fallback is { } fallback)
                lock (fallbacks) fallbacks.Add(fallback);
            Tell(i, 1);
        });
        return (scenes, fallbacks);

        void Tell(int scene, double share)
        {
            shares[scene] = share;
            report(shares.Sum() / Math.Max(1, chosen.Count), $"{maker.Info.Name} makes scene {scene + 1}");
        }
    }

    /// <summary>Scenes without the author's own footage that say or show something.</summary>
    private static List<int> Choose(GenerationPlan plan, MediaResult found) =>
    [
        .. Enumerable.Range(0, plan.Script.Scenes.Count)
            .Where(i => plan.Script.Scenes[i].Footage.Count == 0 && !found.Scenes[i].Any(footage => footage.IsChosen) && (plan.Script.Scenes[i].Visual ?? plan.Script.Scenes[i].Narration).Length > 0)
            .OrderByDescending(i => i == 0).ThenBy(i => found.Scenes[i].Select(footage => footage.Source?.Match ?? 0.5).DefaultIfEmpty(0).Average()).ThenBy(i => i)
            .Take(MostClips).Order(),
    ];

    private async Task<(SceneFootage? Footage, Fallback? Fallback)> MakeAsync(GenerationPlan plan, VoiceResult voice, int index, string workFolder, Action<double?> report, CancellationToken ct)
    {
        var scene = plan.Script.Scenes[index];
        var shown = scene.Visual ?? scene.Narration;
        var prompt = Prompt(shown, plan.Look);
        var seconds = Math.Clamp(Math.Max(scene.Duration ?? 0, ((voice.Scenes[index]?.DurationMs ?? 0) / 1000.0) + PauseSeconds), 2, LongestSeconds);
        var (aspect, seed) = (Aspect(plan.Canvas), (plan.Seed + index) & 0x7FFFFFFF);
        var key = Key(maker.Info.Id, model, prompt, aspect, seconds.ToString("0.0", CultureInfo.InvariantCulture), seed.ToString(CultureInfo.InvariantCulture));
        var file = Path.Combine(Folder, $"{key}.mp4");
        var made = await desk.BringAsync(
            maker, $"video_ai/{index + 1}/{key}",
            number => new VideoAiRequest(prompt, seconds, aspect, Resolution.P720, NegativePrompt: "text, captions, watermark, logo, distorted hands", Seed: seed, Model: model, OrderId: number),
            Path.Combine(workFolder, file), report, ct);
        if (made.Media is not { Video: not null, IsStill: false } media)
            return (null, new Fallback($"a clip of “{Short(shown)}” by {maker.Info.Name}", "the scene goes on without it", made.Why ?? "what came is no clip"));
        var framing = await SubjectFinder.FrameAsync(Path.Combine(workFolder, file), plan.Canvas, 0, null, ct);
        var credit = new Credit("footage", $"made by {maker.Info.Name}{(made.Model is { } by ? $" ({by})" : "")}: {Short(shown)}", maker.Info.Name, $"the terms of {maker.Info.Name}", maker.Info.DocsUrl.AbsoluteUri);
        return (new SceneFootage(file, IsStill: false, media.DurationSeconds, null, null)
        {
            Framing = framing,
            Source = new FootageSource(maker.Info.Id, maker.Info.Name, key, FootageKind.Made, made.Model ?? "", shown, null, credit, $"Made by {maker.Info.Name}", CreditRequired: false),
        }, null);
    }

    private static string Prompt(string shown, Look look) => string.Create(CultureInfo.InvariantCulture,
        $"{shown.Trim().TrimEnd('.')}. {look.Aesthetic} look, natural light and motion, one continuous shot, no on-screen text.");

    /// <summary>The nearest shape that makers know; the rest is cropped.</summary>
    private static string Aspect(Canvas canvas) => canvas.Width > canvas.Height ? "16:9" : canvas.Width == canvas.Height ? "1:1" : "9:16";

    private static string Short(string text) => text.Length <= 80 ? text : text[..79].TrimEnd() + "…";

    private static string Key(params string?[] parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))))[..24];
}
