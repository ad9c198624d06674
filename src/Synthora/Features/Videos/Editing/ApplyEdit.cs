using Synthora.Features.Scripts;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Audio;
using Synthora.Rendering.Editing;
using Synthora.Rendering.Music;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Editing;

/// <summary>Carries an edit out on a timeline. What it makes on the way lies in the scratch folder.</summary>
internal sealed class ApplyEdit(NarrationEdit narration, SceneFiles footage, string scratch)
{
    public const int MostScenes = 60;
    public const double MostSeconds = 600;

    /// <exception cref="GenerationException">The edit cannot be done.</exception>
    /// <exception cref="Synthora.Rendering.RenderException">The edit cannot be done.</exception>
    public async Task<Timeline> RunAsync(Timeline timeline, StoryboardEdit edit, CancellationToken ct)
    {
        var edited = edit switch
        {
            SceneEdit scene => await OnSceneAsync(timeline, scene, IndexOf(timeline, scene.Scene), ct),
            AddEdit add => await AddAsync(timeline, add, ct),
            TitleEdit title => timeline with { Title = title.Title.Trim(), Thumbnail = timeline.Thumbnail with { Title = title.Title.Trim() } },
            CaptionStyleEdit captions => TimelineEdit.SetCaptions(timeline, captions.Style),
            VoiceEdit voice => await narration.RunAsync(timeline, new Narrator(voice.Provider ?? timeline.Narrator?.Provider ?? "offline", voice.Voice, voice.Speed), scratch, ct),
            MusicEdit music => WithMusic(timeline, music),
            LevelsEdit levels => timeline with { Audio = timeline.Audio with { Levels = Levels(timeline.Audio.Levels, levels) } },
            _ => throw new InvalidOperationException($"Nobody carries out {edit.What}."),
        };
        if (edited.Scenes.Count > MostScenes) throw new GenerationException($"The video would have {edited.Scenes.Count} scenes.", $"Keep it to {MostScenes}.");
        if (edited.DurationSeconds > MostSeconds) throw new GenerationException(FormattableString.Invariant($"The video would last {edited.DurationSeconds:0} s."), FormattableString.Invariant($"Keep it to {MostSeconds:0} s."));
        return TimelineEdit.SettleCredits(edited);
    }

    public static int IndexOf(Timeline timeline, string scene)
    {
        foreach (var (index, known) in timeline.Scenes.Index())
            if (known.Id == scene) return index;
        throw new GenerationException($"There is no scene '{scene}' in this storyboard.", "Load it again.");
    }

    private async Task<Timeline> OnSceneAsync(Timeline timeline, SceneEdit edit, int index, CancellationToken ct) => edit switch
    {
        NarrateEdit narrate => await narration.RunAsync(timeline, index, narrate.Text, scratch, ct),
        CaptionEdit caption => WithCaptions(timeline, index, caption),
        TextsEdit texts => TimelineEdit.SetTexts(timeline, index, texts.Lines),
        CardsEdit => Redesign.WithCards(timeline, index),
        MediaEdit media => await footage.ShowMediaAsync(timeline, index, media.Media, ct),
        StockEdit stock => await footage.ShowStockAsync(timeline, index, stock, ct),
        RegenerateEdit => await footage.AnotherAsync(timeline, index, ct),
        FramingEdit framing => TimelineEdit.SetFraming(timeline, index, new Framing(framing.Mode, framing.X, framing.Y)),
        MotionEdit motion => TimelineEdit.SetMotion(timeline, index, motion.Motion),
        TransitionEdit transition => TimelineEdit.SetTransition(timeline, index, transition.Transition),
        DurationEdit duration => TimelineEdit.SetDuration(timeline, index, duration.Seconds),
        MoveEdit move => TimelineEdit.Move(timeline, index, TimelineEdit.IndexOf(timeline, move.To)),
        SplitEdit split => await SplitAsync(timeline, index, split.Word, ct),
        DuplicateEdit => TimelineEdit.Duplicate(timeline, index),
        DeleteEdit => TimelineEdit.Delete(timeline, index),
        _ => throw new InvalidOperationException($"Nobody carries out {edit.What}."),
    };

    private async Task<Timeline> AddAsync(Timeline timeline, AddEdit add, CancellationToken ct)
    {
        var at = string.IsNullOrEmpty(add.After) ? 0 : IndexOf(timeline, add.After) + 1;
        timeline = TimelineEdit.Add(timeline, at, Redesign.Card(timeline, add.Narration), add.Seconds);
        return add.Narration.Trim().Length == 0 ? timeline : await narration.RunAsync(timeline, at, add.Narration, scratch, ct);
    }

