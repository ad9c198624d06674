using Synthora.Rendering.Captions;
using Synthora.Rendering.Motion;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Motion;

public sealed class RoomForCaptionsTests
{
    /// <summary>Of the picture's short side.</summary>
    private const double Distance = 0.03;

    public static TheoryData<CaptionStyle> Styles => [.. Enum.GetValues<CaptionStyle>().Where(style => style != CaptionStyle.None)];

    [Theory]
    [MemberData(nameof(Styles))]
    public void Captions_keep_a_distance_from_cards_and_titles_wherever_they_stand(CaptionStyle style)
    {
        IReadOnlyList<Cue> cues = [new(0, 2000, [[new("Forgotten", 0, 500), new("Åjps", 500, 900)], [new("subscriptions", 1000, 1600), new("gyq", 1600, 1900)]])];
        foreach (var aspect in (string[])["9:16", "4:5", "1:1", "16:9"])
            foreach (var place in (CaptionPlace?[])[null, .. Enum.GetValues<CaptionPlace>()])
                foreach (var platform in Enum.GetValues<Platform>())
                {
                    var (canvas, look) = (Canvas.ForAspect(aspect), new Look { Palette = ["#6C5CE7"], Captions = style, CaptionPlace = place });
                    var safe = SafeBox.For(platform, canvas);
                    var caption = CaptionLayout.Place(cues, look, canvas, safe, "en").Placed.ShouldHaveSingleItem();

                    var area = Composition.AreaOf(safe, look, canvas, "en");

                    var apart = Math.Max(caption.Top - area.Bottom, area.Y - caption.Bottom);
                    apart.ShouldBeGreaterThanOrEqualTo(Distance * Math.Min(canvas.Width, canvas.Height), $"{aspect} {place} {platform}: {caption} and {area}");

                    // An emoji beside the words takes its room from cards and titles too.
                    var lively = look with { CaptionEmoji = true };
                    var topped = CaptionLayout.Place([cues[0] with { Emoji = "🔥" }], lively, canvas, safe, "en").Placed.ShouldHaveSingleItem();
                    var rest = Composition.AreaOf(safe, lively, canvas, "en");
                    var between = Math.Max(topped.Top - rest.Bottom, rest.Y - topped.Bottom);
                    between.ShouldBeGreaterThanOrEqualTo((Distance * Math.Min(canvas.Width, canvas.Height)) - 0.01, $"{aspect} {place} {platform} with an emoji: {topped} and {rest}");
                    rest.Height.ShouldBeGreaterThan(safe.Height / 3.0, $"{aspect} {place} {platform}: cards keep most of their room");
                    (topped.Bottom - topped.Top).ShouldBeGreaterThan(caption.Bottom - caption.Top + (0.04 * canvas.Height), $"{aspect} {place} {platform}: it is drawn");
                    if (rest.Height < area.Height) between.ShouldBeLessThan(0.17 * Math.Min(canvas.Width, canvas.Height), "no more than it takes");
                }
    }

