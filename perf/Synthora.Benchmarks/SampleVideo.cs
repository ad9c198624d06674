using Synthora.Rendering;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Benchmarks;

/// <summary>Thirty seconds that both contestants make: three clips, three stills with a slow zoom, 90 words, ducked music.</summary>
internal sealed class SampleVideo(string folder)
{
    public const int Fps = 30;
    public const int Seconds = 30;
    private const int SceneSeconds = 5;

    public string Folder => folder;
    public string Voice => Path.Combine(folder, "voice.wav");
    public string Music => Path.Combine(folder, "music.wav");

    public string Clip(int index) => Path.Combine(folder, $"clip-{index}.mp4");

    public string Still(int index) => Path.Combine(folder, $"still-{index}.jpg");

    public async Task MakeAsync(CancellationToken ct)
    {
        string[] pictures = ["mandelbrot=s=1080x1920:r=30:maxiter=300", "gradients=s=1080x1920:r=30:speed=0.05:seed=7:nb_colors=4", "testsrc2=s=1080x1920:r=30"];
        for (var i = 0; i < pictures.Length; i++)
        {
            await RunAsync(ct, "-f", "lavfi", "-i", pictures[i], "-t", "6", "-c:v", "libx264", "-preset", "veryfast", "-b:v", "4M", "-pix_fmt", "yuv420p", Clip(i));
            await RunAsync(ct, "-f", "lavfi", "-i", $"mandelbrot=s=1440x2400:start_scale={1 + i}", "-frames:v", "1", Still(i));
        }

        await RunAsync(ct, "-f", "lavfi", "-i", "anoisesrc=c=pink:d=30:seed=4,volume='0.3*lt(mod(t,0.5),0.4)*lt(mod(t,5),4.5)':eval=frame", "-ac", "1", Voice);
        await RunAsync(ct, "-f", "lavfi", "-i", "sine=f=220:d=20,volume=0.5", "-ac", "2", "-ar", "44100", Music);
    }

    public Timeline Timeline => new()
    {
        Title = "Benchmark",
        Canvas = new Canvas(1080, 1920, Fps),
        Look = new Look { Palette = ["#101820", "#F2AA4C"], Captions = CaptionStyle.Karaoke },
        Audio = new AudioMix { Voice = [new VoiceClip(Voice, 0, Seconds * 1000)], Music = new MusicTrack(Music) },
        Scenes = [.. Enumerable.Range(0, Seconds / SceneSeconds).Select(Scene)],
    };

    /// <summary>Three words a second, three on screen at a time.</summary>
    public static IEnumerable<Cue> Cues(int startMs, int endMs)
    {
        for (var at = startMs; at < endMs; at += 1000)
        {
            var start = at;
            yield return new Cue(start, start + 1000, [[.. Enumerable.Range(0, 3).Select(i => new Word($"word{i + start / 333}", start + i * 333, start + (i + 1) * 333))]]);
        }
    }

    private Scene Scene(int index)
    {
        var (start, end) = (index * SceneSeconds * Fps, (index + 1) * SceneSeconds * Fps);
        return new Scene
        {
            Id = $"scene-{index + 1}",
            StartFrame = start,
            EndFrame = end,
            Shots =
            [
                new Shot
                {
                    StartFrame = start,
                    EndFrame = end,
                    Visual = index % 2 == 0 ? new ClipVisual(Clip(index / 2)) : new StillVisual(Still(index / 2)),
                    Motion = index % 2 == 0 ? Motion.None : Motion.ZoomIn,
                },
            ],
            Captions = [.. Cues(index * SceneSeconds * 1000, (index + 1) * SceneSeconds * 1000)],
        };
    }

    private static async Task RunAsync(CancellationToken ct, params string[] arguments)
    {
        var result = await ToolRunner.RunAsync("ffmpeg", ["-v", "error", "-y", .. arguments], ct);
        if (result.ExitCode != 0) throw FFmpegRunner.Failure("sample media", result.Error, result.ExitCode);
    }
}
