using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Templates;

/// <summary>Brings the product's own templates into the database. What is there stays, and copies are nobody's business.</summary>
internal sealed class TemplateSeeds(Database database, TimeProvider clock)
{
    /// <returns>How many were missing.</returns>
    public async Task<int> PlantAsync(CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        var planted = 0;
        foreach (var config in SystemTemplates.All)
        {
            var row = Template.Of(config, SystemTemplates.IdOf(config), owner: null, clock.GetUtcNow());
            var category = EnumText.Of(row.Category);
            // Two processes may start at once.
            planted += await db.Database.ExecuteSqlAsync(
                $"""
                 insert into templates (id, slug, name, description, category, platforms, is_public, version, usage_count, config, created_at, updated_at)
                 values ({row.Id}, {row.Slug}, {row.Name}, {row.Description}, {category}, {row.Platforms}, false, {config.Version}, 0, {row.Config}, {row.CreatedAt}, {row.UpdatedAt})
                 on conflict do nothing
                 """, ct);
        }

        return planted;
    }
}
