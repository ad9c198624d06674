using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Captions;

public sealed class CaptionLayoutTests
{
    // A quarter of the real size keeps the drawing quick; everything scales with the canvas.
    private static readonly Canvas Small = new(270, 480);

    private static readonly (string Language, string Text)[] Scripts =
    [
        ("en", "Why Åsa's brain jumps 72% gladly"),
        ("en", "Pneumonoultramicroscopicsilicovolcanoconiosis"),
        ("ar", "هاتف iPhone 15 يستهلك 20 دقيقة!"),
        ("he", "המוח מנקה את עצמו, לילה לילה"),
        ("zh", "大脑每天晚上都会自我清理。"),
        ("ja", "脳は毎晩きれいになります。"),
        ("th", "การนอนหลับไม่ใช่การเสียเวลา"),
        ("hi", "आपका दिमाग हर रात खुद को साफ़ करता है"),
        ("lo", "ການນອນຫຼັບບໍ່ແມ່ນການເສຍເວລາ"),
        ("km", "ការគេងមិនមែនជាការខ្ជះខ្ជាយពេលវេលាទេ"),
        ("en", "Sleep 🔥 well 👩‍🚀 tonight"),
    ];

    /// <summary>All scripts on the narrowest platform, then every platform, one after another in one film.</summary>
    [Theory]
    [MemberData(nameof(EveryStyle))]
    public async Task No_frame_of_any_style_leaves_the_safe_box_of_any_platform_or_its_measured_rectangle(CaptionStyle style)
    {
        var look = CaptionSegmenterTests.LookWith(style) with { CaptionEmoji = true };
        var (styles, lines, stretches) = (new List<AssStyle>(), new List<AssLine>(), new List<(double From, double To, PlacedCaption Placed, SafeBox Box)>());
        var at = 0.0;
        foreach (var (platform, language, text) in Scripts.Select(script => (Platform.TikTok, script.Language, script.Text))
                     .Concat(Enum.GetValues<Platform>().Select(platform => (platform, "en", "Why brains jump gladly")))
                     .Append((Platform.Universal, "ar", "أطفئ الشاشات")))
        {
            var box = SafeBox.For(platform, Small, Script.IsRightToLeftLanguage(language));
            var cues = CaptionSegmenter.Segment(CaptionSegmenterTests.Spoken(text), look, Small, box, language);
            var sheet = CaptionLayout.Place(cues, look, Small, box, language, offsetSeconds: -at);
            sheet.MissingGlyphs.ShouldBeEmpty();
            styles = [.. sheet.Styles];
            lines.AddRange(sheet.Lines);
            stretches.AddRange(sheet.Placed.Select(placed => (placed.StartSeconds, placed.EndSeconds, placed, box)));
            at = Math.Ceiling(sheet.Placed[^1].EndSeconds + 0.2);
        }

        var frames = await AssProbe.PlayAsync(AssDocument.Write(Small, styles, lines), Small, at);

        stretches.ShouldAllBe(stretch => stretch.Placed.IsInside(stretch.Box) && stretch.Placed.Lines.Count <= 2);
        foreach (var (from, to, placed, box) in stretches)
        {
            var (first, last) = ((int)Math.Round(from * Small.Fps), (int)Math.Round(to * Small.Fps) - 1);
            for (var frame = first; frame <= last; frame++)
            {
                var ink = frames[frame];
                var where = $"{string.Join('/', placed.Lines)} at {frame - first} of {last - first} frames: {ink.Left} {ink.Top} {ink.Right} {ink.Bottom} in {placed}";
                // The first frame of an entrance may still be faint.
                if (frame > first + 1) ink.Width.ShouldBeGreaterThan(5, where);
                if (ink.Width <= 0) continue;
                (ink.Left >= (int)placed.Left - 1 && ink.Right <= Math.Ceiling(placed.Right) + 1).ShouldBeTrue(where);
                (ink.Top >= (int)placed.Top - 1 && ink.Bottom <= Math.Ceiling(placed.Bottom) + 1).ShouldBeTrue(where);
                (ink.Left >= box.Left && ink.Right <= box.Right && ink.Top >= box.Top && ink.Bottom <= box.Bottom).ShouldBeTrue($"{where} leaves {box}");
            }
        }
    }

    public static TheoryData<CaptionStyle> EveryStyle() => [.. Enum.GetValues<CaptionStyle>().Where(style => style != CaptionStyle.None)];

    [Theory]
    [MemberData(nameof(EveryStyle))]
    public void Words_can_be_read_on_any_picture_and_in_any_palette(CaptionStyle style)
    {
        foreach (var palette in (string[][])[["#101820", "#FF5A3C", "#F2AA4C"], ["#FFFFFF", "#F4F4F5"], ["#2563EB", "#7C3AED"], ["#FFFF00", "#39FF14"], ["#000000"]])
        {
            var design = CaptionStyles.For(new Look { Palette = palette, Captions = style }, Small)!;

            (design.BoxOpacity > 0 || design.Outline >= 0.75).ShouldBeTrue();
            foreach (var (ink, ground) in design.Contrasts)
                Contrast.Between(ink, ground).ShouldBeGreaterThanOrEqualTo(4.5, $"{ink} on {ground} of {string.Join(' ', palette)}");
        }
    }

    [Fact]
    public void A_scene_drawn_alone_counts_from_its_own_start()
    {
        var look = CaptionSegmenterTests.LookWith(CaptionStyle.Karaoke);
        var box = SafeBox.For(Platform.Universal, Small);
        IReadOnlyList<Cue> cues = [new(10_000, 11_000, [[new("deep", 10_000, 10_400), new("sleep", 10_400, 11_000)]])];

        var sheet = CaptionLayout.Place(cues, look, Small, box, "en", offsetSeconds: 9.5);

        sheet.Lines.Min(line => line.StartSeconds).ShouldBe(0.5, 0.01);
        sheet.Lines.Max(line => line.EndSeconds).ShouldBe(1.5, 0.01);
    }

