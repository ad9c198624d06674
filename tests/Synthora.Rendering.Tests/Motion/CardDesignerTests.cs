using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Motion;

public sealed class CardDesignerTests : IDisposable
{
    private readonly CardStudio studio = new();

    public static TheoryData<Aesthetic, CardLayout> Everything
    {
        get
        {
            var data = new TheoryData<Aesthetic, CardLayout>();
            foreach (var aesthetic in Enum.GetValues<Aesthetic>())
                foreach (var layout in Enum.GetValues<CardLayout>()) data.Add(aesthetic, layout);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Every_card_plays_exactly_its_frames_and_moves_from_the_first(Aesthetic aesthetic, CardLayout layout)
    {
        var canvas = CardStudio.Small("9:16");
        var artwork = await studio.DesignAsync(CardStudio.Sample(layout), aesthetic, canvas, seconds: 0.8);
        var frames = await studio.PlayAsync(artwork, canvas, 24);
        frames.Count.ShouldBe(24);
        frames[0].Average(value => value).ShouldBeGreaterThan(12, "the first frame must not look black");
        Change(frames[0], frames[3]).ShouldBeGreaterThan(0.3);
    }

    [Theory]
    [InlineData("16:9")]
    [InlineData("1:1")]
    [InlineData("4:5")]
    [InlineData("9:16")]
    public async Task Words_and_icon_stay_above_the_captions_on_every_canvas(string aspect)
    {
        var canvas = CardStudio.Small(aspect);
        var safe = SafeBox.For(Platform.Universal, canvas);
        foreach (var layout in Enum.GetValues<CardLayout>())
        {
            foreach (var variation in (int[])[0, 1, 2])
            {
                var plan = Synthora.Rendering.Motion.Composition.Of(
                    CardStudio.Sample(layout, variation),
                    new(canvas, new Look { Palette = ["#6C5CE7"] }, safe, "en", 2, 1), new Synthora.Rendering.Motion.Designs.ModernDesign().Type, preferCentre: variation == 1);
                var boxes = new[] { plan.Headline?.Box, plan.Kicker?.Box, plan.Number?.Box, plan.ButtonBox, plan.Icon, plan.Bar, plan.QuoteMark }.OfType<Synthora.Rendering.Motion.Box>().ToList();
                boxes.ShouldNotBeEmpty();
                foreach (var box in boxes)
                {
                    box.Y.ShouldBeGreaterThanOrEqualTo(safe.Top - 1, $"{layout} {variation}");
                    box.Bottom.ShouldBeLessThanOrEqualTo(safe.Top + (safe.Height * 0.62), $"{layout} {variation}");
                    box.X.ShouldBeGreaterThanOrEqualTo(safe.Left - 1, $"{layout} {variation}");
                    box.Right.ShouldBeLessThanOrEqualTo(safe.Right + 1, $"{layout} {variation}");
                }

                // Nothing lies on anything else.
                for (var a = 0; a < boxes.Count; a++)
                    for (var b = a + 1; b < boxes.Count; b++)
                        Overlap(boxes[a], boxes[b]).ShouldBeLessThan(1, $"{layout} {variation}");
            }
        }
    }

    [Fact]
    public async Task The_same_card_gives_the_same_pixels_and_another_variation_does_not()
    {
        var canvas = CardStudio.Small("9:16");
        async Task<byte[]> Frame(int variation, string headline = "Same card")
        {
            var artwork = await studio.DesignAsync(new() { Headline = headline, Icon = "moon", Variation = variation }, Aesthetic.Modern, canvas);
            return (await studio.PlayAsync(artwork, canvas, 20))[19];
        }

        var first = await Frame(0);
        (await Frame(0)).ShouldBe(first);
        Change(first, await Frame(1)).ShouldBeGreaterThan(2);
    }

    [Theory]
    [InlineData("{\\pos(0,0)\\p1}m 0 0 l 900 0{\\b0}")]
    [InlineData("He said \"5 > 3 & 2 < 4\" </svg>")]
    [InlineData("party 🎉🎊 time")]
    [InlineData("🙂")]
    [InlineData("")]
    [InlineData("Donaudampfschifffahrtsgesellschaftskapitän")]
    [InlineData("نم جيدا كل ليلة")]
    [InlineData("よく眠るための三つの習慣")]
    [InlineData("line\none\r\ntwo\u0000\u0007\u2028three")]
    public async Task Hostile_words_stay_words(string headline)
    {
        var canvas = CardStudio.Small("9:16");
        foreach (var layout in Enum.GetValues<CardLayout>())
        {
            var artwork = await studio.DesignAsync(new() { Layout = layout, Headline = headline, Kicker = headline, Number = headline, Icon = "no-such-icon" }, Aesthetic.Modern, canvas, 1);
            (await studio.PlayAsync(artwork, canvas, 4)).Count.ShouldBe(4);
            foreach (var line in artwork.Text)
            {
                line.Text.ShouldNotContain("\n");
                line.Text.LastIndexOf("\\pos(0,0)", StringComparison.Ordinal).ShouldBe(-1, "a headline must not place itself");
            }
        }
    }

    [Fact]
    public async Task A_headline_of_500_characters_is_cut_to_what_can_be_read()
    {
        var canvas = CardStudio.Small("9:16");
        var artwork = await studio.DesignAsync(new() { Headline = string.Join(' ', Enumerable.Repeat("wonderful", 50)) }, Aesthetic.Bold, canvas, 1);
        var words = artwork.Text.Where(line => line.Text.Contains("WONDERFUL", StringComparison.OrdinalIgnoreCase)).Select(line => line.Text[(line.Text.IndexOf('}') + 1)..]).ToList();
        words.Count.ShouldBeLessThan(50);
        artwork.Text.ShouldContain(line => line.Text.EndsWith('…'));
    }

    public void Dispose() => studio.Dispose();

    /// <summary>Mean difference of two frames in levels.</summary>
    private static double Change(byte[] a, byte[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Average();

    private static double Overlap(Synthora.Rendering.Motion.Box a, Synthora.Rendering.Motion.Box b) =>
        Math.Max(0, Math.Min(a.Right, b.Right) - Math.Max(a.X, b.X)) * Math.Max(0, Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Y, b.Y));
}
