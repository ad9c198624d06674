using System.ClientModel.Primitives;
using System.Globalization;

namespace Synthora.Providers.Text.OpenAiCompatible;

/// <summary>
/// Repeats a request, at most three times and after the server's Retry-After, only when the server said that it did not take it on.
/// A broken connection or a timeout is not repeated: the answer may already have been paid for.
/// </summary>
internal sealed class UnacceptedRetryPolicy() : ClientRetryPolicy(maxRetries: 3)
{
    private const int LongestWaitSeconds = 60;

    protected override bool ShouldRetry(PipelineMessage message, Exception? exception) =>
        exception is null
        && base.ShouldRetry(message, exception)
        && message.Response is { } response
        && !response.Content.ToString().Contains("insufficient_quota", StringComparison.Ordinal);

    protected override ValueTask<bool> ShouldRetryAsync(PipelineMessage message, Exception? exception) => new(ShouldRetry(message, exception));

    protected override TimeSpan GetNextDelay(PipelineMessage message, int tryCount) =>
        message.Response is { } response
        && response.Headers.TryGetValue("Retry-After", out var after)
        && int.TryParse(after, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestWaitSeconds))
            : base.GetNextDelay(message, tryCount);
}
