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
/// was interrupted is polled again, and what may have been ordered is never ordered a second time. A vendor that asks to be left
/// alone is left alone for as long as it asks, or given up without another call where that is longer than anyone waits.
/// </summary>
internal sealed class OrderDesk(IOrderBook book, OrderPatience patience, TimeProvider clock)
{
    private const long Largest = 512L << 20;

    /// <summary>Fetches of a result that are spoilt, each from a fresh address, before it counts as lost.</summary>
    private const int MostSpoilt = 3;
    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(5);

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
        ExternalJob job;
        try
        {
            job = order?.Job ?? await SubmitAsync(vendor, key, order, request, report, ct);
        }
        catch (ProviderException busy) when (busy.Fault == ProviderFault.RateLimited)
        {
            // It took nothing, so a retry may order it.
            return new(null, Why: busy.Message);
        }
        catch (ProviderException failed)
        {
            return await FailAsync(key, failed.Message, null);
        }

        return await FetchAsync(vendor, key, job, path, report, ct);
    }

    private async Task<ExternalJob> SubmitAsync<TRequest>(
        IJobProvider<TRequest> vendor, string key, PlacedOrder? before, Func<Guid, TRequest> request, Action<double?> report, CancellationToken ct)
    {
        if (before is not null && !vendor.Info.Has(ProviderFeature.OrderNumbers))
        {
            throw new ProviderException(vendor.Info.Id, ProviderFault.Transient,
                $"It is not known whether {vendor.Info.Name} took the order when the work was interrupted.", "Nothing is ordered twice; look into the account there.");
        }

        var started = clock.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            ct.ThrowIfCancellationRequested();
            var order = before ?? await book.OpenAsync(key, vendor.Info.Id, ct);
            try
            {
                // From here to the stored number nothing is broken off: an order nobody knows of is money lost.
                var job = await vendor.SubmitAsync(request(order.Id), key: null, CancellationToken.None);
                await book.TakenAsync(key, job, CancellationToken.None);
                return job;
            }
            catch (ProviderException turnedAway) when (turnedAway.Fault == ProviderFault.RateLimited)
            {
                // Whoever is interrupted while waiting for a turn orders anew; an order that may have been taken before keeps its number.
                if (before is null) await book.TurnedAwayAsync(key, CancellationToken.None);
                var pause = Pause(turnedAway, attempt);
                if (clock.GetElapsedTime(started) + pause > patience.Longest) throw;
                report(0);
                await Task.Delay(pause, clock, ct);
            }
        }
    }

    /// <summary>
    /// Asks until there is a result and brings it. Only the state a vendor tells ends an order: trouble with asking or fetching says
    /// nothing of work that is paid for, so it is asked again, which also brings a fresh address.
    /// </summary>
    private async Task<Delivery> FetchAsync<TRequest>(IJobProvider<TRequest> vendor, string key, ExternalJob job, string path, Action<double?> report, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        for (var (troubles, spoilt) = (0, 0); ;)
        {
            TimeSpan pause;
            string? why = null;
            var isMade = false;
            try
            {
                var state = await vendor.PollAsync(job, key: null, ct);
                if (state.Result is { } file)
                {
                    isMade = true;
                    await DownloadAsync(vendor, file, path, ct);
                    var media = await MediaProbe.ProbeAsync(path, ct);
                    await book.EndedAsync(key, OrderState.Done, null, state.CostUsd, ct);
                    return new(media, job.Model);
                }

                if (state.IsFinal) return await FailAsync(key, state.Failure?.Message ?? $"{vendor.Info.Name} ended the work as {EnumText(state.State)}", state.CostUsd);
                (troubles, spoilt) = (0, 0);
                report(state.Progress);
                pause = Shorter(state.PollAfter ?? UsualPause);
            }
            catch (ProviderException closed) when (closed.Fault == ProviderFault.Configuration)
            {
                // Only its owner can mend this; a retry asks for the order again.
                return new(null, Why: closed.Message);
            }
            catch (ProviderException trouble)
            {
                if (isMade && trouble.Fault is ProviderFault.NotFound or ProviderFault.InvalidRequest or ProviderFault.BadAnswer && ++spoilt == MostSpoilt) return await FailAsync(key, trouble.Message, null);
                (why, pause) = (trouble.Message, Pause(trouble, troubles++));
                report(null);
            }
            catch (RenderException unreadable)
            {
                File.Delete(path);
                why = $"what {vendor.Info.Name} sent cannot be used: {unreadable.Cause}";
                if (++spoilt == MostSpoilt) return await FailAsync(key, why, null);
                pause = Pause(null, troubles++);
                report(null);
            }

            // It may still come: the order stays open, and a retry asks for it again.
            if (clock.GetElapsedTime(started) + pause > patience.Longest)
                return new(null, Why: why ?? $"{vendor.Info.Name} did not finish within {patience.Longest.TotalMinutes:0} minutes.");
            await Task.Delay(pause, clock, ct);
        }
    }

    private static async Task DownloadAsync<TRequest>(IJobProvider<TRequest> vendor, ResultFile file, string path, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = path + ".part";
        await using (var to = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await vendor.DownloadAsync(file, key: null, to, Largest, ct);
            to.Flush(flushToDisk: true);
        }

        // Its index comes first, so a film that was cut off on its way looks whole to a prober.
        if (Mp4Boxes.Read(unfinished) is { IsMp4: true, Damage: { } damage })
            throw new ProviderException(vendor.Info.Id, ProviderFault.BadAnswer, $"What {vendor.Info.Name} sent is not whole: {damage}.", "Fetch it again.");
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Longer each time, and never less than the vendor asks for.</summary>
    private TimeSpan Pause(ProviderException? trouble, int before)
    {
        var usual = Shorter(UsualPause * Math.Pow(2, Math.Min(before, 6)));
        return trouble?.RetryAfter is { } asked && asked > usual ? asked : usual;
    }

    private TimeSpan Shorter(TimeSpan pause) => pause < patience.BetweenPolls ? pause : patience.BetweenPolls;

    private async Task<Delivery> FailAsync(string key, string why, decimal? usd)
    {
        await book.EndedAsync(key, OrderState.Failed, why, usd, CancellationToken.None);
        return new(null, Why: why);
    }

    private static string EnumText(JobState state) => state.ToString().ToLowerInvariant();
}
