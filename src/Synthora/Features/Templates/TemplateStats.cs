using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Templates;

public sealed record TemplateStatsResponse(int Total, int System, int Personal, int Public, IReadOnlyList<CategoryCount> ByCategory, IReadOnlyList<TemplateUsage> Usage);

public sealed record TemplateUsage(Guid Id, string Name, TemplateKind Kind, int Videos);

public sealed record SeededTemplates(int Added);

/// <summary>What administrators see of all templates.</summary>
internal sealed class TemplateStats(Database database, TemplateSeeds seeds)
{
    private const int MostUsed = 50;
    private static readonly Error AdminsOnly = new(ErrorKind.Forbidden, "forbidden", "Only administrators may do this.");

    public async Task<Result<TemplateStatsResponse>> HandleAsync(Caller caller, CancellationToken ct)
    {
        if (!caller.IsAdmin) return AdminsOnly;
        await using var db = database.OpenForSystem();
        var rows = await db.Templates.AsNoTracking().Select(row => new { row.Id, row.Name, row.OwnerId, row.IsPublic, row.Category, row.UsageCount }).ToListAsync(ct);
        return new TemplateStatsResponse(
            rows.Count, rows.Count(row => row.OwnerId is null), rows.Count(row => row.OwnerId is not null && !row.IsPublic), rows.Count(row => row.IsPublic),
            [.. rows.GroupBy(row => row.Category).OrderBy(group => group.Key).Select(group => new CategoryCount(EnumText.Of(group.Key), group.Count()))],
            [.. rows.OrderByDescending(row => row.UsageCount).ThenBy(row => row.Name).Take(MostUsed).Select(row =>
                new TemplateUsage(row.Id, row.Name, row.OwnerId is null ? TemplateKind.System : row.IsPublic ? TemplateKind.Public : TemplateKind.Personal, row.UsageCount))]);
    }

    public async Task<Result<SeededTemplates>> SeedAsync(Caller caller, CancellationToken ct) => caller.IsAdmin ? new SeededTemplates(await seeds.PlantAsync(ct)) : AdminsOnly;
}
