using Synthora.Features.Videos;
using Synthora.Features.Videos.Generation;

namespace Synthora.Tests.Videos;

public sealed class StepTimesTests
{
    private static readonly StepTimes Times = new(
    [
        new(GenerationStep.Script, "a", 4), new(GenerationStep.Voice, "a", 10), new(GenerationStep.Voice, "a", 1_000), new(GenerationStep.Voice, "a", 20),
        new(GenerationStep.Voice, "b", 60), new(GenerationStep.Assembly, "ffmpeg", 100),
    ]);

    [Fact]
    public void A_step_that_has_just_begun_takes_what_it_usually_takes_with_its_provider()
    {
        Times.Left(GenerationStep.Voice, "a", TimeSpan.FromSeconds(5), fraction: null).ShouldBe(15 + 100);
        Times.Left(GenerationStep.Voice, "b", TimeSpan.FromSeconds(5), fraction: 0.05).ShouldBe(55 + 100);
        Times.Left(GenerationStep.Voice, "new", TimeSpan.Zero, fraction: null).ShouldBe(40 + 100, "nobody's times are known, so everybody's count");
    }

    [Fact]
    public void A_step_that_is_half_done_tells_by_itself() =>
        Times.Left(GenerationStep.Assembly, "ffmpeg", TimeSpan.FromSeconds(300), fraction: 0.75).ShouldBe(100);

    [Fact]
    public void What_nobody_can_know_is_not_said()
    {
        Times.Left(GenerationStep.Voice, "a", TimeSpan.FromSeconds(500), fraction: null).ShouldBeNull("it takes longer than ever");
        new StepTimes([new(GenerationStep.Script, "a", 4)]).Left(GenerationStep.Script, "a", TimeSpan.Zero, null).ShouldBeNull();
        new StepTimes([]).Whole.ShouldBeNull();
        Times.Whole.ShouldBe(4 + 40 + 100);
    }

    [Fact]
    public void Only_the_last_twenty_runs_count()
    {
        var many = Enumerable.Range(0, 30).Select(run => new StepTime(GenerationStep.Assembly, "ffmpeg", run < 20 ? 10 : 500));
        new StepTimes(many).Whole.ShouldBe(10);
    }
}
