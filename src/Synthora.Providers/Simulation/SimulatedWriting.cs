using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Synthora.Providers.Simulation;

/// <summary>Plain but real sentences about what a prompt is about, in prose or in the shape of a JSON schema.</summary>
internal static partial class SimulatedWriting
{
    /// <summary>Items of a list that names no bounds, and passages that a length asked for is shared among.</summary>
    private const int UsualItems = 5;

    private static readonly string[] Sentences =
    [
        "Most people get {0} wrong, and it is easy to see why.", "Start small: one clear step with {0} every day.",
        "The first thing to know about {0} is what it costs you to ignore it.", "Watch what changes after a week of {0}.",
        "Here is the part of {0} that nobody tells you.", "Keep what works, drop the rest, and {0} becomes a habit.",
        "Ask one question before you begin with {0}: what should be better at the end?", "Try it today and tell us how {0} went for you.",
    ];

    public static string Prose(string prompt) => "Simulated answer. " + string.Join(' ', Enumerable.Range(0, 4).Select(i => Sentence(Topic(prompt), i)));

    public static string Json(string prompt, JsonElement schema)
    {
        var draft = new Draft { PassageWords = WordsAsked().Match(prompt) is { Success: true } asked ? Math.Max(3, int.Parse(asked.Groups[1].Value, CultureInfo.InvariantCulture) / UsualItems) : null };
        return Value(schema, "title", Topic(prompt), draft, 0)?.ToJsonString() ?? "null";
    }

    private static JsonNode? Value(JsonElement schema, string name, string topic, Draft draft, int depth)
    {
        if (schema.TryGetProperty("enum", out var allowed)) return JsonNode.Parse(allowed[draft.Choices++ % allowed.GetArrayLength()].GetRawText());
        if (schema.TryGetProperty("const", out var only)) return JsonNode.Parse(only.GetRawText());
        switch (Type(schema))
        {
            case "object":
                var made = new JsonObject();
                if (depth < 8 && schema.TryGetProperty("properties", out var properties))
                    foreach (var property in properties.EnumerateObject()) made[property.Name] = Value(property.Value, property.Name, topic, draft, depth + 1);
                return made;
            case "array":
                var items = new JsonArray();
                var least = Number(schema, "minItems") ?? 0;
                var count = Math.Max(least, Math.Min(Number(schema, "maxItems") ?? UsualItems, UsualItems));
                if (schema.TryGetProperty("items", out var item))
                    for (var i = 0; i < count; i++) items.Add(Value(item, name, topic, draft, depth + 1));
                return items;
            case "integer" or "number":
                return (int)Math.Clamp(5, Number(schema, "minimum") ?? 1, Number(schema, "maximum") ?? 100);
            case "boolean":
                return draft.Choices++ % 2 == 0;
            case "null":
                return null;
            default:
                return Text(name, topic, draft, (int)(Number(schema, "maxLength") ?? 1000));
        }
    }

    private static string Text(string name, string topic, Draft draft, int longest)
    {
        var title = char.ToUpperInvariant(topic[0]) + topic[1..];
        var text = name switch
        {
            "title" or "headline" or "name" when draft.Names == 0 => $"{title} (simulated)",
            "title" or "headline" or "heading" or "label" or "on_screen" or "overlay" or "name" => $"{title}, part {draft.Names + 1}",
            "keyword" or "keywords" or "tag" or "tags" or "hashtags" or "visual" => topic,
            _ => Passage(topic, draft),
        };
        draft.Names++;
        return text.Length <= longest ? text : text[..longest];
    }

    /// <summary>Two sentences, or as many words as were asked for.</summary>
    private static string Passage(string topic, Draft draft)
    {
        if (draft.PassageWords is not { } most) return $"{Sentence(topic, draft.Sentences++)} {Sentence(topic, draft.Sentences++)}";
        var words = new List<string>();
        while (words.Count < most) words.AddRange(Sentence(topic, draft.Sentences++).Split(' '));
        return words.Count == most ? string.Join(' ', words) : $"{string.Join(' ', words.Take(most)).TrimEnd('.', ',', ':', '?', '!')}.";
    }

    private static string Sentence(string topic, int at) => string.Format(CultureInfo.InvariantCulture, Sentences[at % Sentences.Length], topic);

    /// <summary>What stands behind "Topic:", or the first line, in a few words.</summary>
    private static string Topic(string prompt)
    {
        var named = TopicLine().Match(prompt) is { Success: true } match ? match.Groups[1].Value : prompt.Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        var words = named.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(8);
        var topic = string.Join(' ', words).Trim(' ', '"', '.', ',', ':', '!', '?');
        return topic.Length == 0 ? "this topic" : topic.Replace('{', '(').Replace('}', ')');
    }

    private static string? Type(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? null
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()).FirstOrDefault(t => t != "null") : type.GetString();

    private static double? Number(JsonElement schema, string name) => schema.TryGetProperty(name, out var value) && value.TryGetDouble(out var number) ? number : null;

    [GeneratedRegex(@"^\W*topic\W*[:=]\s*(.+)$", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex TopicLine();

    /// <summary>How a prompt says how long a script shall be.</summary>
    [GeneratedRegex(@"\b(\d{1,5}) (?:spoken )?words\b", RegexOptions.IgnoreCase)]
    private static partial Regex WordsAsked();

    /// <summary>How far the writing is, so that no two passages are alike at once.</summary>
    private sealed class Draft
    {
        public int? PassageWords { get; init; }
        public int Choices { get; set; }
        public int Names { get; set; }
        public int Sentences { get; set; }
    }
}
