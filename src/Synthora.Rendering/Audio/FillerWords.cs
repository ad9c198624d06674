namespace Synthora.Rendering.Audio;

/// <summary>
/// Hesitations that carry no meaning, by language. Words that also mean something ("like", "also", "este") are left
/// alone: cutting them would need to understand the sentence.
/// </summary>
public static class FillerWords
{
    private static readonly Dictionary<string, HashSet<string>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["en"] = Set("um umm uhm uh uhh er err erm hmm mm mhm"),
        ["de"] = Set("äh ähm öh öhm hm hmm mhm ehm"),
        ["fr"] = Set("euh heu hum hem hmm"),
        ["es"] = Set("eh ehh em mm hmm"),
        ["it"] = Set("ehm uhm mmm hmm"),
        ["pt"] = Set("hã hum hmm ahn"),
        ["nl"] = Set("uh uhm eh ehm hmm"),
        ["pl"] = Set("yyy eee hmm ym"),
        ["sv"] = Set("öh öhm eh ehm hmm"),
        ["ru"] = Set("э ээ эм ммм хм"),
        ["tr"] = Set("ııı eee hımm"),
        ["hi"] = Set("अं उम्म हम्म"),
        ["ar"] = Set("اه امم همم"),
        ["ja"] = Set("えー えーと えっと あのー うーん"),
        ["ko"] = Set("음 어 으음"),
        ["zh"] = Set("呃 嗯 唔"),
    };

    /// <param name="language">A BCP 47 tag; the first part decides.</param>
    /// <param name="word">As written, with any punctuation.</param>
    public static bool Has(string language, string word) =>
        Known.TryGetValue(language.Split('-')[0], out var fillers) && fillers.Contains(word.Trim().Trim('.', ',', ';', ':', '!', '?', '…', '-', '–', '—', '。', '、', '，', '"', '\'', '“', '”'));

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.OrdinalIgnoreCase);
}
