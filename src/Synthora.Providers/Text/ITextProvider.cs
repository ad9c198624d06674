namespace Synthora.Providers.Text;

/// <summary>Writes text with a language model.</summary>
public interface ITextProvider
{
    ProviderInfo Info { get; }

    /// <summary>Within 10 s and without cost: null when usable, else what is wrong and what to do.</summary>
    Task<string?> CheckAsync(ApiKey? key, CancellationToken ct);

    /// <exception cref="ProviderException">No usable answer came.</exception>
    Task<TextAnswer> CompleteAsync(TextRequest request, ApiKey? key, CancellationToken ct);
}

/// <param name="JsonSchema">When given, the answer is JSON that fits it.</param>
/// <param name="MaxTokens">Upper bound of the answer, in tokens.</param>
public sealed record TextRequest(string System, string Prompt, string? JsonSchema = null, int MaxTokens = 4000);

public sealed record TextAnswer(string Text, string Model, int? InputTokens, int? OutputTokens);
