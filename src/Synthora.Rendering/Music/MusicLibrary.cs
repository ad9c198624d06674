using System.Text.Json;

namespace Synthora.Rendering.Music;

/// <summary>A track of our own that may be used freely.</summary>
/// <param name="Path">The absolute path of the file.</param>
/// <param name="Licence">SPDX identifier.</param>
/// <param name="LoopSeconds">Length of the file; played again at once it goes on without a seam.</param>
public sealed record LibraryTrack(string Mood, string Title, string Path, string Author, string Licence, int Bpm, double LoopSeconds);

/// <summary>The music that comes with the product, one or more tracks for each mood.</summary>
public static class MusicLibrary
{
    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly Lazy<IReadOnlyList<LibraryTrack>> Loaded = new(Load);

    public static IReadOnlyList<LibraryTrack> Tracks => Loaded.Value;

    /// <returns>The same track for the same seed; null for a mood without music, such as <c>none</c>.</returns>
    public static LibraryTrack? Find(string mood, int seed)
    {
        var fitting = Tracks.Where(t => t.Mood.Equals(mood, StringComparison.OrdinalIgnoreCase)).ToList();
        return fitting.Count == 0 ? null : fitting[(int)((uint)seed % (uint)fitting.Count)];
    }

    private static List<LibraryTrack> Load()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "music");
        try
        {
            using var catalogue = File.OpenRead(Path.Combine(folder, "catalogue.json"));
            return [.. JsonSerializer.Deserialize<List<Entry>>(catalogue, Snake)!.Select(e =>
                new LibraryTrack(e.Mood, e.Title, Path.Combine(folder, e.File), e.Author, e.Licence, e.Bpm, e.LoopSeconds))];
        }
        catch (Exception missing) when (missing is IOException or JsonException)
        {
            throw new RenderException("The music library is not where the program is.", "Build or install Synthora again.", missing);
        }
    }

    private sealed record Entry(string File, string Mood, string Title, string Author, string Licence, int Bpm, double LoopSeconds);
}
