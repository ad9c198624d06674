namespace Synthora.Features.Videos;

public sealed class DownloadVideo(OpenVideoFile open)
{
    public async Task<Result<VideoFile>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct)
    {
        var found = await open.HandleAsync(caller, videoId, VideoFiles.Video, ct);
        if (found.Error is { } error) return error;
        var (video, file) = found.Value;
        return new VideoFile(file.Content, "video/mp4", OpenVideoFile.NameFor(video, "mp4"), file.LastModified, OpenVideoFile.TagOf(video));
    }
}