    /// <summary>Common words of languages whose letters carry marks above and below.</summary>
    [Theory]
    [InlineData("th", "ผู้ใหญ่ ที่นี่ เปี๊ยก", "ปู่ ญี่ปุ่น กฎหมู่ ปฏิรูป")]
    [InlineData("lo", "ທີ່ນີ້ ເພື່ອ ຜູ້", "ຢູ່ ຫຼື ປຸ້ຍ")]
    [InlineData("hi", "वर्षों कीर्ति नहीं", "शत्रु द्रष्टा उद्भव शुद्ध")]
    [InlineData("bn", "কর্মীদের চাঁদ", "রাষ্ট্র গুরুত্বপূর্ণ")]
    [InlineData("ta", "ஸ்ரீ மீட்பு", "நூறு கூட்டு")]
    [InlineData("te", "శ్రీకృష్ణ కీర్తి", "లక్ష్మీ స్త్రీలు")]
    [InlineData("ml", "ശ്രീ കീർത്തി", "സ്ത്രീകൾ ലക്ഷ്യം")]
    [InlineData("my", "မြန်မာ ကြိုး ခြင်္သေ့", "ညွှန်ကြား ပုဂ္ဂိုလ်")]
    [InlineData("km", "ស្ត្រី ប៉ុន្តែ ទីក្រុង", "ព្រះរាជ្យ សប្បុរស ញ៉ាំ")]
    [InlineData("bo", "བསྒྲུབས་པ", "ཨོཾ་མ་ཎི་པདྨེ་ཧཱུྃ")]
    [InlineData("ar", "إِنَّ اللَّهَ", "مُحِبٍّ يُحِبُّ")]
    [InlineData("he-IL", "שָׁלוֹם לְכֻלָּם", "בְּךָ")]
    [InlineData("vi", "NHỮNG ĐIỀU", "MỘT NGUYỄN VẪN")]
    [InlineData("ja", "響き", "鷹")]
    [InlineData("ko", "빨래", "뵙다")]
    [InlineData("am", "ኢትዮጵያ", "ቋንቋ")]
    public void Captions_of_tall_scripts_keep_clear_of_cards_and_titles(string language, string first, string second)
    {
        var words = first.Split(' ').SelectMany(_ => second.Split(' '), (up, down) => (Cue)new(0, 2000, [[new(up, 0, 500) { Emphasis = true }], [new(down, 1000, 1600) { Emphasis = true }]])).ToList();
        foreach (var style in Enum.GetValues<CaptionStyle>().Where(style => style != CaptionStyle.None))
            foreach (var aspect in (string[])["9:16", "1:1"])
                foreach (var place in Enum.GetValues<CaptionPlace>())
                {
                    var (canvas, look) = (Canvas.ForAspect(aspect), new Look { Palette = ["#6C5CE7"], Captions = style, CaptionPlace = place });
                    var safe = SafeBox.For(Platform.Universal, canvas);
                    var area = Composition.AreaOf(safe, look, canvas, language);

                    foreach (var caption in CaptionLayout.Place(words, look, canvas, safe, language).Placed)
                        Math.Max(caption.Top - area.Bottom, area.Y - caption.Bottom).ShouldBeGreaterThan(0, $"{style} {aspect} {place}: {caption} and {area}");
                    area.Height.ShouldBeGreaterThan(safe.Height / 3.0, $"{style} {aspect} {place}: cards keep most of their room");
                }
    }

    [Theory]
    [MemberData(nameof(CardDesignerTests.Aesthetics), MemberType = typeof(CardDesignerTests))]
    public void No_headline_reaches_below_the_room_that_captions_leave(Aesthetic aesthetic)
    {
        foreach (var design in Enum.GetValues<FontStyle>().Select(fonts => (FontStyle?)fonts).Append(null).Select(fonts => CardDesigner.For(new Look { Palette = ["#6C5CE7"], Aesthetic = aesthetic, Fonts = fonts })))
            foreach (var aspect in (string[])["9:16", "1:1", "16:9"])
                foreach (var layout in Enum.GetValues<CardLayout>())
                    foreach (var headline in (string[])["Gypsy jugs quickly", "Why do jumpy puppies enjoy yoga", "Typography"])
                    {
                        var canvas = Canvas.ForAspect(aspect);
                        var card = CardStudio.Sample(layout) with { Headline = headline };
                        var plan = Composition.Of(card, new(canvas, new Look { Palette = ["#6C5CE7"] }, SafeBox.For(Platform.Universal, canvas), "en", 2, 1), design.Type, design.PrefersCentre);

                        var text = plan.Headline!;
                        var foot = Math.Max(design.Type.Halo * text.Setting.CapHeight, text.Setting.Face.Depth(text.Setting.Lines[^1].Text) * text.Setting.Em);

                        (text.Box.Y + text.Setting.Height + foot).ShouldBeLessThanOrEqualTo(plan.Area.Bottom + 1, $"{aspect} {layout} {headline}");
                    }
    }
}
