using Synthora.Rendering.Cameras;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Cameras;

[Collection(RenderingTests.Name)]
public sealed class ShootTests(SampleMedia media)
{
    private static readonly Canvas Tiny = new(64, 96);
    private static readonly TimeSpan Limit = FFmpegRunner.TimeFor(2);

    [Fact]
    public async Task A_folder_deeper_than_a_socket_address_may_be_long_works()
    {
        var folder = Directory.CreateDirectory(Path.Combine(media.NewFolder(), string.Join('/', Enumerable.Repeat("a long name with spaces, é and 'quotes'", 5)))).FullName;

        var (_, frames) = await Shoot.RunAsync(Command(media.Photo, "null"), "a test", folder, Limit, CancellationToken.None);

        frames.ShouldBe(40);
        Directory.EnumerateFileSystemEntries(folder).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_ffmpeg_that_fails_tells_its_own_cause_and_nobody_waits_for_it()
    {
        var folder = media.NewFolder();

        var failure = await Should.ThrowAsync<RenderException>(() => Shoot.RunAsync(Command(media.Photo, "nosuchfilter"), "a test", folder, Limit, CancellationToken.None));

        failure.Cause.ShouldContain("nosuchfilter");
        Directory.EnumerateFileSystemEntries(folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_picture_that_cannot_be_read_is_the_cause_not_the_silence_that_follows()
    {
        var failure = await Should.ThrowAsync<RenderException>(() =>
            Shoot.RunAsync(Command(Path.Combine(media.Folder, "gone.png"), "null"), "a test", media.NewFolder(), Limit, CancellationToken.None));

        failure.Cause.ShouldContain("gone.png");
    }

    [Fact]
    public async Task A_reader_with_more_to_give_ends_when_nobody_takes_frames_any_more()
    {
        var folder = media.NewFolder();

        var (_, frames) = await Shoot.RunAsync(Command(media.Portrait, "trim=end_frame=5", isStill: false), "a test", folder, Limit, CancellationToken.None);

        frames.ShouldBe(5);
    }

    private static FFmpegCommand Command(string file, string filter, bool isStill = true)
    {
        var graph = new FilterGraph();
        var shot = CameraShot.Add(graph, new CameraPath(Rendering.Timelines.Motion.ZoomIn, 40, 0), Tiny, 40, isStill, 1, (reader, size) =>
            reader.Chain(FFmpegText.Of($"[{reader.AddInput(FFmpegText.File(file))}:v]"), FFmpegText.Of($"scale={size.Width}:{size.Height}")));
        graph.AddChain($"[{shot}]{filter}[out]");
        return new(graph.Inputs, graph.Text, ["-map", "[out]", "-c:v", "libx264", "-f", "mp4"], "out.mp4");
    }
}
