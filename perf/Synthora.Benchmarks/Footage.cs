using Synthora.Rendering.FFmpeg;

namespace Synthora.Benchmarks;

/// <summary>Clips, stills, a voice and music, made once and kept where the same folder is given again.</summary>
internal sealed class Footage(string folder)
{
    public const int Count = 6;

    public string Folder => folder;
    public string Voice => Path.Combine(folder, "voice.wav");
    public string Music => Path.Combine(folder, "music.wav");

    public string Clip(int index) => Path.Combine(folder, $"clip-{index % Count}.mp4");

    public string Still(int index) => Path.Combine(folder, $"still-{index % Count}.jpg");

    public async Task MakeAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        // From hard to easy to encode, and one that has to be brought to the canvas's rate.
        string[] pictures =
        [
            "mandelbrot=s=1080x1920:r=30:maxiter=200", "gradients=s=1080x1920:r=30:speed=0.05:seed=7:nb_colors=4", "testsrc2=s=1080x1920:r=30",
            "mandelbrot=s=1080x1920:r=30:maxiter=200:start_scale=0.4", "gradients=s=1080x1920:r=30:speed=0.02:seed=21:nb_colors=6", "testsrc2=s=1080x1920:r=25",
        ];
        for (var i = 0; i < Count; i++)
        {
            await MakeAsync(Clip(i), ct, "-f", "lavfi", "-i", pictures[i], "-t", "6", "-c:v", "libx264", "-preset", "veryfast", "-b:v", "4M", "-g", "60", "-pix_fmt", "yuv420p");
            await MakeAsync(Still(i), ct, "-f", "lavfi", "-i", FFmpegText.Of($"mandelbrot=s=1440x2400:start_scale={0.5 + i * 0.5}"), "-frames:v", "1");
        }

        await MakeAsync(Voice, ct, "-f", "lavfi", "-i", "anoisesrc=c=pink:d=30:seed=4,volume='0.3*lt(mod(t,0.5),0.4)*lt(mod(t,5),4.5)':eval=frame", "-ac", "1");
        await MakeAsync(Music, ct, "-f", "lavfi", "-i", "sine=f=220:d=20,volume=0.5", "-ac", "2", "-ar", "44100");
    }

    private static async Task MakeAsync(string path, CancellationToken ct, params string[] arguments)
    {
        if (File.Exists(path)) return;
        var unfinished = Path.Combine(Path.GetDirectoryName(path)!, "new-" + Path.GetFileName(path));
        var result = await ToolRunner.RunAsync("ffmpeg", ["-v", "error", "-y", .. arguments, unfinished], ct);
        if (result.ExitCode != 0) throw FFmpegRunner.Failure("the sample footage", result.Error, result.ExitCode);
        File.Move(unfinished, path);
    }
}
