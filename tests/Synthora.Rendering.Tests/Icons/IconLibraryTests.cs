using Synthora.Rendering.Icons;
using Synthora.Rendering.Motion;

namespace Synthora.Rendering.Tests.Icons;

public sealed class IconLibraryTests
{
    [Theory]
    [InlineData("close-up of an alarm clock at night", "alarm-clock")]
    [InlineData("Your phone is the first thing you see", "smartphone")]
    [InlineData("a dark bedroom with blackout curtains", "bed")]
    [InlineData("cup of coffee on a desk", "coffee")]
    [InlineData("the brain cleans itself while you sleep", "brain")]
    [InlineData("dog playing with a ball", "dog")]
    [InlineData("In 1969 a rocket left Earth", "rocket")]
    [InlineData("hands typing on a laptop keyboard", "keyboard")]
    [InlineData("she opened the door", "door-open")]
    [InlineData("a piggy bank", "piggy-bank")]
    [InlineData("city skyline at sunset", "building-2")]
    [InlineData("the lighthouse keeper", "lighthouse")]
    [InlineData("chef cutting vegetables", "chef-hat")]
    [InlineData("ocean waves crash", "waves")]
    [InlineData("Invest ten dollars a week", "hand-coins")]
    [InlineData("Your body clock loves routine.", "clock")]
    [InlineData("Every night he climbed two hundred steps and lit the lamp, for ships that he could not see.", "lamp")]
    [InlineData("Open your bank app and cancel one today.", "landmark")]
    [InlineData("No food, and no news.", "utensils")]
    [InlineData("Never lend a book to a friend who drives a car.", "book-open")]
    [InlineData("One question", "circle-question-mark")]
    [InlineData("a thermometer with snow", "thermometer")]
    [InlineData("a busy train station", "train")]
    [InlineData("two people shaking hands", "handshake")]
    [InlineData("a lock on a door", "lock")]
    public void A_description_finds_the_picture_a_person_would_pick(string text, string icon) =>
        IconLibrary.Find(text).ShouldBe(icon);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("the the of")]
    [InlineData("Quarterly synergy paradigm")]
    [InlineData("{\\p1} <svg> %s 🙂")]
    [InlineData("睡眠の質を高める")]
    [InlineData("Nine bars of pressure.")]
    [InlineData("One last scroll is never the last.")]
    [InlineData("Does it matter, if no one is watching?")]
    [InlineData("Take a number, square it, add a constant, and repeat.")]
    [InlineData("Give work a place.")]
    [InlineData("It is not about the money.")]
    [InlineData("Every great story starts with a problem.")]
    public void A_text_that_no_icon_fits_gets_none(string? text) => IconLibrary.Find(text).ShouldBeNull();

    [Fact]
    public void Every_icon_that_a_synonym_names_exists()
    {
        using var reader = new StreamReader(typeof(IconLibrary).Assembly.GetManifestResourceStream("icon-synonyms.txt")!);
        var named = reader.ReadToEnd().Split('\n').Where(line => line.Contains(':') && !line.StartsWith('#')).Select(line => line[..line.IndexOf(':')]);
        named.Where(name => IconLibrary.Get(name) is null).ShouldBeEmpty();
    }

    [Fact]
    public void Every_icon_can_be_drawn_inside_its_box()
    {
        foreach (var name in IconLibrary.Names)
        {
            var icon = IconLibrary.Get(name)!;
            var points = icon.Outlines.SelectMany(outline => SvgPath.Flatten(outline, 0.05)).SelectMany(line => line.Points).ToList();
            points.ShouldNotBeEmpty(name);
            points.ShouldAllBe(point => point.X > -0.6 && point.X < 24.6 && point.Y > -0.6 && point.Y < 24.6, name);
            IconDrawing.Of(icon, 300).Strokes.ShouldNotBeEmpty(name);
        }
    }
}
