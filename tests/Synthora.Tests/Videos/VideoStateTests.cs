using Synthora.Features.Videos;
using Synthora.Features.Videos.Generation;

namespace Synthora.Tests.Videos;

public sealed class VideoStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>The transitions as the product states them, written down a second time.</summary>
    private static readonly HashSet<(VideoStatus, VideoStatus)> Stated =
    [
        (VideoStatus.Planned, VideoStatus.Queued), (VideoStatus.Planned, VideoStatus.Cancelled),
        (VideoStatus.Uploaded, VideoStatus.Expired),
        (VideoStatus.Queued, VideoStatus.Processing), (VideoStatus.Queued, VideoStatus.Failed), (VideoStatus.Queued, VideoStatus.Cancelled),
        (VideoStatus.Processing, VideoStatus.Completed), (VideoStatus.Processing, VideoStatus.Failed), (VideoStatus.Processing, VideoStatus.Cancelled),
        (VideoStatus.Completed, VideoStatus.Expired),
        (VideoStatus.Failed, VideoStatus.Queued), (VideoStatus.Cancelled, VideoStatus.Queued),
    ];

    public static TheoryData<VideoStatus, VideoStatus> EveryPair()
    {
        var pairs = new TheoryData<VideoStatus, VideoStatus>();
        foreach (var from in Enum.GetValues<VideoStatus>())
            foreach (var to in Enum.GetValues<VideoStatus>())
                pairs.Add(from, to);
        return pairs;
    }

    [Theory]
    [MemberData(nameof(EveryPair))]
    public void A_video_moves_only_where_the_table_allows(VideoStatus from, VideoStatus to)
    {
        var video = In(from);
        var error = video.MoveTo(to, Now);
        if (Stated.Contains((from, to)))
        {
            error.ShouldBeNull();
            video.Status.ShouldBe(to);
            video.UpdatedAt.ShouldBe(Now);
        }
        else
        {
            error!.Code.ShouldBe("invalid_state");
            video.Status.ShouldBe(from);
        }
    }

    [Fact]
    public void What_its_owner_stopped_cannot_be_retried_but_a_timeout_can()
    {
        var stopped = In(VideoStatus.Processing);
        stopped.MoveTo(VideoStatus.Cancelled, Now).ShouldBeNull();
        stopped.CanRetry.ShouldBeFalse();
        var stuck = In(VideoStatus.Processing);
        stuck.TimeOut("It took too long.", Now).ShouldBeNull();
        stuck.CanRetry.ShouldBeTrue();
        stuck.ErrorMessage.ShouldBe("It took too long.");
    }

    private static Video In(VideoStatus status)
    {
        var video = new Video
        {
            UserId = Guid.CreateVersion7(),
            Title = "A title",
            Source = SourceKind.Topic,
            Text = "A topic",
            Template = "viral-hook",
            CreatedAt = Now,
            UpdatedAt = default,
        };
        typeof(Video).GetProperty(nameof(Video.Status))!.SetValue(video, status);
        return video;
    }
}
