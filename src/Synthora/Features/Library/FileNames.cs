namespace Synthora.Features.Library;

/// <summary>Names that people gave to files, made safe to show and to save under.</summary>
internal static class FileNames
{
    private const int Most = 200;

    public static string Clean(string? name)
    {
        var last = (name ?? "").Replace('\\', '/').Split('/')[^1];
        var clean = string.Concat(last.Where(letter => !char.IsControl(letter) && letter is not ('<' or '>' or ':' or '"' or '|' or '?' or '*'))).Trim(' ', '.');
        if (clean.Length > Most) clean = clean[..(Most - 10)] + Path.GetExtension(clean) is { Length: <= 10 } extension ? clean[..(Most - 10)] + Path.GetExtension(clean) : clean[..Most];
        return clean.Length == 0 ? "file" : clean;
    }

    public static string TitleOf(string? given, string fileName)
    {
        var title = string.IsNullOrWhiteSpace(given) ? Path.GetFileNameWithoutExtension(fileName).Replace('_', ' ').Trim() : given.Trim();
        if (title.Length == 0) title = fileName;
        return title.Length > Media.MostTitle ? title[..Media.MostTitle] : title;
    }

    /// <summary>The title with the file's true extension, for saving.</summary>
    public static string Of(Media media) => $"{Clean(media.Title.Replace('/', '-'))}.{media.Extension}";
}
