using Synthora.Providers.Speech.Offline;

namespace Synthora.Providers.Tests.Speech.Offline;

public sealed class EnglishReaderTests
{
    [Theory]
    [InlineData("72%", "seventy two percent")]
    [InlineData("$5", "five dollars")]
    [InlineData("$1", "one dollar")]
    [InlineData("$4.99", "four dollars and ninety nine cents")]
    [InlineData("$2.5M", "two point five million dollars")]
    [InlineData("$5 million saved", "five million dollars saved")]
    [InlineData("3pm", "three pee em")]
    [InlineData("3:05 p.m.", "three oh five pee em")]
    [InlineData("7:00", "seven o'clock")]
    [InlineData("AI", "ay eye")]
    [InlineData("GPT-4", "gee pee tee four")]
    [InlineData("NASA and the FBI", "nasa and the eff bee eye")]
    [InlineData("STOP DOING THIS NOW", "stop doing this now")]
    [InlineData("e-mail", "e mail")]
    [InlineData("1,250,000", "one million two hundred fifty thousand")]
    [InlineData("In 1999 and 2024.", "in nineteen ninety nine and twenty twenty four")]
    [InlineData("the 1990s", "the nineteen nineties")]
    [InlineData("1st 22nd 113th", "first twenty second one hundred thirteenth")]
    [InlineData("5-10 minutes", "five to ten minutes")]
    [InlineData("10km", "ten kilometers")]
    [InlineData("3x", "three times")]
    [InlineData("24/7", "twenty four seven")]
    [InlineData("1/2", "one half")]
    [InlineData("9/10", "nine out of ten")]
    [InlineData("-5°C", "minus five degrees celsius")]
    [InlineData("3.14", "three point one four")]
    [InlineData("Dr. Smith vs. Mr. Jones, e.g.", "doctor smith versus mister jones for example")]
    [InlineData("https://www.example.com/shop", "example dot com slash shop")]
    [InlineData("me@example.com", "me at example dot com")]
    [InlineData("#1 #shorts @synthora", "number one hashtag shorts at synthora")]
    [InlineData("salt & pepper", "salt and pepper")]
    [InlineData("YouTube", "you tube")]
    [InlineData("café naïve", "cafe naive")]
    [InlineData("don’t “quote”", "don't quote")]
    [InlineData("APIs", "ay pee eyes")]
    [InlineData("U.S. law", "you ess law")]
    [InlineData("U.S.", "you ess")]
    [InlineData("🎉 yes", "yes")]
    [InlineData("Mp3/MP4", "mp three em pee four")]
    [InlineData("12345678901234567890", "one two three four five six seven eight nine zero one two three four five six seven eight nine zero")]
    public void Written_English_is_said_as_a_person_says_it(string written, string said) =>
        string.Join(' ', EnglishReader.Read(written).SelectMany(w => w.Spoken).Select(t => t.Text)).ShouldBe(said);

    [Theory]
    [InlineData("Dr. Smith came. He left.", 2)]
    [InlineData("It costs 3.50. Really.", 2)]
    [InlineData("Wait... what? Yes!", 3)]
    [InlineData("one — two", 1)]
    [InlineData("First line\n\nSecond line", 2)]
    public void Sentences_end_where_a_reader_would_breathe(string text, int sentences) =>
        WrittenText.Sentences(EnglishReader.Read(text)).Count.ShouldBe(sentences);
}
