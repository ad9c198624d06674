using Synthora.Providers.Text.OpenAi;

namespace Synthora.Providers.Text.OpenAiCompatible;

/// <summary>A server of OpenAI's chat protocol that asks for no key.</summary>
public static class OpenAiCompatibleSimulator
{
    public const string Path = "/_sim/openai_compatible";
    public const string Model = "simulated-writer";
    public const string ModelWithoutFormats = ChatCompletionsSimulator.Plain;
}
