using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;

namespace Synthora.Features.Templates.Pages;

/// <summary>The fields of the editor as a template's JSON. A field that is no number goes through as it was typed, so that the validator names it.</summary>
internal static class TemplateForm
{
    public static JsonObject ToJson(IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        var form = fields.ToDictionary(field => field.Key, field => field.Value);
        return new JsonObject
        {
            ["name"] = Text("name"), ["description"] = Text("description"), ["category"] = Text("category"), ["tags"] = List(Split("tags", ',')), ["is_public"] = form.ContainsKey("is_public"),
            ["structure"] = new JsonObject
            {
                ["hook_style"] = Text("hook_style"), ["narrative_structure"] = Text("narrative_structure"), ["num_scenes"] = Number("num_scenes"),
                ["duration_min_s"] = Number("duration_min_s"), ["duration_max_s"] = Number("duration_max_s"), ["pacing"] = Text("pacing"),
            },
            ["visual"] = new JsonObject
            {
                ["aspect_ratio"] = Text("aspect_ratio"), ["color_palette"] = List(All("color_palette").Select(colour => colour.ToUpperInvariant())),
                ["visual_aesthetic"] = Text("visual_aesthetic"), ["transitions"] = List(All("transitions")),
            },
            ["text"] = new JsonObject { ["caption_style"] = Text("caption_style") is { Length: > 0 } captions ? captions : null, ["font_style"] = Text("font_style"), ["text_position"] = Text("text_position"), ["hook_text_overlay"] = form.ContainsKey("hook_text_overlay") },
            ["audio"] = new JsonObject
            {
                ["voice_gender"] = Text("voice_gender"), ["voice_tone"] = Text("voice_tone"), ["voice_speed"] = Number("voice_speed"), ["music_mood"] = Text("music_mood"), ["sound_effects"] = form.ContainsKey("sound_effects"),
            },
            ["script"] = new JsonObject
            {
                ["script_structure_prompt"] = Text("script_structure_prompt"), ["tone_instructions"] = Text("tone_instructions"), ["cta_type"] = Text("cta_type"), ["cta_text"] = Text("cta_text"),
            },
            ["platform"] = new JsonObject { ["platforms"] = List(All("platforms")), ["thumbnail_style"] = Text("thumbnail_style"), ["suggested_hashtags"] = List(Split("suggested_hashtags", ',', ' ').Select(tag => tag.TrimStart('#'))) },
        };

        string Text(string name) => form.GetValueOrDefault(name).ToString().ReplaceLineEndings("\n").Trim();

        IEnumerable<string> All(string name) => form.GetValueOrDefault(name).OfType<string>();

        IEnumerable<string> Split(string name, params char[] at) => Text(name).Split(at, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        JsonNode Number(string name) => double.TryParse(Text(name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : JsonValue.Create(Text(name));

        static JsonArray List(IEnumerable<string> items) => [.. items.Select(item => (JsonNode)JsonValue.Create(item)!)];
    }
}
