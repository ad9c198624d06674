using Synthora.Rendering.Captions;

namespace Synthora.Rendering.Tests.Captions;

public sealed class EchoTests
{
    [Theory]
    [InlineData("Dim the lights", "Second: dim the lights an hour before bed.", true)]
    [InlineData("4 money leaks", "Your money is leaking in four places.", true)]
    [InlineData("A letter nobody was meant to read", "He wrote a letter that nobody was meant to read.", true)]
    [InlineData("60 minutes of dusk", "Second: dim the lights an hour before bed.", false)]
    [InlineData("200 steps", "Every night he climbed 200 steps.", false)]
    [InlineData("Brain", "Bright light tells your brain that it is still day.", true)]
    [InlineData("Timers", "Set a timer.", true)]
    [InlineData("Brain", "Bright light tells it that it is still day.", false)]
    [InlineData("Body clock", "Your body clock loves it.", false)]
    [InlineData("1912", "In 1912 a keeper wrote a letter.", false)]
    [InlineData("", "Anything at all.", false)]
    [InlineData("18 °C / 64 °F", "Fifth: cool the room to eighteen degrees.", false)]
    [InlineData("Noches sin pantallas largas", "Deja las noches sin pantallas.", true)]
    public void Words_that_are_all_said_while_they_stand_are_an_echo(string shown, string spoken, bool echoes) => Echo.Of(shown, spoken).ShouldBe(echoes);
}
