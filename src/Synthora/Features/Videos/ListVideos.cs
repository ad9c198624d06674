using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Videos.Crew;

namespace Synthora.Features.Videos;

public sealed record ListVideosRequest : PageRequest
{
    /// <summary>Such as <c>completed</c>.</summary>
    [FromQuery(Name = "status"), AllowedWords<VideoStatus>]
    public string? Status { get; init; }

    /// <summary>Words of the title or the source text.</summary>
    [FromQuery(Name = "search"), StringLength(200)]
    public string? Search { get; init; }
}

public sealed partial class ListVideos(Database database)
{
    private const int CommonFrom = 50_000;
    private const int CommonPages = 500;

    public async Task<Result<Page<VideoSummary>>> HandleAsync(Caller caller, ListVideosRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        await using var db = database.Open(caller);
        var videos = db.Videos.AsNoTracking();
        if (request.Status is not null && Enum.Parse<VideoStatus>(request.Status, ignoreCase: true) is var status) videos = videos.Where(video => video.Status == status);
        var isSearch = !string.IsNullOrWhiteSpace(request.Search);
        if (isSearch) videos = Matching(videos, request.Search!.Trim());

        var total = await videos.CountAsync(ct);
        // Only the page's own rows are read, however many come before it. A search goes through its index and is ordered
        // then: walking in the list's order would cut every row into words until enough of them fit, which pays only
        // for the first pages of what nearly all rows have.
        var newest = isSearch && (total < CommonFrom || request.Skip > CommonPages) ? videos.OrderByDescending(video => video.CreatedAt.AddSeconds(0)) : videos.OrderByDescending(video => video.CreatedAt);
        var page = newest.ThenByDescending(video => video.Id).Skip(request.Skip).Take(request.Take).Select(video => video.Id);
        var rows = await db.Videos.AsNoTracking().Where(video => page.Contains(video.Id))
            .OrderByDescending(video => video.CreatedAt).ThenByDescending(video => video.Id)
            .LeftJoin(db.Jobs, video => video.JobId, job => job.Id, (video, job) => new
            {
                video.Id,
                video.Title,
                video.Status,
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
        return request.Of<VideoSummary>([.. rows.Select(row => new VideoSummary(
            row.Id, row.Title, row.Status, row.CurrentStep,
            row.Status is VideoStatus.Completed or VideoStatus.Expired ? 100 : Math.Round(row.Progress ?? 0, 1),
            row.Status is VideoStatus.Queued or VideoStatus.Processing ? row.SecondsLeft : null,
            row.Template, row.DurationS, row.AspectRatio, row.HasFiles ? $"/api/v1/videos/{row.Id}/thumbnail" : null,
            row.QualityPassed, row.ErrorMessage, row.CreatedAt, row.CompletedAt) { IsSimulated = VideoCrew.Read(row.Providers).IsSimulated })], total);
    }

    /// <summary>Videos with words that begin like those asked for; signs alone are looked for as they are.</summary>
    private static IQueryable<Video> Matching(IQueryable<Video> videos, string search)
    {
        var words = string.Join(" & ", Words().Matches(search).Select(word => $"{word.Value}:*"));
        if (words.Length > 0) return videos.Where(video => VideoMapping.Words(video.Title, video.Text).Matches(EF.Functions.ToTsQuery("simple", words)));
        var pattern = $"%{search.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
        return videos.Where(video => EF.Functions.ILike(video.Title, pattern, "\\") || EF.Functions.ILike(video.Text, pattern, "\\"));
    }

    [GeneratedRegex(@"[\p{L}\p{N}\p{M}]+")]
    private static partial Regex Words();
}
