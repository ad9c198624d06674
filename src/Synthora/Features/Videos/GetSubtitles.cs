namespace Synthora.Features.Videos;

public enum SubtitleFormat { Srt, Vtt, Ass }

public sealed class GetSubtitles
{
    public Task<Result<VideoFile>> HandleAsync(Caller caller, Guid videoId, SubtitleFormat format, CancellationToken ct) =>
        throw new NotSupportedException();
}
