using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Editing;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Editing;

/// <summary>Puts a draft together into what its owner sees.</summary>
internal sealed class StoryboardViews(EditDesk desk, EditVoices voices)
{
    public async Task<StoryboardResponse> ViewAsync(AppDbContext db, OpenStoryboard open, CancellationToken ct)
    {
        var (video, draft) = (open.Video, open.Draft);
        var timeline = TimelineJson.Read(open.Step.Timeline);
        var prints = ScenePrint.Of(timeline);
        var known = Finished(open);
        var shown = open.Shown is { } version ? ScenePrint.Of(TimelineJson.Read(version.Timeline)).ToHashSet() : [];
        var scenes = timeline.Scenes.Select((scene, index) => View(video.Id, timeline, scene, index, prints[index], !shown.Contains(prints[index]), !known.Contains(prints[index]))).ToList();
        var neighbours = await db.DraftSteps.AsNoTracking().Where(step => step.VideoId == video.Id)
            .Where(step => step.Number == draft.Step || step.Number == draft.Step + 1 || step.Number == draft.Step - 1)
            .Select(step => new { step.Number, step.What }).ToListAsync(ct);
        var rendering = open.Versions.FirstOrDefault(row => row.State == VersionState.Rendering);
        var job = rendering is null ? null : await db.Jobs.AsNoTracking().SingleOrDefaultAsync(row => row.Id == rendering.JobId, ct);
        return new(
            video.Id, draft.Revision, timeline.Title, Seconds(timeline.DurationSeconds), timeline.Canvas, timeline.Platform, timeline.Language, timeline.Look.Captions,
            timeline.Narrator is { } narrator ? new(narrator.Provider, narrator.Voice, narrator.Speed, Voices(narrator)) : null,
            MusicOf(timeline), LevelsOf(timeline.Audio.Levels), scenes,
            neighbours.Exists(step => step.Number == draft.Step - 1) ? open.Step.What : null,
            neighbours.Find(step => step.Number == draft.Step + 1)?.What,
            new(open.Shown?.Timeline != open.Step.Timeline, [.. scenes.Where(scene => scene.NeedsRender).Select(scene => scene.Number)], RenderEstimate.Seconds(timeline, scenes, open.Versions)),
            rendering is null ? null : new(rendering.JobId!.Value, rendering.Number, job is null ? "queued" : EnumText.Of(job.Status), Math.Round(job?.Progress ?? 0, 1), job?.Message, job?.SecondsLeft),
            rendering is null && open.Versions is [{ State: VersionState.Failed, ErrorMessage: { } message } failed, ..] ? new(message, failed.ErrorRemedy) : null,
            draft.UpdatedAt);
    }

    public static string StillUrl(Guid videoId, string scene, string print) => $"/api/v1/videos/{videoId}/storyboard/scenes/{scene}/still?v={print}";

    /// <summary>The prints of every scene that lies rendered on the desk, as far as the versions tell.</summary>
    private HashSet<string> Finished(OpenStoryboard open) =>
        Directory.Exists(Path.Combine(desk.ProjectOf(open.Video.Id).Cache, "segments"))
            ? [.. open.Versions.Where(version => version.State == VersionState.Ready && version.Engine == ScenePrint.Engine).SelectMany(version => version.Prints.Split('\n'))]
            : [];

    private static SceneResponse View(Guid videoId, Timeline timeline, Scene scene, int index, string print, bool isChanged, bool needsRender)
    {
        var fps = (double)timeline.Canvas.Fps;
        var speaksUntil = scene.Words.Count > 0 ? (scene.Words[^1].EndMs / 1000.0) - (scene.StartFrame / fps) : 0;
        return new(
            scene.Id, index + 1, scene.Label, scene.Narration, Seconds(scene.StartFrame / fps), Seconds((scene.EndFrame - scene.StartFrame) / fps), Seconds(Math.Max(0.5, Math.Ceiling(speaksUntil * 10) / 10)),
            new(scene.Captions.Count > 0, Script.Join(scene.Words.Select(word => word.Text)).Trim()), TimelineEdit.TextsOf(scene), VisualOf(scene), scene.Shots[0].Motion, scene.TransitionIn.Kind,
            isChanged, needsRender, StillUrl(videoId, scene.Id, print), $"/api/v1/videos/{videoId}/storyboard/scenes/{scene.Id}/preview?v={print}");
    }

    private static VisualResponse VisualOf(Scene scene) => scene.Shots[0] switch
    {
        { Visual: ClipVisual clip } shot => new("clip", scene.Shots.Count, Path.GetFileName(clip.Path), shot.Framing),
        { Visual: StillVisual still } shot => new("still", scene.Shots.Count, Path.GetFileName(still.Path), shot.Framing),
        { Visual: ColourVisual plain } => new("colour", scene.Shots.Count, plain.Colour, null),
        _ => new("card", scene.Shots.Count, null, null),
    };

    private List<VoiceChoice> Voices(Narrator narrator) =>
        [.. voices.All.Where(provider => provider.Info.Auth.Kind == Providers.AuthKind.None || provider.Info.Id == narrator.Provider)
            .SelectMany(provider => provider.Voices.Select(voice => new VoiceChoice(provider.Info.Id, voice.Id, voice.Name)))];

    private static MusicResponse? MusicOf(Timeline timeline)
    {
        if (timeline.Audio.Music is not { } music) return null;
        var own = ApplyEdit.TrackOf(timeline);
        return new(own?.Mood, own?.Title ?? timeline.Credits.FirstOrDefault(credit => credit.Kind == "music")?.Title ?? Path.GetFileName(music.Path), music.UnderSpeechDb);
    }

    private static LevelsResponse LevelsOf(TrackLevels? levels) =>
        new(levels?.Voice?.GainDb ?? 0, levels?.Original?.GainDb ?? 0, levels?.Music?.GainDb ?? 0, levels?.Effects?.GainDb ?? 0);

    private static double Seconds(double seconds) => Math.Round(seconds, 2);
}
