using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Templates;

/// <summary>Templates as the interface shows them.</summary>
internal static class TemplateViews
{
    /// <summary>One the context's caller may see, by id or slug.</summary>
    public static Task<Template?> FindAsync(AppDbContext db, string idOrSlug, CancellationToken ct) => Guid.TryParse(idOrSlug, out var id)
        ? db.Templates.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct)
        : db.Templates.AsNoTracking().SingleOrDefaultAsync(row => row.Slug == idOrSlug, ct);

    /// <param name="snapshot">What a video keeps of its template.</param>
    public static string? NameIn(string? snapshot)
    {
        if (snapshot is null) return null;
        using var stored = JsonDocument.Parse(snapshot);
        return stored.RootElement.TryGetProperty("name", out var name) ? name.GetString() : null;
    }

    public static TemplateResponse View(Template row, Caller caller) => View(row.Read()) with
    {
        Id = row.Id,
        Slug = row.Key,
        Kind = row.Kind,
        IsOwn = row.OwnerId == caller.UserId,
        CanChange = row.CanBeChangedBy(caller),
        UsageCount = row.UsageCount,
        Version = row.Version,
        UpdatedAt = row.UpdatedAt,
        StillUrl = $"/api/v1/templates/{row.Key}/still?v={row.Version}",
        SampleUrl = $"/api/v1/templates/{row.Key}/sample?v={row.Version}",
    };

    private static TemplateResponse View(TemplateConfig template) => new()
    {
        Id = Guid.Empty,
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
        CaptionStyle = template.Text.CaptionStyle is { } captions ? Word(captions) : null,
        VoiceGender = Word(template.Audio.VoiceGender),
        VoiceTone = Word(template.Audio.VoiceTone),
        VoiceSpeed = template.Audio.VoiceSpeed,
        MusicMood = Word(template.Audio.MusicMood),
        CtaType = Word(template.Script.CtaType),
        CtaText = template.Script.CtaText,
        FontStyle = template.Text.FontStyle,
        TextPosition = Word(template.Text.TextPosition),
        HookTextOverlay = template.Text.HookTextOverlay,
        SoundEffects = template.Audio.SoundEffects,
        ThumbnailStyle = template.Platform.ThumbnailStyle,
        Tags = template.Tags,
        SuggestedHashtags = template.Platform.SuggestedHashtags,
        Platforms = [.. template.Platform.Platforms.Select(Word)],
        Version = template.Version,
    };

    private static string Word<T>(T value) where T : struct, Enum =>
        JsonSerializer.Serialize(value, SystemTemplates.JsonOptions).Trim('"');
}
