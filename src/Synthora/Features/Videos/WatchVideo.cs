using System.Runtime.CompilerServices;
using System.Text.Json;
using Synthora.Data;
using Synthora.Jobs;

namespace Synthora.Features.Videos;

/// <summary>The live status of one video: at once, then at every change, until it is in a final state.</summary>
public sealed class WatchVideo(Database database, JobSignals signals, IHostApplicationLifetime host)
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    /// <returns>
    /// An error when there is no such video; the stream ends after a final state, when the video is deleted, or when this
    /// process stops: whoever still listens asks again and is answered by the next one.
    /// </returns>
    public async Task<Result<IAsyncEnumerable<VideoStatusResponse>>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        if (await db.StatusAsync(videoId, ct) is not { } first) return Errors.NotFound("video");
        return new Result<IAsyncEnumerable<VideoStatusResponse>>(StreamAsync(caller, first, ct));
    }

    private async IAsyncEnumerable<VideoStatusResponse> StreamAsync(
        Caller caller, VideoStatusResponse first, [EnumeratorCancellation] CancellationToken ct)
    {
        VideoStatusResponse? status = first;
        var sent = "";
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct, host.ApplicationStopping);
        while (status is not null && !host.ApplicationStopping.IsCancellationRequested)
        {
            var text = JsonSerializer.Serialize(status);
            if (text != sent) yield return status;
            sent = text;
            if (status.Status is VideoStatus.Completed or VideoStatus.Failed or VideoStatus.Cancelled or VideoStatus.Expired) yield break;
            await signals.WaitForNewsAsync(Poll, ending.Token);
            ct.ThrowIfCancellationRequested();
            status = await ReadAsync(caller, status, ct);
        }
    }

    /// <summary>While the database is away the last known status stands.</summary>
    private async Task<VideoStatusResponse?> ReadAsync(Caller caller, VideoStatusResponse last, CancellationToken ct)
    {
        try
        {
            await using var db = database.Open(caller);
            return await db.StatusAsync(last.Id, ct);
        }
        catch (Exception exception) when (Transient.Is(exception))
        {
            return last;
        }
    }
}
