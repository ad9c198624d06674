using Synthora.Features.Templates;
using Synthora.Features.Videos.Generation;

namespace Synthora.Tests.Videos.Generation;

public sealed class ShotCutterTests
{
    [Theory]
    [InlineData(2.9, 1)]
    [InlineData(3.4, 2)]
    [InlineData(3.8, 2)]
    [InlineData(7.2, 3)]
    public void The_first_picture_gives_way_within_three_seconds(double seconds, int beats)
    {
        var frames = (int)(seconds * 30);

        var opening = ShotCutter.Cut(0, frames, [], Pacing.Slow, 30);

        opening.Count.ShouldBe(beats);
        opening[0].EndFrame.ShouldBeLessThanOrEqualTo(90);
        ShotCutter.Cut(300, 300 + frames, [], Pacing.Slow, 30).ShouldAllBe(beat => beat.EndFrame - beat.StartFrame <= 117);
    }
}
