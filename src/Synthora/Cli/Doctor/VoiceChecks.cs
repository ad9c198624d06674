using Synthora.Providers.Speech;

namespace Synthora.Cli.Doctor;

/// <summary>The voices that need no account.</summary>
internal static class VoiceChecks
{
    public static async Task<Finding> OfflineAsync(ISpeechProvider offline, CancellationToken ct) => await offline.CheckKeyAsync(null, ct) is { Message: { } lack }
        ? new("voices", Health.Limited, "incomplete", lack, "sudo apt-get install festival festvox-us-slt-hts flite espeak-ng")
        : new("voices", Health.Good, $"{offline.Voices.Count} offline voices");
}
