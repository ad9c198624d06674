using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Scenes;

namespace Synthora.Rendering.Audio;

/// <summary>Every sound of a plan as samples: one ffmpeg decodes them all, each once.</summary>
internal sealed class SoundSources : IDisposable
{
    private readonly List<SampleFile> _files = [];
    private readonly Dictionary<Wanted, SampleFile> _known = [];

    /// <param name="folder">Takes the samples; 384 kB a second of sound.</param>
    /// <exception cref="RenderException">A file cannot be decoded.</exception>
    public static async Task<SoundSources> DecodeAsync(SoundPlan plan, string folder, CancellationToken ct)
    {
        var wanted = plan.Voice.Select(Of).Concat(plan.Clips.Select(Of)).Concat(plan.Music is { } music ? [Of(music, plan)] : []).Distinct().ToList();
        if (wanted.Count > 0) await FFmpegRunner.RunAsync(Command(wanted), "the sound's sources", folder, FFmpegRunner.TimeFor(plan.Seconds), ct);
        var sources = new SoundSources();
        for (var i = 0; i < wanted.Count; i++)
        {
            var file = new SampleFile(Path.Combine(folder, FileName(i)));
            sources._files.Add(file);
            sources._known[wanted[i]] = file;
        }

        return sources;
    }

    public ISampleSource this[PlacedVoice voice] => _known[Of(voice)];

    public ISampleSource this[ClipSound clip] => _known[Of(clip)];

    public ISampleSource Music(PlacedMusic music, SoundPlan plan) => _known[Of(music, plan)];

    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
    }

    /// <summary>Surround is folded down as ITU-R BS.775 says, centre and rear 3 dB down, without the low-frequency channel.</summary>
    internal static FFmpegCommand Command(IReadOnlyList<Wanted> wanted)
    {
        var inputs = wanted.Select(want => new FFmpegInput(
            [.. want.In > 0 ? ["-ss", FFmpegText.Seconds(want.In)] : Array.Empty<string>(), .. want.Seconds is { } most ? ["-t", FFmpegText.Seconds(most)] : Array.Empty<string>(), "-vn", "-sn", "-dn"], want.Media.Source)).ToList();
        var outputs = wanted.SelectMany((want, i) => (IEnumerable<string>)
        [
            "-map", $"{i}:{want.Media.Info.Audio!.Index}",
            // The sound of a clip may begin after its picture, and may have holes.
            "-af", $"aresample={SoundPlan.SampleRate}{(want.InStep ? ":async=1:first_pts=0" : "")},aformat=sample_fmts=flt:channel_layouts=stereo", "-f", "f32le", FileName(i),
        ]).ToList();
        return new(inputs, "", outputs[..^1], outputs[^1]);
    }

    private static string FileName(int index) => FFmpegText.Of($"source-{index}.f32");

    private static Wanted Of(PlacedVoice voice) => new(voice.Media, 0, Rounded(voice.Seconds), InStep: false);

    private static Wanted Of(ClipSound clip) => new(clip.Media, clip.In, Rounded(Math.Min(clip.Length, clip.Seconds + clip.Tail)), InStep: true);

    private static Wanted Of(PlacedMusic music, SoundPlan plan) => new(music.Media, music.InMs / 1000.0, Rounded(plan.Seconds + (music.LoopFadeMs / 1000.0)), InStep: false);

    private static double? Rounded(double seconds) => seconds < 1_000_000 ? Math.Round(seconds, 3) + 0.002 : null;

    /// <param name="InStep">Keeps step with a picture.</param>
    internal sealed record Wanted(SourceMedia Media, double In, double? Seconds, bool InStep);
}
