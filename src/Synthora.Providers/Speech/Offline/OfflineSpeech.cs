using Synthora.Providers.Catalog;

namespace Synthora.Providers.Speech.Offline;

/// <summary>Voices of this machine, with no account and no network. Every word's time comes from the synthesiser.</summary>
public sealed class OfflineSpeech : ISpeechProvider
{
    public const string Id = "offline";
    private const int LongestText = 5_000;

    public ProviderInfo Info => ProviderTable.Shipped[Id];

    public IReadOnlyList<Voice> Voices => OfflineVoices.All;

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct)
    {
        var lacks = OfflineVoices.English.Where(v => v.Synthesiser.Missing is not null)
            .Select(v => (Package: v.Synthesiser.Missing!, Cost: $"the {v.Voice.Gender} English voice is replaced by a plainer one"))
            .Append((Package: new Espeak("en-us", "").Missing ?? "", Cost: "no language but English can be spoken"))
            .Append((Package: SpeechTool.IsInstalled("ffmpeg") ? "" : "ffmpeg", Cost: "nothing can be spoken"))
            .Where(lack => lack.Package.Length > 0)
            .GroupBy(lack => lack.Package, lack => lack.Cost)
            .Select(lack => $"{lack.Key} is missing: {string.Join(", ", lack)}")
            .ToList();
        return Task.FromResult(lacks.Count == 0 ? KeyCheck.Valid : new KeyCheck(KeyStatus.Limited, $"{string.Join("; ", lacks)}. Run ./synthora doctor to install it."));
    }

    public async Task<Speech> SpeakAsync(SpeechRequest request, ApiKey? key, CancellationToken ct)
    {
        if (request.Text.Length > LongestText)
            throw Refused($"The text has {request.Text.Length} characters; a scene may have {LongestText}.", "Split it into more scenes.");
        if (!(request.Speed is >= 0.5 and <= 2.0)) throw Refused($"The speed {request.Speed} is outside 0.5 to 2.0.", "Choose a speed between 0.5 and 2.0.");

        var (voice, synthesiser, reads) = OfflineVoices.Choose(request);
        var words = reads ? EnglishReader.Read(request.Text) : PlainReader.Read(request.Text);
        var sentences = WrittenText.Sentences(words);
        if (sentences.Count == 0) throw Refused("The text has no word that can be spoken.", "Write at least one word.");

        var takes = await synthesiser.SpeakAsync(sentences, request.Speed, ct);
        var (samples, rate, spoken) = VoiceTrack.Join(takes, sentences, words, request.Speed);
        try
        {
            await VoicePolish.WriteAsync(samples, rate, request.OutputPath, ct);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new ProviderException(Id, ProviderFault.Configuration, $"The recording could not be written to {request.OutputPath}.",
                "Check the folder and the free disk space.", failed);
        }

        return new Speech(request.OutputPath, (int)(samples.Length * 1000L / rate), spoken, voice);
    }

    private static ProviderException Refused(string cause, string remedy) => new(Id, ProviderFault.InvalidRequest, cause, remedy);
}
