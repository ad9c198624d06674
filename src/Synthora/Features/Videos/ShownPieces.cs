using System.Globalization;
using Synthora.Features.StockFootage;
using Synthora.Features.Videos.Editing;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Editing;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos;

/// <summary>What the scenes of a timeline show, with what its generation knew of each piece; of what an edit brought, its credit tells.</summary>
/// <param name="made">What the generation found or ordered.</param>
internal sealed class ShownPieces(Timeline timeline, IReadOnlyList<SceneFootage> made)
{
    public IReadOnlyList<SceneFootageResponse> Scenes() => [.. timeline.Scenes.Select(Of)];

    private SceneFootageResponse Of(Scene scene, int index)
    {
        var shown = scene.Shots.Select(shot => shot.Visual).Where(visual => TimelineEdit.FileOf(visual) is not null).DistinctBy(TimelineEdit.FileOf).ToList();
        var known = shown.Select(visual => made.FirstOrDefault(one => one.Source is not null && Shows(visual, ProjectFolder.StemOf(one.Path)))).ToList();
        var pieces = shown.Zip(known, (visual, one) => one is null ? Brought(visual) : GetFootage.Piece(one, one.Source!)).ToList();
        return new(
            index + 1, scene.Label, scene.Narration, known.Select(one => one?.Source!.Query).FirstOrDefault(query => query is not null), GetFootage.MatchOf([.. pieces.OfType<FootagePiece>()]),
            shown.Count == 0, pieces.Exists(piece => piece is null or { Provider: LibraryShelf.Id }), [.. pieces.OfType<FootagePiece>()]);
    }

    /// <summary>Null for what its owner gave from outside.</summary>
    private FootagePiece? Brought(Visual visual)
    {
        if (CreditOf(visual) is not { } credit) return null;
        var (path, kind) = (TimelineEdit.FileOf(visual)!, visual is StillVisual ? FootageKind.Photo : FootageKind.Clip);
        if (GivenFootage.IdIn(path) is not null)
            return new(LibraryShelf.Id, LibraryShelf.Name, kind, credit.Title, null, null, $"{credit.Title}, from your library", credit.Author, credit.Licence, null, CreditRequired: false, HasMadeSound: false);
        if (SceneFiles.StockName(path) is not { } provider) return null;
        // Whom a stock vendor wants named stands before what can be seen.
        var (text, told) = credit.Title.Split(": ", 2) is [var by, var what] ? (by, what) : (credit.Title, "");
        return new(provider, CultureInfo.InvariantCulture.TextInfo.ToTitleCase(provider), kind, told, null, null, text, credit.Author, credit.Licence, credit.Link, CreditRequired: provider == "unsplash", HasMadeSound: false);
    }

    private Credit? CreditOf(Visual visual)
    {
        var owed = timeline.Credits.Where(one => one.Kind == "footage").ToList();
        return owed.Find(one => one.Stem is { } stem && Shows(visual, stem))
            // Edits of earlier versions kept no stem.
            ?? owed.Find(one => one is { Stem: null, Link: { } link } && SceneFiles.IsOfPage(TimelineEdit.FileOf(visual)!, link));
    }

    private static bool Shows(Visual visual, string stem) => ProjectFolder.IsOf(TimelineEdit.FileOf(visual)!, stem);
}
