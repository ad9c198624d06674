using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.Text.OpenAi;

/// <summary>A server of OpenAI's chat protocol; one for each row that speaks it.</summary>
/// <param name="needsKey">Local servers ask for none, but may know a wrong one.</param>
internal sealed class ChatCompletionsSimulator(string id, IReadOnlyList<string> models, bool needsKey) : ISimulator
{
    /// <summary>A model of this name knows no response_format, as many local ones.</summary>
    public const string Plain = "simulated-plain";

    private readonly Magic magic = new();

    public string Id => id;

    public void Map(RouteGroupBuilder vendor)
    {
        vendor.MapGet("/models", (HttpContext context) => Gate(context) ?? OpenAiWire.Models(models));
        vendor.MapGet("/api-key", (HttpContext context) => Gate(context) ?? Results.Json(new { redacted_api_key = "xai-…", name = "simulated", api_key_blocked = false, api_key_disabled = false, team_blocked = false }));
        vendor.MapPost("/chat/completions", ChatAsync);
    }

    private async Task<IResult> ChatAsync(HttpContext context, CancellationToken ct)
    {
        if (Gate(context) is { } closed) return closed;
        if (await OpenAiWire.BodyAsync(context.Request, ct) is not { } body) return OpenAiWire.Error(400, "We could not parse the JSON body of your request.", "invalid_request_error", null);
        var messages = body.Items("messages").ToList();
        if (messages.Count == 0) return OpenAiWire.Error(400, "Missing required parameter: 'messages'.", "invalid_request_error", "missing_required_parameter");
        if (!models.Contains(body.At("model"))) return OpenAiWire.Error(404, $"The model `{body.At("model")}` does not exist.", "invalid_request_error", "model_not_found");
        if (body.At("model") == Plain && body.Find("response_format").ValueKind != JsonValueKind.Undefined)
            return OpenAiWire.Error(400, "Unknown parameter: 'response_format'.", "invalid_request_error", "unknown_parameter");

        var prompt = string.Join('\n', messages.Where(m => m.At("role") == "user").Select(m => OpenAiWire.Text(m.Find("content"))));
        var system = string.Join('\n', messages.Where(m => m.At("role") is "system" or "developer").Select(m => OpenAiWire.Text(m.Find("content"))));
        if (OpenAiWire.Stumble(magic, prompt, context) is { } stumble) return stumble;
        var schema = body.Find("response_format.json_schema.schema") is { ValueKind: JsonValueKind.Object } shape ? shape : SchemaInWords(system);
        var tools = body.Items("tools").Select(tool => (tool.At("function.name")!, tool.Find("function.parameters"))).ToList();
        var result = messages[^1].At("role") == "tool" ? OpenAiWire.Text(messages[^1].Find("content")) : null;
        var pictures = messages.Sum(m => m.Items("content").Count(part => part.At("type") == "image_url"));
        return OpenAiWire.Completion(body, SimulatedReply.To(prompt, schema, tools, result, pictures), SimulatedReply.TokensOf(system + prompt));
    }

    private IResult? Gate(HttpContext context) =>
        Magic.Bearer(context.Request) is var key && (needsKey || key.Length > 0) ? OpenAiWire.Gate(key, context) : null;

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
}
