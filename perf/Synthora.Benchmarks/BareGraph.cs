using System.Text;
using Synthora.Rendering.FFmpeg;
using static Synthora.Rendering.FFmpeg.FFmpegText;

namespace Synthora.Benchmarks;

/// <summary>
/// The same video the way one would type it: a single ffmpeg with a single graph and its default threads, Ken Burns by
/// <c>zoompan</c>, cross-fades by <c>xfade</c>, loudness by one-pass <c>loudnorm</c>.
/// </summary>
internal static class BareGraph
{
    private const int Scenes = Footage.Count;
    private const int Frames = SampleVideos.SceneSeconds * SampleVideos.Fps;

    public static Task ClipsAsync(Footage footage, string output, CancellationToken ct)
    {
        var graph = new StringBuilder();
        for (var i = 0; i < Scenes; i++)
            graph.Append(Of($"[{i}:v]fps=30,scale=1080:1920:force_original_aspect_ratio=increase,crop=1080:1920,setsar=1,format=yuv420p[v{i}];"));
        graph.Append(string.Concat(Enumerable.Range(0, Scenes).Select(i => $"[v{i}]"))).Append(Of($"concat=n={Scenes}"));
        return RunAsync(footage, Enumerable.Range(0, Scenes).SelectMany(i => (string[])["-t", "5", "-i", footage.Clip(i)]), graph, output, ct);
    }

    public static Task StillsAsync(Footage footage, string output, CancellationToken ct)
    {
        var graph = new StringBuilder();
        for (var i = 0; i < Scenes; i++)
        {
            var frames = i == Scenes - 1 ? Frames : Frames + SampleVideos.FadeFrames;
            graph.Append(Of($"[{i}:v]scale=1620:2880:force_original_aspect_ratio=increase,crop=1620:2880,format=yuv420p,zoompan=z='1+0.12*on/{Frames}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d={frames}:s=1080x1920:fps=30,setsar=1,format=yuv420p[v{i}];"));
        }

        for (var i = 1; i < Scenes; i++)
            graph.Append(Of($"[{(i == 1 ? "v0" : $"x{i - 1}")}][v{i}]xfade=transition=fade:duration={(double)SampleVideos.FadeFrames / SampleVideos.Fps}:offset={i * SampleVideos.SceneSeconds}{(i < Scenes - 1 ? $"[x{i}];" : "")}"));
        return RunAsync(footage, Enumerable.Range(0, Scenes).SelectMany(i => (string[])["-i", footage.Still(i)]), graph, output, ct);
    }

    /// <param name="graph">Ends open, with the moving picture.</param>
    private static async Task RunAsync(Footage footage, IEnumerable<string> inputs, StringBuilder graph, string output, CancellationToken ct)
    {
        var folder = Path.GetDirectoryName(output)!;
        await System.IO.File.WriteAllTextAsync(Path.Combine(folder, "bare.ass"), Captions(), ct);
        graph.Append(",ass=bare.ass,format=yuv420p[v];");
        graph.Append(Of($"[{Scenes}:a]aresample=48000,aformat=channel_layouts=stereo,asplit=2[voice][key];"));
        graph.Append(Of($"[{Scenes + 1}:a]aresample=48000,aformat=channel_layouts=stereo,volume=-18dB,atrim=end=30[music];"));
        graph.Append("[music][key]sidechaincompress=threshold=0.03:ratio=8:attack=15:release=300[ducked];");
        graph.Append("[voice][ducked]amix=inputs=2:normalize=0,loudnorm=I=-14:TP=-2,aresample=48000,aformat=channel_layouts=stereo[a]");
        List<string> arguments =
        [
            "-v", "error", "-y", .. inputs, "-i", footage.Voice, "-stream_loop", "-1", "-i", footage.Music,
            "-filter_complex", graph.ToString(), "-map", "[v]", "-map", "[a]", "-c:v", "libx264", "-preset", "veryfast", "-crf", "20",
            "-profile:v", "high", "-bf", "2", "-g", "60", "-maxrate", "8000k", "-bufsize", "16000k", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "192k", "-t", "30", "-movflags", "+faststart", output,
        ];
        var result = await ToolRunner.RunAsync("ffmpeg", arguments, ct, workingDirectory: folder);
        if (result.ExitCode != 0) throw FFmpegRunner.Failure("the bare graph", result.Error, result.ExitCode);
    }

    private static string Captions()
    {
        var text = new StringBuilder("[Script Info]\nPlayResX: 1080\nPlayResY: 1920\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, Bold, BorderStyle, Outline, Alignment, MarginV\nStyle: C,Noto Sans,76,&H00FFFFFF,&H00000000,-1,1,5,2,680\n\n[Events]\nFormat: Layer, Start, End, Style, Text\n");
        foreach (var cue in SampleVideos.Cues(0, SampleVideos.Seconds * 1000))
            foreach (var word in cue.Lines[0])
                text.Append(Of($"Dialogue: 0,{Clock(word.StartMs)},{Clock(word.EndMs)},C,{string.Join(' ', cue.Lines[0].Select(other => other == word ? $"{{\\c&H4CAAF2&}}{other.Text}{{\\c&HFFFFFF&}}" : other.Text))}\n"));
        return text.ToString();
    }

    private static string Clock(int ms) => Of($"0:00:{ms / 1000:00}.{ms % 1000 / 10:00}");
}
