using System.Text.Json;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Scenes;

/// <summary>
/// The work folder of a render: finished parts by key, and scratch of the running one. Parts arrive by rename when they
/// are on the disk, so a killed render or a machine without power leaves whole parts and scratch, never half a part.
/// </summary>
internal sealed class RenderFolder : IDisposable
{
    private static readonly TimeSpan ScratchLife = TimeSpan.FromHours(6);
    private readonly string _segments;
    private readonly string _sounds;
    private readonly string _scratch;
    private readonly TimeProvider _clock;
    private int _count;

    /// <exception cref="RenderException">The folder cannot be written.</exception>
    public RenderFolder(string path, TimeProvider clock)
    {
        Root = Path.GetFullPath(path);
        _clock = clock;
        _segments = Path.Combine(Root, "segments");
        _sounds = Path.Combine(Root, "sounds");
        var scratchRoot = Path.Combine(Root, "scratch");
        _scratch = Path.Combine(scratchRoot, Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));
        try
        {
            foreach (var folder in (string[])[_segments, _sounds, _scratch]) Directory.CreateDirectory(folder);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new RenderException($"The work folder {Root} cannot be written: {denied.Message}", "Give a folder that can be written.", denied);
        }

        foreach (var left in new DirectoryInfo(scratchRoot).EnumerateDirectories())
            if (clock.GetUtcNow() - left.LastWriteTimeUtc > ScratchLife)
                TryDelete(left.FullName);
    }

    public string Root { get; }

    /// <summary>What was found in media files, by their content.</summary>
    public string Probes => Path.Combine(Root, "probes");

    public string SegmentPath(string key) => Path.Combine(_segments, key + ".mp4");

    private string FallbacksPath(string key) => Path.Combine(_segments, key + ".json");

    public string SoundPath(string key) => Path.Combine(_sounds, key + ".m4a");

    /// <summary>What was measured of a sound, beside it.</summary>
    public string SoundFiguresPath(string key) => Path.Combine(_sounds, key + ".json");

    /// <summary>The sound arrives last, so it vouches for its figures.</summary>
    public bool HasSound(string key) => FinishedParts.Use(SoundPath(key), _clock);

    public bool HasSegment(string key) => FinishedParts.Use(SegmentPath(key), _clock);

    public string NewScratch() =>
        Directory.CreateDirectory(Path.Combine(_scratch, Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture))).FullName;

    /// <summary>Shared by all cards of a render: their art is named by content, and much of it recurs.</summary>
    public string Art => Path.Combine(_scratch, "art");

    /// <summary>What was done in a lesser way than asked in a segment, beside it; it comes first, so that no segment is kept without.</summary>
    public void KeepSegment(string finished, string key, IReadOnlyList<Fallback> fallbacks)
    {
        if (fallbacks.Count > 0)
        {
            var unfinished = finished + ".json";
            File.WriteAllText(unfinished, JsonSerializer.Serialize(fallbacks, TimelineJson.Options));
            Keep(unfinished, FallbacksPath(key));
        }

        Keep(finished, SegmentPath(key));
    }

    public IReadOnlyList<Fallback> FallbacksOf(string key) =>
        File.Exists(FallbacksPath(key)) ? JsonSerializer.Deserialize<IReadOnlyList<Fallback>>(File.ReadAllText(FallbacksPath(key)), TimelineJson.Options)! : [];

    public void KeepSound(string finished, string figures, string key)
    {
        var unfinished = finished + ".json";
        File.WriteAllText(unfinished, figures);
        Keep(unfinished, SoundFiguresPath(key));
        Keep(finished, SoundPath(key));
    }

    private static void Keep(string finished, string path)
    {
        using (var file = File.OpenHandle(finished, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(file);
        File.Move(finished, path, overwrite: true);
    }

    /// <summary>Lets go of finished parts that nothing has used for long.</summary>
    public void Trim() => FinishedParts.Trim([_segments, _sounds, Probes], _clock);

    public void Dispose() => TryDelete(_scratch);

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // Left over for the next render to sweep.
        }
    }
}
