namespace Synthora.Providers.Text.OpenAiCompatible;

/// <summary>Settings under <c>Providers:Text</c>: OpenAI itself, Groq, xAI, Ollama, LM Studio or any server of the same protocol.</summary>
public sealed record OpenAiCompatibleOptions
{
    public const string Section = "Providers:Text";

    /// <summary>Such as <c>https://api.openai.com/v1</c> or <c>http://localhost:11434/v1</c>; local addresses are welcome.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>Needed when the server offers more than one model.</summary>
    public string? Model { get; init; }

    /// <summary>Used when the caller brings no key of their own. Local servers need none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>How long one answer may take; a local model may first have to be loaded.</summary>
    public int TimeoutSeconds { get; init; } = 180;

    /// <exception cref="ProviderException">The address is not usable.</exception>
    public Uri Endpoint() =>
        Uri.TryCreate(BaseUrl?.Trim().TrimEnd('/'), UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? url
            : throw new ProviderException(OpenAiCompatible.Id, ProviderFault.Configuration,
                $"{Section}:BaseUrl is not an http or https address: \"{BaseUrl}\".", "Give one such as http://localhost:11434/v1.");
}
