using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Videos.Renditions;

namespace Synthora.Features.Videos;

public sealed class DownloadVideo(Database database, VideoFiles files, OpenVideoFile open)
{
    /// <param name="variant">Another shape or platform that it was made for; null for the video itself.</param>
    public async Task<Result<VideoFile>> HandleAsync(Caller caller, Guid videoId, string? variant, CancellationToken ct)
    {
        if (variant is { Length: > 0 }) return await RenditionAsync(caller, videoId, variant, ct);
        var found = await open.HandleAsync(caller, videoId, VideoFiles.Video, ct);
        if (found.Error is { } error) return error;
        var (video, file) = found.Value;
        return new VideoFile(file.Content, "video/mp4", OpenVideoFile.NameFor(video, "mp4"), file.LastModified, OpenVideoFile.TagOf(video));
    }

    private async Task<Result<VideoFile>> RenditionAsync(Caller caller, Guid videoId, string variant, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        if (await db.Videos.AsNoTracking().SingleOrDefaultAsync(row => row.Id == videoId, ct) is not { } video) return Errors.NotFound("video");
        if (RenditionChoices.Parse(variant) is not { Name: var name }) return Errors.Field("variant", $"There is no variant '{variant}'. Use a shape such as 1:1, a platform such as youtube, or both as in instagram:4:5.");
        if (ListRenditions.Refuse(video) is { } refusal) return refusal;
        var rendition = await db.VideoRenditions.AsNoTracking().SingleOrDefaultAsync(row => row.VideoId == videoId && row.Name == name && row.State == RenditionState.Ready && row.Source == video.Files, ct);
        if (rendition is null) return Errors.InvalidState($"The variant {name} has not been made. Ask for it at /videos/{videoId}/variants and wait until it is ready.");
        if (await files.OpenAsync(rendition.Files!, VideoFiles.Video, ct) is not { } file) return Errors.NotFound("file");
        return new VideoFile(file.Content, "video/mp4", OpenVideoFile.NameFor(video, $"{name}.mp4"), file.LastModified, $"\"{rendition.Id:N}\"");
    }
}
