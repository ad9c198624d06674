using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Synthora.Providers.Speech;

namespace Synthora.Features.Videos.Generation;

/// <summary>Speaks the scenes. Each recording is kept by what it says and how, so an interrupted step repeats at most the scenes under way.</summary>
internal sealed class VoiceStep(ISpeechProvider speech, int parallelism)
{
    private const string Folder = "voice";

    public async Task<VoiceResult> RunAsync(GenerationPlan plan, string workFolder, Action<double, string> report, CancellationToken ct)
    {
        if (!Has(speech, plan.Voice)) throw new GenerationException(NoSuch(speech, plan.Voice), Others(speech));
        Directory.CreateDirectory(Path.Combine(workFolder, Folder));
        var scenes = plan.Script.Scenes;
        var spoken = new SceneVoice?[scenes.Count];
        var characters = Math.Max(1, scenes.Sum(scene => scene.Narration.Length));
        var (done, finished) = (0, 0);
        var toSpeak = Enumerable.Range(0, scenes.Count).Where(i => scenes[i].Narration.Length > 0).ToList();
        report(0, $"Speaking {toSpeak.Count} scenes");
        await Parallel.ForEachAsync(toSpeak, new ParallelOptions { MaxDegreeOfParallelism = parallelism, CancellationToken = ct }, async (i, token) =>
        {
            spoken[i] = await SpeakAsync(plan, SpokenForm(scenes[i].Narration), workFolder, i, token);
            var share = (double)Interlocked.Add(ref done, scenes[i].Narration.Length) / characters;
            report(share, $"Spoke scene {Interlocked.Increment(ref finished)} of {toSpeak.Count}");
        });
        return new VoiceResult(speech.Info.Id, spoken);
    }

    /// <summary>Whether a voice can be asked for: by its id or by how it sounds. A server that lists no voices is asked to decide.</summary>
    public static bool Has(ISpeechProvider speech, string voice) => voice is "female" or "male" or "neutral" || speech.Voices.Count == 0 || speech.Voices.Any(one => one.Id == voice);

    public static string NoSuch(ISpeechProvider speech, string voice) => $"{speech.Info.Name} has no voice '{voice}'.";

    public static string Others(ISpeechProvider speech) => $"Use female, male, neutral or one of {string.Join(", ", speech.Voices.Take(8).Select(voice => voice.Id))}.";

    /// <summary>Paragraphs in a row, each closed by a mark, so that the voice pauses between them.</summary>
    internal static string SpokenForm(string narration) =>
        string.Join(' ', narration.Split("\n\n").Select(paragraph => ".!?…:;,".Contains(paragraph[^1], StringComparison.Ordinal) || !char.IsLetterOrDigit(paragraph[^1]) ? paragraph : paragraph + "."));

    private async Task<SceneVoice> SpeakAsync(GenerationPlan plan, string text, string workFolder, int scene, CancellationToken ct)
    {
        var key = Key(speech.Info.Id, plan.Voice, plan.Language, plan.VoiceSpeed.ToString(CultureInfo.InvariantCulture), plan.VoiceTone, text);
        var sound = Path.Combine(Folder, key + ".wav");
        var words = Path.Combine(workFolder, Folder, key + ".json");
        // The words are written last, so they vouch for the sound.
        if (File.Exists(words) && File.Exists(Path.Combine(workFolder, sound))) return StepJson.Read<SceneVoice>(await File.ReadAllTextAsync(words, ct));

        var unfinished = Path.Combine(workFolder, Folder, $"{key}.part-{scene}.wav");
        var made = await SpeechTake.SpeakAsync(speech, new SpeechRequest(text, plan.Voice, plan.Language, plan.VoiceSpeed, unfinished, Tone: plan.VoiceTone), ct);
        File.Move(unfinished, Path.Combine(workFolder, sound), overwrite: true);
        var voice = new SceneVoice(sound, made.DurationMs, made.VoiceId, made.Words) { IsHeard = made.Timing == WordTiming.Transcription };
        await WholeFile.WriteAsync(words, StepJson.Write(voice), ct);
        return voice;
    }

    private static string Key(params string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))))[..32];
}
