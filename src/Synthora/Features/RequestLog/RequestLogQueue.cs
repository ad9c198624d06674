using System.Threading.Channels;
using Synthora.Features.Integrations;
using Synthora.Providers;

namespace Synthora.Features.RequestLog;

/// <summary>
/// Takes calls off the path of the request: whoever calls a provider never waits for the log. When the database is away
/// for long, the newest calls are dropped and counted rather than kept without end.
/// </summary>
internal sealed class RequestLogQueue(ProviderDirectory directory) : IProviderLog
{
    private const int Room = 5_000;
    private const int LongestBody = 64 * 1024;
    private const int LongestEndpoint = 500;
    private int _dropped;

    private readonly Channel<ProviderRequest> _calls = Channel.CreateBounded<ProviderRequest>(new BoundedChannelOptions(Room) { SingleReader = true });

    public ChannelReader<ProviderRequest> Calls => _calls.Reader;

    public Task WriteAsync(ProviderCall call, CancellationToken ct)
    {
        if (!_calls.Writer.TryWrite(RowOf(call, CallScope.Current))) Interlocked.Increment(ref _dropped);
        return Task.CompletedTask;
    }

    public void Complete() => _calls.Writer.TryComplete();

    /// <summary>How many calls were lost since it was last asked.</summary>
    public int TakeDropped() => Interlocked.Exchange(ref _dropped, 0);

    private ProviderRequest RowOf(ProviderCall call, CallPurpose? purpose) => new()
    {
        UserId = purpose?.UserId,
        VideoId = purpose?.VideoId,
        Provider = Cut(call.ProviderId, 50)!,
        Method = Cut(call.Method, 10)!,
        Endpoint = Cut(call.Url, LongestEndpoint)!,
        StatusCode = call.Status,
        RequestBody = Cut(call.RequestBody, LongestBody),
        ResponseBody = Cut(call.ResponseBody, LongestBody),
        DurationMs = (int)Math.Min(call.Duration.TotalMilliseconds, int.MaxValue),
        ErrorMessage = Cut(call.Error, 1_000),
        ErrorDetails = Cut(call.ErrorDetails, 8_000),
        Step = purpose?.Step,
        IsSimulated = directory.IsSimulated,
        CreatedAt = call.At,
    };

    /// <summary>PostgreSQL keeps no zero characters in text.</summary>
    private static string? Cut(string? text, int length)
    {
        if (text is null) return null;
        text = text.Replace("\0", "", StringComparison.Ordinal);
        return text.Length <= length ? text : text[..(length - 1)] + "…";
    }
}
