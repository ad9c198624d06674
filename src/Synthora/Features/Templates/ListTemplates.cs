using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Templates;

public sealed record ListTemplatesRequest : PageRequest
{
    /// <summary>Such as <c>educational</c>.</summary>
    [FromQuery(Name = "category"), AllowedWords<TemplateCategory>]
    public string? Category { get; init; }

    [FromQuery(Name = "platform"), StringLength(40)]
    public string? Platform { get; init; }

    /// <summary>Words of the name or the description.</summary>
    [FromQuery(Name = "search"), StringLength(200)]
    public string? Search { get; init; }

    /// <summary><c>system</c>, <c>personal</c> (yours, shared or not) or <c>public</c> (what others share).</summary>
    [FromQuery(Name = "kind"), AllowedWords<TemplateKind>]
    public string? Kind { get; init; }
}

/// <param name="Category">As it is filtered by.</param>
public sealed record CategoryCount(string Category, int Templates);

public sealed class ListTemplates(Database database)
{
    public async Task<Result<Page<TemplateResponse>>> HandleAsync(Caller caller, ListTemplatesRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        await using var db = database.Open(caller);
        var templates = db.Templates.AsNoTracking();
        if (request.Category is { } category && Enum.Parse<TemplateCategory>(category, ignoreCase: true) is var wanted) templates = templates.Where(row => row.Category == wanted);
        if (request.Platform is { } platform) templates = templates.Where(row => row.Platforms.Contains(platform));
        if (!string.IsNullOrWhiteSpace(request.Search))
        {
            var words = $"%{request.Search.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
            templates = templates.Where(row => EF.Functions.ILike(row.Name, words) || EF.Functions.ILike(row.Description, words));
        }

        templates = request.Kind?.ToLowerInvariant() switch
        {
            "system" => templates.Where(row => row.OwnerId == null),
            "personal" => templates.Where(row => row.OwnerId == caller.UserId),
            "public" => templates.Where(row => row.IsPublic && row.OwnerId != caller.UserId),
            _ => templates,
        };
        var total = await templates.CountAsync(ct);
        // The product's own come first, as they were planted.
        var found = await templates.OrderBy(row => row.OwnerId == null ? 0 : row.OwnerId == caller.UserId ? 1 : 2)
            .ThenBy(row => row.OwnerId == null ? row.CreatedAt : (DateTimeOffset?)null).ThenByDescending(row => row.UpdatedAt).ThenBy(row => row.Id)
            .Skip(request.Skip).Take(request.Take).ToListAsync(ct);
        return request.Of<TemplateResponse>([.. found.Select(row => TemplateViews.View(row, caller))], total);
    }

    public async Task<Result<IReadOnlyList<CategoryCount>>> CategoriesAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var counts = await db.Templates.GroupBy(row => row.Category).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(ct);
        return new Result<IReadOnlyList<CategoryCount>>([.. Enum.GetValues<TemplateCategory>().Select(category =>
            new CategoryCount(EnumText.Of(category), counts.Find(count => count.Key == category)?.Count ?? 0))]);
    }
}
