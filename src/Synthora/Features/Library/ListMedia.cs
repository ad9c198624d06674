using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Rendering.Probing;

namespace Synthora.Features.Library;

public enum MediaSort { Newest, Oldest, Title, Largest, Smallest, Longest, Shortest, Viewed }

/// <summary>Where in the library to look: what is in use, put away, or thrown away.</summary>
public enum MediaShelf { Library, Archive, Trash }

public sealed record ListMediaRequest : ShelfFilter
{
    public const int MostItems = 100;

    [FromQuery(Name = "shelf"), AllowedWords<MediaShelf>]
    public string? Shelf { get; init; }

    /// <summary>Beginnings of words of title, description, tags and file name.</summary>
    [FromQuery(Name = "search"), StringLength(200)]
    public string? Search { get; init; }

    [FromQuery(Name = "kind"), AllowedWords<MediaKind>]
    public string? Kind { get; init; }

    /// <summary>Only what can be seen: videos and pictures.</summary>
    [FromQuery(Name = "visual")]
    public bool? Visual { get; init; }

    [FromQuery(Name = "origin"), AllowedWords<MediaOrigin>]
    public string? Origin { get; init; }

    /// <summary><c>processed</c> and <c>completed</c> mean ready.</summary>
    [FromQuery(Name = "status"), AllowedWords<MediaStatus>("processed", "completed")]
    public string? Status { get; init; }

    [FromQuery(Name = "orientation"), AllowedWords<Orientation>]
    public string? Orientation { get; init; }

    /// <summary>Only files whose bytes are there more than once.</summary>
    [FromQuery(Name = "duplicates")]
    public bool? Duplicates { get; init; }

    [FromQuery(Name = "sort"), AllowedWords<MediaSort>]
    public string? Sort { get; init; }

    /// <summary>The next_cursor of the page before.</summary>
    [FromQuery(Name = "cursor"), StringLength(400)]
    public string? Cursor { get; init; }

    [FromQuery(Name = "limit"), Range(1, MostItems)]
    public int? Limit { get; init; }

    internal bool WithoutFilms { get; init; }
}

/// <param name="Total">How many there are in all, counted up to 10,000.</param>
/// <param name="IsMore">There are more than that.</param>
/// <param name="NextCursor">Null on the last page.</param>
public sealed record MediaPage(IReadOnlyList<MediaSummary> Items, int Total, bool IsMore, string? NextCursor);

/// <summary>One page of the library. Pages go on after the last item shown, so that new files never shift them.</summary>
public sealed class ListMedia(Database database, MediaLinks links)
{
    private const int CountedUpTo = 10_000;
    private const int UsualLimit = 40;
    private const int Few = 200;

    public async Task<Result<MediaPage>> HandleAsync(Caller caller, ListMediaRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        await using var db = database.Open(caller);
        var found = Filtered(db, request);
        var sort = Word<MediaSort>(request.Sort) ?? MediaSort.Newest;
        var ordered = MediaOrder.Of(found, sort, request.Cursor);
        if (ordered is null) return Errors.Validation("The cursor does not belong to this list. Begin again without one.");
        var limit = request.Limit ?? UsualLimit;
        var total = await (sort == MediaSort.Viewed ? found.Where(media => media.ViewedAt != null) : found).Take(CountedUpTo + 1).CountAsync(ct);
        // The database cannot tell beforehand how few files have a word. Asked for a page of them it goes through the whole
        // library in the list's order until the page is full; asked for all of them it goes through the words' index.
        var rows = await (total <= Few ? ordered : ordered.Take(limit + 1)).ToListAsync(ct);
        var hasMore = rows.Count > limit;
        if (hasMore) rows.RemoveRange(limit, rows.Count - limit);
        return new MediaPage(
            [.. rows.Select(media => MediaSummary.From(media, links))], Math.Min(total, CountedUpTo), total > CountedUpTo,
            hasMore ? MediaOrder.CursorAfter(rows[^1], sort) : null);
    }

    private static IQueryable<Media> Filtered(AppDbContext db, ListMediaRequest request)
    {
        var rows = (Word<MediaShelf>(request.Shelf) ?? MediaShelf.Library) switch
        {
            MediaShelf.Trash => db.Media.AsNoTracking().Where(media => media.DeletedAt != null),
            MediaShelf.Archive => db.Media.AsNoTracking().Where(media => media.DeletedAt == null && media.ArchivedAt != null),
            _ => db.Media.AsNoTracking().Where(media => media.DeletedAt == null && media.ArchivedAt == null),
        };
        if (Word<MediaKind>(request.Kind) is { } kind) rows = rows.Where(media => media.Kind == kind);
        if (request.WithoutFilms) rows = rows.Where(media => media.Kind != MediaKind.Video);
        if (request.Visual == true) rows = rows.Where(media => media.Kind != MediaKind.Audio);
        if (Word<MediaOrigin>(request.Origin) is { } origin) rows = rows.Where(media => media.Origin == origin);
        if (request.Status is { } word && (Enum.TryParse<MediaStatus>(word, ignoreCase: true, out var named) ? named : MediaStatus.Ready) is var status) rows = rows.Where(media => media.Status == status);
        if (Word<Orientation>(request.Orientation) is { } orientation) rows = rows.Where(media => media.Orientation == orientation);
        rows = request.Put(db, rows);
        if (request.InNoFolder) rows = rows.Where(media => media.FolderId == null);
        if (request.Favorite is false) rows = rows.Where(media => !media.IsFavorite);
        if (request.Duplicates == true) rows = rows.Where(media => media.DuplicateOf != null);
        if (request.From is { } from) rows = rows.Where(media => media.CreatedAt >= from.ToUniversalTime());
        if (request.To is { } to) rows = rows.Where(media => media.CreatedAt < to.ToUniversalTime());
        if (request.MinDuration is { } least) rows = rows.Where(media => media.DurationS >= least);
        if (request.MaxDuration is { } most) rows = rows.Where(media => media.DurationS <= most);
        if (LibraryWords.Query(request.Search) is { } query) rows = rows.Where(media => media.SearchVector.Matches(EF.Functions.ToTsQuery("simple", query)));
        return rows;
    }

    private static T? Word<T>(string? word) where T : struct, Enum => word is null ? null : Enum.Parse<T>(word, ignoreCase: true);
}
