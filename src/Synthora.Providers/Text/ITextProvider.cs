using Microsoft.Extensions.AI;

namespace Synthora.Providers.Text;

/// <summary>Language models behind the ecosystem's own client, which carries tools, pictures, structured answers and streams.</summary>
public interface ITextProvider : IProvider
{
    /// <summary>The model that answers where a request names none; null where only the server knows.</summary>
    string? Model => Info.RecommendedModel?.Id;

    /// <summary>A client for one model. It throws <see cref="ProviderException"/>, and never repeats a request that may have been paid for.</summary>
    /// <param name="model">Null for the operator's or the catalogue's choice.</param>
    IChatClient Chat(ApiKey? key, string? model = null);
}

/// <param name="JsonSchema">When given, the answer is JSON that fits it.</param>
/// <param name="MaxTokens">Upper bound of the answer, in tokens.</param>
public sealed record TextRequest(string System, string Prompt, string? JsonSchema = null, int MaxTokens = 4000);

public sealed record TextAnswer(string Text, string Model, int? InputTokens, int? OutputTokens);
