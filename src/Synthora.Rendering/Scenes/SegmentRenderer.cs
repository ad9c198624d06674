using System.Collections.Concurrent;
using Synthora.Rendering.Cameras;
using Synthora.Rendering.Captions;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Motion;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Scenes;

/// <summary>Makes the segments a render lacks. A segment appears in the store whole or not at all.</summary>
internal sealed class SegmentRenderer(RenderFolder folder, IReadOnlyDictionary<string, SourceMedia> media, bool canToneMap)
{
    /// <summary>Complaints of ffmpeg that mean lost pictures. Others come with sound footage too, where a cut begins between two key frames.</summary>
    private static readonly string[] Losses = ["partial file", "File ended prematurely", "Error while decoding", "Decoding error", "Error submitting packet to decoder"];

    private readonly ConcurrentDictionary<(CardShot Shot, SafeBox Room), Lazy<Task<CardArtwork>>> _artwork = new();

    /// <param name="onFrame">Called with the number of this segment's frames done.</param>
    public async Task RenderAsync(SegmentPlan plan, string key, Action<int> onFrame, CancellationToken ct)
    {
        var artwork = await DrawAsync(plan, ct);
        var scratch = folder.NewScratch();
        var (texts, documents) = SceneText.Compose(plan, artwork);
        foreach (var (name, document) in documents) await File.WriteAllTextAsync(Path.Combine(scratch, name), document, ct);

        var output = key + ".mp4";
        var command = SegmentCommand.Build(plan, new SegmentSources(media, artwork, canToneMap), texts, output);
        var (log, frames) = await Shoot.RunAsync(command, plan.SceneId, scratch, FFmpegRunner.TimeFor((double)plan.Frames / plan.Canvas.Fps), ct, onFrame);
        if (frames != plan.Frames)
            throw new RenderException(
                $"{plan.SceneId} came out with {frames} frames instead of {plan.Frames}.",
                log.Length > 0 ? $"ffmpeg said: {log.Trim().Split('\n')[^1]}" : "One of its files may be damaged; replace it.");
        folder.KeepSegment(Path.Combine(scratch, output), key, Losses.Any(loss => log.Contains(loss, StringComparison.Ordinal)) ? RenderFallbacks.OfDamage(plan) : []);
    }

    /// <summary>Designs the segment's cards; once, however often it is asked for.</summary>
    public async Task<IReadOnlyDictionary<CardShot, CardArtwork>> DrawAsync(SegmentPlan plan, CancellationToken ct)
    {
        var artwork = new Dictionary<CardShot, CardArtwork>();
        IEnumerable<ShotPlan> seen = plan.Leaving is null ? plan.Shots : [.. plan.Shots, plan.Leaving];
        foreach (var shot in seen)
            if (shot.Visual is CardVisual card)
                artwork[new(card, shot.ShotFrames)] = await DesignAsync(new(card, shot.ShotFrames), plan, ct);
        return artwork;
    }

    private Task<CardArtwork> DesignAsync(CardShot shot, SegmentPlan plan, CancellationToken ct) =>
        _artwork.GetOrAdd((shot, plan.FreeBox), key => new(() => CardDesigner.DesignAsync(
            key.Shot.Card,
            new CardContext(plan.Canvas, plan.Look, key.Room, plan.Language, (double)key.Shot.ShotFrames / plan.Canvas.Fps, plan.Seed),
            folder.Art, ct))).Value;
}
