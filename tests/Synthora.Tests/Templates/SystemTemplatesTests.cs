using System.Text.RegularExpressions;
using Synthora.Features.Templates;

namespace Synthora.Tests.Templates;

public sealed partial class SystemTemplatesTests
{
    [Fact]
    public void The_five_presets_are_there_with_their_lengths() =>
        SystemTemplates.All.Select(template => (template.Name, template.Structure.DurationMinS, template.Structure.DurationMaxS)).ShouldBe(
        [
            ("Viral Hook", 15, 30), ("Educational Explainer", 30, 90), ("Product Showcase", 20, 60), ("Storytelling", 45, 120), ("Trending Challenge", 10, 30),
        ]);

    [Fact]
    public void Every_field_keeps_to_its_range()
    {
        foreach (var template in SystemTemplates.All)
        {
            template.Name.Length.ShouldBeInRange(1, 100);
            template.Description.Length.ShouldBeInRange(1, 500);
            template.Structure.NumScenes.ShouldBeInRange(1, 20);
            template.Structure.DurationMinS.ShouldBeInRange(5, template.Structure.DurationMaxS);
            template.Structure.DurationMaxS.ShouldBeLessThanOrEqualTo(120);
            template.Visual.ColorPalette.Count.ShouldBeInRange(1, 8);
            template.Visual.ColorPalette.ShouldAllBe(colour => Hex().IsMatch(colour));
            template.Visual.Transitions.ShouldNotBeEmpty();
            template.Audio.VoiceSpeed.ShouldBeInRange(0.5, 2.0);
            template.Script.ScriptStructurePrompt.Length.ShouldBeInRange(1, 4000);
            template.Script.ToneInstructions.Length.ShouldBeInRange(1, 1000);
            template.Script.CtaText.Length.ShouldBeLessThanOrEqualTo(200);
            template.Platform.SuggestedHashtags.ShouldAllBe(tag => !tag.StartsWith('#'));
        }
    }

    [GeneratedRegex("^#[0-9A-F]{6}$")]
    private static partial Regex Hex();
}
