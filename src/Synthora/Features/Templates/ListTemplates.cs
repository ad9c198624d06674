using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace Synthora.Features.Templates;

public sealed record ListTemplatesRequest : PageRequest
{
    [FromQuery(Name = "category"), StringLength(40)]
    public string? Category { get; init; }

    [FromQuery(Name = "platform"), StringLength(40)]
    public string? Platform { get; init; }

    /// <summary>Words of the name or the description.</summary>
    [FromQuery(Name = "search"), StringLength(200)]
    public string? Search { get; init; }
}

public sealed class ListTemplates
{
    public Task<Result<Page<TemplateResponse>>> HandleAsync(Caller caller, ListTemplatesRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return Task.FromResult<Result<Page<TemplateResponse>>>(misshapen);
        var found = SystemTemplates.All.Select(TemplateViews.View)
            .Where(template => request.Category is null || template.Category == request.Category)
            .Where(template => request.Platform is null || template.Platforms.Contains(request.Platform))
            .Where(template => string.IsNullOrWhiteSpace(request.Search) || Holds(template.Name, request.Search) || Holds(template.Description, request.Search))
            .ToList();
        return Task.FromResult<Result<Page<TemplateResponse>>>(
            request.Of<TemplateResponse>([.. found.Skip(request.Skip).Take(request.Take)], found.Count));
    }

    private static bool Holds(string text, string words) => text.Contains(words.Trim(), StringComparison.OrdinalIgnoreCase);
}
