using System.Runtime.InteropServices;
using Synthora.Rendering.Audio;
using Synthora.Rendering.Scenes;
using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Audio;

/// <summary>Makes the sound of a timeline without its picture, and gives back what was encoded.</summary>
internal static class SoundStudio
{
    public const int Rate = 48000;

    /// <returns>What was measured, and the decoded samples, left and right in turn.</returns>
    public static async Task<(SoundMeasurement Figures, float[] Stereo)> RenderAsync(Timeline timeline, string folder)
    {
        TimelineValidator.ThrowIfInvalid(timeline);
        using var shelf = await MediaShelf.OpenAsync(timeline, CancellationToken.None);
        using var work = new RenderFolder(Path.Combine(folder, Guid.CreateVersion7().ToString("N")), TimeProvider.System);
        var figures = await new SoundRenderer(work).RenderAsync(SoundPlan.For(timeline, shelf.Media, 192), "sound", CancellationToken.None);
        return (figures, await DecodeAsync(work.SoundPath("sound"), folder));
    }

    public static Task<(SoundMeasurement Figures, float[] Stereo)> RenderAsync(AudioMix audio, double seconds, string folder) =>
        RenderAsync(TimelineSamples.Of((TimelineSamples.Card(), (int)(seconds * 30), Transition.Cut)) with { Audio = audio }, folder);

    public static async Task<float[]> DecodeAsync(string file, string folder)
    {
        var raw = await SampleMedia.MakeAsync(Path.Combine(folder, $"{Guid.CreateVersion7()}.f32"), "-i", file, "-map", "0:a", "-ac", "2", "-ar", $"{Rate}", "-f", "f32le");
        return MemoryMarshal.Cast<byte, float>(await File.ReadAllBytesAsync(raw)).ToArray();
    }

    public static string WriteWav(string path, float[] stereo)
    {
        using var file = new BinaryWriter(File.Create(path));
        var data = stereo.Length * sizeof(float);
        file.Write("RIFF"u8);
        file.Write(36 + data);
        file.Write("WAVEfmt "u8);
        file.Write(16);
        file.Write((short)3);
        file.Write((short)2);
        file.Write(Rate);
        file.Write(Rate * 8);
        file.Write((short)8);
        file.Write((short)32);
        file.Write("data"u8);
        file.Write(data);
        file.Write(MemoryMarshal.AsBytes<float>(stereo));
        return path;
    }

    public static float[] Stereo(double seconds, Func<double, double> wave) => Stereo(seconds, t => (wave(t), wave(t)));

    public static float[] Stereo(double seconds, Func<double, (double Left, double Right)> wave)
    {
        var samples = new float[2 * (int)(seconds * Rate)];
        for (var i = 0; i < samples.Length / 2; i++) (samples[2 * i], samples[(2 * i) + 1]) = ((float)wave((double)i / Rate).Left, (float)wave((double)i / Rate).Right);
        return samples;
    }

    public static double Sine(double t, double hertz, double db) => Math.Pow(10, db / 20) * Math.Sin(2 * Math.PI * hertz * t);

    /// <summary>Strength of one tone in dB under full scale; <paramref name="channel"/> 0 is left.</summary>
    public static double Tone(float[] stereo, double hertz, double from, double to, int channel = 0)
    {
        var (real, imaginary, count) = (0.0, 0.0, (int)((to - from) * Rate));
        for (var i = 0; i < count; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * hertz * i / Rate);
            var sample = stereo[(2 * ((int)(from * Rate) + i)) + channel];
            (real, imaginary) = (real + (sample * cos), imaginary + (sample * sin));
        }

        return 20 * Math.Log10((2 * Math.Sqrt((real * real) + (imaginary * imaginary)) / count) + 1e-9);
    }

    /// <summary>RMS of both channels in dB.</summary>
    public static double Level(float[] stereo, double from, double to) =>
        10 * Math.Log10(stereo[(2 * (int)(from * Rate))..(2 * (int)(to * Rate))].Average(sample => (double)sample * sample) + 1e-12);
}
