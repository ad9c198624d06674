using Synthora.Rendering.FFmpeg;
using static Synthora.Rendering.FFmpeg.FFmpegText;

namespace Synthora.Rendering.Audio;

/// <summary>Gains that bring voice and music to their places, found by measuring both.</summary>
/// <param name="VoiceDb">Brings speech to <see cref="SoundGraph.SpeechLufs"/>.</param>
/// <param name="MusicDb">Brings music to its level while nobody speaks.</param>
/// <param name="DuckDb">How much further it goes down under speech.</param>
internal sealed record MixGains(double VoiceDb, double MusicDb, double DuckDb);

/// <summary>The commands that make the sound: the speech stem, the mix, and the finished AAC.</summary>
internal static class SoundGraph
{
    /// <summary>Level of speech inside the mix; the finishing gain moves the whole afterwards.</summary>
    public const double SpeechLufs = -18;

    /// <summary>Music comes up by so much where nobody speaks.</summary>
    public const double DuckDb = 8;

    /// <summary>What the AAC encoder puts before the first sample; no edit list hides it, so the mix starts that much later in its own time.</summary>
    private const int AacPriming = 1024;
    private const double Fade = 0.03;
    private const double MusicOut = 1.5;
    private const int SidechainRatio = 20;
    private const string Stereo = "aresample=48000,aformat=sample_fmts=fltp:channel_layouts=stereo";

    public static MixGains GainsFor(SoundPlan plan, Loudness? voice, Loudness? music)
    {
        var voiceDb = voice is { IsSilent: false } ? SpeechLufs - voice.Integrated : 0;
        if (plan.Music is null || music is null or { IsSilent: true }) return new(voiceDb, 0, 0);
        if (voice is null or { IsSilent: true }) return new(voiceDb, SpeechLufs - music.Integrated + plan.Music.GainDb, 0);

        // The level under speech is a promise; a gain only changes how far the music rises in the pauses.
        var duck = Math.Clamp(Math.Min(DuckDb, plan.Music.UnderSpeechDb) + plan.Music.GainDb, 0, 40);
        return new(voiceDb, SpeechLufs - plan.Music.UnderSpeechDb + duck - music.Integrated, duck);
    }

    /// <summary>All speech at its times, as one file as long as the video.</summary>
    public static FFmpegCommand VoiceStem(SoundPlan plan, string output)
    {
        var graph = new FilterGraph();
        var placed = plan.Voice.Select(voice =>
        {
            var input = graph.AddInput(voice.Media.Source);
            return graph.Chain(Of($"[{input}:{voice.Media.Info.Audio!.Index}]"), Of(
                $"{Stereo},volume={voice.GainDb:0.##}dB,atrim=end={Seconds(voice.Seconds)},asetpts=PTS-STARTPTS,{Edges(voice.Seconds, Fade)},adelay={voice.Start * 1000:0}:all=1"), "a");
        }).ToList();
        graph.AddChain($"{Sum(placed)},{WholeLength(plan)},{Loudness.Filter}[out]");
        return Command(graph, output, "-c:a", "pcm_f32le");
    }

    /// <summary>Music as long as the video, only to be measured.</summary>
    public static FFmpegCommand MeasureMusic(SoundPlan plan)
    {
        var graph = new FilterGraph();
        var input = graph.AddInput(plan.Music!.Media.Source, "-stream_loop", "-1");
        graph.AddChain(Of($"[{input}:{plan.Music.Media.Info.Audio!.Index}]{Stereo},atrim=end={Seconds(plan.Seconds)},{Loudness.Filter}[out]"));
        return Command(graph, "-", "-f", "null");
    }

    /// <param name="voiceStem">What <see cref="VoiceStem"/> wrote, or null without speech.</param>
    public static FFmpegCommand Mix(SoundPlan plan, MixGains gains, string? voiceStem, string output)
    {
        var graph = new FilterGraph();
        var buses = new List<string>();
        string? key = null;
        if (voiceStem is not null)
        {
            var voice = graph.Chain(Of($"[{graph.AddInput(voiceStem)}:0]"), Of($"{Stereo},volume={gains.VoiceDb:0.##}dB"), "a");
            if (plan.Music is not null && gains.DuckDb > 0)
            {
                var (heard, listened) = (graph.NewLabel("a"), graph.NewLabel("a"));
                graph.AddChain($"[{voice}]asplit=2[{heard}][{listened}]");
                (voice, key) = (heard, listened);
            }

            buses.Add(voice);
        }

        if (plan.Music is not null) buses.Add(AddMusic(graph, plan, gains, key));
        buses.AddRange(plan.Clips.Select(clip => AddClip(graph, clip)));
        graph.AddChain($"{(buses.Count == 0 ? "anullsrc=r=48000:cl=stereo" : Sum(buses))},{WholeLength(plan)},{Loudness.Filter}[out]");
        return Command(graph, output, "-c:a", "pcm_f32le");
    }

