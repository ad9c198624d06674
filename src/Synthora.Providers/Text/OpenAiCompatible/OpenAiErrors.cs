using System.ClientModel;
using System.Text.Json;

namespace Synthora.Providers.Text.OpenAiCompatible;

/// <summary>What went wrong, in words for whoever can mend it.</summary>
internal static class OpenAiErrors
{
    private static ProviderException Answered(ClientResultException failed, OpenAiCompatibleOptions options, string model)
    {
        var (message, code) = Body(failed);
        var said = message.Length == 0 ? "" : $" It said: {message}";
        ProviderException Fault(ProviderFault fault, string cause, string remedy) => new(OpenAiCompatible.Id, fault, cause + said, remedy, failed);
        return failed.Status switch
        {
            401 => new ProviderException(OpenAiCompatible.Id, ProviderFault.Authentication, $"{options.BaseUrl} does not accept the key.", "Check the key and that it belongs to this server.", failed),
            402 or 429 when failed.Status == 402 || code == "insufficient_quota" => Fault(ProviderFault.Quota, "The account has no credit left.", "Add credit or choose another model."),
            403 => Fault(ProviderFault.Authentication, $"The key may not use {model}.", "Give the key that right or choose another model."),
            404 => Fault(ProviderFault.Configuration, $"{options.BaseUrl} has no model \"{model}\" or does not speak this protocol.", "Check the base URL, which mostly ends in /v1, and the model; with Ollama, pull the model first."),
            429 => Fault(ProviderFault.Quota, "The server takes no more requests for now.", "Wait a minute and try again."),
            408 or >= 500 => Fault(ProviderFault.Unavailable, $"{options.BaseUrl} is in trouble (HTTP {failed.Status}).", "Try again later."),
            _ => Fault(ProviderFault.Refused, $"{options.BaseUrl} refused the request (HTTP {failed.Status}).", "Check the model and its limits."),
        };
    }

    /// <returns>Null for a cancellation and for what is no fault of the server.</returns>
    public static ProviderException? From(Exception failed, OpenAiCompatibleOptions options, string model, CancellationToken ct) => failed switch
    {
        ClientResultException { Status: 0 } or HttpRequestException => new ProviderException(OpenAiCompatible.Id, ProviderFault.Unavailable,
            $"{options.BaseUrl} cannot be reached.", "Check the address and that the server runs.", failed),
        ClientResultException answered => Answered(answered, options, model),
        OperationCanceledException or TimeoutException or AggregateException when !ct.IsCancellationRequested => new ProviderException(OpenAiCompatible.Id,
            ProviderFault.Unavailable, $"{options.BaseUrl} did not answer within {options.TimeoutSeconds} seconds.", "Try again, or choose a smaller model.", failed),
        JsonException or InvalidOperationException or ArgumentException or FormatException or KeyNotFoundException => new ProviderException(OpenAiCompatible.Id,
            ProviderFault.BadAnswer, $"{options.BaseUrl} does not answer in OpenAI's protocol.", "Check the base URL, which mostly ends in /v1.", failed),
        _ => null,
    };

    /// <summary>Whether the server complains about the schema rather than about the request's content.</summary>
    public static bool IsAboutFormat(ClientResultException failed) =>
        Body(failed).Message is var message
        && (message.Contains("format", StringComparison.OrdinalIgnoreCase) || message.Contains("schema", StringComparison.OrdinalIgnoreCase));

    private static (string Message, string Code) Body(ClientResultException failed)
    {
        try
        {
            if (failed.GetRawResponse()?.Content is not { } content) return ("", "");
            using var body = JsonDocument.Parse(content);
            if (!body.RootElement.TryGetProperty("error", out var error)) return ("", "");
            if (error.ValueKind == JsonValueKind.String) return (OneLine(error.GetString()), "");
            return (OneLine(Text(error, "message")), Text(error, "code"));
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return ("", "");
        }
    }

    private static string Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string OneLine(string? message)
    {
        var line = string.Join(' ', (message ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 200 ? line[..200] + "…" : line;
    }
}
