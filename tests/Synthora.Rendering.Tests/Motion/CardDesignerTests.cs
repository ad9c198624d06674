using Synthora.Rendering.Captions;
using Synthora.Rendering.Motion;
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
        artwork.Text.ShouldAllBe(line => !line.Text.Any(char.IsControl), "a tag must not be eaten by an escape");
    }

    [Theory]
    [InlineData("16:9")]
    [InlineData("1:1")]
    [InlineData("4:5")]
    [InlineData("9:16")]
    public void Words_and_icon_stay_above_the_captions_on_every_canvas(string aspect)
    {
        var canvas = CardStudio.Small(aspect);
        var safe = SafeBox.For(Platform.Universal, canvas);
        foreach (var layout in Enum.GetValues<CardLayout>().Where(layout => layout != CardLayout.CloseUp))
        {
            foreach (var variation in (int[])[0, 1, 2])
            {
                var plan = Composition.Of(
                    CardStudio.Sample(layout, variation),
                    new(canvas, new Look { Palette = ["#6C5CE7"] }, safe, "en", 2, 1), new Synthora.Rendering.Motion.Designs.VibrantDesign().Type, preferCentre: variation == 1);
                var boxes = new[] { plan.Headline?.Box, plan.Kicker?.Box, plan.Number?.Box, plan.ButtonBox, plan.Icon, plan.Bar, plan.QuoteMark }.OfType<Box>().ToList();
                boxes.ShouldNotBeEmpty();
                foreach (var box in boxes)
                {
                    box.Y.ShouldBeGreaterThanOrEqualTo(safe.Top - 1, $"{layout} {variation}");
                    box.Bottom.ShouldBeLessThanOrEqualTo(plan.Area.Bottom + 1, $"{layout} {variation}");
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

    [Theory]
    [InlineData("16:9", null)]
    [InlineData("1:1", null)]
    [InlineData("9:16", null)]
    [InlineData("9:16", CaptionPlace.Top)]
    public async Task A_close_up_fills_the_picture_up_to_the_captions_with_a_part_of_its_icon(string aspect, CaptionPlace? captions)
    {
        var canvas = CardStudio.Small(aspect);
        var look = new Look { Palette = ["#6C5CE7", "#00CEC9"], CaptionPlace = captions };
        var context = new CardContext(canvas, look, SafeBox.For(Platform.Universal, canvas), "en", 1, 1);
        var (icon, words) = (CardStudio.Sample(CardLayout.CloseUp), CardStudio.Sample(CardLayout.CloseUp) with { Headline = "Last cup" });

        var window = Composition.Of(icon, context, new Synthora.Rendering.Motion.Designs.ModernDesign().Type, preferCentre: false).CloseUp.ShouldNotBeNull();
        Composition.Of(words, context, new Synthora.Rendering.Motion.Designs.ModernDesign().Type, preferCentre: false).CloseUp.ShouldBeNull("words need the room");

        var area = Composition.AreaOf(context.SafeBox, look, canvas, "en");
        window.ShouldBe(captions == CaptionPlace.Top ? new Box(0, area.Y, canvas.Width, canvas.Height - area.Y) : new Box(0, 0, canvas.Width, area.Bottom));
        var artwork = await CardDesigner.DesignAsync(icon, context, studio.Folder, CancellationToken.None);
        var bare = await studio.PlayAsync(artwork with { Text = [.. artwork.Text.Where(line => line.Layer < 9)] }, canvas, 30);
        var set = await studio.PlayAsync(artwork, canvas, 30);
        var drawn = Enumerable.Range(0, canvas.Width * canvas.Height).Where(at => Math.Abs(bare[29][at * 3] - set[29][at * 3]) + Math.Abs(bare[29][(at * 3) + 1] - set[29][(at * 3) + 1]) > 60).ToList();
        drawn.Count.ShouldBeGreaterThan((int)(window.Width * window.Height / 20));
        drawn.ShouldAllBe(at => at / canvas.Width >= window.Y - 1 && at / canvas.Width <= window.Bottom + 1);
        Change(set[5], set[29]).ShouldBeGreaterThan(0.5, "it comes nearer");
    }

    [Theory]
    [InlineData(Aesthetic.Bold, FontStyle.Serif, "Playfair")]
    [InlineData(Aesthetic.Vibrant, FontStyle.Display, "Anton")]
    [InlineData(Aesthetic.Cinematic, FontStyle.Sans, "Montserrat")]
    [InlineData(Aesthetic.Minimal, FontStyle.Sans, "Inter")]
    [InlineData(Aesthetic.Vintage, FontStyle.Display, "Righteous")]
    [InlineData(Aesthetic.Modern, null, "Montserrat")]
    public async Task A_headline_is_set_in_the_kind_of_type_of_the_look_in_the_aesthetics_own_face_where_that_is_of_it(Aesthetic aesthetic, FontStyle? fonts, string family)
    {
        var canvas = CardStudio.Small("9:16");
        var context = new CardContext(canvas, new Look { Palette = ["#6C5CE7", "#00CEC9"], Aesthetic = aesthetic, Fonts = fonts }, SafeBox.For(Platform.Universal, canvas), "en", 2, 7);

        var artwork = await CardDesigner.DesignAsync(new CardVisual { Headline = "Sleep well" }, context, folder: null, CancellationToken.None);

        artwork.Styles.ShouldContain(style => style.Font.StartsWith(family, StringComparison.Ordinal), string.Join(", ", artwork.Styles.Select(style => style.Font)));
    }

    [Theory]
    [InlineData(Aesthetic.Bold)]
    [InlineData(Aesthetic.Vintage)]
    [InlineData(Aesthetic.Cinematic)]
    public async Task A_card_goes_on_where_it_was_when_only_its_end_is_played(Aesthetic aesthetic)
    {
        var canvas = CardStudio.Small("9:16");
        var artwork = await studio.DesignAsync(CardStudio.Sample(CardLayout.Quote), aesthetic, canvas, seconds: 1);
        artwork = artwork with { Background = artwork.Background with { Grain = 0 } };
        var whole = await studio.PlayAsync(artwork, canvas, 36, withText: false);
        var end = await studio.PlayAsync(artwork, canvas, 12, withText: false, firstFrame: 24);
        end.Count.ShouldBe(12);
        for (var n = 0; n < 12; n++) Change(whole[24 + n], end[n]).ShouldBeLessThan(0.01, $"frame {n}");
    }

    public static TheoryData<Aesthetic, string[]> Palettes
    {
        get
        {
            string[][] palettes = [["#FFFFFF"], ["#000000", "#2F9E44"], ["#FFD60A", "#003566"], ["#F4A261", "#E9ECEF", "#0B3D91", "#FD79A8", "#00CEC9", "#777777", "#123456", "#ABCDEF"]];
            var data = new TheoryData<Aesthetic, string[]>();
            foreach (var aesthetic in Enum.GetValues<Aesthetic>())
                foreach (var palette in palettes) data.Add(aesthetic, palette);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Palettes))]
    public async Task A_headline_reads_on_any_palette(Aesthetic aesthetic, string[] palette)
    {
        var canvas = new Canvas(360, 640, 10);
        foreach (var variation in (int[])[0, 1])
        {
            var card = new CardVisual { Headline = "MMMMM MMMMM", Variation = variation };
            var artwork = await studio.DesignAsync(card, aesthetic, canvas, 3, 7, palette);
            var frame = (await studio.PlayAsync(artwork, canvas, 16))[15];
            var design = CardDesigner.For(new Look { Palette = palette, Aesthetic = aesthetic });
            var plan = Composition.Of(card, new(canvas, new Look { Palette = palette }, SafeBox.For(Platform.Universal, canvas), "en", 3, 7), design.Type, design.PrefersCentre);
            foreach (var line in plan.Headline!.Setting.Lines)
            {
                var levels = new List<double>();
                var cap = plan.Headline.Setting.CapHeight;
                for (var y = (int)(plan.Headline.Middle(line) - (cap * 0.4)); y < plan.Headline.Middle(line) + (cap * 0.4); y++)
                    for (var x = (int)plan.Headline.LineX(line); x < plan.Headline.LineX(line) + line.Width; x++)
                    {
                        var at = ((y * canvas.Width) + x) * 3;
                        levels.Add(new Colour(frame[at], frame[at + 1], frame[at + 2]).Luminance);
                    }

                // Letters and ground share the line's box; their tenths are far inside each.
                levels.Sort();
                var contrast = (levels[levels.Count * 9 / 10] + 0.05) / (levels[levels.Count / 10] + 0.05);
                contrast.ShouldBeGreaterThan(4.2, $"{line.Text}, variation {variation}");
            }
        }
    }

    [Theory]
    [InlineData(Aesthetic.Modern)]
    [InlineData(Aesthetic.Minimal)]
    [InlineData(Aesthetic.Bold)]
    [InlineData(Aesthetic.Cinematic)]
    [InlineData(Aesthetic.Vibrant)]
    [InlineData(Aesthetic.Vintage)]
    [InlineData(Aesthetic.Professional)]
    [InlineData(Aesthetic.Playful)]
    public async Task Nothing_stands_still_for_three_seconds(Aesthetic aesthetic)
    {
        var canvas = new Canvas(270, 480, 10);
        var artwork = await studio.DesignAsync(CardStudio.Sample(CardLayout.Quote), aesthetic, canvas, 6);
        var frames = await studio.PlayAsync(artwork, canvas, 60);
        for (var start = 0; start + 30 < frames.Count; start++)
            Enumerable.Range(start + 1, 30).ShouldContain(n => Change(frames[start], frames[n]) > 0.8, $"from frame {start}");

        artwork.Text.Max(line => line.EndSeconds).ShouldBeLessThanOrEqualTo(6);
    }

    public static TheoryData<Aesthetic> Aesthetics => [.. Enum.GetValues<Aesthetic>()];

    /// <summary>Pictures follow each other without a gap only if a card is there when it begins and stays until it ends.</summary>
    [Theory]
    [MemberData(nameof(Aesthetics))]
    public async Task No_frame_of_a_card_is_empty_from_the_first_to_the_last(Aesthetic aesthetic)
    {
        var canvas = new Canvas(270, 480);
        foreach (var layout in (CardLayout[])[CardLayout.Hook, CardLayout.Figure, CardLayout.CallToAction])
        {
            var artwork = await studio.DesignAsync(CardStudio.Sample(layout), aesthetic, canvas, 1.2);
            var bare = await studio.PlayAsync(artwork with { Text = [.. artwork.Text.Where(line => line.Layer < 7)] }, canvas, 36);
            var set = await studio.PlayAsync(artwork, canvas, 36);
            var ink = bare.Zip(set, (without, with) => without.Zip(with, (x, y) => Math.Abs(x - y) > 24 ? 1.0 : 0).Sum()).ToList();
            var whole = ink.Order().ElementAt(18);

            (ink[0] / whole).ShouldBeGreaterThan(0.3, $"{layout}: the first frame");
            ink.Skip(4).Min(value => value / whole).ShouldBeGreaterThan(0.5, $"{layout}: from 0.13 s on");
            ink.Skip(12).Min(value => value / whole).ShouldBeGreaterThan(0.85, $"{layout}: until it ends");
        }
    }

    [Theory]
    [InlineData(Aesthetic.Modern)]
    [InlineData(Aesthetic.Bold)]
    [InlineData(Aesthetic.Cinematic)]
    [InlineData(Aesthetic.Vibrant)]
    [InlineData(Aesthetic.Playful)]
    public async Task Words_are_on_screen_after_three_tenths_of_a_second_and_stay_in_their_box(Aesthetic aesthetic)
    {
        var canvas = new Canvas(540, 960, 10);
        var safe = SafeBox.For(Platform.Universal, canvas);
        var artwork = await studio.DesignAsync(new() { Layout = CardLayout.Hook, Headline = "Stop hitting snooze every single morning of your life" }, aesthetic, canvas, 3);
        var words = artwork with { Text = [.. artwork.Text.Where(line => line.Text.Contains("\\q2"))] };
        var bare = await studio.PlayAsync(words, canvas, 12, withText: false);
        var set = await studio.PlayAsync(words, canvas, 12);
        Change(bare[3], set[3]).ShouldBeGreaterThan(0.2);
        for (var at = 0; at < set[11].Length; at += 3)
        {
            if (Math.Abs(set[11][at] - bare[11][at]) + Math.Abs(set[11][at + 1] - bare[11][at + 1]) < 90) continue;
            int x = at / 3 % canvas.Width, y = at / 3 / canvas.Width;
            (x >= safe.Left - 6 && x <= safe.Right + 6 && y >= safe.Top - 6 && y <= safe.Top + (safe.Height * 0.63)).ShouldBeTrue($"ink at {x},{y}");
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
                line.Text.ShouldNotContain(character => char.IsControl(character));
                line.Text.LastIndexOf("\\pos(0,0)", StringComparison.Ordinal).ShouldBe(-1, "a headline must not place itself");
            }
        }
    }

    /// <summary>The longest line that a script may put on a picture.</summary>
    [Theory]
    [InlineData("Go to bed and get up at the very same time every single day, even on weekends, on holidays and after a very late night.")]
    [InlineData("WHOEVER WANTS MARVELLOUS MORNINGS MUST MAKE MEANINGFUL MOMENTS OF MIDNIGHT, MEMORISE MELODIES AND MAYBE MEDITATE MORE")]
    public void A_line_of_120_characters_stands_whole_on_every_card(string line)
    {
        var cut = new List<string>();
        foreach (var aesthetic in Enum.GetValues<Aesthetic>())
            foreach (var aspect in (string[])["9:16", "16:9", "1:1", "4:5"])
                foreach (var layout in Enum.GetValues<CardLayout>().Where(layout => layout != CardLayout.CloseUp))
                    foreach (var variation in (int[])[0, 1, 2])
                    {
                        var (canvas, look) = (Canvas.ForAspect(aspect), new Look { Palette = ["#6C5CE7"], Aesthetic = aesthetic });
                        var design = CardDesigner.For(look);
                        var context = new CardContext(canvas, look, SafeBox.For(Platform.Universal, canvas), "en", 2, 1);
                        var headline = Composition.Of(CardStudio.Sample(layout, variation) with { Headline = line }, context, design.Type, design.PrefersCentre).Headline.ShouldNotBeNull();

                        var shown = string.Join(' ', headline.Setting.Lines.Select(set => set.Text));
                        if (!shown.Equals(line, StringComparison.OrdinalIgnoreCase)) cut.Add($"{aesthetic} {aspect} {layout} {variation}: {shown} {headline.Setting.Em:0}");
                    }

        cut.ShouldBeEmpty();
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

    private static double Overlap(Box a, Box b) =>
        Math.Max(0, Math.Min(a.Right, b.Right) - Math.Max(a.X, b.X)) * Math.Max(0, Math.Min(a.Bottom, b.Bottom) - Math.Max(a.Y, b.Y));
}
