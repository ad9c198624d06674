using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Library;
using Synthora.Features.Videos.Crew;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos;

public enum ArchiveFilter { False, True, All }

public sealed record ListVideosRequest : ShelfFilter
{
    /// <summary>Such as <c>completed</c>, which <c>processed</c> means too.</summary>
    [FromQuery(Name = "status"), AllowedWords<VideoStatus>(Processed)]
    public string? Status { get; init; }

    /// <summary>How they came to be. All there are here are <c>generated</c>: what was uploaded is no video of this list but a file of the library, at /library/media?origin=uploaded.</summary>
    [FromQuery(Name = "origin"), AllowedWords<VideoOrigin>]
    public string? Origin { get; init; }

    /// <summary>Slug or id of the template that they were made with, also of one that is gone.</summary>
    [FromQuery(Name = "template"), StringLength(100)]
    public string? Template { get; init; }

    /// <summary>The platform that they were asked to be made for.</summary>
    [FromQuery(Name = "platform"), AllowedWords<Platform>]
    public string? Platform { get; init; }

    /// <summary>Words of the title, the source text, the description or the tags.</summary>
    [FromQuery(Name = "search"), StringLength(200)]
    public string? Search { get; init; }

    /// <summary><c>true</c> for only what was put away, <c>all</c> for that and everything else; what was put away is left out otherwise.</summary>
    [FromQuery(Name = "archived"), AllowedWords<ArchiveFilter>]
    public string? Archived { get; init; }

    [FromQuery(Name = "sort"), AllowedWords<VideoSort>]
    public string? Sort { get; init; }

    internal const string Processed = "processed";

    internal bool? ArchivedOf() => Archived is null ? false : Enum.Parse<ArchiveFilter>(Archived, ignoreCase: true) switch { ArchiveFilter.True => true, ArchiveFilter.False => false, _ => null };

    internal VideoStatus? StatusOf() => Status is null ? null : Status.Equals(Processed, StringComparison.OrdinalIgnoreCase) ? VideoStatus.Completed : Enum.Parse<VideoStatus>(Status, ignoreCase: true);
}

public sealed partial class ListVideos(Database database)
{
    private const int CountedUpTo = 50_000;
    private const int CommonPages = 500;

    public async Task<Result<Page<VideoSummary>>> HandleAsync(Caller caller, ListVideosRequest request, PageRequest paging, CancellationToken ct)
    {
        if ((Shape.Refuse(request) ?? Shape.Refuse(paging)) is { } misshapen) return misshapen;
        await using var db = database.Open(caller);
        var videos = db.Videos.AsNoTracking();
        if (request.StatusOf() is { } status) videos = videos.Where(video => video.Status == status);
        videos = Filtered(db, videos, request);
        var isSearch = !string.IsNullOrWhiteSpace(request.Search);
        if (isSearch) videos = Matching(videos, request.Search!.Trim());

        var total = await (isSearch ? videos.Take(CountedUpTo + 1) : videos).CountAsync(ct);
        var isMore = isSearch && total > CountedUpTo;
        // Only the page's own rows are read, however many come before it. A search goes through its index and is ordered
        // then: walking in the list's order would cut every row into words until enough of them fit, which pays only
        // for the first pages of what nearly all rows have.
        var sort = request.Sort is { } word ? Enum.Parse<VideoSort>(word, ignoreCase: true) : VideoSort.Newest;
        var ordered = isSearch && (!isMore || paging.Skip > CommonPages) ? VideoOrder.Of(videos, sort) : VideoOrder.Along(videos, sort);
        var page = ordered.Skip(paging.Skip).Take(paging.Take + 1).Select(video => video.Id);
        var rows = await VideoOrder.Along(db.Videos.AsNoTracking().Where(video => page.Contains(video.Id)), sort)
            .LeftJoin(db.Jobs, video => video.JobId, job => job.Id, (video, job) => new
            {
                video.Id,
                video.Title,
                video.Status,
                video.Origin,
                video.CurrentStep,
                video.Template,
                video.DurationS,
                video.AspectRatio,
                HasFiles = video.Files != null,
                video.QualityPassed,
                video.Providers,
                video.ErrorMessage,
                video.CreatedAt,
                video.CompletedAt,
                Progress = job == null ? (double?)null : job.Progress,
                SecondsLeft = job == null ? null : job.SecondsLeft,
            }).ToListAsync(ct);
        var hasMore = rows.Count > paging.Take;
        if (hasMore) rows.RemoveAt(paging.Take);
        var found = rows.Select(row => new VideoSummary(
            row.Id, row.Title, row.Status, row.CurrentStep,
            row.Status is VideoStatus.Completed or VideoStatus.Expired ? 100 : Math.Round(row.Progress ?? 0, 1),
            row.Status is VideoStatus.Queued or VideoStatus.Processing ? row.SecondsLeft : null,
            row.Template, row.DurationS, row.AspectRatio, row.HasFiles ? $"/api/v1/videos/{row.Id}/thumbnail" : null,
            row.QualityPassed, row.ErrorMessage, row.CreatedAt, row.CompletedAt)
        { Origin = row.Origin, IsSimulated = VideoCrew.Read(row.Providers).IsSimulated });
        return paging.Of<VideoSummary>([.. found], isMore ? CountedUpTo : total) with { IsMore = isMore, HasMore = hasMore };
    }