    /// <summary>Gain, true-peak limiter and encoder.</summary>
    /// <param name="ceilingDb">The limiter works at four times the rate, where sample peaks are close to true peaks.</param>
    public static FFmpegCommand Finish(SoundPlan plan, string mix, double gainDb, double ceilingDb, string output)
    {
        var graph = new FilterGraph();
        var input = graph.AddInput(mix);
        graph.AddChain(Of(
            $"[{input}:0]{Stereo},volume={gainDb:0.##}dB,aresample=192000,alimiter=limit={Math.Pow(10, ceilingDb / 20):0.####}:attack=5:release=80:level=false:latency=1,aresample=48000,{WholeLength(plan)},atrim=start_sample={AacPriming},asetpts=N/SR/TB,aformat=sample_fmts=fltp:channel_layouts=stereo[out]"));
        return Command(
            graph, output, "-c:a", "aac", "-b:a", Of($"{plan.Kbps}k"), "-ar", "48000", "-ac", "2", "-map_metadata", "-1", "-fflags", "+bitexact",
            "-use_editlist", "0", "-f", "mp4");
    }

    private static string AddMusic(FilterGraph graph, SoundPlan plan, MixGains gains, string? key)
    {
        var input = graph.AddInput(plan.Music!.Media.Source, "-stream_loop", "-1");
        var music = graph.Chain(Of($"[{input}:{plan.Music.Media.Info.Audio!.Index}]"), Of(
            $"{Stereo},volume={gains.MusicDb:0.##}dB,atrim=end={Seconds(plan.Seconds)},asetpts=PTS-STARTPTS,{Edges(plan.Seconds, Math.Min(MusicOut, plan.Seconds / 4))}"), "a");
        if (key is null) return music;

        // Driven hard and clipped, speech is either there or not: the duck is as deep under a whisper as under a shout.
        var gate = graph.Chain($"[{key}]", "volume=30dB,aformat=sample_fmts=s16,aformat=sample_fmts=fltp", "a");
        var threshold = Math.Max(0.001, Math.Pow(10, -gains.DuckDb / (1 - 1.0 / SidechainRatio) / 20));
        return graph.Chain($"[{music}][{gate}]", Of(
            $"sidechaincompress=threshold={threshold:0.#####}:ratio={SidechainRatio}:attack=15:release=300:knee=1:detection=peak:makeup=1"), "a");
    }

    private static string AddClip(FilterGraph graph, ClipSound clip)
    {
        var input = graph.AddInput(clip.Media.Source, "-ss", Seconds(clip.In), "-t", Seconds(Math.Min(clip.Length, clip.Seconds)));
        // Each turn of a loop fades on its own, or its seam would click.
        var repeat = clip.Length < clip.Seconds ? Of($"{Edges(clip.Length, Fade)},aloop=loop=-1:size={(int)(clip.Length * SoundPlan.SampleRate)},") : "";
        return graph.Chain(Of($"[{input}:{clip.Media.Info.Audio!.Index}]"), Of(
            $"{Stereo},{repeat}atrim=end={Seconds(clip.Seconds)},asetpts=PTS-STARTPTS,volume={clip.Gain:0.####},{Edges(clip.Seconds, Fade)},adelay={clip.Start * 1000:0}:all=1"), "a");
    }

    private static string Edges(double seconds, double fadeOut) =>
        Of($"afade=t=in:d={Seconds(Fade)},afade=t=out:st={Seconds(Math.Max(0, seconds - fadeOut))}:d={Seconds(fadeOut)}");

    private static string Sum(List<string> buses) =>
        string.Concat(buses.Select(bus => $"[{bus}]")) + (buses.Count == 1 ? "anull" : Of($"amix=inputs={buses.Count}:normalize=0:duration=longest"));

    private static string WholeLength(SoundPlan plan) =>
        Of($"apad,atrim=end_sample={(long)Math.Round(plan.Seconds * SoundPlan.SampleRate)}");

    private static FFmpegCommand Command(FilterGraph graph, string output, params IEnumerable<string> options) =>
        new(graph.Inputs, graph.Text, ["-map", "[out]", "-vn", .. options], output) { LogLevel = "info" };
}
