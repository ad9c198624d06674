using Synthora.Rendering.FFmpeg;

namespace Synthora.Rendering.Tests;

/// <summary>A small set of generated media that all rendering tests share.</summary>
public sealed class SampleMedia : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("synthora-tests-").FullName;

    public string Portrait => Path.Combine(Folder, "portrait.mp4");
    public string Landscape => Path.Combine(Folder, "landscape 'quoted' 25fps.mp4");
    public string Rotated => Path.Combine(Folder, "rotated.mp4");
    public string Photo => Path.Combine(Folder, "photo.png");
    public string Wide => Path.Combine(Folder, "wide %03d [é].jpg");
    public string Cutout => Path.Combine(Folder, "cutout.png");
    public string Voice => Path.Combine(Folder, "voice.wav");
    public string Music => Path.Combine(Folder, "music.wav");

    public async Task InitializeAsync()
    {
        await MakeAsync(Portrait, "-f", "lavfi", "-i", "testsrc2=s=270x480:r=30:d=2", "-f", "lavfi", "-i", "sine=f=300:d=2", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac");
        await MakeAsync(Landscape, "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=1.1", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p");
        await MakeAsync(Path.Combine(Folder, "upright.mp4"), "-f", "lavfi", "-i", "testsrc2=s=320x180:r=30:d=1", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p");
        await MakeAsync(Rotated, "-i", Path.Combine(Folder, "upright.mp4"), "-c", "copy", "-metadata:s:v:0", "rotate=90");
        await MakeAsync(Photo, "-f", "lavfi", "-i", "mandelbrot=s=300x500", "-frames:v", "1");
        var plain = Path.Combine(Folder, "wide.jpg");
        await MakeAsync(plain, "-f", "lavfi", "-i", "testsrc=s=640x300", "-frames:v", "1");
        File.Move(plain, Wide);
        await MakeAsync(Cutout, "-f", "lavfi", "-i", "color=red@0.0:s=200x300,format=rgba,drawbox=50:50:100:200:blue@1:fill", "-frames:v", "1");
        // Bursts of broadband sound with pauses between them stand for speech.
        await MakeAsync(Voice, "-f", "lavfi", "-i", "anoisesrc=c=pink:d=1.2:r=22050:seed=4,volume='0.3*lt(mod(t,0.6),0.45)':eval=frame", "-ac", "1");
        await MakeAsync(Music, "-f", "lavfi", "-i", "sine=f=440:d=3:r=44100,volume=0.5", "-ac", "2");
    }

    public static async Task<string> MakeAsync(string path, params string[] arguments)
    {
        var result = await ToolRunner.RunAsync("ffmpeg", ["-v", "error", "-y", .. arguments, FFmpegText.File(path)], CancellationToken.None);
        result.ExitCode.ShouldBe(0, result.Error);
        return path;
    }

    public string NewFolder() => Directory.CreateDirectory(Path.Combine(Folder, Guid.CreateVersion7().ToString("N"))).FullName;

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }
}

[CollectionDefinition(Name)]
public sealed class RenderingTests : ICollectionFixture<SampleMedia>
{
    public const string Name = "rendering";
}
