using Synthora.Rendering.Captions;
using Synthora.Rendering.Tests.Scenes;
using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Captions;

[Collection(RenderingTests.Name)]
public sealed class CaptionSyncTests(SampleMedia media)
{
    /// <summary>Words of known onsets over three scenes, against the frames in which the finished file's picture changes.</summary>
    [Fact]
    public async Task Words_change_in_the_finished_video_when_they_are_spoken_and_do_not_drift()
    {
        var grey = await SampleMedia.MakeAsync(Path.Combine(media.NewFolder(), "grey.png"), "-f", "lavfi", "-i", "color=gray:s=270x480", "-frames:v", "1");
        var random = new Random(5);
        var words = new List<Word>();
        for (var at = 137; at < 35_000;)
        {
            var next = at + random.Next(400, 800);
            words.Add(new Word(words.Count % 2 == 0 ? "mountains" : "of", at, next));
            at = next;
        }

        var timeline = TimelineSamples.Of((new StillVisual(grey), 350, Transition.Cut), (new StillVisual(grey), 401, Transition.Cut), (new StillVisual(grey), 320, Transition.Cut));
        var look = timeline.Look with { Captions = CaptionStyle.Pop };
        var box = SafeBox.For(timeline.Platform, timeline.Canvas);
        timeline = timeline with
        {
            Look = look,
            Scenes = [.. timeline.Scenes.Select(scene => scene with
            {
                Captions = [.. CaptionSegmenter.Segment(words.Where(word => word.StartMs * 30 >= scene.StartFrame * 1000 && word.EndMs * 30 <= scene.EndFrame * 1000).ToList(), look, timeline.Canvas, box, "en")],
            })],
        };
        var spoken = timeline.Scenes.SelectMany(scene => scene.Captions).Select(cue => cue.StartMs).ToList();
        spoken.Count.ShouldBeGreaterThan(50);

        var video = await PlayedVideo.RenderAsync(timeline, media.NewFolder());

        // A word's arrival is a large change after a quiet stretch.
        var changes = Enumerable.Range(1, video.Frames.Count - 1).Select(frame => video.Change(frame - 1, frame)).Prepend(0).ToList();
        var onsets = Enumerable.Range(1, changes.Count - 1).Where(frame => changes[frame] > 0.5 && changes.Skip(Math.Max(0, frame - 4)).Take(Math.Min(4, frame)).All(change => change < 0.5))
            .Select(frame => frame * 1000.0 / 30).ToList();
        var errors = spoken.Select(start => onsets.MinBy(onset => Math.Abs(onset - start)) - start).ToList();
        var sizes = errors.Select(Math.Abs).Order().ToList();

        sizes[sizes.Count / 2].ShouldBeLessThanOrEqualTo(40);
        // Words stand on the nearest frame: 80 ms would do, but half a frame is what they keep.
        sizes[(int)(sizes.Count * 0.95)].ShouldBeLessThanOrEqualTo(20);
        Math.Abs(errors.TakeLast(15).Average() - errors.Take(15).Average()).ShouldBeLessThanOrEqualTo(1000.0 / 30);
    }
}
