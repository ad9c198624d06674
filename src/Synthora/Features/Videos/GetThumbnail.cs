namespace Synthora.Features.Videos;

public sealed class GetThumbnail(OpenVideoFile open)
{
    public async Task<Result<VideoFile>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct)
    {
        var found = await open.HandleAsync(caller, videoId, VideoFiles.Thumbnail, ct);
        if (found.Error is { } error) return error;
        var (video, file) = found.Value;
        var (type, extension) = await KindOfAsync(file.Content, ct);
        return new VideoFile(file.Content, type, OpenVideoFile.NameFor(video, extension), file.LastModified, OpenVideoFile.TagOf(video));
    }

    private static async Task<(string Type, string Extension)> KindOfAsync(Stream content, CancellationToken ct)
    {
        var head = new byte[2];
        await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        content.Position = 0;
        return head is [0xFF, 0xD8] ? ("image/jpeg", "jpg") : ("image/png", "png");
    }
}
