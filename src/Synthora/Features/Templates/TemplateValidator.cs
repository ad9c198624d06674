using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Synthora.Data;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Templates;

/// <param name="Path">Where in the JSON, such as <c>$.structure.num_scenes</c>.</param>
public sealed record TemplateProblem(string Path, string Message);

/// <summary>Says everything that is wrong with a template at once.</summary>
public static partial class TemplateValidator
{
    private static readonly string[] Groups = ["structure", "visual", "text", "audio", "script", "platform"];

    /// <param name="document">As it is stored. What is absent is a problem as well.</param>
    /// <returns>The template when nothing is wrong with it.</returns>
    public static (TemplateConfig? Config, IReadOnlyList<TemplateProblem> Problems) Check(JsonObject document)
    {
        var problems = new List<TemplateProblem>();
        var root = new Part(document, "$", problems);
        root.Only(["slug", "version", "name", "description", "category", "tags", .. Groups]);
        root.Text("name", 1, 100);
        root.Text("description", 0, 500);
        root.Word<TemplateCategory>("category");
        root.Texts("tags", 0, 20, 1, 40);

        var structure = root.Group("structure", "hook_style", "narrative_structure", "num_scenes", "duration_min_s", "duration_max_s", "pacing");
        structure.Word<HookStyle>("hook_style");
        structure.Word<NarrativeStructure>("narrative_structure");
        structure.Number("num_scenes", 1, 20, whole: true);
        var shortest = structure.Number("duration_min_s", 5, 120, whole: true);
        var longest = structure.Number("duration_max_s", 5, 120, whole: true);
        if (shortest > longest) structure.Say("duration_min_s", "is more than duration_max_s.");
        structure.Word<Pacing>("pacing");

        var visual = root.Group("visual", "aspect_ratio", "color_palette", "visual_aesthetic", "transitions");
        visual.OneOf("aspect_ratio", "9:16", "16:9", "1:1", "4:5");
        foreach (var (path, colour) in visual.Texts("color_palette", 1, 8, 7, 7))
            if (!Colour().IsMatch(colour))
                problems.Add(new(path, "is no colour; write it as #RRGGBB."));
        visual.Word<Aesthetic>("visual_aesthetic");
        visual.Words<TransitionKind>("transitions", 1, 8);

        var text = root.Group("text", "caption_style", "font_style", "text_position", "hook_text_overlay");
        text.Word<CaptionStyle>("caption_style", isOptional: true);
        text.Text("font_style", 1, 40);
        text.Word<TextPosition>("text_position");
        text.Flag("hook_text_overlay");

        var audio = root.Group("audio", "voice_gender", "voice_tone", "voice_speed", "music_mood", "sound_effects");
        audio.Word<VoiceGender>("voice_gender");
        audio.Word<VoiceTone>("voice_tone");
        audio.Number("voice_speed", 0.5, 2, whole: false);
        audio.Word<MusicMood>("music_mood");
        audio.Flag("sound_effects");

        var script = root.Group("script", "script_structure_prompt", "tone_instructions", "cta_type", "cta_text");
        script.Text("script_structure_prompt", 0, 4000);
        script.Text("tone_instructions", 0, 1000);
        script.Word<CtaType>("cta_type");
        script.Text("cta_text", 0, 200);

        var platform = root.Group("platform", "platforms", "thumbnail_style", "suggested_hashtags");
        platform.Words<Platform>("platforms", 1, 5);
        platform.Text("thumbnail_style", 1, 40);
        foreach (var (path, tag) in platform.Texts("suggested_hashtags", 0, 30, 1, 61))
            if (Hashtag(tag) is not { Length: > 0 and <= 60 } word || word.Contains('#') || word.Any(char.IsWhiteSpace))
                problems.Add(new(path, "is one word of 1 to 60 characters, with the # or without."));

        return problems.Count > 0 ? (null, problems) : (Stored(document.Deserialize<TemplateConfig>(SystemTemplates.JsonOptions)!), problems);
    }

