using System.Numerics;
using System.Runtime.InteropServices;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Analysis;

/// <summary>Finds recordings of the timeline in the sound of the finished file, under whatever music lies there.</summary>
internal static class VoiceSearch
{
    private const int MostRecordings = 3;
    private const double ExcerptSeconds = 0.8;
    private const double Reach = 0.25;

    /// <summary>Correlation from which on an excerpt counts as found; speech against other speech stays far below.</summary>
    private const double Recognised = 0.3;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <param name="sound">The file's own samples at <see cref="SignalPass.VoiceRate"/>.</param>
    public static async Task<IReadOnlyList<VoicePlace>> FindAsync(Timeline timeline, short[] sound, string folder, CancellationToken ct)
    {
        var voices = timeline.Audio.Voice.Where(voice => File.Exists(voice.Path) && voice.DurationMs >= 600).ToList();
        if (voices.Count == 0 || sound.Length == 0) return [];
        var heard = Array.ConvertAll(sound, sample => sample / 32768f);
        List<VoicePlace> found = [];
        foreach (var index in Enumerable.Range(0, Math.Min(MostRecordings, voices.Count)).Select(i => voices.Count <= MostRecordings ? i : i * (voices.Count - 1) / (MostRecordings - 1)))
        {
            var voice = voices[index];
            var recording = await DecodeAsync(voice.Path, folder, ct);
            if (Excerpt(recording) is var (start, excerpt)) found.Add(Place(voice.StartMs, start, excerpt, heard));
        }

        return found;
    }

    private static async Task<float[]> DecodeAsync(string path, string folder, CancellationToken ct)
    {
        using var media = Probing.MediaFile.Open(path);
        var decoded = await ToolRunner.RunAsync(
            "ffmpeg", ["-nostdin", "-v", "error", "-y", "-t", "20", "-i", media.Source, "-ac", "1", "-ar", $"{SignalPass.VoiceRate}", "-f", "s16le", "recording.pcm"],
            ct, timeout: Limit, workingDirectory: folder);
        return decoded.ExitCode != 0 ? [] : Array.ConvertAll(await SignalPass.SamplesAsync(Path.Combine(folder, "recording.pcm"), ct), sample => sample / 32768f);
    }

    /// <summary>The first stretch that is as loud as the recording usually is.</summary>
    private static (int Start, float[] Samples)? Excerpt(float[] recording)
    {
        var length = (int)(ExcerptSeconds * SignalPass.VoiceRate);
        if (recording.Length < length) return null;
        var loudest = recording.Max(Math.Abs);
        var start = Math.Min(Array.FindIndex(recording, sample => Math.Abs(sample) >= 0.25f * loudest), recording.Length - length);
        return loudest < 0.001f ? null : (start, recording[start..(start + length)]);
    }

    private static VoicePlace Place(double plannedMs, int start, float[] excerpt, float[] heard)
    {
        var planned = (int)(plannedMs / 1000 * SignalPass.VoiceRate) + start;
        var reach = (int)(Reach * SignalPass.VoiceRate);
        var energy = Math.Sqrt(Product(excerpt, excerpt));
        var (best, at) = (0.0, 0);
        for (var lag = -reach; lag <= reach; lag++)
        {
            var from = planned + lag;
            if (from < 0 || from + excerpt.Length > heard.Length) continue;
            var part = heard.AsSpan(from, excerpt.Length);
            var likeness = Product(excerpt, part) / Math.Max(1e-9, energy * Math.Sqrt(Product(part, part)));
            if (likeness > best) (best, at) = (likeness, lag);
        }

        return new(plannedMs, best >= Recognised ? at * 1000.0 / SignalPass.VoiceRate : null, best);
    }

    private static double Product(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        ReadOnlySpan<Vector<float>> left = MemoryMarshal.Cast<float, Vector<float>>(one), right = MemoryMarshal.Cast<float, Vector<float>>(other);
        var sum = Vector<float>.Zero;
        for (var i = 0; i < left.Length; i++) sum += left[i] * right[i];
        return Vector.Sum(sum);
    }
}
