using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Providers;
using Synthora.Providers.Text;

namespace Synthora.Features.Videos.Crew;

/// <summary>A language model called on a user's account: with their key, under the video's name, and counted.</summary>
internal sealed class PaidText(ITextProvider inner, CrewMember member, ProviderUse use, Guid userId, Guid videoId) : ITextProvider
{
    private long _read;
    private long _written;
    private bool _isUncounted;

    public ProviderInfo Info => inner.Info;

    /// <summary>Null when nothing was used; a server that does not count makes the amount unknown.</summary>
    public Usage? Used => _isUncounted ? new Usage() : _read + _written > 0 ? new Usage(InputTokens: _read, OutputTokens: _written) : null;

    /// <summary>The model that answered.</summary>
    public string? Model => member.Model ?? inner.Model;

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => inner.CheckKeyAsync(key, ct);

    public IChatClient Chat(ApiKey? key, string? model = null) => new Client(this, model);

    private async Task<ChatResponse> AskAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, string? model, CancellationToken ct)
    {
        var answer = await use.CallAsync(userId, member.Provider, member.Route, videoId, ProviderCategory.Script.Word(), async key =>
        {
            using var client = inner.Chat(key, model ?? member.Model);
            return await client.GetResponseAsync(messages, options, ct);
        }, ct);
        Interlocked.Add(ref _read, answer.Usage?.InputTokenCount ?? 0);
        Interlocked.Add(ref _written, answer.Usage?.OutputTokenCount ?? 0);
        _isUncounted |= answer.Usage?.InputTokenCount is null || answer.Usage.OutputTokenCount is null;
        return answer;
    }

    private sealed class Client(PaidText text, string? model) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            text.AskAsync(messages, options, model, cancellationToken);

        /// <summary>Whole answers in one piece: what is counted is counted once.</summary>
        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (var update in (await text.AskAsync(messages, options, model, cancellationToken)).ToChatResponseUpdates()) yield return update;
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

        public void Dispose()
        {
        }
    }
}
