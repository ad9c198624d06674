using Microsoft.Extensions.Localization;
using Synthora.Providers;
using Synthora.Providers.Speech;
using Synthora.Providers.Speech.Offline;
using Synthora.Web;

namespace Synthora.Features.Videos.Pages.Create;

/// <summary>A sentence spoken by each of this machine's voices, made at the first request and kept.</summary>
internal sealed class VoiceSamples(OfflineSpeech speech, Configuration configuration) : IDisposable
{
    private static readonly string[] Known = ["female", "male", "neutral"];

    private readonly SemaphoreSlim _one = new(1);

    /// <returns>A WAV file; null for a voice that does not exist.</returns>
    /// <exception cref="ProviderException">No offline voice is installed.</exception>
    public async Task<string?> FindAsync(string voice, string sentence, CancellationToken ct)
    {
        if (!Known.Contains(voice)) return null;
        var folder = Directory.CreateDirectory(Path.Combine(configuration.DataFolder, "voice-samples")).FullName;
        var path = Path.Combine(folder, $"{voice}.wav");
        await _one.WaitAsync(ct);
        try
        {
            if (File.Exists(path)) return path;
            var unfinished = Path.Combine(folder, $"{voice}.part.wav");
            await speech.SpeakAsync(new SpeechRequest(sentence, voice, "en", 1, unfinished), null, ct);
            File.Move(unfinished, path, overwrite: true);
            return path;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}

internal static class VoiceSampleEndpoint
{
    public static void MapVoiceSamples(this IEndpointRouteBuilder pages) =>
        pages.MapGet("/create/voices/{voice}", async (string voice, VoiceSamples samples, IStringLocalizer<Text> texts, HttpContext http, CancellationToken ct) =>
        {
            try
            {
                if (await samples.FindAsync(voice, texts["create.sample_sentence"], ct) is not { } path) return Results.NotFound();
                http.Response.Headers.CacheControl = "private, max-age=86400";
                return Results.File(path, "audio/wav", enableRangeProcessing: true);
            }
            catch (ProviderException fault)
            {
                return Results.Problem(fault.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        });
}
