using System.Runtime.InteropServices;
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
    public void Every_mood_has_a_track_and_a_seed_always_finds_the_same(string mood)
    {
        var track = MusicLibrary.Find(mood, -7).ShouldNotBeNull();
        track.Mood.ShouldBe(mood);
        File.Exists(track.Path).ShouldBeTrue();
        MusicLibrary.Find(mood, -7).ShouldBe(track);
    }

    [Fact]
    public void No_music_means_no_track() => MusicLibrary.Find("none", 1).ShouldBeNull();

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task A_track_sounds_throughout_and_loops_without_a_seam(string title)
    {
        var track = MusicLibrary.Tracks.Single(t => t.Title == title);
        var samples = await Decode(track.Path);

        track.LoopSeconds.ShouldBeInRange(25, 46);
        ((double)samples.Length / Rate).ShouldBe(track.LoopSeconds, 0.002);
        samples.Max(Math.Abs).ShouldBeInRange(0.2f, 0.95f);
        for (var second = 0; second < samples.Length / Rate; second++)
            Level(samples.AsSpan(second * Rate, Rate)).ShouldBeGreaterThan(-45, $"second {second}");

        // At the seam the wave must not jump more than it does anyway while the piece begins.
        var step = Math.Abs(samples[0] - samples[^1]);
        var usual = Enumerable.Range(1, Rate / 2).Max(i => Math.Abs(samples[i] - samples[i - 1]));
        step.ShouldBeLessThanOrEqualTo(Math.Max(usual, 0.02f));
        // Nor may it fall silent before it, as it would if the tails were cut off.
        Level(samples.AsSpan(samples.Length - Rate / 20)).ShouldBeGreaterThan(-50);
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
            var run = await ToolRunner.RunAsync("ffmpeg", ["-v", "error", "-i", path, "-af", "pan=mono|c0=0.5*c0+0.5*c1", "-ar", $"{Rate}", "-f", "f32le", raw], CancellationToken.None);
            run.ExitCode.ShouldBe(0, run.Error);
            return MemoryMarshal.Cast<byte, float>(await File.ReadAllBytesAsync(raw)).ToArray();
        }
        finally
        {
            File.Delete(raw);
        }
    }
}
