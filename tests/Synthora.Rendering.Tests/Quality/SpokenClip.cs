using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Quality;

/// <summary>A small finished video with everything that needs a timeline: voice, captions, a title, two shots.</summary>
public sealed class SpokenClip : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("synthora-spoken-").FullName;
    public string Video => Path.Combine(Folder, "spoken.mp4");
    public string Bare => Path.Combine(Folder, "bare.mp4");
    public Timeline Timeline { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var one = await SampleMedia.MakeAsync(Path.Combine(Folder, "one.mp4"), "-f", "lavfi", "-i", "testsrc2=s=270x480:r=30:d=2,hue=s=0.4", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p");
        var other = await SampleMedia.MakeAsync(Path.Combine(Folder, "other.mp4"), "-f", "lavfi", "-i", "gradients=s=270x480:r=30:d=2:speed=0.2:seed=3", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p");
        var voice = await SampleMedia.MakeAsync(Path.Combine(Folder, "voice.wav"), "-f", "lavfi", "-i", "anoisesrc=c=pink:d=3.8:r=22050:seed=4,volume='0.3*lt(mod(t,0.4),0.33)':eval=frame", "-ac", "1");
        Word[] words = [.. ((string[])["Every", "word", "comes", "as", "it", "is", "said", "aloud", "here"]).Select((text, i) => new Word(text, 100 + (i * 400), 430 + (i * 400)))];
        Timeline = new()
        {
            Title = "Spoken",
            Canvas = new Canvas(540, 960),
            Look = new Look { Palette = ["#0EA5E9", "#F59E0B"], Captions = CaptionStyle.Karaoke },
            Audio = new AudioMix { Voice = [new VoiceClip(voice, 100, 3800)] },
            Scenes =
            [
                Scene("scene-1", 0, 60, new ClipVisual(one), words[..4]) with { Texts = [new OverlayText("Look here", 0, 45)] },
                Emphatic(Scene("scene-2", 60, 120, new ClipVisual(other), words[5..])),
            ],
        };
        await RenderAsync(Timeline, Video);
        await RenderAsync(Timeline with { Scenes = [.. Timeline.Scenes.Select(scene => scene with { Captions = [], Texts = [] })] }, Bare);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    private Task RenderAsync(Timeline timeline, string output) =>
        Renderer.RenderAsync(timeline, new RenderOptions(Path.Combine(Folder, "work"), output), null, CancellationToken.None);

    private static Scene Emphatic(Scene scene) => scene with { Captions = [scene.Captions[0], scene.Captions[1] with { Emoji = "🔥" }] };

    private static Scene Scene(string id, int start, int end, Visual visual, Word[] words) => new()
    {
        Id = id,
        StartFrame = start,
        EndFrame = end,
        Shots = [new Shot { StartFrame = start, EndFrame = end, Visual = visual }],
        Captions = [.. words.Chunk(2).Select(pair => new Cue(pair[0].StartMs, Math.Min(end * 1000 / 30, pair[^1].StartMs + 400), [pair]))],
    };
}
