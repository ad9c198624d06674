using Synthora.Features.Scripts.Writing;

namespace Synthora.Tests.Scripts;

public sealed class KeyPhraseTests
{
    [Theory]
    [InlineData("Picking dinner up yourself saves", "Delivery fees. Picking dinner up yourself saves up to eight dollars, every time.", "Saves up to eight dollars")]
    [InlineData("Forty percent off is still", "They were on sale. Forty percent off is still sixty percent spent.", "Forty percent off")]
    [InlineData("sixty percent spent.", "They were on sale. Forty percent off is still sixty percent spent.", "Sixty percent spent")]
    [InlineData("Things you bought because", "Number three. Things you bought because they were on sale.", "Things you bought")]
    [InlineData("Open your bank app and cancel one today.", "Open your bank app and cancel one today.", "Cancel one today")]
    [InlineData("A desk that is used only for work", "A desk that is used only for work tells your brain what to do when you sit down.", "Used only for work")]
    [InlineData("tells your brain what to do when", "A desk that is used only for work tells your brain what to do when you sit down.", "Tells your brain")]
    [InlineData("Send this to a person who", "Send this to a person who needs it.", "Person who needs it")]
    public void A_stretch_that_stops_in_the_middle_of_a_clause_gives_a_phrase_that_does_not(string stretch, string whole, string phrase) =>
        KeyPhrase.Of(stretch, whole).ShouldBe(phrase);

    [Fact]
    public void A_stretch_that_the_text_does_not_hold_stands_for_itself() =>
        KeyPhrase.Of("Dim the lights.", "Something else entirely.").ShouldBe("Dim the lights");
}
