using Synthora.Rendering.Probing;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Scenes;

/// <summary>Every file of a timeline, looked into and fingerprinted once before work begins.</summary>
internal sealed class MediaShelf : IDisposable
{
    private readonly List<MediaFile> _open = [];
    private readonly Dictionary<string, SourceMedia> _media = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, SourceMedia> Media => _media;

    /// <exception cref="RenderException">A file cannot be read, or holds no picture or sound where one is needed.</exception>
    public static async Task<MediaShelf> OpenAsync(Timeline timeline, CancellationToken ct)
    {
        var shelf = new MediaShelf();
        try
        {
            foreach (var visual in timeline.Scenes.SelectMany(scene => scene.Shots).Select(shot => shot.Visual))
            {
                var path = visual switch { ClipVisual clip => clip.Path, StillVisual still => still.Path, _ => null };
                if (path is not null && (await shelf.AddAsync(path, ct)).Info.Video is null)
                    throw new RenderException($"{path} has no picture.", "Give a video or picture file for it.");
            }

            foreach (var path in timeline.Overlays.Select(overlay => overlay switch { LogoOverlay logo => logo.Path, StickerOverlay sticker => sticker.Path, _ => null }).OfType<string>())
                if ((await shelf.AddAsync(path, ct)).Info.Video is null)
                    throw new RenderException($"{path} has no picture.", "Give a picture file for it.");

            IEnumerable<string> sounds = timeline.Audio.Voice.Select(voice => voice.Path);
            if (timeline.Audio.Music is { } music) sounds = sounds.Append(music.Path);
            foreach (var path in sounds)
                if ((await shelf.AddAsync(path, ct)).Info.Audio is null)
                    throw new RenderException($"{path} has no sound.", "Give a sound file for it.");
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

    private async Task<SourceMedia> AddAsync(string path, CancellationToken ct)
    {
        if (_media.TryGetValue(path, out var known)) return known;
        var info = await MediaProbe.ProbeAsync(path, ct);
        var file = MediaFile.Open(path);
        _open.Add(file);
        return _media[path] = new SourceMedia(file.Source, await FileFingerprint.OfAsync(path, ct), info);
    }
}
