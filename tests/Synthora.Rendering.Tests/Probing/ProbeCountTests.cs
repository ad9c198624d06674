using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Probing;

/// <summary>Counts how often ffprobe is started, through one of that name that writes down what it was asked.</summary>
[Collection(RenderingTests.Name)]
public sealed class ProbeCountTests(SampleMedia media)
{
    [Fact]
    public async Task Every_file_is_looked_into_once_and_a_recording_of_ours_not_at_all()
    {
        var folder = media.NewFolder();
        var photo = Aged(media.Wide, Path.Combine(folder, "photo.jpg"));
        var clip = Aged(media.Portrait, Path.Combine(folder, "clip.mp4"));
        var voice = Aged(media.Voice, Path.Combine(folder, "voice.wav"));
        var timeline = TimelineSamples.Of((new StillVisual(photo), 20, Transition.Cut), (new ClipVisual(clip), 20, Transition.Cut), (new ClipVisual(clip, 0.5), 20, Transition.Cut)) with
        {
            Audio = new AudioMix { Voice = [new VoiceClip(voice, 200, 1200)] },
        };
        var log = Path.Combine(folder, "probes");

        using (new WatchedTool(Path.Combine(folder, "bin"), log))
        {
            await Renderer.RenderAsync(timeline, new(Path.Combine(folder, "work"), Path.Combine(folder, "first.mp4")), null, CancellationToken.None);
            await MediaProbe.ProbeAsync(clip, CancellationToken.None);
            await Renderer.RenderAsync(timeline, new(Path.Combine(folder, "elsewhere"), Path.Combine(folder, "second.mp4")), null, CancellationToken.None);
        }

        Asked().ShouldBe(["clip.mp4", "photo.jpg"]);

        // Whatever is written over a file is looked into as well.
        File.Copy(media.Landscape, clip, overwrite: true);
        (await MediaProbe.ProbeAsync(clip, CancellationToken.None)).Video!.Width.ShouldBe(320);

        IEnumerable<string> Asked() => File.ReadAllLines(log).Where(line => line.Contains(folder, StringComparison.Ordinal) && !line.Contains("show_entries", StringComparison.Ordinal))
            .Select(line => Path.GetFileName(line.Split(' ')[^1])).Order();
    }

    [Fact]
    public async Task A_recording_of_ours_is_read_as_ffprobe_reads_it()
    {
        var info = await MediaProbe.ProbeAsync(media.Voice, CancellationToken.None);
        var asked = await ToolRunner.RunAsync("ffprobe", ["-v", "error", "-print_format", "json", "-show_format", "-show_streams", "-i", FFmpegText.File(media.Voice)], CancellationToken.None);

        info.ShouldBe(MediaProbe.Parse(asked.Output, media.Voice));

        var cutOff = Path.Combine(media.NewFolder(), "cut.wav");
        await File.WriteAllBytesAsync(cutOff, (await File.ReadAllBytesAsync(media.Voice))[..9000]);
        (await WaveHeader.ProbeAsync(new FileInfo(cutOff), CancellationToken.None)).ShouldBeNull();
    }

    private static string Aged(string from, string to)
    {
        File.Copy(from, to);
        File.SetLastWriteTimeUtc(to, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-5));
        return to;
    }

    private sealed class WatchedTool : IDisposable
    {
        private readonly string? _path = Environment.GetEnvironmentVariable("PATH");

        public WatchedTool(string folder, string log)
        {
            var real = ToolLauncher.Find("ffprobe").ShouldNotBeNull();
            Directory.CreateDirectory(folder);
            var tool = Path.Combine(folder, "ffprobe");
            File.WriteAllText(tool, $"#!/bin/sh\necho \"$*\" >> '{log}'\nexec '{real}' \"$@\"\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Environment.SetEnvironmentVariable("PATH", $"{folder}:{_path}");
        }

        public void Dispose() => Environment.SetEnvironmentVariable("PATH", _path);
    }
}
