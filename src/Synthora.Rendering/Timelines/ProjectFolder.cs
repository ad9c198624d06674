using Synthora.Rendering.Scenes;

namespace Synthora.Rendering.Timelines;

/// <summary>
/// Brings everything a timeline refers to together in one folder, so that the video can be rendered again anywhere.
/// Files are named by their content: gathering twice copies nothing twice, and an older timeline still finds its own.
/// </summary>
public static class ProjectFolder
{
    private const int LongestStem = 40;
    private const int PrintLength = 10;

    /// <param name="timeline">With absolute paths.</param>
    /// <returns>The same timeline, referring to the copies.</returns>
    /// <exception cref="RenderException">A file is gone or the folder cannot be written.</exception>
    public static async Task<Timeline> GatherAsync(Timeline timeline, string folder, CancellationToken ct)
    {
        // A running job may reach the folder through a link that is gone afterwards.
        var root = (Linked(folder) ?? Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        var kinds = new Dictionary<string, string>(StringComparer.Ordinal);
        TimelineFile.Map(timeline, (path, at) =>
        {
            kinds.TryAdd(path, KindOf(at));
            return path;
        });

        var copies = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, kind) in kinds)
            copies[path] = path.StartsWith(root, StringComparison.Ordinal) ? path : await CopyAsync(path, Path.Combine(root, kind), ct);
        return TimelineFile.Map(timeline, (path, _) => copies[path]);
    }

    /// <summary>What a file is called in a project, before its content's mark.</summary>
    public static string StemOf(string path)
    {
        var stem = Path.GetFileNameWithoutExtension(path);
        stem = string.Concat((stem.Length > LongestStem ? stem[..LongestStem] : stem).Select(letter => char.IsLetterOrDigit(letter) ? letter : '-')).Trim('-');
        return stem.Length == 0 ? "file" : stem;
    }

    /// <summary>Whether a file is the one of a stem, gathered already or not yet.</summary>
    public static bool IsOf(string path, string stem) =>
        StemOf(path) == stem || (Path.GetFileNameWithoutExtension(path) is var name && name.Length == stem.Length + 1 + PrintLength && name[stem.Length] == '-' && name.StartsWith(stem, StringComparison.Ordinal));

    private static string? Linked(string folder) => Directory.Exists(folder) ? Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName : null;

    private static string KindOf(string at) =>
        at.StartsWith("$.audio.voice", StringComparison.Ordinal) ? "voice"
        : at.StartsWith("$.audio", StringComparison.Ordinal) ? "sound"
        : "media";

    private static async Task<string> CopyAsync(string path, string folder, CancellationToken ct)
    {
        try
        {
            var print = (await FileFingerprint.OfAsync(path, ct))[..PrintLength];
            var target = Path.Combine(folder, $"{StemOf(path)}-{print}{Path.GetExtension(path)}");
            if (File.Exists(target)) return target;
            Directory.CreateDirectory(folder);
            var part = target + ".part";
            File.Copy(path, part, overwrite: true);
            File.Move(part, target, overwrite: true);
            return target;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            if (refused is IOException full && OutputFile.IsDiskFull(full)) throw OutputFile.DiskFull(full);
            throw new RenderException($"{path} cannot be kept in {folder}: {refused.Message}", "Check that the file is there and the folder can be written.", refused);
        }
    }
}
