using System.Text;
using System.Text.Json;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>Who made what a video is made of, and under which licence it may be published.</summary>
internal static class VideoCredits
{
    /// <summary>Of everything but the putting together. What a simulator made up is marked, and credited also where a real service would not be.</summary>
    public static IEnumerable<Credit> Of(GenerationPlan plan, ScriptResult script, VoiceResult voice, MediaResult found, GenerationCrew crew)
    {
        if (Simulated("script", "the script", script.Writer, crew) is { } written) yield return written;
        foreach (var id in voice.Scenes.OfType<SceneVoice>().Select(scene => scene.VoiceId).Distinct()) yield return Voice(voice.Provider, id) with { Simulates = NameOf(voice.Provider, crew) };
        if (voice.Scenes.Any(scene => scene is { IsHeard: true }) && Simulated("word times", "when words are said", crew.Ears, crew) is { } heard) yield return heard;
        foreach (var path in found.Scenes.SelectMany(scene => scene).Where(footage => footage.Source is null).Select(footage => footage.Path).Distinct())
            yield return new Credit("footage", path, "given with the script", "as given") { Stem = ProjectFolder.StemOf(path) };
        foreach (var credit in found.Scenes.SelectMany(scene => scene).SelectMany(footage => Of(footage, crew)).Distinct()) yield return credit;
        if (found.Scenes.Any(scene => scene.Count == 0)) yield return new Credit("icons", "Lucide", "Lucide contributors", "ISC", "https://lucide.dev/license");
        if (plan.Look.Captions != CaptionStyle.None || found.Scenes.Any(scene => scene.Count == 0))
            yield return new Credit("fonts", "Inter, Anton and others", "their designers", "SIL Open Font License 1.1 or Apache 2.0");
    }

    /// <summary>Somebody simulated who has no other credit; null for whoever is real.</summary>
    /// <param name="id">Null where nobody did it.</param>
    public static Credit? Simulated(string kind, string what, string? id, GenerationCrew crew) =>
        NameOf(id, crew) is { } name ? new(kind, what, name, $"made up by a simulator of {name}", Simulates: name) : null;

    /// <summary>Whether what a step has left holds anything that a simulator made up.</summary>
    public static bool IsSimulated(GenerationStep step, string resultJson, GenerationCrew crew)
    {
        if (crew.Simulated.Count == 0) return false;
        return step switch
        {
            GenerationStep.Script => NameOf(StepJson.Read<ScriptResult>(resultJson).Writer, crew) is not null,
            GenerationStep.Voice => IsSpoken(StepJson.Read<VoiceResult>(resultJson)),
            GenerationStep.Media => IsShown(StepJson.Read<MediaResult>(resultJson).Scenes),
            GenerationStep.VideoAi => IsShown(StepJson.Read<VideoAiResult>(resultJson).Scenes),
            _ => StepJson.Read<AssemblyResult>(resultJson).IsSimulated is true,
        };

        bool IsSpoken(VoiceResult voice) => NameOf(voice.Provider, crew) is not null || (NameOf(crew.Ears, crew) is not null && voice.Scenes.Any(scene => scene is { IsHeard: true }));

        bool IsShown(IEnumerable<IReadOnlyList<SceneFootage>> scenes) => scenes.SelectMany(scene => scene).SelectMany(footage => Of(footage, crew)).Any(credit => credit.Simulates is not null);
    }

    private static IEnumerable<Credit> Of(SceneFootage footage, GenerationCrew crew)
    {
        if (footage.Source is { } source) yield return source.Credit with { Simulates = NameOf(source.Provider, crew), Stem = ProjectFolder.StemOf(footage.Path) };
        if (footage.SoundBy is { } sound) yield return sound with { Simulates = NameOf(crew.Sounds?.Info.Id, crew), Stem = ProjectFolder.StemOf(footage.Path) };
    }

    private static string? NameOf(string? id, GenerationCrew crew) => id is null ? null : crew.Simulated.GetValueOrDefault(id);

    public static Credit Voice(string provider, string voice) => (provider, voice) switch
    {
        ("offline", "slt" or "slt-low") => new("voice", "CMU US SLT, spoken by Festival", "Carnegie Mellon University", "free for any use; keep the notice: Copyright 2003 Carnegie Mellon University, all rights reserved", "http://festvox.org"),
        ("offline", "rms") => new("voice", "CMU US RMS, spoken by Flite", "Carnegie Mellon University", "free for any use; keep the notice: Copyright 1999–2014 Carnegie Mellon University, all rights reserved", "http://cmuflite.org"),
        ("offline", _) => new("voice", voice, "eSpeak NG contributors", "the program is under GPL 3.0; what it speaks may be published freely", "https://github.com/espeak-ng/espeak-ng"),
        _ => new("voice", voice, provider, $"the terms of {provider}"),
    };

    public static string Text(Timeline timeline)
    {
        var text = new StringBuilder(timeline.Title).Append("\n\n");
        foreach (var credit in timeline.Credits.Select(credit => credit with { Stem = null }).Distinct())
        {
            text.Append(char.ToUpperInvariant(credit.Kind[0])).Append(credit.Kind[1..]).Append(": ").Append(credit.Title).Append(", ").Append(credit.Author)
                .Append(" (").Append(credit.Licence).Append(')').Append(credit.Link is { } link ? $" {link}" : "")
                .Append(credit.Simulates is { } name ? $" – simulated: nothing of it comes from {name}" : "").Append('\n');
        }

        return text.ToString();
    }

    public static string Json(Timeline timeline) => JsonSerializer.Serialize(timeline.Credits, TimelineJson.Options);

    /// <summary>The title of the music that stored credits name, or null.</summary>
    public static async Task<string?> MusicAsync(Stream credits, CancellationToken ct)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(credits, cancellationToken: ct);
            var list = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("credits", out var inner) ? inner : document.RootElement;
            return list.ValueKind != JsonValueKind.Array ? null
                : list.EnumerateArray().Where(credit => credit.TryGetProperty("kind", out var kind) && kind.ValueEquals("music"))
                    .Select(credit => credit.GetProperty("title").GetString()).FirstOrDefault();
        }
        catch (JsonException)
        {
            // Whatever stands there, it says nothing about music.
            return null;
        }
    }
}
