namespace Synthora.Rendering.Icons;

/// <summary>The built-in line icons (lucide) and the choice of one for a text.</summary>
public static partial class IconLibrary
{
    private static readonly Lazy<IReadOnlyDictionary<string, Icon>> All = new(Load);

    public static IReadOnlyCollection<string> Names => [.. All.Value.Keys];

    /// <returns>The icon, or null when none has the name.</returns>
    public static Icon? Get(string? name) => name is not null && All.Value.TryGetValue(name.Trim().ToLowerInvariant(), out var icon) ? icon : null;

    private static Dictionary<string, Icon> Load()
    {
        using var stream = typeof(IconLibrary).Assembly.GetManifestResourceStream("lucide.tsv")!;
        using var reader = new StreamReader(stream);
        var icons = new Dictionary<string, Icon>(2048);
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split('\t');
            icons[fields[0]] = new Icon(fields[0], fields[1].Split(',', StringSplitOptions.RemoveEmptyEntries), fields[2].Split('|'));
        }

        return icons;
    }
}
