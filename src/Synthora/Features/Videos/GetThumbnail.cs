namespace Synthora.Features.Videos;

public sealed class GetThumbnail(OpenVideoFile open)
{
    /// <param name="small">The one for lists, where the video has one.</param>
    /// <param name="poster">The one in the video's own shape.</param>
    public async Task<Result<VideoFile>> HandleAsync(Caller caller, Guid videoId, bool small, bool poster, CancellationToken ct)
    {
        var found = await open.HandleAsync(caller, videoId, small ? VideoFiles.SmallThumbnail : poster ? VideoFiles.Poster : VideoFiles.Thumbnail, ct);
        if ((small || poster) && found.Error is { Kind: ErrorKind.NotFound }) found = await open.HandleAsync(caller, videoId, VideoFiles.Thumbnail, ct);
        if (found.Error is { } error) return error;
        var (video, file) = found.Value;
        var (type, extension) = await KindOfAsync(file.Content, ct);
        return new VideoFile(file.Content, type, OpenVideoFile.NameFor(video, extension), file.LastModified, OpenVideoFile.TagOf(video));
    }

    private static async Task<(string Type, string Extension)> KindOfAsync(Stream content, CancellationToken ct)
    {
        var head = new byte[12];
        await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        content.Position = 0;
        return head switch
        {
            [0xFF, 0xD8, ..] => ("image/jpeg", "jpg"),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P'] => ("image/webp", "webp"),
            _ => ("image/png", "png"),
        };
    }
}
