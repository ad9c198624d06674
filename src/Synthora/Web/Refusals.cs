namespace Synthora.Web;

/// <summary>What use cases say, in the language of the page: why they refuse, what a provider is missing, what a job is doing.</summary>
internal static class Refusals
{
    private static readonly Sentences Known = new("Synthora.Web.Refusals");

    public static string? Say(string? sentence)
    {
        if (sentence is not { Length: > 0 } || Language.Current == "en") return sentence;
        if (Known.Say(sentence) is { } translated) return translated;
        // Causes and remedies are often said in one breath.
        var parts = sentence.Split(". ");
        return parts.Length == 1 ? sentence : string.Join(' ', parts.Select((part, at) => at == parts.Length - 1 ? part : part + ".").Select(part => Known.Say(part) ?? part));
    }
}
