using System.Text.Json;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.FFmpeg;

/// <summary>What a platform takes. The figures drift, so they live in one data file with the day they were checked.</summary>
/// <param name="GopSeconds">Distance of key frames in what is encoded for it; groups of pictures are closed.</param>
/// <param name="MaxBitrateKbps">Ceiling of the encoder, up to 30 frames a second.</param>
/// <param name="Source">Who publishes the figures.</param>
/// <param name="Limits">What any file is held against.</param>
/// <param name="AboveThirtyFps">What faster pictures may take; null where the platform makes no difference.</param>
public sealed record PlatformProfile(double GopSeconds, int MaxBitrateKbps, int AudioKbps, string Source, PlatformLimits Limits, FastPictures? AboveThirtyFps = null)
{
    public double MinSeconds => Limits.Seconds.Min ?? 0;
    public double MaxSeconds => Limits.Seconds.Max ?? double.PositiveInfinity;

    private static readonly Lazy<DataFile> Data = new(Load);

    public static DateOnly CheckedOn => Data.Value.CheckedOn;

    public static PlatformProfile For(Platform platform) => Data.Value.Profiles[platform.ToString()];

    /// <summary>The profile for pictures of so many a second; a rate that is read off a file is never quite 30.</summary>
    public PlatformProfile At(double fps) => AboveThirtyFps is { } fast && fps > 30.5
        ? this with { MaxBitrateKbps = fast.MaxBitrateKbps, Limits = Limits with { AverageKbps = Limits.AverageKbps! with { Max = fast.AverageKbps } } }
        : this;

    private static DataFile Load()
    {
        using var stream = typeof(PlatformProfile).Assembly.GetManifestResourceStream("platform-profiles.json")!;
        var data = JsonSerializer.Deserialize<DataFile>(stream, TimelineJson.Options)!;
        return data with { Profiles = new(data.Profiles, StringComparer.OrdinalIgnoreCase) };
    }

    private sealed record DataFile(DateOnly CheckedOn, Dictionary<string, PlatformProfile> Profiles);
}

/// <param name="MaxBitrateKbps">Ceiling of the encoder.</param>
/// <param name="AverageKbps">Advised over the whole video.</param>
public sealed record FastPictures(int MaxBitrateKbps, double AverageKbps);