    private static Timeline WithCaptions(Timeline timeline, int index, CaptionEdit caption)
    {
        if (caption.Text is { } text) timeline = TimelineEdit.SetCaptionWords(timeline, index, text);
        return caption.Shown is { } shown ? TimelineEdit.ShowCaptions(timeline, index, shown) : timeline;
    }

    /// <summary>The recording is cut where the scene is, so the voice stays what it was.</summary>
    private async Task<Timeline> SplitAsync(Timeline timeline, int index, int? word, CancellationToken ct)
    {
        var frame = TimelineEdit.SplitFrame(timeline, index, word - 1);
        var scene = timeline.Scenes[index];
        var (startMs, cutMs) = (Ms(scene.StartFrame), Ms(scene.StartFrame + frame));
        var (first, second) = (new List<VoiceClip>(), new List<VoiceClip>());
        foreach (var clip in timeline.Audio.Voice.Where(clip => clip.StartMs >= startMs && clip.StartMs < Ms(scene.EndFrame)))
        {
            if (clip.StartMs >= cutMs) second.Add(clip with { StartMs = clip.StartMs - cutMs });
            else if (clip.StartMs + clip.DurationMs <= cutMs) first.Add(clip with { StartMs = clip.StartMs - startMs });
            else
            {
                var recording = await VoiceRecording.ReadAsync(clip.Path, ct);
                var at = cutMs - clip.StartMs;
                var (before, after) = recording.At(at);
                first.Add(clip with { Path = await WriteAsync(before), StartMs = clip.StartMs - startMs, DurationMs = at });
                second.Add(clip with { Path = await WriteAsync(after), StartMs = 0, DurationMs = clip.DurationMs - at });
            }
        }

        return TimelineEdit.Split(timeline, index, frame, (first, second));

        int Ms(int at) => (int)Math.Round(at * 1000.0 / timeline.Canvas.Fps);

        async Task<string> WriteAsync(VoiceRecording part)
        {
            var path = Path.Combine(scratch, $"part-{Guid.CreateVersion7():N}.wav");
            await part.WriteAsync(path, ct);
            return path;
        }
    }

    private static Timeline WithMusic(Timeline timeline, MusicEdit edit)
    {
        var credits = timeline.Credits.Where(credit => credit.Kind != "music");
        if (edit.Mood == "none") return timeline with { Audio = timeline.Audio with { Music = null }, Credits = [.. credits] };
        if (!ScriptChoices.IsMood(edit.Mood)) throw new GenerationException($"There is no music mood '{edit.Mood}'.", $"Use one of {string.Join(", ", ScriptChoices.Names<Templates.MusicMood>())}.");
        var heard = TrackOf(timeline);
        var before = timeline.Audio.Music;
        if (heard?.Mood == edit.Mood && !edit.Another && before is not null)
            return timeline with { Audio = timeline.Audio with { Music = before with { UnderSpeechDb = edit.UnderSpeechDb ?? before.UnderSpeechDb } } };
        var track = MusicLibrary.Find(edit.Mood, timeline.Seed, heard?.Title) ?? throw new GenerationException($"There is no {edit.Mood} music.", "Choose another mood.");
        return timeline with
        {
            Audio = timeline.Audio with { Music = new MusicTrack(track.Path, before?.GainDb ?? 0, edit.UnderSpeechDb ?? before?.UnderSpeechDb ?? MusicTrack.Usual) },
            Credits = [.. credits, new Credit("music", track.Title, track.Author, track.Licence)],
        };
    }

    /// <summary>The track of our own that plays, told by its credit: its file was renamed when the project was gathered.</summary>
    public static LibraryTrack? TrackOf(Timeline timeline) => timeline.Audio.Music is null
        ? null
        : timeline.Credits.Where(credit => credit.Kind == "music").Select(credit => MusicLibrary.Tracks.FirstOrDefault(track => track.Title == credit.Title)).FirstOrDefault();

    private static TrackLevels Levels(TrackLevels? before, LevelsEdit edit) => new(
        (before?.Voice ?? new()) with { GainDb = edit.VoiceDb }, (before?.Original ?? new()) with { GainDb = edit.OriginalDb },
        (before?.Music ?? new()) with { GainDb = edit.MusicDb }, (before?.Effects ?? new()) with { GainDb = edit.EffectsDb });
}
