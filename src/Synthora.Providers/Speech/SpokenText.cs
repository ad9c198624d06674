using Synthora.Providers.Http;
using Synthora.Providers.Speech.Offline;

namespace Synthora.Providers.Speech;

/// <summary>A request checked and cut into what an online voice takes at once.</summary>
internal static class SpokenText
{
    private const int LongestText = 5_000;

    /// <returns>The text's own words, in order.</returns>
    /// <exception cref="ProviderException">There is nothing to say, too much, or at an impossible speed.</exception>
    public static IReadOnlyList<string> Words(Vendor vendor, SpeechRequest request)
    {
        if (request.Text.Length > LongestText) throw vendor.Fault(ProviderFault.InvalidRequest, $"the text has {request.Text.Length} characters; a scene may have {LongestText}");
        if (!(request.Speed is >= 0.5 and <= 2.0)) throw vendor.Fault(ProviderFault.InvalidRequest, $"the speed {request.Speed} is outside 0.5 to 2.0");
        var words = WrittenText.Words(request.Text).Select(word => word.Text).ToList();
        return words.Exists(word => word.Any(char.IsLetterOrDigit)) ? words : throw vendor.Fault(ProviderFault.InvalidRequest, "the text has no word that can be spoken");
    }

    /// <summary>The words in pieces that end with a sentence where one fits, each at most so many characters.</summary>
    public static IEnumerable<IReadOnlyList<string>> Pieces(IReadOnlyList<string> words, int longest)
    {
        var (first, length, sentence) = (0, 0, -1);
        for (var i = 0; i < words.Count; i++)
        {
            if (length + words[i].Length + 1 > longest && i > first)
            {
                var end = sentence >= first ? sentence + 1 : i;
                yield return [.. words.Skip(first).Take(end - first)];
                (first, i, length) = (end, end - 1, 0);
                continue;
            }

            length += words[i].Length + 1;
            if (WrittenText.PauseAfter(words[i]) == Pause.Long) sentence = i;
        }

        if (first < words.Count) yield return [.. words.Skip(first)];
    }

    /// <summary>The voice asked for by id, else of the gender asked for the one that suits the tone best, else the first.</summary>
    public static Voice Choose(Vendor vendor, IReadOnlyList<Voice> voices, SpeechRequest request)
    {
        var wanted = request.Voice.Trim();
        if (voices.FirstOrDefault(voice => voice.Id.Equals(wanted, StringComparison.OrdinalIgnoreCase)) is { } named) return named;
        if (wanted.ToLowerInvariant() is "" or "female" or "male" or "neutral")
            return voices.Where(voice => voice.Gender.Equals(wanted, StringComparison.OrdinalIgnoreCase)).MinBy(voice => Suits(voice, request.Tone)) ?? voices[0];
        // Vendors have more voices than the catalogue: an own or cloned one is taken by its id.
        return wanted.Length <= 64 && wanted.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? new Voice(wanted, wanted, "", "neutral")
            : throw vendor.Fault(ProviderFault.InvalidRequest, $"there is no voice \"{request.Voice}\"");
    }

    private static int Suits(Voice voice, string? tone) => tone is not null && Array.IndexOf([.. voice.Tones], tone) is >= 0 and var place ? place : int.MaxValue;
}
