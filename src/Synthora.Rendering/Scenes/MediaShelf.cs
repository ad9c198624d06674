using Synthora.Rendering.Probing;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Scenes;

/// <summary>Every file of a timeline, looked into and fingerprinted once before work begins.</summary>
internal sealed class MediaShelf : IDisposable
{
    private const int AtOnce = 4;
    private readonly List<MediaFile> _open = [];
    private readonly Dictionary<string, SourceMedia> _media = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, SourceMedia> Media => _media;

    /// <param name="probes">Where to remember what was found in files; null looks into each.</param>
    /// <exception cref="RenderException">A file cannot be read, or holds no picture or sound where one is needed.</exception>
    public static async Task<MediaShelf> OpenAsync(Timeline timeline, CancellationToken ct, string? probes = null)
    {
        var pictures = timeline.Scenes.SelectMany(scene => scene.Shots)
            .Select(shot => shot.Visual switch { ClipVisual clip => clip.Path, StillVisual still => still.Path, _ => null }).OfType<string>()
            .Concat(timeline.Overlays.Select(overlay => overlay switch { LogoOverlay logo => logo.Path, StickerOverlay sticker => sticker.Path, _ => null }).OfType<string>()).Distinct().ToList();
        var sounds = timeline.Audio.Voice.Select(voice => voice.Path).Append(timeline.Audio.Music?.Path).OfType<string>().Distinct().ToList();
        var paths = pictures.Union(sounds).ToList();
        var found = new SourceMedia?[paths.Count];
        var shelf = new MediaShelf();
        try
        {
            foreach (var path in paths)
            {
                if (!File.Exists(path)) throw new RenderException($"{path} does not exist.", "Correct the path or add the file.");
                shelf._open.Add(MediaFile.Open(path));
            }

            // Looking into a file is mostly waiting for a process to start.
            var memory = new ProbeMemory(probes);
            await Parallel.ForAsync(0, paths.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (n, token) =>
            {
                var fingerprint = await FileFingerprint.OfAsync(paths[n], token);
                found[n] = new SourceMedia(shelf._open[n].Source, fingerprint, await memory.LookAsync(paths[n], fingerprint, token));
            });
            foreach (var (path, media) in paths.Zip(found)) shelf._media[path] = media!;

            foreach (var path in pictures)
                if (shelf._media[path].Info.Video is null) throw new RenderException($"{path} has no picture.", "Give a video or picture file for it.");
            foreach (var path in sounds)
                if (shelf._media[path].Info.Audio is null) throw new RenderException($"{path} has no sound.", "Give a sound file for it.");
            return shelf;
        }
        catch
        {
            shelf.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var file in _open) file.Dispose();
    }
}
