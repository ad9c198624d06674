using System.Security.Cryptography;
using System.Text;
using Synthora.Features.Scripts.Writing;
using Synthora.Features.Videos.Generation;
using Synthora.Providers.Speech;
using Synthora.Rendering.Editing;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Editing;

/// <summary>Lets one scene say something else: the same voice speaks it, and its pictures follow the new words.</summary>
public sealed class NarrationEdit(IEnumerable<ISpeechProvider> voices)
{
    private const int MostCharacters = 5000;
    private const int AtOnce = 2;

    /// <param name="voiceFolder">Keeps the new recording.</param>
    /// <exception cref="GenerationException">The text cannot be spoken, or the voice is not set up.</exception>
    public async Task<Timeline> RunAsync(Timeline timeline, int index, string text, string voiceFolder, CancellationToken ct)
    {
        var narration = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (narration.Length > MostCharacters) throw new GenerationException($"The text has {narration.Length} characters.", $"Say it in at most {MostCharacters}.");
        if (narration.Length == 0) return TimelineEdit.Narrate(timeline, index, "", recording: null, []);
        var (recording, words) = await SpeakAsync(timeline, narration, voiceFolder, ct);
        return Illustrate(TimelineEdit.Narrate(timeline, index, narration, recording, words), timeline.Scenes[index], index);
    }

    /// <summary>Every scene that says something says it in another voice.</summary>
    /// <exception cref="GenerationException">The voice is not set up, or does not know the language.</exception>
    public async Task<Timeline> RunAsync(Timeline timeline, Narrator narrator, string voiceFolder, CancellationToken ct)
    {
        var speech = voices.FirstOrDefault(provider => provider.Info.Id == narrator.Provider);
        if (speech is not null && !VoiceStep.Has(speech, narrator.Voice)) throw new GenerationException(VoiceStep.NoSuch(speech, narrator.Voice), VoiceStep.Others(speech));
        timeline = timeline with { Narrator = narrator };
        var spoken = timeline.Scenes.Index().Where(scene => scene.Item.Narration.Length > 0).ToList();
        var takes = new (VoiceClip, IReadOnlyList<Word>)[timeline.Scenes.Count];
        var start = timeline;
        await Parallel.ForEachAsync(spoken, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (scene, token) =>
            takes[scene.Index] = await SpeakAsync(start, scene.Item.Narration, voiceFolder, token));
        foreach (var (index, scene) in spoken)
        {
            var (recording, words) = takes[index];
            timeline = Illustrate(TimelineEdit.Narrate(timeline, index, scene.Narration, recording, words), timeline.Scenes[index], index);
        }

        return timeline;
    }

    private async Task<(VoiceClip, IReadOnlyList<Word>)> SpeakAsync(Timeline timeline, string narration, string folder, CancellationToken ct)
    {
        var narrator = timeline.Narrator ?? new Narrator("offline", "female");
        var speech = voices.FirstOrDefault(provider => provider.Info.Id == narrator.Provider)
            ?? throw new GenerationException($"The voice of this video comes from {narrator.Provider}, which is not set up here.", "Set it up, or make the video again with another voice.");
        Directory.CreateDirectory(folder);
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{narrator}|{timeline.Language}|{narration}"))))[..16];
        var path = Path.Combine(folder, $"edit-{name}.wav");
        var unfinished = Path.Combine(folder, $"edit-{name}.part.wav");
        var made = await SpeechTake.SpeakAsync(speech, new SpeechRequest(VoiceStep.SpokenForm(narration), narrator.Voice, timeline.Language, narrator.Speed, unfinished), ct);
        File.Move(unfinished, path, overwrite: true);
        return (new VoiceClip(path, 0, made.DurationMs), [.. made.Words.Select(word => new Word(word.Text, word.StartMs, word.EndMs))]);
    }

    /// <summary>Cuts the scene where its new words break, and lets cards that quoted the old words quote the new.</summary>
    private static Timeline Illustrate(Timeline timeline, Scene before, int index)
    {
        var scene = timeline.Scenes[index];
        var fps = timeline.Canvas.Fps;
        var usual = timeline.Scenes.Average(other => (double)(other.EndFrame - other.StartFrame) / other.Shots.Count) / fps;
        var beats = ShotCutter.Cut(scene.StartFrame, scene.EndFrame, scene.Words, usual, fps);
        var shots = new List<Shot>();
        for (var i = 0; i < beats.Count; i++)
        {
            // Cards come in turn, further ones are new; footage is shared out over the beats.
            var old = before.Shots[before.Shots[0].Visual is CardVisual ? Math.Min(i, before.Shots.Count - 1) : i * before.Shots.Count / beats.Count];
            var visual = old.Visual switch
            {
                CardVisual card when i < before.Shots.Count => Quoting(card, before.Narration, scene.Narration, beats[i].Text),
                CardVisual card => CardWriter.Of(beats[i].Text, scene.Narration) with { Variation = card.Variation + i },
                ClipVisual clip when i > 0 && shots[^1].Visual is ClipVisual shown && shown.Path == clip.Path => clip with { InSeconds = shown.InSeconds + ((double)shots[^1].FrameCount / fps) },
                var other => other,
            };
            shots.Add(old with { StartFrame = beats[i].StartFrame, EndFrame = beats[i].EndFrame, Visual = visual });
        }

        return timeline with { Scenes = [.. timeline.Scenes.Select((other, at) => at == index ? scene with { Shots = shots } : other)] };
    }

    /// <summary>What the author wrote on a card stays; what was taken from the narration is taken from the new one.</summary>
    private static CardVisual Quoting(CardVisual card, string before, string now, string said)
    {
        var shown = $"{card.Number} {card.Headline}";
        if (card.Layout == CardLayout.ListItem || !OnScreenWords.AreFrom(before, shown) || OnScreenWords.AreFrom(now, shown)) return card;
        var fresh = CardWriter.Of(said, now);
        return fresh with { Kicker = card.Kicker, Variation = card.Variation, Icon = fresh.Icon ?? card.Icon };
    }
}
