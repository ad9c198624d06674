namespace Synthora.Features.Scripts;

/// <summary>The folder a script may take pictures, clips and music from: its own and what lies below.</summary>
public sealed class MediaFolder(string root)
{
    private static readonly string[] Stills = [".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff", ".avif"];
    private static readonly string[] Clips = [".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi", ".mpg", ".mpeg", ".ts", ".ogv"];
    private static readonly string[] Sounds = [".mp3", ".wav", ".flac", ".ogg", ".opus", ".m4a", ".aac"];

    private readonly string _root = Path.GetFullPath(root);

    public static bool IsStill(string path) => Has(Stills, path);
    public static bool IsClip(string path) => Has(Clips, path);
    public static bool IsSound(string path) => Has(Sounds, path);
    public static bool IsPicture(string path) => IsStill(path) || IsClip(path);

    public static string PictureFormats => string.Join(", ", Stills.Concat(Clips).Select(extension => extension[1..]));
    public static string SoundFormats => string.Join(", ", Sounds.Select(extension => extension[1..]));

    /// <summary>The file's full path, or why the script may not have it.</summary>
    public (string? FullPath, string? Problem) Resolve(string path)
    {
        if (path.Contains("://", StringComparison.Ordinal) || path.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return (null, $"'{Short(path)}' is not a local file. Download it and link to the copy.");
        if (Path.IsPathRooted(path) || path.Contains('\\'))
            return (null, $"'{Short(path)}' must be written relative to the script, with forward slashes.");

        var full = Path.GetFullPath(Path.Combine(_root, path));
        if (!IsWithin(_root, full))
            return (null, $"'{path}' lies outside the script's folder. Copy it beside the script.");
        if (!File.Exists(full)) return (null, $"'{path}' does not exist. Correct the path or add the file.");

        // A link inside the folder may still point out of it.
        var target = File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName;
        return target is not null && !IsWithin(_root, target)
            ? (null, $"'{path}' is a link out of the script's folder. Copy the file itself.")
            : (full, null);
    }

    private static bool IsWithin(string root, string path) =>
        path.StartsWith(root.EndsWith(Path.DirectorySeparatorChar) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static bool Has(string[] extensions, string path) =>
        extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    private static string Short(string path) => path.Length <= 60 ? path : path[..57] + "…";
}
