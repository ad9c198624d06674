using Synthora.Rendering.Timelines;

namespace Synthora.Rendering;

/// <param name="WorkFolder">Keeps finished scenes by content, so that a killed render resumes and an edited one repeats little.</param>
/// <param name="OutputPath">Appears only when whole: it is written beside and renamed.</param>
/// <param name="Parallelism">Scenes encoded at the same time; each takes one thread.</param>
public sealed record RenderOptions(string WorkFolder, string OutputPath, int Parallelism = 2, bool Preview = false);

/// <param name="Fraction">0–1 of the whole render.</param>
public sealed record RenderProgress(double Fraction, string Message);

public sealed record RenderResult(string VideoPath, int ScenesRendered, int ScenesReused, TimeSpan Elapsed);

/// <summary>Timeline in, finished MP4 out.</summary>
public static class Renderer
{
    /// <exception cref="RenderException">The timeline cannot be rendered; nothing stands under the output's name.</exception>
    public static Task<RenderResult> RenderAsync(
        Timeline timeline, RenderOptions options, IProgress<RenderProgress>? progress, CancellationToken ct) =>
        throw new NotSupportedException();
}
