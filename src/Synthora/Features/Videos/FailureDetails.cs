using Synthora.Providers;

namespace Synthora.Features.Videos;

/// <summary>What vendors answered, behind the sentence that says why a run failed.</summary>
internal static class FailureDetails
{
    private const int Longest = 8_000;

    /// <returns>Null where no vendor was behind it: everything else is said in the sentence.</returns>
    public static string? Of(Exception failure)
    {
        var told = new List<string>();
        for (var one = failure; one is not null; one = one.InnerException)
            if (one is ProviderException provider) told.Add($"{provider.ProviderId}: {provider.Fault}\n{provider.Answer ?? provider.InnerException?.GetType().Name}".TrimEnd());
        var details = string.Join("\n\n", told).Replace("\0", "", StringComparison.Ordinal);
        return details.Length == 0 ? null : details.Length <= Longest ? details : details[..(Longest - 1)] + "…";
    }
}
