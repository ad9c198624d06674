using System.Text;
using Synthora.Rendering.Captions;

namespace Synthora.Features.Videos;

public enum SubtitleFormat { Srt, Vtt, Ass }

public sealed class GetSubtitles(OpenVideoFile open, VideoFiles files)
{
    public async Task<Result<VideoFile>> HandleAsync(Caller caller, Guid videoId, SubtitleFormat format, CancellationToken ct)
    {
        var found = await open.HandleAsync(caller, videoId, VideoFiles.Subtitles, ct);
        if (found.Error is { } error) return error;
        var (video, file) = found.Value;
        await using var content = file.Content;
        using var reader = new StreamReader(content, Encoding.UTF8);
        var srt = (await reader.ReadToEndAsync(ct)).ReplaceLineEndings("\n");
        var (text, type, extension) = format switch
        {
            SubtitleFormat.Vtt => (SubtitleFile.WebVtt(SubtitleText.Cues(srt)), "text/vtt; charset=utf-8", "vtt"),
            SubtitleFormat.Ass => (await files.ReadTimelineAsync(video.Files!, ct) is { } timeline ? SubtitleFile.Ass(timeline) : SubtitleText.Ass(srt, video), "text/x-ssa; charset=utf-8", "ass"),
            _ => (srt, "application/x-subrip; charset=utf-8", "srt"),
        };
        return new VideoFile(
            new MemoryStream(Encoding.UTF8.GetBytes(text)), type, OpenVideoFile.NameFor(video, extension), file.LastModified,
            OpenVideoFile.TagOf(video).Insert(1, extension + "-"));
    }
}
