using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Synthora.Features.Library;

/// <summary>The orders of the library's lists, and the place in one of them as a cursor.</summary>
internal static class MediaOrder
{
    /// <returns>Null for a cursor of another list.</returns>
    public static IQueryable<Media>? Of(IQueryable<Media> rows, MediaSort sort, string? cursor)
    {
        var place = Place.Parse(cursor);
        if (cursor is { Length: > 0 } && place?.Sort != sort) return null;
        try
        {
            return Ordered(place is null ? rows : After(rows, place), sort);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public static string CursorAfter(Media last, MediaSort sort) => new Place(sort, sort switch
    {
        MediaSort.Title => last.TitleKey,
        MediaSort.Largest or MediaSort.Smallest => last.Size.ToString(CultureInfo.InvariantCulture),
        MediaSort.Longest or MediaSort.Shortest => last.DurationS.ToString("R", CultureInfo.InvariantCulture),
        MediaSort.Viewed => Time(last.ViewedAt!.Value),
        _ => Time(last.CreatedAt),
    }, last.Id).ToString();

    private static IQueryable<Media> Ordered(IQueryable<Media> rows, MediaSort sort) => sort switch
    {
        MediaSort.Oldest => rows.OrderBy(media => media.CreatedAt).ThenBy(media => media.Id),
        MediaSort.Title => rows.OrderBy(media => media.TitleKey).ThenBy(media => media.Id),
        MediaSort.Largest => rows.OrderByDescending(media => media.Size).ThenByDescending(media => media.Id),
        MediaSort.Smallest => rows.OrderBy(media => media.Size).ThenBy(media => media.Id),
        MediaSort.Longest => rows.OrderByDescending(media => media.DurationS).ThenByDescending(media => media.Id),
        MediaSort.Shortest => rows.OrderBy(media => media.DurationS).ThenBy(media => media.Id),
        MediaSort.Viewed => rows.Where(media => media.ViewedAt != null).OrderByDescending(media => media.ViewedAt).ThenByDescending(media => media.Id),
        _ => rows.OrderByDescending(media => media.CreatedAt).ThenByDescending(media => media.Id),
    };

    private static IQueryable<Media> After(IQueryable<Media> rows, Place place)
    {
        var id = place.Id;
        switch (place.Sort)
        {
            case MediaSort.Title:
                var title = place.Value;
                return rows.Where(media => EF.Functions.GreaterThan(ValueTuple.Create(media.TitleKey, media.Id), ValueTuple.Create(title, id)));
            case MediaSort.Largest:
                var atMost = long.Parse(place.Value, CultureInfo.InvariantCulture);
                return rows.Where(media => EF.Functions.LessThan(ValueTuple.Create(media.Size, media.Id), ValueTuple.Create(atMost, id)));
            case MediaSort.Smallest:
                var atLeast = long.Parse(place.Value, CultureInfo.InvariantCulture);
                return rows.Where(media => EF.Functions.GreaterThan(ValueTuple.Create(media.Size, media.Id), ValueTuple.Create(atLeast, id)));
            case MediaSort.Longest:
                var longest = double.Parse(place.Value, CultureInfo.InvariantCulture);
                return rows.Where(media => EF.Functions.LessThan(ValueTuple.Create(media.DurationS, media.Id), ValueTuple.Create(longest, id)));
            case MediaSort.Shortest:
                var shortest = double.Parse(place.Value, CultureInfo.InvariantCulture);
                return rows.Where(media => EF.Functions.GreaterThan(ValueTuple.Create(media.DurationS, media.Id), ValueTuple.Create(shortest, id)));
            case MediaSort.Viewed:
                DateTimeOffset? viewed = Time(place.Value);
                return rows.Where(media => EF.Functions.LessThan(ValueTuple.Create(media.ViewedAt, media.Id), ValueTuple.Create(viewed, id)));
            case MediaSort.Oldest:
                var after = Time(place.Value);
                return rows.Where(media => EF.Functions.GreaterThan(ValueTuple.Create(media.CreatedAt, media.Id), ValueTuple.Create(after, id)));
            default:
                var before = Time(place.Value);
                return rows.Where(media => EF.Functions.LessThan(ValueTuple.Create(media.CreatedAt, media.Id), ValueTuple.Create(before, id)));
        }
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUniversalTime();

    private sealed record Place(MediaSort Sort, string Value, Guid Id)
    {
        public static Place? Parse(string? cursor)
        {
            if (string.IsNullOrEmpty(cursor)) return null;
            try
            {
                return JsonSerializer.Deserialize<Place>(Base64Url.DecodeFromChars(cursor));
            }
            catch (Exception malformed) when (malformed is FormatException or JsonException)
            {
                return null;
            }
        }

        public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this)));
    }
}
