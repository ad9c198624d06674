using Synthora.Features.Scripts;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Timelines;

namespace Synthora.Tests.Videos.Generation;

public sealed class OverlayPlannerTests
{
    [Fact]
    public void The_chosen_marks_stand_in_two_corners_and_nothing_else_does()
    {
        Marks(new() { Logo = "/brand/logo.png", Watermark = "/brand/mark.png" }).ShouldBe(
        [
            new LogoOverlay("/brand/logo.png"), new LogoOverlay("/brand/mark.png", Corner.TopRight, 0.18, 0.45),
        ]);
        Marks(new()).ShouldBeEmpty();
    }

    private static IReadOnlyList<Overlay> Marks(GenerationOverrides wishes)
    {
        var script = ScriptParser.Parse("# Tea\n\n## Hook\nHot tea.\n", media: null).Script!;
        var plan = GenerationPlan.Settle(new GenerationInput(SourceKind.Script, "", null, "viral-hook") { Overrides = wishes }, script);
        return new OverlayPlanner(plan, new MediaResult([[]]), path => path).Place([]).Overlays;
    }
}
