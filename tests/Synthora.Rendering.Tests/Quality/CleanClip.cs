using Synthora.Rendering.FFmpeg;

namespace Synthora.Rendering.Tests.Quality;

/// <summary>A clip that passes everything, made once; most of what spoils it leaves its picture as it is.</summary>
public sealed class CleanClip : IAsyncLifetime
{
    /// <summary>Two moving pictures with a hard cut after two seconds.</summary>
    public const string Moving = "testsrc2=s=270x480:r=30:d=4,negate=enable='gte(n,60)'";
    public const string Loud = "anoisesrc=c=pink:a=0.35:r=48000:d=4:seed=7,volume=10dB";
    public const string Pink = Loud + ",aformat=channel_layouts=stereo";
    public const string Tags = "-color_range tv -colorspace bt709 -color_primaries bt709 -color_trc bt709";
    public const string Codec = "-c:v libx264 -preset veryfast -profile:v high -bf 2 -g 60";
    public const string Container = "-use_editlist 0 -movflags +faststart+negative_cts_offsets";

    private readonly string folder = Directory.CreateTempSubdirectory("synthora-gate-").FullName;

    public string Video { get; private set; } = "";

    public async Task InitializeAsync() => Video = await EncodeAsync(Moving, Pink, Codec, Tags, Container);

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>The clip with one thing another way; null is as in the clean one.</summary>
    public Task<string> MakeAsync(string? picture = null, string? sound = null, string? codec = null, string? tags = null, string? container = null) =>
        picture is null && codec is null && tags is null
            ? RunAsync(["-i", Video, "-f", "lavfi", "-i", sound ?? Pink, "-c:v", "copy"], container ?? Container)
            : EncodeAsync(picture ?? Moving, sound ?? Pink, codec ?? Codec, tags ?? Tags, container ?? Container);

    private Task<string> EncodeAsync(string picture, string sound, string codec, string tags, string container) => RunAsync(
        ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, "-vf", "format=yuv420p", .. codec.Split(' '), .. tags.Split(' ')], container);

    private async Task<string> RunAsync(IEnumerable<string> picture, string container)
    {
        var file = Path.Combine(folder, $"{Guid.CreateVersion7():N}.mp4");
        var made = await ToolRunner.RunAsync(
            "ffmpeg", ["-v", "error", .. picture, "-map", "0:v", "-map", "1:a", "-c:a", "aac", "-b:a", "192k", .. container.Split(' '), file], CancellationToken.None);
        made.ExitCode.ShouldBe(0, made.Error);
        return file;
    }
}
