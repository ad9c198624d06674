using Synthora.Providers.Speech;
using Synthora.Rendering;
using Synthora.Rendering.Audio;

namespace Synthora.Features.Videos.Generation;

/// <summary>
/// A recording as it goes into a video: whatever a voice made, no pause in it is dead air. Its words are the script's own, so
/// an "er" among them was meant, if only as the ER, and none is taken for a hesitation.
/// </summary>
internal static class SpeechTake
{
    private static readonly VoiceTrimOptions Trim = new();

    /// <returns>The recording without its long pauses, and every word at its new time.</returns>
    /// <exception cref="GenerationException">What the provider wrote cannot be read as sound.</exception>
    public static async Task<Speech> SpeakAsync(ISpeechProvider speech, SpeechRequest request, CancellationToken ct)
    {
        var made = await speech.SpeakAsync(request, key: null, ct);
        try
        {
            var cut = await VoiceRecording.TrimAsync(request.OutputPath, [.. made.Words.Select(word => new Rendering.Timelines.Word(word.Text, word.StartMs, word.EndMs))], Trim, ct);
            return cut.IsWhole
                ? made
                : made with { DurationMs = cut.NewMs, Words = [.. made.Words.Select(word => word with { StartMs = cut.Map(word.StartMs), EndMs = cut.Map(word.EndMs) })] };
        }
        catch (RenderException unreadable)
        {
            throw new GenerationException($"What {speech.Info.Name} spoke cannot be read: {unreadable.Cause}", "Try again, or choose another voice.", unreadable);
        }
    }
}
