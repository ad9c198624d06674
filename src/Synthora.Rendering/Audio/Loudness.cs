using Synthora.Rendering.FFmpeg;

namespace Synthora.Rendering.Audio;

/// <summary>EBU R 128 figures of a piece of sound.</summary>
/// <param name="Integrated">LUFS; -70 for silence.</param>
/// <param name="TruePeak">dBTP of the loudest channel; -infinity for silence.</param>
/// <param name="Range">LRA in LU.</param>
public sealed record Loudness(double Integrated, double TruePeak, double Range)
{
    public bool IsSilent => Integrated <= LoudnessMeter.Silence + 1;

    /// <summary>Measures the first audio stream of a file, as stereo.</summary>
    /// <exception cref="RenderException">The file has no sound that can be decoded.</exception>
    public static async Task<Loudness> MeasureAsync(string path, CancellationToken ct) => (await SoundMeasurement.OfFileAsync(path, [], ct)).Loudness;
}
