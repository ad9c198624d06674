using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;
using Synthora.Providers.Text.OpenAi;

namespace Synthora.Providers.Speech.ElevenLabs;

/// <summary>ElevenLabs' voices with the time of every character, and its ears. The key <c>restricted</c> may speak but not read the account.</summary>
internal sealed class ElevenLabsSimulator(string id, SimulatedVoice voice) : ISimulator
{
    private readonly Magic magic = new();

    public string Id => id;

    public void Map(RouteGroupBuilder vendor)
    {
        vendor.MapGet("/v1/user/subscription", (HttpContext context) => Gate(context) ?? (Key(context) == "restricted"
            ? Error(401, "missing_permissions", "The API key you used is missing the permission user_read to execute this operation.")
            : Results.Json(new { tier = "creator", character_count = Magic.IsPoor(Key(context)) ? 100_000 : 4_000, character_limit = 100_000, status = "active" })));
        vendor.MapGet("/v1/models", (HttpContext context) => Gate(context) ?? Results.Json(new[] { new { model_id = "eleven_multilingual_v2", can_do_text_to_speech = true, maximum_text_length_per_request = 10_000 } }));
        vendor.MapPost("/v1/text-to-speech/{voiceId}/with-timestamps", SpeakAsync);
        vendor.MapPost("/v1/speech-to-text", HearAsync).DisableAntiforgery();
    }

    private static string Key(HttpContext context) => context.Request.Headers["xi-api-key"].ToString();

    private static IResult Error(int status, string code, string message) => Results.Json(new { detail = new { status = code, message } }, statusCode: status);

    private static IResult? Gate(HttpContext context) => Magic.IsWrong(Key(context)) ? Error(401, "invalid_api_key", "Invalid API key")
        : Magic.IsBusy(Key(context)) ? Magic.RetryNow(context, Error(429, "too_many_concurrent_requests", "Too many concurrent requests. Your current subscription is associated with a maximum of 5 concurrent requests."))
        : null;

    private async Task<IResult> SpeakAsync(HttpContext context, string voiceId, CancellationToken ct)
    {
        if (Gate(context) is { } closed) return closed;
        if (Magic.IsPoor(Key(context))) return Error(401, "quota_exceeded", "This request exceeds your quota of 100000. You have 0 credits remaining.");
        if (await OpenAiWire.BodyAsync(context.Request, ct) is not { } body || body.At("text") is not { Length: > 0 } text)
            return Results.Json(new { detail = new[] { new { loc = new[] { "body", "text" }, msg = "Field required", type = "missing" } } }, statusCode: 422);
        if (voiceId.StartsWith("none", StringComparison.Ordinal)) return Error(404, "voice_not_found", "A voice for the voice_id was not found.");
        if (Magic.Says(text, "policy")) return Error(403, "content_against_policy", "The text you are trying to use may violate our Terms of Service.");
        if (magic.Once(text, "busy")) return Magic.RetryNow(context, Error(429, "system_busy", "We are currently experiencing heavy traffic."));
        if (magic.Once(text, "trouble")) return Magic.RetryNow(context, Error(503, "service_unavailable", "The service is temporarily unavailable."));
        try
        {
            var (mp3, words) = await voice.SayAsync(text, voiceId is "JBFqnCBsd6RMkjVDRZzb" or "nPczCjzI2devNBz1zQrb" or "TX3LPaxmHKxFdv7VOQHJ" ? "male" : "female", body.Number("voice_settings.speed") ?? 1, ct);
            context.Response.Headers["request-id"] = "sim";
            var alignment = Align(words);
            return Results.Json(new { audio_base64 = Convert.ToBase64String(mp3), alignment, normalized_alignment = alignment });
        }
        catch (ProviderException unspeakable)
        {
            return Error(400, "invalid_text", unspeakable.Cause);
        }
    }

    private static object Align(IReadOnlyList<SpokenWord> words)
    {
        var (characters, starts, ends) = (new List<string>(), new List<double>(), new List<double>());
        void Add(string letter, double start, double end)
        {
            characters.Add(letter);
            starts.Add(Math.Round(start, 3));
            ends.Add(Math.Round(end, 3));
        }

        for (var w = 0; w < words.Count; w++)
        {
            var (letters, start, end) = (words[w].Text.EnumerateRunes().ToList(), words[w].StartMs / 1000.0, words[w].EndMs / 1000.0);
            for (var i = 0; i < letters.Count; i++) Add(letters[i].ToString(), start + (end - start) * i / letters.Count, start + (end - start) * (i + 1) / letters.Count);
            if (w + 1 < words.Count) Add(" ", end, words[w + 1].StartMs / 1000.0);
        }

        return new { characters, character_start_times_seconds = starts, character_end_times_seconds = ends };
    }

    private async Task<IResult> HearAsync(HttpContext context, CancellationToken ct)
    {
        if (Gate(context) is { } closed) return closed;
        if (Magic.IsPoor(Key(context))) return Error(401, "quota_exceeded", "This request exceeds your quota.");
        var form = await context.Request.ReadFormAsync(ct);
        if (form.Files.GetFile("file") is not { Length: > 0 } file || form["model_id"].Count == 0) return Error(400, "invalid_request", "Must provide either file or cloud_storage_url.");
        await using var upload = file.OpenReadStream();
        if (await voice.HearAsync(upload, "", ct) is not { } heard) return Error(400, "invalid_file", "The file could not be processed.");
        var entries = heard.Words.SelectMany((word, i) => new[]
        {
            new { text = word.Text, start = word.StartMs / 1000.0, end = word.EndMs / 1000.0, type = "word" },
            new { text = " ", start = word.EndMs / 1000.0, end = word.EndMs / 1000.0, type = "spacing" },
        });
        return Results.Json(new { language_code = "en", language_probability = 0.98, text = heard.Text, words = entries });
    }
}
