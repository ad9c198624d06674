using System.Globalization;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Editing;

/// <summary>The earlier versions of a timeline, beside it: the last edit can be taken back, and brought again.</summary>
/// <param name="keep">Older versions beyond so many are dropped.</param>
public sealed class EditHistory(VideoProject project, int keep = 100)
{
    private string Undo => Path.Combine(project.History, "undo");
    private string Redo => Path.Combine(project.History, "redo");

    /// <summary>Writes the timeline and keeps the one that stood there.</summary>
    public async Task SaveAsync(Timeline timeline, CancellationToken ct)
    {
        if (File.Exists(project.Timeline)) Push(Undo);
        if (Directory.Exists(Redo)) Directory.Delete(Redo, recursive: true);
        foreach (var old in Stored(Undo).SkipLast(keep)) File.Delete(old);
        await TimelineFile.WriteAsync(timeline, project.Timeline, ct);
    }

    /// <returns>The version before the last edit, or null when there is none.</returns>
    public Task<Timeline?> UndoAsync(CancellationToken ct) => StepAsync(Undo, Redo, ct);

    /// <returns>The version that was taken back last, or null when there is none.</returns>
    public Task<Timeline?> RedoAsync(CancellationToken ct) => StepAsync(Redo, Undo, ct);

    private async Task<Timeline?> StepAsync(string from, string to, CancellationToken ct)
    {
        if (Stored(from) is not [.., var last]) return null;
        var timeline = await ReadAsync(last, ct);
        Push(to);
        File.Move(last, project.Timeline, overwrite: true);
        return timeline;
    }

    /// <summary>Versions keep paths as the timeline has them, relative to its folder rather than to the history's.</summary>
    private async Task<Timeline> ReadAsync(string version, CancellationToken ct) =>
        TimelineFile.Absolute(TimelineJson.Read(await File.ReadAllTextAsync(version, ct)), Path.GetDirectoryName(project.Timeline)!);

    private void Push(string folder)
    {
        Directory.CreateDirectory(folder);
        var number = Stored(folder) is [.., var last] ? int.Parse(Path.GetFileNameWithoutExtension(last), CultureInfo.InvariantCulture) + 1 : 1;
        var part = Path.Combine(folder, "version.part");
        File.Copy(project.Timeline, part, overwrite: true);
        File.Move(part, Path.Combine(folder, $"{number:000000}.json"));
    }

    private static List<string> Stored(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)] : [];
}
