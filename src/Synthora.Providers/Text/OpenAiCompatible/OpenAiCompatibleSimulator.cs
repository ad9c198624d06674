using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Synthora.Providers.Text.OpenAiCompatible;

/// <summary>
/// Speaks the protocol under <c>/_sim/openai/v1</c> and writes answers of its own, so that the product runs without an account.
/// A model name tells how it behaves: <c>simulated-writer</c> answers, <c>simulated-plain</c> knows no response_format.
/// </summary>
public static class OpenAiCompatibleSimulator
{
    public const string Path = "/_sim/openai/v1";
    public const string Model = "simulated-writer";
    public const string ModelWithoutFormats = "simulated-plain";

    private static readonly JsonSerializerOptions Snake = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static IEndpointRouteBuilder MapOpenAiCompatibleSimulator(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Path).ExcludeFromDescription();
        group.MapGet("/models", (HttpRequest request) => Key(request) == "wrong" ? WrongKey() : Results.Json(new
        {
            @object = "list",
            data = new[] { Model, ModelWithoutFormats }.Select(id => new { id, @object = "model", created = 1_700_000_000, owned_by = "synthora-simulator" }),
        }));
        group.MapPost("/chat/completions", ChatAsync);
        return routes;
    }

    private static async Task<IResult> ChatAsync(HttpRequest request, CancellationToken ct)
    {
        if (Key(request) == "wrong") return WrongKey();
        ChatBody? body;
        try
        {
            body = await request.ReadFromJsonAsync<ChatBody>(Snake, ct);
        }
        catch (JsonException)
        {
            return Error(400, "We could not parse the JSON body of your request.", "invalid_request_error", null);
        }

        if (body?.Messages is not { Count: > 0 } messages) return Error(400, "Missing required parameter: 'messages'.", "invalid_request_error", "missing_required_parameter");
        if (body.Model is not (Model or ModelWithoutFormats)) return Error(404, $"The model `{body.Model}` does not exist.", "invalid_request_error", "model_not_found");
        if (body.ResponseFormat is not null && body.Model == ModelWithoutFormats) return Error(400, "Unknown parameter: 'response_format'.", "invalid_request_error", "unknown_parameter");

        var prompt = string.Join('\n', messages.Where(m => m.Role == "user").Select(Text));
        var system = string.Join('\n', messages.Where(m => m.Role is "system" or "developer").Select(Text));
        var schema = body.ResponseFormat?.JsonSchema?.Schema ?? SchemaInWords(system);
        var answer = schema is { } shape ? SimulatedWriting.Json(prompt, shape) : SimulatedWriting.Prose(prompt);
        var tokens = (Prompt: (system.Length + prompt.Length) / 4 + 1, Completion: answer.Length / 4 + 1);
        return Results.Json(new
        {
            id = "chatcmpl-" + Guid.CreateVersion7().ToString("N"),
            @object = "chat.completion",
            created = 1_700_000_000,
            model = body.Model,
            choices = new[] { new { index = 0, message = new { role = "assistant", content = answer, refusal = (string?)null }, finish_reason = "stop" } },
            usage = new { prompt_tokens = tokens.Prompt, completion_tokens = tokens.Completion, total_tokens = tokens.Prompt + tokens.Completion },
        });
    }

    private static string Text(ChatMessageBody message) => message.Content.ValueKind switch
    {
        JsonValueKind.String => message.Content.GetString()!,
        JsonValueKind.Array => string.Concat(message.Content.EnumerateArray().Select(part => part.TryGetProperty("text", out var text) ? text.GetString() : "")),
        _ => "",
    };

    private static JsonElement? SchemaInWords(string system)
    {
        var at = system.IndexOf("JSON schema:", StringComparison.Ordinal);
        if (at < 0) return null;
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(system[(at + "JSON schema:".Length)..]);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Key(HttpRequest request) => request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);

    private static IResult WrongKey() => Error(401, "Incorrect API key provided.", "invalid_request_error", "invalid_api_key");

    private static IResult Error(int status, string message, string type, string? code) =>
        Results.Json(new { error = new { message, type, param = (string?)null, code } }, statusCode: status);
}
