using System.Globalization;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Fonts;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Captions;

public sealed class FontLibraryTests
{
    private static readonly Canvas Wide = new(1600, 200);

    public static TheoryData<string, int> EveryFace()
    {
        var data = new TheoryData<string, int>();
        foreach (var face in FontLibrary.Faces) data.Add(face.Family, face.Weight);
        return data;
    }

    [Fact]
    public void Every_promised_family_is_bundled_with_its_weights() =>
        FontLibrary.Faces.Select(face => $"{face.Family} {face.Weight}").Order(StringComparer.Ordinal).ShouldBe(
        [
            "Anton 400", "Arimo 400", "Arimo 700", "Bangers 400", "Bebas Neue 400", "Fredoka 600", "Fredoka 700",
            "Inter 500", "Inter 700", "Inter 800", "Inter 900", "JetBrains Mono 800", "Montserrat 700", "Montserrat 800", "Montserrat 900",
            "Playfair Display 700", "Playfair Display 900", "Poppins 600", "Poppins 700", "Poppins 800",
            "Righteous 400", "Roboto 500", "Roboto 700",
        ]);

    [Theory]
    [MemberData(nameof(EveryFace))]
    public async Task Libass_draws_each_face_as_wide_as_it_was_measured(string family, int weight)
    {
        var face = FontLibrary.Find(family, weight);
        // Upright strokes at both ends, so that ink and advance differ by little more than the side bearings.
        const string Text = "Hamburg Today AVATAR Type 1200 Will";
        var style = new AssStyle("probe", face.AssFont, 80, "#FFFFFF", Bold: face.AssBold, Alignment: 4);
        var ink = await AssProbe.DrawAsync(
            AssDocument.Write(Wide, [style], [new AssLine(0, 0, 5, "probe", $@"{{\an4\pos(20,100)}}{AssText.Escape(Text)}")]), Wide);

        var measured = face.AssWidth(Text, 80);
        (ink.Width / measured).ShouldBeInRange(0.98, 1.02, string.Create(CultureInfo.InvariantCulture, $"{face.AssFont}: drawn {ink.Width}, measured {measured:0.0}"));
    }

    [Fact]
    public void Kerning_draws_awkward_pairs_together()
    {
        var face = FontLibrary.Find("Inter", 800);

        face.Width("AV", 100).ShouldBeLessThan(face.Width("A", 100) + face.Width("V", 100) - 2);
    }

    [Fact]
    public void A_family_that_is_not_bundled_is_refused_by_name() =>
        Should.Throw<ArgumentException>(() => FontLibrary.Find("Comic Sans MS")).Message.ShouldContain("Comic Sans MS");

    [Fact]
    public void Every_bundled_face_and_the_emoji_travel_with_their_licences()
    {
        var licences = Path.Combine(AppContext.BaseDirectory, "licences");
        foreach (var family in FontLibrary.Faces.Select(face => face.Family.Replace(" ", "", StringComparison.Ordinal)).Distinct())
            File.ReadAllText(Path.Combine(licences, "fonts", family, "OFL.txt")).ShouldContain("SIL OPEN FONT LICENSE", Case.Insensitive);
        File.ReadAllText(Path.Combine(licences, "emoji.txt")).ShouldContain("Copyright (c) Microsoft Corporation");
    }
}
