using System.Text.Json;

namespace Synthora.Rendering.Music;

/// <summary>A track of our own that may be used freely.</summary>
/// <param name="Path">The absolute path of the file.</param>
/// <param name="Licence">SPDX identifier.</param>
/// <param name="Key">Such as <c>D major</c>.</param>
/// <param name="Beats">Beats of one turn; the first falls on the start of the file.</param>
/// <param name="LoopSeconds">Length of the file; played again at once it goes on without a seam.</param>
/// <param name="LoudnessLufs">Integrated loudness of the file (EBU R 128).</param>
public sealed record LibraryTrack(
    string Mood, string Title, string Path, string Author, string Licence, string Key, int Bpm, int Beats, double LoopSeconds, double LoudnessLufs)
{
    /// <summary>The time of the beat nearest to a time, when the track plays from 0 in its turns.</summary>
    public double NearestBeat(double seconds) => Math.Max(0, Math.Round(seconds * Bpm / 60)) * 60 / Bpm;

    /// <summary>The beat within a stretch that lies nearest to a wish, or null when none falls into it.</summary>
    public double? BeatWithin(double fromSeconds, double toSeconds, double wishedSeconds)
    {
        var beat = NearestBeat(Math.Clamp(wishedSeconds, fromSeconds, toSeconds));
        if (beat < fromSeconds) beat = NearestBeat(beat + (60.0 / Bpm));
        else if (beat > toSeconds) beat = NearestBeat(beat - (60.0 / Bpm));
        return beat >= fromSeconds && beat <= toSeconds ? beat : null;
    }
}

/// <summary>The music that comes with the product: several tracks for every mood but <c>none</c>.</summary>
public static class MusicLibrary
{
    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly Lazy<IReadOnlyList<LibraryTrack>> Loaded = new(Load);

    public static IReadOnlyList<LibraryTrack> Tracks => Loaded.Value;

    /// <param name="lastTitle">The track heard before, which is not taken again while there is another.</param>
    /// <returns>The same track for the same seed; null for a mood without music, such as <c>none</c>.</returns>
    public static LibraryTrack? Find(string mood, int seed, string? lastTitle = null)
    {
        var fitting = Tracks.Where(track => track.Mood.Equals(mood, StringComparison.OrdinalIgnoreCase)).ToList();
        if (fitting.Count > 1) fitting.RemoveAll(track => track.Title == lastTitle);
        return fitting.Count == 0 ? null : fitting[(int)((uint)seed % (uint)fitting.Count)];
    }

    /// <summary>The track of our own that a file is, or null.</summary>
    public static LibraryTrack? At(string path) => Tracks.FirstOrDefault(track => track.Path == path);

    private static List<LibraryTrack> Load()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "music");
        try
        {
            using var catalogue = File.OpenRead(Path.Combine(folder, "catalogue.json"));
            return [.. JsonSerializer.Deserialize<List<Entry>>(catalogue, Snake)!.Select(e =>
                new LibraryTrack(e.Mood, e.Title, Path.Combine(folder, e.File), e.Author, e.Licence, e.Key, e.Bpm, e.Beats, e.LoopSeconds, e.LoudnessLufs))];
        }
        catch (Exception missing) when (missing is IOException or JsonException)
        {
            throw new RenderException("The music library is not where the program is.", "Build or install Synthora again.", missing);
        }
    }

    private sealed record Entry(
        string File, string Mood, string Title, string Author, string Licence, string Key, int Bpm, int Beats, double LoopSeconds, double LoudnessLufs);
}
