using Synthora.Features.Scripts;
using Synthora.Rendering.Timelines;
using Synthora.Rendering.Variants;

namespace Synthora.Features.Videos.Generation;

/// <summary>
/// A generated video lasts two minutes at most. A script that is clearly longer is refused before anything is spoken, and
/// paid for; one that turns out a little longer loses pauses and what it misses least, which the ledger tells.
/// </summary>
internal static class LongestVideo
{
    public const int Seconds = 120;

    /// <summary>Characters of a spoken second in languages with alphabets; others take fewer, so that nothing is refused that would fit.</summary>
    private const double SpokenCharacters = 15;

    /// <summary>How far such an estimate may be off, in shares.</summary>
    private const double Doubt = 0.15;

    /// <exception cref="GenerationException">It would last clearly longer.</exception>
    public static void Check(Script script, double speed)
    {
        var seconds = script.Scenes.Sum(scene => Math.Max(scene.Duration ?? 0, scene.Narration.Length / (SpokenCharacters * speed)));
        if (seconds > Seconds * (1 + Doubt)) throw TooLong(seconds);
    }

    /// <exception cref="GenerationException">More would have to be left out than leaves it the same video.</exception>
    public static Timeline Fit(Timeline timeline) =>
        LengthFit.Within(timeline, Seconds, "a generated video lasts at most 120 s") ?? throw TooLong(timeline.DurationSeconds);

    private static GenerationException TooLong(double seconds) => new(
        FormattableString.Invariant($"The script takes about {seconds:0} s to say; a generated video lasts at most {Seconds} s."), "Shorten it, or make several videos of it.");
}
