using Synthora.Providers.Catalog;

namespace Synthora.Providers.Speech.Offline;

/// <summary>Voices of this machine, with no account and no network. Every word's time comes from the synthesiser.</summary>
public sealed class OfflineSpeech : ISpeechProvider
{
    public const string Id = "offline";
    private const int LongestText = 5_000;

    public ProviderInfo Info => ProviderTable.Shipped[Id];

    public IReadOnlyList<Voice> Voices => OfflineVoices.All;

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => Task.FromResult(Check(
        [.. OfflineVoices.English.Select(v => (v.Voice.Gender, v.Synthesiser.Missing))], new Espeak("en-us", "").Missing, SpeechTool.IsInstalled("ffmpeg") ? null : "ffmpeg"));

    /// <param name="english">The package each English voice lacks.</param>
    /// <param name="plain">The package that the voice for every language lacks.</param>
    internal static KeyCheck Check(IReadOnlyList<(string Gender, string? Missing)> english, string? plain, string? polish)
    {
        var lacks = english.Where(voice => voice.Missing is not null)
            .Select(voice => (Package: voice.Missing!, Cost: plain is null ? $"the {voice.Gender} English voice is replaced by a plainer one" : $"the {voice.Gender} English voice cannot speak"))
            .Append((Package: plain ?? "", Cost: "no language but English can be spoken"))
            .Append((Package: polish ?? "", Cost: "nothing can be spoken"))
            .Where(lack => lack.Package.Length > 0)
            .GroupBy(lack => lack.Package, lack => lack.Cost)
            .Select(lack => (Package: lack.Key, Costs: string.Join(", ", lack)))
            .ToList();
        if (lacks.Count == 0) return KeyCheck.Valid;
        var isMute = polish is not null || (plain is not null && english.All(voice => voice.Missing is not null));
        return new KeyCheck(
            isMute ? KeyStatus.Invalid : KeyStatus.Limited,
            $"{string.Join("; ", lacks.Select(lack => $"{lack.Package} is missing: {lack.Costs}"))}. Install it with sudo apt-get install {string.Join(' ', lacks.Select(lack => lack.Package))}.");
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
