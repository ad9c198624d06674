using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Synthora.Providers.Simulation;

internal enum SimulatedState { Queued, Running, Succeeded, Failed, Refused, Cancelled }

/// <summary>Orders of one simulated vendor. A job moves on each time it is asked about: queued, running, done; the prompt's magic words bend that.</summary>
/// <param name="wholeVideos">It makes videos of the size and length asked for, with sound, rather than clips, and judges no content.</param>
/// <param name="atOnce">How many orders of one key it works on side by side, where the vendor has such a limit.</param>
internal sealed class SimulatedJobs(string vendorId, bool wholeVideos = false, int atOnce = int.MaxValue)
{
    private const int SlowPolls = 8;

    /// <summary>An order nobody asks about any more keeps no room from others.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, Job> jobs = [];
    private long number = 1_000;

    private readonly Magic magic = new();

    /// <summary>What keeps an order from being taken: its content, a vendor that is busy with others, or one in trouble.</summary>
    /// <param name="refused">The vendor's answer to content it looks at first; null where it finds out while it makes the video.</param>
    /// <param name="tellsWait">Whether it says in the head of its answer how long to wait.</param>
    /// <returns>Null when nothing does.</returns>
    public IResult? TurnAway(HttpContext context, string? prompt, IResult busy, IResult? refused = null, string? key = null, bool tellsWait = true)
    {
        if (refused is not null && Magic.Says(prompt, "policy")) return refused;
        // What stands before a vendor's own servers answers for them, in no form of theirs.
        if (magic.Once(prompt, "trouble")) return Results.Text("upstream connect error", statusCode: 503);
        if (!magic.Once(prompt, "busy") && jobs.Values.Count(job => job.Key == key && IsUnderWay(job)) < atOnce) return null;
        return tellsWait ? Magic.RetryIn(context, Magic.ShortWait, busy) : busy;
    }

    /// <summary>Takes an order; a number of the caller's own that was seen before is the same order.</summary>
    /// <param name="aspectRatio">Also as pixels, such as 720x1280 or 720:1280.</param>
    /// <param name="key">Whose orders it counts among.</param>
    public string Take(string? prompt, string? aspectRatio, double? seconds, string? once = null, bool numeric = false, string? key = null)
    {
        if (once is not null && jobs.FirstOrDefault(job => job.Value.Once == once) is { Key: { } known }) return known;
        var id = numeric ? Interlocked.Increment(ref number).ToString(System.Globalization.CultureInfo.InvariantCulture) : Guid.CreateVersion7().ToString();
        jobs[id] = new Job(prompt ?? "", wholeVideos ? Pixels(aspectRatio) : Shape(aspectRatio), seconds ?? 5, once, key);
        return id;
    }

    /// <returns>The state after moving on by one; null for a number that is not known.</returns>
    public SimulatedState? Look(string id)
    {
        if (!jobs.TryGetValue(id, out var job)) return null;
        if (job.Cancelled) return SimulatedState.Cancelled;
        var polls = Interlocked.Increment(ref job.Polls);
        job.AskedAt = TimeProvider.System.GetTimestamp();
        if (polls == 1) return SimulatedState.Queued;
        if (polls == 2 || Magic.Says(job.Prompt, "slow") && polls < SlowPolls) return SimulatedState.Running;
        job.HasEnded = true;
        return Magic.Says(job.Prompt, "fail") ? SimulatedState.Failed
            : !wholeVideos && (Magic.Says(job.Prompt, "policy") || Magic.Says(job.Prompt, "late policy")) ? SimulatedState.Refused : SimulatedState.Succeeded;
    }

    public bool Cancel(string id)
    {
        if (!jobs.TryGetValue(id, out var job) || job.Polls > 2) return false;
        return job.Cancelled = true;
    }

    /// <summary>The same where one call stops what is under way and throws away what has ended.</summary>
    /// <param name="onlyWaiting">What is being made already cannot be stopped.</param>
    public bool Delete(string id, bool onlyWaiting)
    {
        if (!jobs.TryGetValue(id, out var job)) return false;
        if (job.HasEnded) return jobs.TryRemove(id, out _);
        if (onlyWaiting && job.Polls > 1) return false;
        return job.Cancelled = true;
    }

    public string File(HttpContext context, string id, string kind = "mp4") => $"{context.Request.Scheme}://{context.Request.Host}/_sim/{vendorId}/results/{id}.{kind}";

    /// <summary>Serves the results; one ordered as expired is gone.</summary>
    public void MapResults(RouteGroupBuilder vendor) => vendor.MapGet("/results/{id}.{kind}", async (string id, string kind) =>
        await MadeAsync(id, kind) is { } made ? Results.Bytes(made, kind == "wav" ? "audio/wav" : "video/mp4") : Results.StatusCode(410));

    /// <returns>Null for a result that is gone.</returns>
    public async Task<byte[]?> MadeAsync(string id, string kind = "mp4")
    {
        if (!jobs.TryGetValue(id, out var job) || Magic.Says(job.Prompt, "expired")) return null;
        var seconds = Math.Clamp((int)job.Seconds, 1, 30);
        return kind == "wav" ? await SimulatedMedia.SoundAsync(seconds, id.Length)
            : wholeVideos ? await SimulatedMedia.VideoAsync(job.Size.Width, job.Size.Height, job.Seconds)
            : await SimulatedMedia.ClipAsync(job.Size.Width, job.Size.Height, seconds, job.Prompt.Length);
    }

    private static bool IsUnderWay(Job job) => !job.HasEnded && !job.Cancelled && TimeProvider.System.GetElapsedTime(job.AskedAt) < Abandoned;

    private static (int Width, int Height) Shape(string? ratio) => (ratio ?? "9:16").Split(':', 'x', '*') is [var w, var h] && int.TryParse(w, out var wide) && int.TryParse(h, out var high) && wide > high ? (640, 360)
        : ratio is "1:1" or "960:960" ? (360, 360) : (360, 640);

    private static (int Width, int Height) Pixels(string? size) =>
        size?.Split('x') is [var w, var h] && int.TryParse(w, out var wide) && int.TryParse(h, out var high) && wide is > 1 and <= 4096 && high is > 1 and <= 4096 ? (wide, high) : (360, 640);

    private sealed class Job(string prompt, (int Width, int Height) size, double seconds, string? once, string? key)
    {
        public int Polls;
        public long AskedAt = TimeProvider.System.GetTimestamp();
        public string? Key { get; } = key;
        public bool HasEnded { get; set; }
        public string Prompt { get; } = prompt;
        public (int Width, int Height) Size { get; } = size;
        public double Seconds { get; } = seconds;
        public string? Once { get; } = once;
        public bool Cancelled { get; set; }
    }
}
