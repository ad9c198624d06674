using Synthora.Data;
using Synthora.Features.Integrations;

namespace Synthora.Features.Settings;

/// <summary>What a user wants when nothing else is said: one row per user. An absent provider takes the first that works.</summary>
public sealed class GenerationDefaults : IOwned
{
    public required Guid UserId { get; init; }
    public string? DefaultScriptProvider { get; set; }
    public string? DefaultVoiceProvider { get; set; }
    public string? DefaultMediaProvider { get; set; }
    public string? DefaultVideoAiProvider { get; set; }
    public string? DefaultAssemblyProvider { get; set; }

    /// <summary>For videos whose request, script and template leave the captions open.</summary>
    public string SubtitleStyle { get; set; } = "modern";

    /// <summary>What may be spent on the user's own keys in a month, in US dollars; null is no limit.</summary>
    public decimal? MonthlyBudgetUsd { get; set; }
    public required DateTimeOffset UpdatedAt { get; set; }

    public string? Of(ProviderCategory category) => category switch
    {
        ProviderCategory.Script => DefaultScriptProvider,
        ProviderCategory.Voice => DefaultVoiceProvider,
        ProviderCategory.Media => DefaultMediaProvider,
        ProviderCategory.VideoAi => DefaultVideoAiProvider,
        ProviderCategory.Assembly => DefaultAssemblyProvider,
        _ => null,
    };

    public void Forget(string provider)
    {
        if (DefaultScriptProvider == provider) DefaultScriptProvider = null;
        if (DefaultVoiceProvider == provider) DefaultVoiceProvider = null;
        if (DefaultMediaProvider == provider) DefaultMediaProvider = null;
        if (DefaultVideoAiProvider == provider) DefaultVideoAiProvider = null;
        if (DefaultAssemblyProvider == provider) DefaultAssemblyProvider = null;
    }
}
