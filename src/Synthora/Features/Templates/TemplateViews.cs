using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Synthora.Features.Templates;

/// <summary>Templates as the interface shows them.</summary>
internal static class TemplateViews
{
    public static TemplateConfig? Find(string idOrSlug) =>
        SystemTemplates.All.FirstOrDefault(template => template.Slug == idOrSlug || (Guid.TryParse(idOrSlug, out var id) && IdOf(template) == id));

    public static TemplateResponse View(TemplateConfig template) => new()
    {
        Id = IdOf(template),
        Slug = template.Slug,
        Kind = TemplateKind.System,
        Name = template.Name,
        Description = template.Description,
        Category = Word(template.Category),
        HookStyle = Word(template.Structure.HookStyle),
        NarrativeStructure = Word(template.Structure.NarrativeStructure),
        NumScenes = template.Structure.NumScenes,
        DurationMinS = template.Structure.DurationMinS,
        DurationMaxS = template.Structure.DurationMaxS,
        Pacing = Word(template.Structure.Pacing),
        AspectRatio = template.Visual.AspectRatio,
        ColorPalette = template.Visual.ColorPalette,
        VisualAesthetic = Word(template.Visual.VisualAesthetic),
        Transitions = [.. template.Visual.Transitions.Select(Word)],
        CaptionStyle = Word(template.Text.CaptionStyle),
        VoiceGender = Word(template.Audio.VoiceGender),
        VoiceTone = Word(template.Audio.VoiceTone),
        VoiceSpeed = template.Audio.VoiceSpeed,
        MusicMood = Word(template.Audio.MusicMood),
        CtaType = Word(template.Script.CtaType),
        CtaText = template.Script.CtaText,
        Platforms = [.. template.Platform.Platforms.Select(Word)],
        Version = template.Version,
    };

    /// <summary>A built-in template has the same id in every installation: a hash of its slug in the form of RFC 9562, version 8.</summary>
    private static Guid IdOf(TemplateConfig template)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes("synthora:template:" + template.Slug))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static string Word<T>(T value) where T : struct, Enum =>
        JsonSerializer.Serialize(value, SystemTemplates.JsonOptions).Trim('"');
}
