using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.StockFootage;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos;

/// <summary>One picture or clip of a scene that its author did not give.</summary>
/// <param name="Match">0–1 how well its words fit the scene; null where it has none.</param>
/// <param name="HasMadeSound">Its sound was made for it.</param>
public sealed record FootagePiece(
    string Provider, string ProviderName, FootageKind Kind, string Description, double? Match, double? Seconds, string Credit, string Author, string Licence, string? Link,
    bool CreditRequired, bool HasMadeSound);

/// <param name="Number">From 1.</param>
/// <param name="Query">What was looked for or ordered; null where nothing was.</param>
/// <param name="Match">0–1, the mean of its pieces; null where there is nothing to judge by.</param>
/// <param name="IsDesigned">The scene shows designed pictures only.</param>
/// <param name="IsOwn">The author gave its footage.</param>
public sealed record SceneFootageResponse(
    int Number, string Label, string Narration, string? Query, double? Match, bool IsDesigned, bool IsOwn, IReadOnlyList<FootagePiece> Pieces);

/// <param name="Match">0–1 over all scenes that were matched; null when none was.</param>
/// <param name="Fallbacks">What was looked for or ordered and not had.</param>
/// <param name="CreditLines">Ready to be pasted under a post.</param>
public sealed record VideoFootageResponse(IReadOnlyList<SceneFootageResponse> Scenes, double? Match, IReadOnlyList<Fallback> Fallbacks, IReadOnlyList<string> CreditLines);

/// <summary>Tells what each scene of a video shows, how well that fits what is said, and whom it is owed to.</summary>
public sealed class GetFootage(Database database, VideoFiles files)
{
    public async Task<Result<VideoFootageResponse>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        if (await db.Videos.AsNoTracking().SingleOrDefaultAsync(video => video.Id == videoId, ct) is not { } video) return Errors.NotFound("video");
        var results = await db.VideoSteps.AsNoTracking().Where(step => step.VideoId == videoId && step.Status == StepStatus.Completed && step.Result != null)
            .ToDictionaryAsync(step => step.Step, step => step.Result!, ct);
        var script = Read<ScriptResult>(results, GenerationStep.Script)?.Script;
        var (found, ordered) = (Read<MediaResult>(results, GenerationStep.Media), Read<VideoAiResult>(results, GenerationStep.VideoAi));
        var footage = ordered?.Scenes ?? found?.Scenes ?? [];
        // Edits change what is shown, so the timeline of what people see comes first.
        var scenes = video.Files is { } prefix && await files.ReadTimelineAsync(prefix, ct) is { } timeline
            ? new ShownPieces(timeline, [.. footage.SelectMany(scene => scene)]).Scenes()
            : script is null ? [] : [.. script.Scenes.Take(footage.Count).Select((scene, i) => Of(i, scene, footage[i]))];
        var matches = scenes.Select(scene => scene.Match).OfType<double>().ToList();
        return new VideoFootageResponse(
            scenes, matches.Count > 0 ? Math.Round(matches.Average(), 2) : null, [.. found?.Fallbacks ?? [], .. ordered?.Fallbacks ?? []],
            [.. scenes.SelectMany(scene => scene.Pieces).Where(piece => piece.Provider != LibraryShelf.Id).Select(piece => piece.Kind == FootageKind.Made || piece.Link is null ? piece.Credit : $"{piece.Credit}: {piece.Link}").Distinct()]);
    }

    private static SceneFootageResponse Of(int index, Scripts.ScriptScene scene, IReadOnlyList<SceneFootage> footage)
    {
        var pieces = footage.Where(one => one.Source is not null).Select(one => Piece(one, one.Source!)).ToList();
        return new(
            index + 1, scene.Label, scene.Narration, footage.Select(one => one.Source?.Query).FirstOrDefault(query => query is not null),
            MatchOf(pieces), footage.Count == 0, scene.Footage.Count > 0 || footage.Any(one => one.IsChosen), pieces);
    }

    internal static double? MatchOf(IReadOnlyList<FootagePiece> pieces) =>
        pieces.Select(piece => piece.Match).OfType<double>().ToList() is { Count: > 0 } matches ? Math.Round(matches.Average(), 2) : null;

    internal static FootagePiece Piece(SceneFootage one, FootageSource source) => new(
        source.Provider, source.ProviderName, source.Kind, source.Description, source.Match, one.Seconds is { } seconds ? Math.Round(seconds, 1) : null, source.CreditText,
        source.Credit.Author, source.Credit.Licence, source.Credit.Link, source.CreditRequired, one.SoundBy is not null);

    /// <summary>Results of earlier versions may look different; then there is nothing to tell.</summary>
    internal static T? Read<T>(IReadOnlyDictionary<GenerationStep, string> results, GenerationStep step) where T : class
    {
        try
        {
            return results.TryGetValue(step, out var json) ? StepJson.Read<T>(json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
