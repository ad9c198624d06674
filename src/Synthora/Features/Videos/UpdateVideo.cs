using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Library;

namespace Synthora.Features.Videos;

/// <summary>What is absent stays as it is.</summary>
public sealed record UpdateVideoRequest
{
    [StringLength(Media.MostTitle, MinimumLength = 1)]
    public string? Title { get; init; }

    [StringLength(Media.MostDescription)]
    public string? Description { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>A folder of the library, or <c>none</c>.</summary>
    [StringLength(40)]
    public string? Folder { get; init; }

    internal bool SpeaksOfLibrary => Description is not null || Tags is not null || Folder is not null;
}

/// <summary>Names a video, in any state. Once it is finished it stands in the library and can be described and put away there.</summary>
internal sealed class UpdateVideo(Database database, UpdateMedia library, GetVideo get, TimeProvider clock)
{
    private static readonly Error NotInLibrary = Errors.InvalidState("The video is not in the library yet: description, tags and folder can be set once it is completed.");

    public async Task<Result<VideoResponse>> HandleAsync(Caller caller, Guid videoId, UpdateVideoRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        if (request.Title is not null && string.IsNullOrWhiteSpace(request.Title)) return Errors.Field("title", "A video needs a title.");
        await using var db = database.Open(caller);
        if (!await db.Videos.AnyAsync(row => row.Id == videoId, ct)) return Errors.NotFound("video");
        if (await db.Media.AnyAsync(media => media.VideoId == videoId, ct))
        {
            // Before the title: what is refused here changes nothing.
            var shelved = await library.HandleAsync(caller, videoId, new() { Title = request.Title, Description = request.Description, Tags = request.Tags, Folder = request.Folder }, ct);
            if (shelved.Error is { } refusal) return refusal;
        }
        else if (request.SpeaksOfLibrary)
        {
            return NotInLibrary;
        }

        if (request.Title is { } title)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            // The job first, as the workers do: a video that is finished this moment must not lose its name.
            await db.LockJobAsync(videoId, ct);
            if (await db.Videos.SingleOrDefaultAsync(row => row.Id == videoId, ct) is not { } video) return Errors.NotFound("video");
            (video.Title, video.HasGivenTitle, video.UpdatedAt) = (FileNames.TitleOf(title, "video"), true, clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        return await get.HandleAsync(caller, videoId, ct);
    }
}
