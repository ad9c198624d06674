using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synthora.Data;
using Synthora.Features.Quotas;
using Synthora.Jobs;

namespace Synthora.Features.Videos.Renditions;

public sealed record OrderRenditionRequest
{
    /// <summary>A shape, a platform or both: <c>1:1</c>, <c>youtube</c>, <c>instagram:4:5</c>.</summary>
    [Required, StringLength(40)]
    public required string Variant { get; init; }
}

/// <param name="TaskId">The job, readable at <c>/jobs/{id}</c>.</param>
public sealed record AcceptedRendition(Guid TaskId, string Status, RenditionResponse Variant);

/// <summary>Has a finished video made in another shape or for another platform. What is there already, or being made, is answered as it is.</summary>
public sealed class OrderRendition(Database database, StorageQuota storage, ListRenditions list, DroppedRenditions dropped, JobQueue queue, TimeProvider clock)
{
    /// <summary>Being made for one user at a time, so that nobody fills the queue.</summary>
    private const int MostAtOnce = 4;

    public async Task<Result<AcceptedRendition>> HandleAsync(Caller caller, Guid videoId, OrderRenditionRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        if (RenditionChoices.Parse(request.Variant) is not { Name: var name })
            return Errors.Field("variant", $"There is no variant '{request.Variant}'. Use a shape such as 1:1, a platform such as youtube, or both as in instagram:4:5.");
        var made = await BeginAsync(caller, videoId, name, ct);
        if (made.Error is { } refusal) return refusal;
        await dropped.RemoveAsync(videoId, ct);
        if (made.Value is { } job) await queue.WakeAsync(job.Id, job.Lane, job.Fence, ct);
        var variants = await list.HandleAsync(caller, videoId, ct);
        if (variants.Error is { } gone) return gone;
        return variants.Value!.FirstOrDefault(one => one.Name == name) is { TaskId: { } task } variant ? new AcceptedRendition(task, EnumText.Of(variant.State), variant) : Errors.NotFound("video");
    }

    /// <returns>No job where there is one already.</returns>
    private async Task<Result<Job?>> BeginAsync(Caller caller, Guid videoId, string name, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // The video stays what it is until the order stands.
        var video = (await db.Videos.FromSql($"select * from videos where id = {videoId} for update").AsNoTracking().ToListAsync(ct)).SingleOrDefault();
        if (video is null) return Errors.NotFound("video");
        if (ListRenditions.Refuse(video) is { } refusal) return refusal;
        var there = await db.VideoRenditions.AsNoTracking().SingleOrDefaultAsync(row => row.VideoId == videoId && row.Name == name && row.State != RenditionState.Dropped, ct);
        if (there is { State: RenditionState.Making or RenditionState.Ready } && there.Source == video.Files) return new Result<Job?>((Job?)null);
        if (await db.VideoRenditions.CountAsync(row => row.State == RenditionState.Making, ct) >= MostAtOnce)
            return new Error(ErrorKind.Conflict, "renditions_in_progress", $"{MostAtOnce} are being made already. Wait for one of them.");
        // About as much as the video itself.
        if (await storage.RefuseAsync(db, caller.UserId, caller.Role, video.FileSize ?? 0, ct) is { } full) return full;
        var rendition = new VideoRendition { VideoId = videoId, UserId = caller.UserId, Name = name, Source = video.Files!, CreatedAt = clock.GetUtcNow() };
        // New videos and edits, which somebody waits for more, go first.
        var job = new Job { Id = rendition.Id, UserId = caller.UserId, Type = RenditionRendering.JobType, Lane = Lane.Render, Priority = -1, VideoId = videoId, CreatedAt = rendition.CreatedAt };
        try
        {
            await db.VideoRenditions.Where(row => row.VideoId == videoId && row.Name == name).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, RenditionState.Dropped), ct);
            db.VideoRenditions.Add(rendition);
            db.Jobs.Add(job);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return job;
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { ConstraintName: RenditionMapping.OneOfAName })
        {
            return new Result<Job?>((Job?)null);
        }
    }
}

/// <summary>Stops a rendition that is being made, or deletes a finished one.</summary>
public sealed class RemoveRendition(Database database, DroppedRenditions dropped)
{
    public async Task<Result<Guid>> HandleAsync(Caller caller, Guid videoId, string variant, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var name = RenditionChoices.Parse(variant)?.Name;
        var removed = await db.VideoRenditions.Where(row => row.VideoId == videoId && row.Name == name && row.State != RenditionState.Dropped)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, RenditionState.Dropped), ct);
        if (removed == 0) return Errors.NotFound("variant");
        await dropped.RemoveAsync(videoId, ct);
        return videoId;
    }
}
