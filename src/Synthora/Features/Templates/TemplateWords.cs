using Synthora.Data;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Templates;

/// <summary>The words of a template that the engine reads. <see cref="Own"/> leaves the choice to its aesthetic, and so does a word that nobody knows.</summary>
internal static class TemplateWords
{
    public const string Own = "look";

    private static readonly (string Word, Aesthetic Design)[] Designs =
        [("bold_title", Aesthetic.Bold), ("clean_title", Aesthetic.Minimal), ("cinematic", Aesthetic.Cinematic), ("playful", Aesthetic.Playful), ("vintage", Aesthetic.Vintage)];

    public static IReadOnlyList<string> FontStyles { get; } = [Own, .. Enum.GetValues<FontStyle>().Select(EnumText.Of)];

    public static IReadOnlyList<string> ThumbnailStyles { get; } = [Own, .. Designs.Select(one => one.Word)];

    /// <summary>The template with its type and thumbnail following whatever aesthetic it is given.</summary>
    public static TemplateConfig Open(TemplateConfig template) => template with { Text = template.Text with { FontStyle = Own }, Platform = template.Platform with { ThumbnailStyle = Own } };

    public static FontStyle? Fonts(TemplateConfig template) =>
        Enum.GetValues<FontStyle>().Select(style => (FontStyle?)style).FirstOrDefault(style => EnumText.Of(style!.Value) == template.Text.FontStyle);

    /// <summary>The aesthetic that the thumbnail is designed in.</summary>
    public static Aesthetic? Thumbnail(TemplateConfig template) =>
        Designs.Where(one => one.Word == template.Platform.ThumbnailStyle).Select(one => (Aesthetic?)one.Design).FirstOrDefault();
}
