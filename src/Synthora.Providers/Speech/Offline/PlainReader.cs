namespace Synthora.Providers.Speech.Offline;

/// <summary>Text for espeak-ng, which reads numbers and abbreviations of its languages itself: words stay as written.</summary>
internal static class PlainReader
{
    public static IReadOnlyList<WrittenWord> Read(string text) =>
    [
        .. WrittenText.Words(text).Select(word =>
        {
            var sounded = word.Text.Any(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c) && !IsEmoji(word.Text)) || word.Text is "%" or "&" or "+" or "=";
            IReadOnlyList<SpokenToken> spoken = sounded ? [new SpokenToken(word.Text.Length > 80 ? word.Text[..80] : word.Text)] : [];
            return new WrittenWord(word.Text, spoken, WrittenText.Max(word.LineBreak, WrittenText.PauseAfter(word.Text)));
        }),
    ];

    private static bool IsEmoji(string word) => word.EnumerateRunes().All(r => r.Value is >= 0x1F000 and <= 0x1FAFF or >= 0x2000 and <= 0x2BFF or 0xFE0F or 0x200D);
}
