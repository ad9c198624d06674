using Synthora.Providers.Speech;

namespace Synthora.Cli.Doctor;

/// <summary>The voices that need no account.</summary>
internal static class VoiceChecks
{
    /// <param name="configured">The vendor that speaks in their place; null where none is set up.</param>
    public static async Task<Finding> OfflineAsync(ISpeechProvider offline, string? configured, CancellationToken ct)
    {
        var check = await offline.CheckKeyAsync(null, ct);
        if (check.Message is not { } lack) return new("voices", Health.Good, $"{offline.Voices.Count} offline voices");
        if (check.IsUsable) return new("voices", Health.Limited, "incomplete", lack);
        return configured is null
            ? new("voices", Health.Broken, "none", $"No narration can be spoken: {lack}")
            : new("voices", Health.Limited, $"{configured} only", $"Without it nothing can be spoken: {lack}");
    }
}
