using System.Text.Json;
using System.Text.Json.Nodes;

namespace Synthora.Rendering.Timelines;

/// <summary>
/// A timeline on disk. In memory it names files absolutely, on disk relative to its own folder, so that folder and
/// files can be moved together. Every property called <c>path</c> names a file, and nothing else does.
/// </summary>
public static class TimelineFile
{
    private const string PathProperty = "path";

    /// <param name="confined">Refuses files outside the timeline's folder, for timelines that strangers hand in.</param>
    /// <exception cref="RenderException">The file is missing, no timeline, or leads out of its folder.</exception>
    public static async Task<Timeline> ReadAsync(string file, CancellationToken ct, bool confined = false)
    {
        string json;
        try
        {
            json = await File.ReadAllTextAsync(file, ct);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new RenderException($"{file} cannot be read: {missing.Message}", "Check the path.", missing);
        }

        return Absolute(TimelineJson.Read(json), Path.GetDirectoryName(Path.GetFullPath(file))!, confined);
    }

    /// <summary>Writes it whole or not at all, with paths relative to its folder.</summary>
    /// <exception cref="RenderException">The place cannot be written.</exception>
    public static async Task WriteAsync(Timeline timeline, string file, CancellationToken ct)
    {
        var output = OutputFile.Prepare(file);
        try
        {
            await File.WriteAllTextAsync(output.Unfinished, TimelineJson.Write(Relative(timeline, Path.GetDirectoryName(output.Target)!)), ct);
            output.Keep();
        }
        finally
        {
            output.Discard();
        }
    }

    public static Timeline Relative(Timeline timeline, string folder) =>
        Map(timeline, (path, _) => Path.GetRelativePath(folder, path).Replace('\\', '/'));

    /// <inheritdoc cref="ReadAsync"/>
    public static Timeline Absolute(Timeline timeline, string folder, bool confined = false)
    {
        var root = Path.GetFullPath(folder);
        return Map(timeline, (path, at) =>
        {
            var full = Path.GetFullPath(Path.Combine(root, path));
            if (confined && (Path.IsPathRooted(path) || path.Contains('\\') || !IsWithin(root, full) || LeadsOut(root, full)))
                throw new RenderException($"The timeline cannot be used. {at} names {path}, which lies outside its folder.", "Put the file beside the timeline and name it relative to it.");
            return full;
        });
    }

    /// <summary>Every file the timeline refers to, once, in the order of the document.</summary>
    public static IReadOnlyList<string> FilesOf(Timeline timeline)
    {
        var files = new List<string>();
        Map(timeline, (path, _) =>
        {
            files.Add(path);
            return path;
        });
        return [.. files.Distinct(StringComparer.Ordinal)];
    }

    /// <param name="map">Takes a path and its place in the JSON.</param>
    internal static Timeline Map(Timeline timeline, Func<string, string, string> map)
    {
        // Over the document rather than over the types: what a later feature refers to is never forgotten.
        var document = JsonSerializer.SerializeToNode(timeline, TimelineJson.Options)!;
        Walk(document, map);
        return document.Deserialize<Timeline>(TimelineJson.Options)!;
    }

    private static void Walk(JsonNode? node, Func<string, string, string> map)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items) Walk(item, map);
        }
        else if (node is JsonObject owner)
        {
            foreach (var (name, value) in owner.ToList())
            {
                if (name == PathProperty && value is JsonValue text && text.TryGetValue<string>(out var path) && path.Length > 0)
                    owner[name] = map(path, text.GetPath());
                else Walk(value, map);
            }
        }
    }

    private static bool LeadsOut(string root, string full)
    {
        // A link in the folder may point anywhere, and so may a folder on the way.
        for (var at = full; at is not null && at.Length > root.Length; at = Path.GetDirectoryName(at))
        {
            FileSystemInfo entry = Directory.Exists(at) ? new DirectoryInfo(at) : new FileInfo(at);
            if (entry.Exists && entry.ResolveLinkTarget(returnFinalTarget: true) is { } target && !IsWithin(root, target.FullName)) return true;
        }

        return false;
    }

    private static bool IsWithin(string root, string path) =>
        path.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
