using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Synthora.Features.LlmCache;

/// <summary>What a model is asked, in the parts that tell one request from another.</summary>
/// <param name="Params">Such as template, platform and length; only requests that have them all in common are like each other.</param>
/// <param name="Text">The user's own words.</param>
public sealed record CacheQuestion(
    string Kind, string Language, string Model, string PromptVersion, IReadOnlyDictionary<string, string> Params, string Text)
{
    public string ParamsJson => JsonSerializer.Serialize(new SortedDictionary<string, string>(Params.ToDictionary(), StringComparer.Ordinal));

    /// <summary>The same for the same request, whatever its white space.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\0', Kind, Language, Model, PromptVersion, ParamsJson, string.Join(' ', Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))))));

    public string[] Parameters => [.. Params.Select(pair => $"{pair.Key}={pair.Value}")];

    public string[] Keywords => [.. Likeness.Words(Text).Concat(Parameters).Distinct().Order(StringComparer.Ordinal)];
}
