using System.Text;

namespace Synthora.Providers.Speech.Offline;

/// <summary>The voices of this machine and which of them speaks a request.</summary>
internal static class OfflineVoices
{
    public static readonly IReadOnlyList<(Voice Voice, ISynthesiser Synthesiser)> English =
    [
        (new Voice("slt", "Sally", "en-US", "female"), new Festival(pace: 0.92)),
        (new Voice("rms", "Ross", "en-US", "male"), new Flite(pace: 1.03)),
        (new Voice("slt-low", "Sam", "en-US", "neutral"), new Festival(pace: 0.92, depth: 0.9)),
    ];

    private static readonly (string Tag, string Name)[] Languages =
    [
        ("en-GB", "English (Britain)"), ("de", "Deutsch"), ("fr", "Français"), ("es", "Español"), ("es-419", "Español (América)"), ("it", "Italiano"),
        ("pt-BR", "Português (Brasil)"), ("pt-PT", "Português"), ("nl", "Nederlands"), ("pl", "Polski"), ("sv", "Svenska"), ("nb", "Norsk"), ("da", "Dansk"),
        ("fi", "Suomi"), ("cs", "Čeština"), ("hu", "Magyar"), ("ro", "Română"), ("el", "Ελληνικά"), ("tr", "Türkçe"), ("ru", "Русский"), ("uk", "Українська"),
        ("ar", "العربية"), ("fa", "فارسی"), ("hi", "हिन्दी"), ("bn", "বাংলা"), ("ta", "தமிழ்"), ("id", "Bahasa Indonesia"), ("vi", "Tiếng Việt"), ("zh", "中文"), ("ko", "한국어"),
    ];

    public static readonly IReadOnlyList<Voice> All =
        [.. English.Select(v => v.Voice), .. Languages.Select(l => new Voice($"espeak-{l.Tag}", l.Name, l.Tag, "neutral"))];

    /// <summary>The voice asked for when it can speak the text, else espeak-ng in the language of the request or of the script the text is written in.</summary>
    /// <returns><c>Reads</c> is true when the voice wants English already read out in plain words.</returns>
    public static (string VoiceId, ISynthesiser Synthesiser, bool Reads) Choose(SpeechRequest request)
    {
        var language = request.Language.Trim() is { Length: > 0 } tag ? tag : "en-US";
        var asked = request.Voice.Trim().ToLowerInvariant();
        if (All.FirstOrDefault(v => v.Id.Equals(asked, StringComparison.OrdinalIgnoreCase)) is { } named)
        {
            if (English.All(v => v.Voice.Id != named.Id)) language = named.Language;
        }
        else if (asked is not ("" or "female" or "male" or "neutral"))
        {
            throw new ProviderException(OfflineSpeech.Id, ProviderFault.InvalidRequest, $"There is no offline voice \"{request.Voice}\".",
                $"Choose female, male, neutral or one of {string.Join(", ", All.Take(6).Select(v => v.Id))} …");
        }

        var british = language.Equals("en-GB", StringComparison.OrdinalIgnoreCase) && asked.StartsWith("espeak", StringComparison.Ordinal);
        if (LanguageOfScript(request.Text, language) is { } other) language = other;
        var gender = English.FirstOrDefault(v => v.Voice.Id == asked).Voice?.Gender ?? asked;
        if (!british && IsEnglish(language))
        {
            var (voice, synthesiser) = English.FirstOrDefault(v => v.Voice.Gender == gender, English[0]);
            if (synthesiser.Missing is null) return (voice.Id, synthesiser, true);
            language = "en-US";
        }

        // espeak-ng names kanji instead of reading them, which no listener would understand.
        if (language.StartsWith("ja", StringComparison.OrdinalIgnoreCase) && request.Text.EnumerateRunes().Any(letter => Script(letter) == "zh"))
            throw new ProviderException(OfflineSpeech.Id, ProviderFault.InvalidRequest, "The offline Japanese voice cannot read kanji.", "Write the narration in kana or choose an online voice.");

        return Espeaker(language, gender, request.Language);
    }

    private static (string, ISynthesiser, bool) Espeaker(string language, string gender, string wanted)
    {
        if (new Espeak("en-us", "").Missing is { } package)
            throw new ProviderException(OfflineSpeech.Id, ProviderFault.Configuration, $"No offline voice for {language}: {package} is not installed.", $"Install it with sudo apt-get install {package}.");
        if (Espeak.FindLanguage(language) is not { } name)
            throw new ProviderException(OfflineSpeech.Id, ProviderFault.InvalidRequest, $"There is no offline voice for the language \"{wanted}\".", "Choose another language or an online voice.");
        var variant = gender switch { "female" => "f3", "male" => "m3", _ => "" };
        return ($"espeak-{language}" + (variant.Length == 0 ? "" : "+" + variant), new Espeak(name, variant), IsEnglish(language));
    }

    private static bool IsEnglish(string language) => language.Split('-', '_')[0].Equals("en", StringComparison.OrdinalIgnoreCase);

    /// <summary>A language that is written in the script most of the text is in, when the language asked for is not; else null.</summary>
    private static string? LanguageOfScript(string text, string language)
    {
        var scripts = text.EnumerateRunes().Where(Rune.IsLetter).GroupBy(Script).ToDictionary(g => g.Key, g => g.Count());
        if (scripts.Count == 0) return null;
        var main = scripts.MaxBy(s => s.Value).Key;
        // Kana decides: Japanese is mostly Han by count as well.
        if (main == "zh" && scripts.ContainsKey("ja")) main = "ja";
        if (main == "latin") return null;
        var primary = language.Split('-', '_')[0].ToLowerInvariant();
        string[] written = main switch
        {
            "ru" => ["ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "tt"],
            "ar" => ["ar", "fa", "ur", "sd", "ug", "ps"],
            "hi" => ["hi", "mr", "ne", "kok", "sa"],
            "zh" => ["zh", "cmn", "yue", "ja", "ko"],
            _ => [main],
        };
        return written.Contains(primary) ? null : main;
    }

    private static string Script(Rune letter) => letter.Value switch
    {
        < 0x0370 or (>= 0x1E00 and < 0x1F00) => "latin",
        < 0x0400 or (>= 0x1F00 and < 0x2000) => "el",
        < 0x0530 => "ru",
        < 0x0590 => "hy",
        < 0x0600 => "he",
        < 0x0780 => "ar",
        >= 0x0900 and < 0x0980 => "hi",
        >= 0x0980 and < 0x0A00 => "bn",
        >= 0x0A00 and < 0x0A80 => "pa",
        >= 0x0A80 and < 0x0B00 => "gu",
        >= 0x0B80 and < 0x0C00 => "ta",
        >= 0x0C00 and < 0x0C80 => "te",
        >= 0x0C80 and < 0x0D00 => "kn",
        >= 0x0D00 and < 0x0D80 => "ml",
        >= 0x0E00 and < 0x0E80 => "th",
        >= 0x10A0 and < 0x1100 => "ka",
        >= 0x1100 and < 0x1200 or (>= 0xAC00 and < 0xD7B0) => "ko",
        >= 0x3040 and < 0x3100 => "ja",
        >= 0x3400 and < 0xA000 or (>= 0x20000 and < 0x32000) => "zh",
        _ => "latin",
    };
}
