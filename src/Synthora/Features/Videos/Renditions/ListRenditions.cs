using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Rendering.Timelines;
using Synthora.Rendering.Variants;
using Synthora.Web;

namespace Synthora.Features.Videos.Renditions;

/// <summary>A form in which a video can be downloaded besides its own.</summary>
/// <param name="Name">Such as <c>1x1</c>, <c>youtube</c> or <c>instagram-4x5</c>.</param>
/// <param name="Progress">0–100.</param>
/// <param name="Fallbacks">What had to be done otherwise than in the video itself, such as leaving a scene out for a platform's longest length.</param>
/// <param name="TaskId">The job that makes it, readable at <c>/jobs/{id}</c>.</param>
public sealed record RenditionResponse(
    string Name, Platform? Platform, string? AspectRatio, RenditionState State, double Progress, double? EstimatedSecondsLeft,
    double? DurationS, int? Width, int? Height, long? FileSize, bool? QualityPassed, IReadOnlyList<Fallback> Fallbacks,
    string? DownloadUrl, string? ErrorMessage, string? ErrorRemedy, Guid? TaskId, DateTimeOffset? CreatedAt);

/// <summary>In which forms a finished video can be had: what is there, is being made, or can be made.</summary>
public sealed class ListRenditions(Database database)
{
    public async Task<Result<IReadOnlyList<RenditionResponse>>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var video = await db.Videos.AsNoTracking().SingleOrDefaultAsync(row => row.Id == videoId, ct);
        if (video is null) return Errors.NotFound("video");
        if (Refuse(video) is { } refusal) return refusal;
        var rows = await db.VideoRenditions.AsNoTracking().Where(row => row.VideoId == videoId && row.State != RenditionState.Dropped && row.Source == video.Files).OrderBy(row => row.CreatedAt).ToListAsync(ct);
        var jobs = await db.Jobs.AsNoTracking().Where(job => rows.Select(row => row.Id).Contains(job.Id)).Select(job => new { job.Id, job.Progress, job.SecondsLeft }).ToDictionaryAsync(job => job.Id, ct);
        var offered = RenditionChoices.For(video).ToList();
        // What was asked for by name stands behind what everybody is offered.
        offered.AddRange(rows.Where(row => offered.TrueForAll(choice => choice.Name != row.Name)).Select(row => RenditionChoices.Parse(row.Name)).OfType<Rendition>());
        return new Result<IReadOnlyList<RenditionResponse>>([.. offered.Select(choice =>
        {
            if (rows.Find(row => row.Name == choice.Name) is not { } row)
                return new RenditionResponse(choice.Name, choice.Platform, choice.Aspect, RenditionState.Available, 0, null, null, null, null, null, null, [], null, null, null, null, null);
            var job = jobs.GetValueOrDefault(row.Id);
            var isMaking = row.State == RenditionState.Making;
            return new RenditionResponse(
                row.Name, choice.Platform, choice.Aspect, row.State, isMaking ? Math.Round(job?.Progress ?? 0, 1) : 100, isMaking ? job?.SecondsLeft : null,
                row.DurationS, row.Width, row.Height, row.FileSize, row.QualityPassed, JsonSerializer.Deserialize<IReadOnlyList<Fallback>>(row.Fallbacks, Json.Options) ?? [],
                row.State == RenditionState.Ready ? $"/api/v1/videos/{videoId}/download?variant={row.Name}" : null, row.ErrorMessage, row.ErrorRemedy, row.Id, row.CreatedAt);
        })]);
    }

    /// <summary>Null for a video whose scenes are there to be rendered otherwise.</summary>
    internal static Error? Refuse(Video video)
    {
        if (video.Status == VideoStatus.Expired) return new Error(ErrorKind.Gone, "expired", "This video has expired and its files were removed.");
        if (video.Files is null) return Errors.InvalidState($"The video is {EnumText.Of(video.Status)}; there is no file yet.");
        return VideoFiles.HasScenes(video.Files) ? null : Errors.InvalidState("This video came without its scenes and can be had in its own form only. Make it again to have it in others.");
    }
}
