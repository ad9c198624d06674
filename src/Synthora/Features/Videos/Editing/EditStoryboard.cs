using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Library;
using Synthora.Features.StockFootage;
using Synthora.Features.Videos.Generation;
using Synthora.Providers;
using Synthora.Rendering;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Editing;

/// <summary>Edits that are done together and taken back together.</summary>
/// <param name="Revision">Of the storyboard that the edits were made on.</param>
/// <param name="Client">Any word that is one client's own, such as a tab's: its edits in a row need not wait for each other's answers.</param>
public sealed record EditStoryboardRequest(
    [property: Range(1, int.MaxValue)] int Revision, [property: Required, Length(1, 50)] IReadOnlyList<StoryboardEdit> Edits, [property: StringLength(60)] string? Client = null);

internal sealed class EditStoryboard(Database database, Storyboards storyboards, StoryboardViews views, EditDesk desk, EditVoices voices, DraftSteps steps, SearchStock search, FetchStock fetch, OpenMedia media, RecordMediaUse uses)
{
    private const int MostAttempts = 3;

    public async Task<Result<StoryboardResponse>> HandleAsync(Caller caller, Guid videoId, EditStoryboardRequest request, CancellationToken ct)
    {
        if (Refuse(request) is { } misshapen) return misshapen;
        await using var db = database.Open(caller);
        for (var attempt = 1; ; attempt++)
        {
            var edited = await TryAsync(db, caller, videoId, request, ct);
            // Two edits of one client met: the later one is done on top of the other.
            if (edited.Error?.Code != DraftSteps.Changed || request.Client is null || attempt == MostAttempts) return edited;
        }
    }

    private async Task<Result<StoryboardResponse>> TryAsync(AppDbContext db, Caller caller, Guid videoId, EditStoryboardRequest request, CancellationToken ct)
    {
        var found = await storyboards.OpenAsync(db, videoId, ct);
        if (!found.IsOk) return found.Error;
        var open = found.Value;
        var seen = new Seen(request.Revision, request.Client);
        if (!open.Draft.IsKnownTo(seen)) return DraftSteps.Conflict(open.Draft.Revision);

        var scratch = desk.NewScratch(videoId);
        try
        {
            var timeline = await desk.LayOutAsync(caller.UserId, videoId, open.Step.Timeline, open.Prefixes, ct);
            var hired = await voices.HireAsync(db, open.Video, Spoken(request.Edits, timeline), ct);
            if (!hired.IsOk) return hired.Error;
            await using (hired.Value)
            {
                var apply = new ApplyEdit(new NarrationEdit(hired.Value.Voices), new SceneFiles(caller, search, fetch, media, scratch), scratch);
                foreach (var edit in request.Edits) timeline = await apply.RunAsync(timeline, edit, ct);
            }

            TimelineValidator.ThrowIfInvalid(timeline);
            var gathered = await desk.GatherAsync(videoId, timeline, TimelineFile.FilesOf(TimelineJson.Read(open.Step.Timeline)), ct);
            if (gathered.Json == open.Step.Timeline) return await views.ViewAsync(db, open, ct);
            if (await steps.AddAsync(db, caller, open, seen, request.Edits[^1].What, gathered, ct) is { } refusal) return refusal;
            await uses.HandleAsync(caller, videoId, SceneFiles.MediaIn(TimelineJson.Read(gathered.Json)), ct);
        }
        catch (GenerationException refused)
        {
            return Refused(refused.Cause, refused.Remedy);
        }
        catch (RenderException refused)
        {
            return Refused(refused.Cause, refused.Remedy);
        }
        catch (ProviderException refused)
        {
            return new Error(ErrorKind.Provider, "provider_error", $"{refused.Cause} {refused.Remedy}");
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }

        var edited = await storyboards.OpenAsync(db, videoId, ct);
        return edited.IsOk ? await views.ViewAsync(db, edited.Value, ct) : edited.Error;
    }

    private static Error? Refuse(EditStoryboardRequest request) =>
        Shape.Refuse(request) ?? request.Edits.Select(edit => Shape.Refuse(edit)).FirstOrDefault(problem => problem is not null);

    private static Error Refused(string cause, string? remedy) =>
        Errors.Validation($"{cause} {remedy}".Trim(), new Dictionary<string, object?> { ["cause"] = cause, ["remedy"] = remedy });

    /// <summary>How many characters the edits have spoken, at most.</summary>
    private static int Spoken(IReadOnlyList<StoryboardEdit> edits, Timeline timeline) => edits.Sum(edit => edit switch
    {
        NarrateEdit narrate => narrate.Text.Length,
        AddEdit add => add.Narration.Length,
        VoiceEdit voice when (voice.Provider ?? timeline.Narrator?.Provider) == timeline.Narrator?.Provider => timeline.Scenes.Sum(scene => scene.Narration.Length),
        _ => 0,
    });
}
