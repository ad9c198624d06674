namespace Synthora.Features.Videos.Generation;

/// <summary>A journal of one file per finished step, for runs without a database.</summary>
public sealed class FolderJournal(string folder, Action<GenerationProgress> onProgress) : IGenerationJournal
{
    public async Task<string?> FindAsync(GenerationStep step, CancellationToken ct) =>
        File.Exists(PathOf(step)) ? await File.ReadAllTextAsync(PathOf(step), ct) : null;

    public Task StartedAsync(GenerationStep step, string provider, CancellationToken ct) => Task.CompletedTask;

    public Task CompletedAsync(GenerationStep step, string resultJson, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        return WholeFile.WriteAsync(PathOf(step), resultJson, ct);
    }

    public Task SkippedAsync(GenerationStep step, string why, CancellationToken ct) => Task.CompletedTask;

    public void Progress(GenerationProgress progress) => onProgress(progress);

    private string PathOf(GenerationStep step) => Path.Combine(folder, step.ToString().ToLowerInvariant() + ".json");
}
