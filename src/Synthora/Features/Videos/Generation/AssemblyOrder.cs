using System.Security.Cryptography;
using System.Text;
using Synthora.Providers.Assembly;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>Has a vendor put the video together: publishes the parts, orders once, and takes only what has the right length and sound.</summary>
internal sealed class AssemblyOrder(OutsideAssembly outside, OrderDesk desk)
{
    public const string Folder = "outside";

    /// <summary>Vendors count frames in their own way; more than this is another video.</summary>
    private const double ToleranceSeconds = 1;

    /// <param name="timeline">With absolute paths.</param>
    /// <param name="workFolder">Kept between attempts.</param>
    /// <param name="video">Where the video goes.</param>
    /// <returns>Why there is none; null when there is one.</returns>
    public async Task<string?> BringAsync(Timeline timeline, string workFolder, string cache, string video, Action<double, string> report, CancellationToken ct)
    {
        var name = outside.Vendor.Info.Name;
        var key = Key(timeline, workFolder);
        var result = Path.Combine(workFolder, Folder, $"{key}.mp4");
        var request = await desk.IsPlacedAsync(Order(key), ct) ? null
            : await new AssemblyParts(outside.Publish, Path.Combine(workFolder, Folder), cache).PlanAsync(timeline, (fraction, message) => report(fraction * 0.4, message), ct);
        report(0.4, $"{name} puts the video together");
        var made = await desk.BringAsync(
            outside.Vendor, Order(key), _ => request ?? throw new InvalidOperationException("An order that was placed before is not placed again."), result,
            share => report(0.4 + (0.55 * (share ?? 0.3)), $"{name} puts the video together"), ct);
        await outside.WithdrawAsync(ct);
        if (Refuse(made, timeline) is { } why) return why;
        Directory.CreateDirectory(Path.GetDirectoryName(video)!);
        File.Copy(result, video, overwrite: true);
        report(1, $"{name} put the video together");
        return null;
    }

    private static string? Refuse(Delivery made, Timeline timeline)
    {
        if (made.Media is not { } media) return made.Why ?? "nothing came";
        if (media.Video is null || media.IsStill) return "what came has no moving picture";
        if (media.Audio is null) return "what came has no sound";
        return media.DurationSeconds is { } seconds && Math.Abs(seconds - timeline.DurationSeconds) <= ToleranceSeconds ? null
            : FormattableString.Invariant($"what came lasts {media.DurationSeconds ?? 0:0.0} s instead of {timeline.DurationSeconds:0.0} s");
    }

    private static string Order(string key) => $"assembly/{key}";

    /// <summary>Another timeline is another order; the same one in another folder is not.</summary>
    private string Key(Timeline timeline, string workFolder) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{outside.Vendor.Info.Id}\0{TimelineJson.Write(TimelineFile.Relative(timeline, workFolder))}")))[..24];
}
