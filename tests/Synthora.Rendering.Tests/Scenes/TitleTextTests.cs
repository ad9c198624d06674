using Synthora.Rendering.Captions;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Scenes;
using Synthora.Rendering.Scenes.Overlays;
using Synthora.Rendering.Tests.Captions;
using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Scenes;

/// <summary>Draws hook titles with the real libass and looks where their ink is.</summary>
public sealed class TitleTextTests
{
    private static readonly Canvas Canvas = new(540, 960);

    [Theory]
    [InlineData("en", "Stop hitting snooze every single morning", null)]
    [InlineData("ja", "睡眠は時間の無駄ではありません。", "Noto Sans CJK JP")]
    [InlineData("ar", "كيف تنام بشكل أفضل؟", "Noto Sans Arabic")]
    [InlineData("he", "איך לישון טוב יותר", "Noto Sans Hebrew")]
    [InlineData("hi", "अच्छी नींद के पाँच तरीके", "Noto Sans Devanagari")]
    [InlineData("th", "การนอนหลับไม่ใช่การเสียเวลา", "Noto Sans Thai")]
    [InlineData("en", "Sleep 😴 like a baby 👶🏽 in 🇯🇵", null)]
    public async Task A_hook_title_in_any_script_stands_in_the_safe_box_and_is_as_wide_as_it_was_measured(string language, string words, string? font)
    {
        var sheet = Titled(language, words);
        var document = sheet.Write(Canvas);
        if (font is not null) document.ShouldContain(@"\fn" + font);

        var ink = await AssProbe.DrawAsync(document, Canvas, 0.5);
        var box = SafeBox.For(Platform.Universal, Canvas);
        ink.Left.ShouldBeGreaterThanOrEqualTo(box.Left);
        ink.Right.ShouldBeLessThanOrEqualTo(box.Right);
        ink.Top.ShouldBeGreaterThanOrEqualTo(box.Top);
        ink.Bottom.ShouldBeLessThan((int)(box.Top + (box.Height * 0.36)));
        // In the middle, and filling a good part of what it may.
        ((ink.Left + ink.Right) / 2.0).ShouldBe(Canvas.Width / 2.0, 9);
        ink.Width.ShouldBeGreaterThan(180);
    }

    [Fact]
    public void Emoji_of_a_title_keep_their_colours_and_have_no_outline()
    {
        var emoji = Titled("en", "Hot 🔥").Lines.Where(line => line.Text.Contains($@"\p{EmojiLayer.Precision}", StringComparison.Ordinal)).ToList();

        emoji.Count.ShouldBeGreaterThanOrEqualTo(EmojiLibrary.Layers("🔥").Count);
        emoji.ShouldAllBe(line => line.Text.LastIndexOf(@"\bord0", StringComparison.Ordinal) > line.Text.IndexOf(@"\bord", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "Montserrat")]
    [InlineData(FontStyle.Sans, "Montserrat")]
    [InlineData(FontStyle.Serif, "Playfair")]
    [InlineData(FontStyle.Elegant, "Playfair")]
    [InlineData(FontStyle.Display, "Anton")]
    [InlineData(FontStyle.Rounded, "Fredoka")]
    [InlineData(FontStyle.Mono, "JetBrains")]
    public async Task A_title_is_set_in_the_kind_of_type_of_the_look_and_stays_in_the_safe_box(FontStyle? fonts, string family)
    {
        var sheet = Titled("en", "Stop hitting snooze every single morning", fonts);

        sheet.Styles.ShouldAllBe(style => style.Font.StartsWith(family, StringComparison.Ordinal));
        var ink = await AssProbe.DrawAsync(sheet.Write(Canvas), Canvas, 0.5);
        var box = SafeBox.For(Platform.Universal, Canvas);
        (ink.Left >= box.Left && ink.Right <= box.Right && ink.Top >= box.Top && ink.Bottom < box.Top + (box.Height * 0.36)).ShouldBeTrue(ink.ToString());
    }

    [Theory]
    [InlineData(CaptionPlace.Top, Corner.TopLeft)]
    [InlineData(CaptionPlace.Bottom, Corner.BottomRight)]
    public async Task Captions_leave_a_logo_its_room(CaptionPlace place, Corner corner)
    {
        var timeline = TimelineSamples.Of((TimelineSamples.Card(), 60, Transition.Cut));
        timeline = timeline with
        {
            Canvas = Canvas,
            Look = timeline.Look with { CaptionPlace = place },
            Scenes = [timeline.Scenes[0] with { Captions = [new(0, 1900, [[new("Forgotten", 0, 500), new("hours", 500, 900)], [new("subscriptions", 1000, 1900)]])] }],
            Overlays = [new LogoOverlay("logo.png", corner, 0.25), new LogoOverlay("mark.png", Corner.TopRight, 0.1)],
        };
        var sheet = new AssSheet();
        SpokenText.AddTo(sheet, SegmentPlan.PlanAll(timeline, VideoEncoding.For(timeline, preview: true))[0]);

        var ink = await AssProbe.DrawAsync(sheet.Write(Canvas), Canvas, 1.5);

        var box = SafeBox.For(Platform.Universal, Canvas);
        if (place == CaptionPlace.Top) ink.Top.ShouldBeGreaterThanOrEqualTo(box.Top + 135, ink.ToString());
        else ink.Bottom.ShouldBeLessThanOrEqualTo(box.Bottom - 135, ink.ToString());
        // The mark at the same edge stands beside the logo, so it takes no room of its own.
        OverlayPlan.Free(box, Canvas, OverlayPlan.PlanAll(timeline, timeline.Scenes[0])).Top.ShouldBe(box.Top + (corner == Corner.TopLeft ? 151 : 70));
    }

    private static AssSheet Titled(string language, string words, FontStyle? fonts = null)
    {
        var timeline = TimelineSamples.Of((TimelineSamples.Card(), 60, Transition.Cut));
        timeline = timeline with
        {
            Canvas = Canvas,
            Language = language,
            Look = timeline.Look with { Fonts = fonts },
            Scenes = [timeline.Scenes[0] with { Texts = [new OverlayText(words, 0, 60)] }],
        };
        var plan = SegmentPlan.PlanAll(timeline, VideoEncoding.For(timeline, preview: true))[0];
        var sheet = new AssSheet();
        SpokenText.AddTo(sheet, plan);

        // The soft shade behind the letters is no part of them.
        var letters = new AssSheet();
        letters.Add(sheet.Styles, sheet.Lines.Where(line => !line.Text.Contains(@"\blur", StringComparison.Ordinal)));
        return letters;
    }
}
