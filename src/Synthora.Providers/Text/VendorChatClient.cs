using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Synthora.Providers.Http;

namespace Synthora.Providers.Text;

/// <summary>One vendor's form of a chat; pure but for <see cref="PrepareAsync"/>.</summary>
internal interface IChatForm
{
    /// <summary>The path below the base URL and the body of a request.</summary>
    (string Path, JsonObject Body) Ask(IReadOnlyList<ChatMessage> messages, ChatOptions options, string model, bool stream);

    ChatResponse Read(JsonElement answer);

    /// <summary>Reads the events of a stream in order; one reader for each stream, for what has to be put together.</summary>
    Func<string, JsonElement, IEnumerable<ChatResponseUpdate>> StreamReader();

    /// <summary>Uploads what does not fit into a message.</summary>
    Task<IReadOnlyList<ChatMessage>> PrepareAsync(IReadOnlyList<ChatMessage> messages, ApiKey? key, CancellationToken ct) => Task.FromResult(messages);
}

/// <summary>A chat with one model of one vendor.</summary>
internal sealed class VendorChatClient(Vendor vendor, IChatForm form, ApiKey? key, Func<CancellationToken, Task<string>> model) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (request, name) = await RequestAsync(messages, options, stream: false, cancellationToken);
        var answer = await vendor.SendAsync<JsonElement>(request, key, cancellationToken);
        try
        {
            var response = form.Read(answer);
            response.ModelId ??= name;
            return response;
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or KeyNotFoundException or FormatException or JsonException or IndexOutOfRangeException)
        {
            throw FaultWords.Tell(vendor.Info, ProviderFault.BadAnswer, null, key, inner: wrong);
        }
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (request, name) = await RequestAsync(messages, options, stream: true, cancellationToken);
        request.Options.Set(CallOptions.Streams, true);
        using var response = await vendor.OpenAsync(request, key, cancellationToken);
        var read = form.StreamReader();
        await foreach (var (kind, json) in StreamEvents.ReadAsync(vendor, response, cancellationToken))
        {
            // Whatever the vendor, trouble in mid-stream comes as an object named error.
            if (json.Find("error") is { ValueKind: JsonValueKind.Object or JsonValueKind.String } || kind == "error")
                throw StreamEvents.Trouble(vendor, json, key);
            foreach (var update in read(kind, json))
            {
                update.ModelId ??= name;
                yield return update;
            }
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : serviceType == typeof(ProviderInfo) ? vendor.Info : null;

    public void Dispose()
    {
        // The connections belong to the factory.
    }

    private async Task<(HttpRequestMessage Request, string Model)> RequestAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream, CancellationToken ct)
    {
        var name = options?.ModelId ?? await model(ct);
        var prepared = await form.PrepareAsync([.. messages], key, ct);
        var (path, body) = form.Ask(prepared, options ?? new ChatOptions(), name, stream);
        var request = Vendor.Post(path, body);
        // A model's answer is not a thing that is ordered: a request turned away unread may be sent again.
        request.Options.Set(CallOptions.RepeatWhenTurnedAway, true);
        return (request, name);
    }
}
