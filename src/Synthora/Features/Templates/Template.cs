using System.Text.Json;
using Synthora.Data;

namespace Synthora.Features.Templates;

/// <summary>A creative preset: the product's own, somebody's, or somebody's for all. Everyone who may see it may use and copy it.</summary>
public sealed class Template : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Null for the product's own.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>Names one of the product's own; null for others, which go by their id.</summary>
    public string? Slug { get; init; }
    public required string Name { get; set; }
    public required string Description { get; set; }
    public required TemplateCategory Category { get; set; }
    public required string[] Platforms { get; set; }
    public bool IsPublic { get; set; }
    public int Version { get; set; } = 1;

    /// <summary>How many videos were started with it.</summary>
    public int UsageCount { get; set; }

    /// <summary>Every choice as JSON; the columns above repeat what lists search by.</summary>
    public required string Config { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }

    public bool IsSystem => OwnerId is null;

    public TemplateKind Kind => IsSystem ? TemplateKind.System : IsPublic ? TemplateKind.Public : TemplateKind.Personal;

    /// <summary>How a video refers to it.</summary>
    public string Key => Slug ?? Id.ToString();

    Guid IOwned.UserId => OwnerId ?? Guid.Empty;

    public TemplateConfig Read() => JsonSerializer.Deserialize<TemplateConfig>(Config, SystemTemplates.JsonOptions)!;

    public bool CanBeChangedBy(Caller caller) => OwnerId == caller.UserId || (IsSystem && caller.IsAdmin);

    public static Template Of(TemplateConfig config, Guid id, Guid? owner, DateTimeOffset now)
    {
        var template = new Template
        {
            Id = id, OwnerId = owner, Slug = owner is null ? config.Slug : null, Name = config.Name, Description = config.Description, Category = config.Category,
            Platforms = [], Config = "", CreatedAt = now, UpdatedAt = now,
        };
        template.Write(config, 1);
        template.UpdatedAt = now;
        return template;
    }

    /// <summary>Takes the choices over under a version.</summary>
    public void Write(TemplateConfig config, int version)
    {
        var stored = config with { Slug = Key, Version = version };
        (Name, Description, Category, Version) = (stored.Name, stored.Description, stored.Category, version);
        Platforms = [.. stored.Platform.Platforms.Select(EnumText.Of)];
        Config = Json(stored);
    }

    public static string Json(TemplateConfig config) => JsonSerializer.Serialize(config, SystemTemplates.JsonOptions);
}