    [Fact]
    public void Exactly_the_spoken_word_is_marked_at_any_time()
    {
        var look = CaptionSegmenterTests.LookWith(CaptionStyle.Karaoke);
        IReadOnlyList<Cue> cues = [new(0, 1500, [[new("deep", 0, 400), new("sleep", 450, 900)], [new("heals", 950, 1400)]])];
        var active = AssColour.Override(CaptionStyles.For(look, Small)!.ActiveColour!);

        var lines = CaptionLayout.Place(cues, look, Small, SafeBox.For(Platform.Universal, Small), "en").Lines;

        foreach (var (seconds, word) in new[] { (0.1, "DEEP"), (0.42, "DEEP"), (0.5, "SLEEP"), (1.0, "HEALS"), (1.45, "HEALS") })
        {
            var shown = lines.Where(line => line.StartSeconds <= seconds && line.EndSeconds > seconds).ToList();
            shown.Count.ShouldBe(3);
            shown.Single(line => line.Text.Contains(active, StringComparison.Ordinal)).Text.ShouldEndWith(word);
        }
    }

    [Fact]
    public void Captions_made_for_one_shape_are_set_anew_for_a_narrower_one()
    {
        var look = CaptionSegmenterTests.LookWith(CaptionStyle.Modern);
        IReadOnlyList<Cue> wide = [new(0, 2000, [CaptionSegmenterTests.Spoken("give your tired body a chance")])];
        var box = SafeBox.For(Platform.Universal, Small);

        var placed = CaptionLayout.Place(wide, look, Small, box, "en").Placed.Single();

        placed.Lines.Count.ShouldBe(2);
        placed.IsInside(box).ShouldBeTrue();
    }

    [Fact]
    public void A_character_no_font_has_is_named_and_left_out()
    {
        var look = CaptionSegmenterTests.LookWith(CaptionStyle.Modern);
        var cues = new[] { new Cue(0, 1000, [[new("night\U000F1234", 0, 1000)]]) };

        var sheet = CaptionLayout.Place(cues, look, Small, SafeBox.For(Platform.Universal, Small), "en");

        sheet.MissingGlyphs.ShouldBe(["\U000F1234"]);
        sheet.Placed.Single().Lines.ShouldBe(["night"]);
    }

    /// <summary>Ten percent of a long word are more than a space.</summary>
    [Fact]
    public void A_long_word_that_springs_up_leaves_a_space_to_the_one_before_it()
    {
        var canvas = new Canvas(1080, 1920);
        IReadOnlyList<Cue> cues = [new(0, 1000, [[new("in", 0, 300), new("patterns.", 300, 1000)]])];

        var lines = CaptionLayout.Place(cues, CaptionSegmenterTests.LookWith(CaptionStyle.Karaoke), canvas, SafeBox.For(Platform.Universal, canvas), "en").Lines;

        double Grown(string word) => lines.Where(line => line.Text.EndsWith(word, StringComparison.Ordinal) && line.Text.Contains(@"\1c")).SelectMany(line => Regex.Matches(line.Text, @"\\fscx([\d.]+)"))
            .Max(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        Grown("PATTERNS.").ShouldBeInRange(101, 104);
        Grown("IN").ShouldBeGreaterThan(Grown("PATTERNS."));
    }

    [Theory]
    [MemberData(nameof(EveryStyle))]
    public void Each_style_writes_the_document_that_was_looked_at(CaptionStyle style)
    {
        var canvas = new Canvas(1080, 1920);
        IReadOnlyList<Cue> cues = [new(500, 2000, [[new("Your", 500, 800), new("brain,", 800, 1200)], [new("at", 1200, 1400), new("night", 1400, 1900)]])];

        var document = SubtitleFile.Ass(cues, CaptionSegmenterTests.LookWith(style), canvas, SafeBox.For(Platform.Universal, canvas), "en");

        Same($"{style}.ass", document);
    }

    [Theory]
    [InlineData("ar", "أطفئ الشاشات واقرأ 20 دقيقة!")]
    [InlineData("ja", "脳は毎晩きれいになります。")]
    [InlineData("hi", "आपका दिमाग हर रात")]
    [InlineData("th", "การนอนหลับไม่ใช่การเสียเวลา")]
    [InlineData("lo", "ການນອນຫຼັບບໍ່ແມ່ນການເສຍເວລາ")]
    [InlineData("km", "ការគេងមិនមែនជាការខ្ជះខ្ជាយពេលវេលាទេ")]
    public void Each_script_writes_the_document_that_was_looked_at(string language, string text)
    {
        var canvas = new Canvas(1080, 1920);
        var look = CaptionSegmenterTests.LookWith(CaptionStyle.Box);
        var box = SafeBox.For(Platform.TikTok, canvas, Script.IsRightToLeftLanguage(language));

        var document = SubtitleFile.Ass(CaptionSegmenter.Segment(CaptionSegmenterTests.Spoken(text), look, canvas, box, language), look, canvas, box, language);

        Same($"Box-{language}.ass", document);
    }

    private static void Same(string name, string document, [CallerFilePath] string here = "")
    {
        if (Environment.GetEnvironmentVariable("SYNTHORA_SNAPSHOTS") == "write") File.WriteAllText(Path.Combine(Path.GetDirectoryName(here)!, "Snapshots", name), document);
        else document.ShouldBe(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Captions", "Snapshots", name)));
    }
}
