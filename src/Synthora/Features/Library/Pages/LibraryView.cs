using System.Globalization;

namespace Synthora.Features.Library.Pages;

/// <summary>Up to 15 seconds, up to a minute, longer.</summary>
public enum MediaLength { Short, Medium, Long }

/// <summary>What the address of the library's page says: which files, in which order, shown how.</summary>
public sealed record LibraryView
{
    public string? Q { get; init; }
    public string? Kind { get; init; }
    public string? Origin { get; init; }
    public string? Shelf { get; init; }
    public string? Folder { get; init; }
    public string? Tag { get; init; }
    public Guid? Collection { get; init; }
    public string? Orientation { get; init; }
    public string? Status { get; init; }
    public MediaLength? Length { get; init; }

    /// <summary>Days where the owner lives; both count.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public bool Favorite { get; init; }
    public bool Duplicates { get; init; }
    public string? Sort { get; init; }
    public string? View { get; init; }
    public string? Cursor { get; init; }

    public bool IsList => View == "list";
    public bool IsTrash => Shelf == "trash";
    public Guid? FolderId => Guid.TryParse(Folder, out var id) ? id : null;

    /// <summary>Whether what is shown is less than the shelf holds.</summary>
    public bool IsFiltered => Q is not null || Collection is not null || Favorite || Duplicates || Folded > 0;

    /// <summary>How many of those are set that the page folds away.</summary>
    public int Folded => new object?[] { Kind, Origin, Orientation, Tag, Status, Length, From ?? To }.Count(filter => filter is not null);

    /// <summary>The same place without any filter.</summary>
    public LibraryView Unfiltered => new() { Shelf = Shelf, Folder = Folder, Sort = Sort, View = View };

    /// <summary>Addresses come from anywhere: what is not understood is left out rather than refused.</summary>
    public static LibraryView Read(IQueryCollection query)
    {
        var (from, to) = (Day(query["from"]), Day(query["to"]));
        return Read(query, from > to ? to : from, from > to ? from : to);
    }

    private static LibraryView Read(IQueryCollection query, DateOnly? from, DateOnly? to) => new()
    {
        From = from,
        To = to,
        Status = Known<MediaStatus>(query["status"]),
        Length = Known<MediaLength>(query["length"]) is { } length ? Enum.Parse<MediaLength>(length, ignoreCase: true) : null,
        Q = Text(query["q"], 200),
        Kind = Known<Rendering.Probing.MediaKind>(query["kind"]),
        Origin = Known<MediaOrigin>(query["origin"]),
        Shelf = Known<MediaShelf>(query["shelf"]) is { } shelf and not "library" ? shelf : null,
        Folder = Guid.TryParse(query["folder"], out var folder) ? folder.ToString() : null,
        Tag = Text(query["tag"], 40),
        Collection = Guid.TryParse(query["collection"], out var collection) ? collection : null,
        Orientation = Known<Orientation>(query["orientation"]),
        Favorite = query["favorite"] == "true",
        Duplicates = query["duplicates"] == "true",
        Sort = Known<MediaSort>(query["sort"]) is { } sort and not "newest" ? sort : null,
        View = query["view"] == "list" ? "list" : null,
        Cursor = Text(query["cursor"], 400),
    };

    /// <param name="limit">Files on one page.</param>
    /// <param name="zone">Where the days begin.</param>
    public ListMediaRequest ToRequest(int limit, TimeZoneInfo zone) => new()
    {
        Status = Status,
        From = From is { } from ? Midnight(from, zone) : null,
        To = To is { } to && to < DateOnly.MaxValue ? Midnight(to.AddDays(1), zone) : null,
        // Pictures have no length.
        MinDuration = Length switch { MediaLength.Short => 0.01, MediaLength.Medium => 15, MediaLength.Long => 60, _ => null },
        MaxDuration = Length switch { MediaLength.Short => 15, MediaLength.Medium => 60, _ => null },
        Search = Q,
        Kind = Kind,
        Origin = Origin,
        Shelf = Shelf,
        // A search looks everywhere; without one the top shows what lies in no folder only once there are folders.
        Folder = Folder,
        Tags = Tag is null ? null : [Tag],
        Collection = Collection,
        Orientation = Orientation,
        Favorite = Favorite ? true : null,
        Duplicates = Duplicates ? true : null,
        Sort = Sort,
        Cursor = Cursor,
        Limit = limit,
    };

    public string Url => Href(this with { Cursor = null });

    public string NextUrl(string cursor) => Href(this with { Cursor = cursor });

    public static string Href(LibraryView view)
    {
        var pairs = new (string Name, string? Value)[]
        {
            ("shelf", view.Shelf), ("folder", view.Folder), ("q", view.Q), ("kind", view.Kind), ("origin", view.Origin), ("tag", view.Tag), ("collection", view.Collection?.ToString()),
            ("orientation", view.Orientation), ("status", view.Status), ("length", view.Length?.ToString().ToLowerInvariant()), ("from", Written(view.From)), ("to", Written(view.To)), ("favorite", view.Favorite ? "true" : null), ("duplicates", view.Duplicates ? "true" : null),
            ("sort", view.Sort), ("view", view.View), ("cursor", view.Cursor),
        };
        var query = string.Join('&', pairs.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}"));
        return query.Length == 0 ? "/library" : $"/library?{query}";
    }

    internal static string? Written(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1970 and < 2200 ? day : null;

    /// <summary>A clock that is put forward at midnight begins the day an hour later.</summary>
    private static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);
        return new(local, zone.GetUtcOffset(local));
    }

    private static string? Known<T>(string? word) where T : struct, Enum =>
        Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsDigit(word![0]) ? value.ToString().ToLowerInvariant() : null;

    private static string? Text(string? text, int most) => string.IsNullOrWhiteSpace(text) ? null : text.Trim() is var trimmed && trimmed.Length > most ? trimmed[..most] : text.Trim();
}
