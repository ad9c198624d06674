using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;
using Synthora.Providers.Text.OpenAi;

namespace Synthora.Providers.Speech.OpenAi;

/// <summary>OpenAI's voices and ears, for each row that speaks their form. Only Whisper tells when each word is said.</summary>
internal sealed class AudioSimulator(string id, SimulatedVoice voice, bool needsKey) : ISimulator
{
    private readonly Magic magic = new();
    private static readonly string[] Men = ["cedar", "ash", "ballad", "echo", "onyx", "am_michael", "bm_george"];

    public string Id => id;

    public void Map(RouteGroupBuilder vendor)
    {
        vendor.MapGet("/models", (HttpContext context) => Gate(context) ?? OpenAiWire.Models(["gpt-4o-mini-tts", "tts-1", "whisper-1", "whisper-large-v3-turbo", "kokoro"]));
        vendor.MapPost("/audio/speech", SpeakAsync);
        vendor.MapPost("/audio/transcriptions", HearAsync).DisableAntiforgery();
    }

    private IResult? Gate(HttpContext context) => Magic.Bearer(context.Request) is var key && (needsKey || key.Length > 0) ? OpenAiWire.Gate(key, context) : null;

    private async Task<IResult> SpeakAsync(HttpContext context, CancellationToken ct)
    {
        if (Gate(context) is { } closed) return closed;
        if (await OpenAiWire.BodyAsync(context.Request, ct) is not { } body) return Invalid("We could not parse the JSON body of your request.");
        if (body.At("input") is not { Length: > 0 and <= 4096 } text) return Invalid("input: string should have between 1 and 4096 characters");
        if (body.At("model") is null || body.At("voice") is not { } named) return Invalid("Missing required parameter: 'voice'.");
        if (Magic.Says(text, "policy")) return OpenAiWire.Error(400, "Your request was rejected by the safety system.", "invalid_request_error", "content_policy_violation");
        if (OpenAiWire.Stumble(magic, text, context) is { } stumbled) return stumbled;
        try
        {
            // The newest voices keep their own pace.
            var speed = body.At("model")!.StartsWith("gpt-", StringComparison.Ordinal) ? 1 : body.Number("speed") ?? 1;
            var (mp3, _) = await voice.SayAsync(text, Men.Contains(named) ? "male" : "female", speed, ct);
            return Results.Bytes(mp3, "audio/mpeg");
        }
        catch (ProviderException unspeakable)
        {
            return Invalid(unspeakable.Cause);
        }
    }

    private async Task<IResult> HearAsync(HttpContext context, CancellationToken ct)
    {
        if (Gate(context) is { } closed) return closed;
        var form = await context.Request.ReadFormAsync(ct);
        if (form.Files.GetFile("file") is not { Length: > 0 } file) return Invalid("Missing required parameter: 'file'.");
        if (file.Length > 25 << 20) return OpenAiWire.Error(413, "Maximum content size limit (26214400) exceeded", "server_error", null);
        var model = form["model"].ToString();
        if (form["response_format"] == "verbose_json" && !model.StartsWith("whisper", StringComparison.Ordinal)) return Invalid($"response_format 'verbose_json' is not compatible with model '{model}'.");
        await using var upload = file.OpenReadStream();
        if (await voice.HearAsync(upload, form["prompt"].ToString(), ct) is not { } heard) return Invalid("Invalid file format.");
        var words = form["timestamp_granularities[]"] == "word"
            ? heard.Words.Select(word => new { word = word.Text, start = word.StartMs / 1000.0, end = word.EndMs / 1000.0 }).ToArray()
            : null;
        return Results.Json(
            new { task = "transcribe", language = "english", duration = heard.Seconds.ToString("0.##", CultureInfo.InvariantCulture), text = heard.Text, words, usage = new { type = "duration", seconds = (int)Math.Ceiling(heard.Seconds) } },
            new JsonSerializerOptions { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull });
    }

    private static IResult Invalid(string message) => OpenAiWire.Error(400, message, "invalid_request_error", null);
}
