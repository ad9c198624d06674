using Synthora.Features.Scripts.Writing;

namespace Synthora.Tests.Scripts;

public sealed class KeyPhraseTests
{
    [Theory]
    [InlineData("Open your bank app and cancel one today.", "Cancel one today")]
    [InlineData("Sixty percent spent.", "Sixty percent spent")]
    [InlineData("Dim the lights.", "Dim the lights")]
    public void A_sentence_gives_a_phrase_that_is_whole(string sentence, string phrase) => KeyPhrase.Of(sentence).ShouldBe(phrase);
}
