namespace Synthora.Features.Integrations;

/// <param name="Effective">Who does it now; null when nobody does.</param>
/// <param name="Notice">Why a choice could not be honoured.</param>
public sealed record CategoryReadiness(ProviderCategory Category, bool Required, bool Ready, EffectiveProvider? Effective, string? Notice);

/// <param name="CanWriteTopics">Whether a topic alone is enough; scripts and notes always are.</param>
/// <param name="Simulated">Whether simulators stand in for the vendors.</param>
public sealed record ReadinessResponse(
    IReadOnlyList<ProviderCategory> Configured, IReadOnlyList<ProviderCategory> Missing, bool CanGenerate, bool CanWriteTopics, bool Simulated,
    IReadOnlyList<CategoryReadiness> Categories);

internal sealed class GetReadiness(EffectiveProviders effective, ProviderDirectory directory)
{
    public async Task<Result<ReadinessResponse>> HandleAsync(Caller caller, CancellationToken ct)
    {
        var set = await effective.OfAsync(caller, ct);
        return new ReadinessResponse(
            [.. set.Ready.Keys.Order()], set.Missing, set.CanGenerate,
            set.Ready.GetValueOrDefault(ProviderCategory.Script) is { Route: not ProviderRoute.BuiltIn }, directory.IsSimulated,
            [.. Enum.GetValues<ProviderCategory>().Select(category => new CategoryReadiness(
                category, ProviderCategories.Required.Contains(category), set.Ready.ContainsKey(category),
                set.Ready.GetValueOrDefault(category), set.Notices.GetValueOrDefault(category)))]);
    }
}
