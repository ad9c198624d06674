using System.Text.Json;
using Synthora.Providers.Http;
using Synthora.Providers.Speech.Timing;

namespace Synthora.Providers.Speech.ElevenLabs;

/// <summary>ElevenLabs' voices, which tell the time of every character.</summary>
internal sealed class ElevenLabs(Vendors vendors) : ISpeechProvider
{
    public const string Id = "elevenlabs";
    private const int LongestPiece = 2_500;

    // What the vendor's voices bear without sounding odd; the rest is made here.
    private const double Slowest = 0.7, Fastest = 1.2;

    private readonly Vendor vendor = vendors.Open(Id, ElevenLabsFaults.Manners);

    public ProviderInfo Info => vendor.Info;

    /// <remarks>https://elevenlabs.io/docs/product-guides/voices/default-voices; an account's own voices are used by their id.</remarks>
    public IReadOnlyList<Voice> Voices { get; } =
    [
        new("21m00Tcm4TlvDq8ikWAM", "Rachel", "en-US", "female", "calm", "professional"), new("EXAVITQu4vr4xnSDxMaL", "Sarah", "en-US", "female", "friendly", "energetic", "playful"),
        new("pFZP5JQG7iQjIQuC4Bku", "Lily", "en-GB", "female", "emotional", "aspirational", "authoritative"), new("JBFqnCBsd6RMkjVDRZzb", "George", "en-GB", "male", "emotional", "aspirational"),
        new("nPczCjzI2devNBz1zQrb", "Brian", "en-US", "male", "authoritative", "professional", "calm"), new("TX3LPaxmHKxFdv7VOQHJ", "Liam", "en-US", "male", "energetic", "playful", "friendly"),
        new("SAz9YHcvj6GT2YYXdXww", "River", "en-US", "neutral"),
    ];

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => ElevenLabsFaults.CheckAsync(vendor, key, ct);

    public async Task<Speech> SpeakAsync(SpeechRequest request, ApiKey? key, CancellationToken ct)
    {
        var words = SpokenText.Words(vendor, request);
        var voice = SpokenText.Choose(vendor, Voices, request);
        var model = vendor.Model(request.Model).Id;
        var asked = Math.Clamp(request.Speed, Slowest, Fastest);
        var pieces = SpokenText.Pieces(words, LongestPiece).ToList();
        var samples = new List<short>();
        var times = new List<(double Start, double End)?>(words.Count);
        for (var i = 0; i < pieces.Count; i++)
        {
            var text = string.Join(' ', pieces[i]);
            var near = model != "eleven_v3";
            var message = Vendor.Post($"v1/text-to-speech/{voice.Id}/with-timestamps?output_format=mp3_44100_128", new TimedSpeechRequest(
                text, model, Language(model, request.Language), asked == 1 ? null : new VoiceSettings(asked),
                near && i > 0 ? string.Join(' ', pieces[i - 1].TakeLast(30)) : null, near && i + 1 < pieces.Count ? string.Join(' ', pieces[i + 1].Take(30)) : null));
            message.Options.Set(CallOptions.RepeatWhenTurnedAway, true);
            var answer = await vendor.SendAsync<TimedSpeechAnswer>(message, key, ct);
            var pace = request.Speed / asked;
            var sound = await Recording.DecodeAsync(answer.AudioBase64, pace, ct);
            var offset = (double)samples.Count / 48_000;
            var found = (answer.Alignment ?? answer.NormalizedAlignment) is { } alignment
                ? CharacterTimes.Words(pieces[i], alignment.Characters, alignment.CharacterStartTimesSeconds, alignment.CharacterEndTimesSeconds)
                    .Select(time => time is { } told ? (told.Start / pace, told.End / pace) : ((double, double)?)null)
                : EstimatedTimes.Words(pieces[i], sound, 48_000);
            times.AddRange(found.Select(time => time is { } told ? (told.Item1 + offset, told.Item2 + offset) : ((double, double)?)null));
            samples.AddRange(sound);
        }

        return await Recording.WriteAsync([.. samples], words, times, voice.Id, WordTiming.Synthesiser, request.OutputPath, ct);
    }

    /// <summary>Only the models after the second version take a language; the others hear it from the text.</summary>
    private static string? Language(string model, string tag) => model.Contains("_v2", StringComparison.Ordinal) && !model.Contains("_v2_5", StringComparison.Ordinal) || tag.Length < 2 ? null : tag[..2].ToLowerInvariant();
}

internal static class ElevenLabsFaults
{
    public static VendorManners Manners { get; } = VendorManners.Header("xi-api-key", Read);

    /// <remarks>https://elevenlabs.io/docs/api-reference/user/subscription/get</remarks>
    public static Task<KeyCheck> CheckAsync(Vendor vendor, ApiKey? key, CancellationToken ct) => vendor.CheckAsync(
        async token =>
        {
            try
            {
                var about = await vendor.GetAsync<JsonElement>("v1/user/subscription", key, token);
                return about.Number("character_count") >= about.Number("character_limit")
                    ? new KeyCheck(KeyStatus.Limited, $"{vendor.Info.Name}: this month's characters are used up. Upgrade the plan or wait for the next month.")
                    : KeyCheck.Valid;
            }
            catch (ProviderException told) when (told.Cause.Contains("permission", StringComparison.OrdinalIgnoreCase))
            {
                // A restricted key may speak but not read the account.
                await vendor.GetAsync<JsonElement>("v1/models", key, token);
                return KeyCheck.Valid;
            }
        },
        absenceIsFine: false, ct);

    /// <remarks>https://elevenlabs.io/docs/developers/resources/error-messages: an empty account and a text that is too long are HTTP 401 here, and a plan without a voice is 403.</remarks>
    private static ProviderFault? Read(VendorAnswer answer) => answer.IsSuccess ? null : answer.Json.At("detail.status") switch
    {
        "quota_exceeded" => ProviderFault.OutOfCredit,
        "invalid_api_key" or "missing_permissions" or "needs_authorization" => ProviderFault.BadKey,
        "too_many_concurrent_requests" or "system_busy" or "rate_limit_exceeded" => ProviderFault.RateLimited,
        "max_character_limit_exceeded" or "only_for_creator+" => ProviderFault.InvalidRequest,
        "voice_not_found" or "model_not_found" => ProviderFault.NotFound,
        "content_against_policy" or "detected_unusual_activity" => ProviderFault.RejectedByPolicy,
        _ => null,
    };
}
