using System.Globalization;
using Synthora.Features.Scripts;
using Synthora.Features.StockFootage;
using Synthora.Rendering;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Subjects;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>A film or picture that its owner chose for the video.</summary>
/// <param name="Path">Relative to the work folder.</param>
public sealed record GivenFootage(Guid Id, string Path, string Title, bool IsPicture)
{
    public const string Folder = "chosen";
    private const string Prefix = "library-";

    /// <summary>How files of the library are called in a project, which cuts longer names; without what its content adds.</summary>
    public static string NameOf(Guid id) => $"{Prefix}{id:N}";

    /// <summary>The file of the library that a project's file is; null for any other.</summary>
    public static Guid? IdIn(string file) => System.IO.Path.GetFileName(file) is var name && name.StartsWith(Prefix, StringComparison.Ordinal) && name.Length > Prefix.Length + 32
        && Guid.TryParseExact(name.AsSpan(Prefix.Length, 32), "N", out var id) ? id : null;
}

/// <summary>Spreads chosen files over the scenes that bring none of their own, in the order they were chosen.</summary>
internal static class GivenFootageSpread
{
    /// <summary>No file is seen for less; a film's rest that is shorter is not begun.</summary>
    private const double LeastSeconds = 1.2;

    public static async Task<(IReadOnlyList<IReadOnlyList<SceneFootage>> Scenes, IReadOnlyList<Fallback> Fallbacks)> PlaceAsync(
        IReadOnlyList<GivenFootage> files, GenerationPlan plan, VoiceResult voice, string workFolder, CancellationToken ct)
    {
        var scenes = plan.Script.Scenes.Select(_ => new List<SceneFootage>()).ToList();
        var open = plan.Script.Scenes.Index().Where(scene => scene.Item is { Footage.Count: 0 } and ({ Visual: not null } or { Narration.Length: > 0 })).Select(scene => scene.Index).ToList();
        var fallbacks = new List<Fallback>();
        var pieces = new List<SceneFootage>();
        foreach (var file in files)
        {
            var (piece, problem) = await LookAsync(file, plan.Canvas, workFolder, ct);
            if (piece is not null) pieces.Add(piece);
            else fallbacks.Add(new Fallback(file.Title, "the video goes on without it", problem!));
        }

        var seconds = open.Select(i => Math.Max(plan.Script.Scenes[i].Duration ?? 0, (voice.Scenes[i]?.DurationMs ?? 0) / 1000.0)).ToList();
        foreach (var (place, part) in Spread([.. pieces.Select(piece => piece.Seconds)], seconds))
        {
            var piece = pieces[part.File];
            var shown = part.FromSeconds > 0 ? piece with { InSeconds = Math.Round(part.FromSeconds, 2) } : piece;
            scenes[open[place]].Add(plan.Script.Scenes[open[place]].Fill is { } asked ? shown with { Framing = shown.Framing?.As(asked) } : shown);
        }

        fallbacks.AddRange(pieces.Where(piece => !scenes.Any(scene => scene.Exists(shown => shown.Path == piece.Path)))
            .Select(piece => new Fallback(piece.Source!.Description, "it is not shown", "the scenes without footage of their own are too few or too short for all that was chosen")));
        return (scenes, fallbacks);
    }

    /// <summary>
    /// Where there are more scenes than files, they stand apart evenly and a film goes on in the scenes that follow; where there
    /// are more files, the longest scenes show several.
    /// </summary>
    /// <param name="files">Length of each film; null for a picture.</param>
    /// <param name="scenes">Seconds of each scene.</param>
    internal static IEnumerable<(int Scene, (int File, double FromSeconds) Part)> Spread(IReadOnlyList<double?> files, IReadOnlyList<double> scenes)
    {
        if (files.Count == 0 || scenes.Count == 0) yield break;
        if (files.Count <= scenes.Count)
        {
            for (var file = 0; file < files.Count; file++)
            {
                var next = (file + 1) * scenes.Count / files.Count;
                var from = 0.0;
                for (var scene = file * scenes.Count / files.Count; scene < next; scene++)
                {
                    if (from > 0 && !(files[file] - from >= LeastSeconds)) break;
                    yield return (scene, (file, from));
                    if (files[file] is null) break;
                    from += scenes[scene];
                }
            }

            yield break;
        }

        var counts = scenes.Select(_ => 1).ToArray();
        for (var left = files.Count - scenes.Count; left > 0; left--)
        {
            var roomiest = Enumerable.Range(0, scenes.Count).MaxBy(scene => scenes[scene] / (counts[scene] + 1));
            if (scenes[roomiest] / (counts[roomiest] + 1) < LeastSeconds) break;
            counts[roomiest]++;
        }

        for (var (scene, file) = (0, 0); scene < scenes.Count; scene++)
            for (var end = file + counts[scene]; file < end; file++) yield return (scene, (file, 0));
    }

    private static async Task<(SceneFootage? Piece, string? Problem)> LookAsync(GivenFootage file, Canvas canvas, string workFolder, CancellationToken ct)
    {
        var path = Path.Combine(workFolder, file.Path);
        try
        {
            var info = await MediaProbe.ProbeAsync(path, ct);
            if (info.Video is null) return (null, "it has no picture");
            return (new SceneFootage(file.Path, info.IsStill, info.IsStill ? null : info.DurationSeconds, null, null)
            {
                Framing = await SubjectFinder.FrameAsync(path, canvas, 0, null, ct),
                IsChosen = true,
                Source = new FootageSource(
                    LibraryShelf.Id, LibraryShelf.Name, file.Id.ToString("N", CultureInfo.InvariantCulture), info.IsStill ? FootageKind.Photo : FootageKind.Clip, file.Title, "", null,
                    new Credit("footage", file.Title, "the owner's library", "as given"), $"{file.Title}, from your library", CreditRequired: false),
            }, null);
        }
        catch (RenderException unreadable)
        {
            return (null, unreadable.Cause.Replace(path, file.Title, StringComparison.Ordinal));
        }
    }
}