    /// <summary>How a video is put in order stands in the library, where it has the same id; what is not finished is not there yet.</summary>
    private static IQueryable<Video> Filtered(AppDbContext db, IQueryable<Video> videos, ListVideosRequest request)
    {
        if (request.ArchivedOf() is { } isArchived) videos = videos.Where(video => video.IsArchived == isArchived);
        if (request.Origin is { } word && Enum.Parse<VideoOrigin>(word, ignoreCase: true) is var origin) videos = videos.Where(video => video.Origin == origin);
        if (request.Template is { Length: > 0 } template) videos = videos.Where(video => video.Template == template);
        if (request.Platform is { } platform) videos = videos.Where(video => EF.Functions.ILike(video.Platform!, platform));
        if (request.From is { } from) videos = videos.Where(video => video.CreatedAt >= from.ToUniversalTime());
        if (request.To is { } to) videos = videos.Where(video => video.CreatedAt < to.ToUniversalTime());
        if (request.MinDuration is { } least) videos = videos.Where(video => video.DurationS >= least);
        if (request.MaxDuration is { } most) videos = videos.Where(video => video.DurationS <= most);
        IQueryable<Media> all = db.Media;
        var put = request.Put(db, all);
        if (put != all) videos = videos.Where(video => put.Any(media => media.VideoId == video.Id));
        // What must not be is asked for in words of its own, which the database answers by a join and not row by row.
        if (request.Favorite is false) videos = videos.Where(video => !db.Media.Any(media => media.VideoId == video.Id && media.IsFavorite));
        if (request.InNoFolder) videos = videos.Where(video => !db.Media.Any(media => media.VideoId == video.Id && media.FolderId != null));
        return videos;
    }

    /// <summary>Videos with words that begin like those asked for; signs alone are looked for as they are.</summary>
    private static IQueryable<Video> Matching(IQueryable<Video> videos, string search)
    {
        var words = string.Join(" & ", Words().Matches(search).Select(word => $"{word.Value}:*"));
        if (words.Length > 0) return videos.Where(video => VideoMapping.Words(video.Title, video.Text, video.ShelfWords).Matches(EF.Functions.ToTsQuery("simple", words)));
        var pattern = $"%{search.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
        return videos.Where(video => EF.Functions.ILike(video.Title, pattern, "\\") || EF.Functions.ILike(video.Text, pattern, "\\") || EF.Functions.ILike(video.ShelfWords, pattern, "\\"));
    }

    [GeneratedRegex(@"[\p{L}\p{N}\p{M}]+")]
    private static partial Regex Words();
}
