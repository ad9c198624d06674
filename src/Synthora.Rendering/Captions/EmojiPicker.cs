using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>Finds an emoji for what a caption speaks of, where the look asks for it. English only: the words are a list.</summary>
internal static class EmojiPicker
{
    private static readonly string[] Endings = ["", "s", "es", "ed", "ing", "'s"];

    private static readonly Lazy<Dictionary<string, string>> Words = new(() =>
    {
        using var stream = typeof(EmojiPicker).Assembly.GetManifestResourceStream("emoji-words.txt")!;
        using var reader = new StreamReader(stream);
        var words = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (reader.ReadLine() is { } line)
            foreach (var word in line.Split(' ').Skip(1)) words.TryAdd(word, line[..line.IndexOf(' ')]);
        return words;
    });

    public static bool Knows(string language) => language.Split('-')[0].Equals("en", StringComparison.OrdinalIgnoreCase);

    /// <summary>Emoji over some captions: never over two in a row, and none twice running.</summary>
    public static IReadOnlyList<Cue> Add(IReadOnlyList<Cue> cues, string language)
    {
        if (!Knows(language)) return cues;
        var with = new List<Cue>(cues.Count);
        string? last = null;
        var rests = false;
        foreach (var cue in cues)
        {
            var emoji = rests ? null : Of(cue);
            if (emoji == last) emoji = null;
            with.Add(emoji is null ? cue : cue with { Emoji = emoji });
            rests = emoji is not null;
            last = emoji ?? last;
        }

        return with;
    }

    /// <summary>The emphasised word decides before its neighbours.</summary>
    private static string? Of(Cue cue) =>
        cue.Lines.SelectMany(line => line).OrderByDescending(word => word.Emphasis).Select(word => Of(word.Text)).FirstOrDefault(emoji => emoji is not null);

    private static string? Of(string word)
    {
        var bare = word.Trim([.. ".,;:!?…\"“”‘’()[]"]);
        foreach (var ending in Endings)
        {
            if (bare.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && Words.Value.TryGetValue(bare[..^ending.Length], out var emoji)) return emoji;
        }

        return null;
    }
}
