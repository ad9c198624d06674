using Synthora.Rendering.Quality;

namespace Synthora.Features.Videos.Generation;

/// <summary>Everything a finished run leaves in its work folder's <c>result</c> directory.</summary>
public sealed record GeneratedVideo(
    string Title, string VideoPath, string SubtitlesPath, string ThumbnailPath, string TimelinePath, string ScriptPath,
    string CreditsPath, string ReportPath, double DurationSeconds, int Width, int Height, QualityReport Report);

/// <summary>Runs the steps in order and skips those the journal holds. Safe to call again after any crash.</summary>
public sealed class GenerateVideo
{
    /// <param name="workFolder">Kept between attempts; the same folder must come back on a resume.</param>
    /// <exception cref="GenerationException">The run needs its owner.</exception>
    public Task<GeneratedVideo> RunAsync(GenerationInput input, string workFolder, IGenerationJournal journal, CancellationToken ct) =>
        throw new NotSupportedException();
}
