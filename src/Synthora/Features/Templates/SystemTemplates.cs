using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Synthora.Features.Templates;

/// <summary>The presets that come with the product; the data is in <c>SystemTemplates.json</c>.</summary>
public static class SystemTemplates
{
    public const string DefaultSlug = "educational-explainer";

    private static readonly Lazy<IReadOnlyList<TemplateConfig>> Loaded = new(Load);

    /// <summary>How a template is stored: snake_case with enums as strings.</summary>
    public static JsonSerializerOptions JsonOptions { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public static IReadOnlyList<TemplateConfig> All => Loaded.Value;

    public static TemplateConfig? Find(string slug) => All.FirstOrDefault(template => template.Slug == slug);

    /// <summary>The same in every installation: a hash of its slug in the form of RFC 9562, version 8.</summary>
    public static Guid IdOf(TemplateConfig template)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes("synthora:template:" + template.Slug))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static IReadOnlyList<TemplateConfig> Load()
    {
        using var stream = typeof(SystemTemplates).Assembly.GetManifestResourceStream("Synthora.Features.Templates.SystemTemplates.json")!;
        return JsonSerializer.Deserialize<IReadOnlyList<TemplateConfig>>(stream, JsonOptions)!;
    }
}