    /// <summary>Hashtags are written with the # by most people and stored without, each once.</summary>
    private static TemplateConfig Stored(TemplateConfig config) => config with
    {
        Platform = config.Platform with { SuggestedHashtags = [.. config.Platform.SuggestedHashtags.Select(Hashtag).Distinct(StringComparer.OrdinalIgnoreCase)] },
    };

    private static string Hashtag(string written) => written.Trim() is ['#', .. var word] ? word : written.Trim();

    /// <summary>A part of the document, with what is wrong in it.</summary>
    private sealed class Part(JsonObject? json, string path, List<TemplateProblem> problems)
    {
        public void Say(string name, string message) => problems.Add(new($"{path}.{name}", message));

        public void Only(IReadOnlyCollection<string> known)
        {
            foreach (var (name, _) in json ?? [])
                if (!known.Contains(name)) Say(name, "is not known here.");
        }

        public Part Group(string name, params string[] known)
        {
            if (json is null) return new(null, $"{path}.{name}", problems);
            var group = json[name] as JsonObject;
            if (group is null) Say(name, "is missing; it holds " + string.Join(", ", known) + ".");
            var part = new Part(group, $"{path}.{name}", problems);
            part.Only(known);
            return part;
        }

        public void Text(string name, int least, int most)
        {
            if (json is null) return;
            if (Of<string>(name) is not { } text) Say(name, "must be text.");
            else if (text.Trim().Length < least) Say(name, "is empty.");
            else if (text.Length > most) Say(name, $"has {text.Length} characters; at most {most} are allowed.");
            else if (text.Contains('\0')) Say(name, "is no text.");
        }

        public double? Number(string name, double least, double most, bool whole)
        {
            if (json is null) return null;
            if (Of<double?>(name) is not { } number || (whole && number != Math.Floor(number))) Say(name, whole ? "must be a whole number." : "must be a number.");
            else if (number < least || number > most) Say(name, FormattableString.Invariant($"is {number}; it must be {least} to {most}."));
            else return number;
            return null;
        }

        public void Flag(string name)
        {
            if (json is not null && Of<bool?>(name) is null) Say(name, "must be true or false.");
        }

        public void OneOf(string name, params string[] allowed)
        {
            if (json is not null && (Of<string>(name) is not { } word || !allowed.Contains(word))) Say(name, $"must be one of {string.Join(", ", allowed)}.");
        }

        public void Word<T>(string name, bool isOptional = false) where T : struct, Enum
        {
            if (!isOptional || json?[name] is not null) OneOf(name, WordsOf<T>());
        }

        public void Words<T>(string name, int least, int most) where T : struct, Enum
        {
            foreach (var (at, word) in Texts(name, least, most, 1, 60))
                if (!WordsOf<T>().Contains(word)) problems.Add(new(at, $"must be one of {string.Join(", ", WordsOf<T>())}."));
        }

        public IReadOnlyList<(string Path, string Text)> Texts(string name, int least, int most, int shortest, int longest)
        {
            if (json is null) return [];
            if (json[name] is not JsonArray items)
            {
                Say(name, "must be a list.");
                return [];
            }

            if (items.Count < least) Say(name, $"needs at least {least}.");
            if (items.Count > most) Say(name, $"has {items.Count}; at most {most} are allowed.");
            var good = new List<(string, string)>();
            foreach (var (index, item) in items.Index())
            {
                var at = $"{path}.{name}[{index}]";
                if (item is not JsonValue value || !value.TryGetValue<string>(out var text)) problems.Add(new(at, "must be text."));
                else if (text.Length < shortest || text.Length > longest) problems.Add(new(at, $"has {text.Length} characters; {shortest} to {longest} are allowed."));
                else good.Add((at, text));
            }

            return good;
        }

        private TValue? Of<TValue>(string name) => json![name] is JsonValue value && value.TryGetValue<TValue>(out var found) ? found : default;

        private static string[] WordsOf<T>() where T : struct, Enum =>
            [.. Enum.GetValues<T>().Select(value => JsonSerializer.Serialize(value, SystemTemplates.JsonOptions).Trim('"'))];
    }

    [GeneratedRegex("^#[0-9A-Fa-f]{6}$")]
    private static partial Regex Colour();
}
