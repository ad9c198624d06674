using System.Text.Json;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.FFmpeg;

/// <summary>What a platform takes. The figures drift, so they live in one data file with the day they were checked.</summary>
/// <param name="GopSeconds">Longest distance between key frames; groups of pictures are closed.</param>
/// <param name="MaxBitrateKbps">Ceiling of the video's bitrate.</param>
/// <param name="MaxMegabytes">Largest file, in units of 1024 × 1024 bytes.</param>
/// <param name="Source">Who publishes the figures.</param>
public sealed record PlatformProfile(
    double GopSeconds, int MaxBitrateKbps, int AudioKbps, double MinSeconds, double MaxSeconds, int MaxMegabytes, string Source)
{
    private static readonly Lazy<DataFile> Data = new(Load);

    public static DateOnly CheckedOn => Data.Value.CheckedOn;

    public static PlatformProfile For(Platform platform) => Data.Value.Profiles[platform.ToString()];

    private static DataFile Load()
    {
        using var stream = typeof(PlatformProfile).Assembly.GetManifestResourceStream("platform-profiles.json")!;
        var data = JsonSerializer.Deserialize<DataFile>(stream, TimelineJson.Options)!;
        return data with { Profiles = new(data.Profiles, StringComparer.OrdinalIgnoreCase) };
    }

    private sealed record DataFile(DateOnly CheckedOn, Dictionary<string, PlatformProfile> Profiles);
}
