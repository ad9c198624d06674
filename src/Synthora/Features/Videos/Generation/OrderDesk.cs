using Synthora.Providers;
using Synthora.Providers.Jobs;
using Synthora.Rendering;
using Synthora.Rendering.Analysis;
using Synthora.Rendering.Probing;

namespace Synthora.Features.Videos.Generation;

/// <param name="Media">What was brought; null when nothing was.</param>
/// <param name="Why">Why nothing was.</param>
internal sealed record Delivery(MediaInfo? Media, string? Model = null, string? Why = null);

/// <summary>
/// Orders work from a slow vendor, waits for it and brings the result. The vendor's number is stored before the first poll; what
/// was interrupted is polled again, and what may have been ordered is never ordered a second time.
/// </summary>
internal sealed class OrderDesk(IOrderBook book, OrderPatience patience, TimeProvider clock)
{
    private const long Largest = 512L << 20;
    private const int MostAttempts = 3;
    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestTurnedAway = TimeSpan.FromMinutes(2);

    /// <summary>Whether the vendor knows the order already, so that nothing has to be got ready for it.</summary>
    public async Task<bool> IsPlacedAsync(string key, CancellationToken ct) => await book.FindAsync(key, ct) is { } order && (order.Job is not null || order.State == OrderState.Failed);

    /// <param name="key">Names the order within its video, and changes with what is ordered.</param>
    /// <param name="request">Takes our own number of the order.</param>
    /// <param name="path">Where the result goes; it is there whole or not at all.</param>
    /// <param name="report">Takes 0–1 where the vendor tells.</param>
    public async Task<Delivery> BringAsync<TRequest>(
        IJobProvider<TRequest> vendor, string key, Func<Guid, TRequest> request, string path, Action<double?> report, CancellationToken ct)
    {
        var order = await book.FindAsync(key, ct);
        if (order is { State: OrderState.Failed }) return new(null, Why: order.Note ?? $"{vendor.Info.Name} failed");
        if (order is { State: OrderState.Done, Job: { } made } && File.Exists(path)) return new(await MediaProbe.ProbeAsync(path, ct), made.Model);
        try
        {
            var job = order?.Job ?? await SubmitAsync(vendor, key, order, request, ct);
            var result = await WaitAsync(vendor, job, report, ct);
            if (result.Result is not { } file) return await FailAsync(key, result.Failure?.Message ?? $"{vendor.Info.Name} ended the work as {EnumText(result.State)}", result.CostUsd);
            await DownloadAsync(vendor, file, path, ct);
            var media = await MediaProbe.ProbeAsync(path, ct);
            await book.EndedAsync(key, OrderState.Done, null, result.CostUsd, ct);
            return new(media, job.Model);
        }
        catch (ProviderException failed)
        {
            return await FailAsync(key, failed.Message, null);
        }
        catch (RenderException unreadable)
        {
            File.Delete(path);
            return await FailAsync(key, $"what {vendor.Info.Name} sent cannot be used: {unreadable.Cause}", null);
        }
        catch (TimeoutException late)
        {
            // It may still come: the order stays open, and a retry asks for it again.
            return new(null, Why: late.Message);
        }
    }

    private async Task<ExternalJob> SubmitAsync<TRequest>(IJobProvider<TRequest> vendor, string key, PlacedOrder? before, Func<Guid, TRequest> request, CancellationToken ct)
    {
        if (before is not null && !vendor.Info.Has(ProviderFeature.OrderNumbers))
        {
            throw new ProviderException(vendor.Info.Id, ProviderFault.Transient,
                $"It is not known whether {vendor.Info.Name} took the order when the work was interrupted.", "Nothing is ordered twice; look into the account there.");
        }

        var order = before ?? await book.OpenAsync(key, vendor.Info.Id, ct);
        for (var attempt = 1; ; attempt++)
        {
            ct.ThrowIfCancellationRequested();
            try
            {
                // From here to the stored number nothing is broken off: an order nobody knows of is money lost.
                var job = await vendor.SubmitAsync(request(order.Id), key: null, CancellationToken.None);
                await book.TakenAsync(key, job, CancellationToken.None);
                return job;
            }
            catch (ProviderException turnedAway) when (turnedAway.Fault == ProviderFault.RateLimited && attempt < MostAttempts)
            {
                var pause = turnedAway.RetryAfter ?? UsualPause;
                await Task.Delay(pause < LongestTurnedAway ? pause : LongestTurnedAway, clock, ct);
            }
        }
    }

    private async Task<JobReport> WaitAsync<TRequest>(IJobProvider<TRequest> vendor, ExternalJob job, Action<double?> report, CancellationToken ct)
    {
        for (var started = clock.GetTimestamp(); ;)
        {
            JobReport state;
            try
            {
                state = await vendor.PollAsync(job, key: null, ct);
            }
            catch (ProviderException trouble) when (trouble.MayPass)
            {
                state = new(JobState.Running, PollAfter: trouble.RetryAfter);
            }

            if (state.IsFinal) return state;
            report(state.Progress);
            if (clock.GetElapsedTime(started) > patience.Longest) throw new TimeoutException($"{vendor.Info.Name} did not finish within {patience.Longest.TotalMinutes:0} minutes.");
            var pause = state.PollAfter ?? UsualPause;
            await Task.Delay(pause < patience.BetweenPolls ? pause : patience.BetweenPolls, clock, ct);
        }
    }

    private async Task DownloadAsync<TRequest>(IJobProvider<TRequest> vendor, ResultFile file, string path, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = path + ".part";
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using (var to = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
                {
                    await vendor.DownloadAsync(file, key: null, to, Largest, ct);
                    to.Flush(flushToDisk: true);
                }

                // Its index comes first, so a film that was cut off on its way looks whole to a prober.
                if (Mp4Boxes.Read(unfinished) is { IsMp4: true, Damage: { } damage })
                    throw new ProviderException(vendor.Info.Id, ProviderFault.Transient, $"What {vendor.Info.Name} sent is not whole: {damage}.", "Fetch it again.");
                File.Move(unfinished, path, overwrite: true);
                return;
            }
            catch (ProviderException broken) when (broken.MayPass && attempt < MostAttempts)
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt), clock, ct);
            }
        }
    }

    private async Task<Delivery> FailAsync(string key, string why, decimal? usd)
    {
        await book.EndedAsync(key, OrderState.Failed, why, usd, CancellationToken.None);
        return new(null, Why: why);
    }

    private static string EnumText(JobState state) => state.ToString().ToLowerInvariant();
}
