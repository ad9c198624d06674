using System.Linq.Expressions;

namespace Synthora.Features.Videos;

/// <summary>Videos that are not finished have no length and no size, and count as the shortest and the smallest.</summary>
public enum VideoSort { Newest, Oldest, Title, Longest, Shortest, Largest, Smallest }

/// <summary>The orders of the list of videos. Each has an index of its expressions; equals stand in the order of their ids.</summary>
internal static class VideoOrder
{
    /// <summary>Walks along the order's index, which is the quickest as long as most of the rows are wanted.</summary>
    public static IOrderedQueryable<Video> Along(IQueryable<Video> rows, VideoSort sort) => sort switch
    {
        VideoSort.Oldest => Rising(rows, video => video.CreatedAt),
        VideoSort.Title => Rising(rows, video => VideoMapping.Lower(video.Title)),
        VideoSort.Longest => Falling(rows, video => video.DurationS ?? 0),
        VideoSort.Shortest => Rising(rows, video => video.DurationS ?? 0),
        VideoSort.Largest => Falling(rows, video => video.FileSize ?? 0),
        VideoSort.Smallest => Rising(rows, video => video.FileSize ?? 0),
        _ => Falling(rows, video => video.CreatedAt),
    };

    /// <summary>The same order for rows that another index finds: nothing is added, so that no index of the order fits.</summary>
    public static IOrderedQueryable<Video> Of(IQueryable<Video> found, VideoSort sort) => sort switch
    {
        VideoSort.Oldest => Rising(found, video => video.CreatedAt.AddSeconds(0)),
        VideoSort.Title => Rising(found, video => VideoMapping.Lower(video.Title) + ""),
        VideoSort.Longest => Falling(found, video => (video.DurationS ?? 0) + 0),
        VideoSort.Shortest => Rising(found, video => (video.DurationS ?? 0) + 0),
        VideoSort.Largest => Falling(found, video => (video.FileSize ?? 0) + 0),
        VideoSort.Smallest => Rising(found, video => (video.FileSize ?? 0) + 0),
        _ => Falling(found, video => video.CreatedAt.AddSeconds(0)),
    };

    private static IOrderedQueryable<Video> Rising<T>(IQueryable<Video> rows, Expression<Func<Video, T>> key) => rows.OrderBy(key).ThenBy(video => video.Id);

    private static IOrderedQueryable<Video> Falling<T>(IQueryable<Video> rows, Expression<Func<Video, T>> key) => rows.OrderByDescending(key).ThenByDescending(video => video.Id);
}
