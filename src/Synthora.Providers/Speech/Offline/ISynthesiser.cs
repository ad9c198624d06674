namespace Synthora.Providers.Speech.Offline;

/// <summary>Speaks sentences and knows when each of their tokens sounds.</summary>
internal interface ISynthesiser
{
    /// <summary>Null when usable, else what is missing.</summary>
    string? Missing { get; }

    /// <param name="speed">0.5–2.0; 1 is the voice's natural pace.</param>
    /// <returns>One take for each sentence, in order.</returns>
    Task<IReadOnlyList<Take>> SpeakAsync(IReadOnlyList<Sentence> sentences, double speed, CancellationToken ct);
}

/// <summary>One spoken sentence as the synthesiser made it.</summary>
/// <param name="Times">Start and end of each token in seconds; a token that was not sounded has equal ends.</param>
internal sealed record Take(short[] Samples, int SampleRate, IReadOnlyList<(double Start, double End)> Times);
