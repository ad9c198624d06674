using System.Runtime.InteropServices;
using Synthora.Rendering.Audio;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Music;

namespace Synthora.Rendering.Tests.Music;

public sealed class MusicLibraryTests
{
    private const int Rate = 48_000;

    public static TheoryData<string> Titles => [.. MusicLibrary.Tracks.Select(t => t.Title)];

    [Theory]
    [InlineData("upbeat")]
    [InlineData("energetic")]
    [InlineData("calm")]
    [InlineData("dramatic")]
    [InlineData("inspirational")]
    [InlineData("emotional")]
    [InlineData("trendy")]
    public void Every_mood_has_three_tracks_and_a_seed_always_finds_the_same(string mood)
    {
        var found = Enumerable.Range(-7, 30).Select(seed => MusicLibrary.Find(mood, seed).ShouldNotBeNull()).ToList();

        found.Distinct().Count().ShouldBeGreaterThanOrEqualTo(3);
        found.ShouldAllBe(track => track.Mood == mood && File.Exists(track.Path) && track.Licence == "CC0-1.0" && track.Key.Length > 0);
        MusicLibrary.Find(mood, -7).ShouldBe(found[0]);
        Enumerable.Range(0, 30).ShouldAllBe(seed => MusicLibrary.Find(mood, seed, found[0].Title) != found[0]);
    }

    [Fact]
    public void No_music_means_no_track() => MusicLibrary.Find("none", 1).ShouldBeNull();

    [Fact]
    public void All_tracks_together_stay_a_small_download() =>
        MusicLibrary.Tracks.Sum(track => new FileInfo(track.Path).Length).ShouldBeLessThan(8_400_000);

    [Fact]
    public void Beats_are_found_in_every_turn_of_a_track()
    {
        var track = MusicLibrary.Tracks[0] with { Bpm = 120, Beats = 8, LoopSeconds = 4 };

        track.NearestBeat(0.7).ShouldBe(0.5);
        track.NearestBeat(8.8).ShouldBe(9);
        track.BeatWithin(1.1, 1.6, 1.2).ShouldBe(1.5);
        track.BeatWithin(1.4, 2.2, 1.9).ShouldBe(2);
        track.BeatWithin(1.1, 1.4, 1.2).ShouldBeNull();
        MusicLibrary.Tracks.ShouldAllBe(t => Math.Abs(t.Beats * 60.0 / t.Bpm - t.LoopSeconds) < 0.001);
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task A_track_sounds_throughout_and_loops_without_a_seam(string title)
    {
        var track = MusicLibrary.Tracks.Single(t => t.Title == title);
        var samples = await Decode(track.Path);

        track.LoopSeconds.ShouldBeInRange(20, 60);
        ((double)samples.Length / 2 / Rate).ShouldBe(track.LoopSeconds, 0.002);
        samples.Max(Math.Abs).ShouldBeInRange(0.2f, 0.97f);
        for (var second = 0; second < samples.Length / 2 / Rate; second++)
            Level(samples.AsSpan(2 * second * Rate, 2 * Rate)).ShouldBeGreaterThan(-45, $"second {second}");

        // One level for all, so that a gain means the same whatever track is chosen.
        var meter = new LoudnessMeter();
        meter.Add(samples);
        meter.Integrated.ShouldBe(-18, 0.5);
        track.LoudnessLufs.ShouldBe(meter.Integrated, 0.2);

        // Across the joint the wave steps no more, and no brighter, than it does anyway in the seconds around.
        float[] joint = [.. samples[^(4 * Rate)..], .. samples[..(4 * Rate)]];
        var middle = joint.Length / 2;
        Math.Max(Math.Abs(joint[middle] - joint[middle - 2]), Math.Abs(joint[middle + 1] - joint[middle - 1]))
            .ShouldBeLessThanOrEqualTo(Enumerable.Range(2, joint.Length - 2).Where(i => Math.Abs(i - middle) > 1).Max(i => Math.Abs(joint[i] - joint[i - 2])));
        var bright = Enumerable.Range(0, (joint.Length / 2 / 240) - 1).Select(window => Brightness(joint, window * 240)).ToList();
        bright[(joint.Length / 4 / 240) - 1].ShouldBeLessThanOrEqualTo(bright.Max());
        // Nor may it fall silent before it, as it would if the tails were cut off.
        Level(samples.AsSpan(samples.Length - (Rate / 10))).ShouldBeGreaterThan(-50);
    }

    /// <summary>Power of the second difference over 10 ms: a click is nothing but that.</summary>
    private static double Brightness(float[] stereo, int frame)
    {
        var power = 0.0;
        for (var i = frame + 1; i < frame + 479; i++)
        {
            var bend = stereo[2 * (i + 1)] - (2 * stereo[2 * i]) + stereo[2 * (i - 1)];
            power += bend * bend;
        }

        return power;
    }

    private static double Level(ReadOnlySpan<float> samples)
    {
        var power = 0.0;
        foreach (var sample in samples) power += sample * sample;
        return 10 * Math.Log10(power / samples.Length + 1e-12);
    }

    private static async Task<float[]> Decode(string path)
    {
        var raw = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7()}.f32");
        try
        {
            var run = await ToolRunner.RunAsync("ffmpeg", ["-v", "error", "-i", path, "-ac", "2", "-ar", $"{Rate}", "-f", "f32le", raw], CancellationToken.None);
            run.ExitCode.ShouldBe(0, run.Error);
            return MemoryMarshal.Cast<byte, float>(await File.ReadAllBytesAsync(raw)).ToArray();
        }
        finally
        {
            File.Delete(raw);
        }
    }
}
