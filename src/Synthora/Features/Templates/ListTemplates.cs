using System.ComponentModel.DataAnnotations;

namespace Synthora.Features.Templates;

public sealed record ListTemplatesRequest : PageRequest
{
    [StringLength(40)]
    public string? Category { get; init; }

    [StringLength(40)]
    public string? Platform { get; init; }

    /// <summary>Words of the name or the description.</summary>
    [StringLength(200)]
    public string? Search { get; init; }
}

public sealed class ListTemplates
{
    public Task<Result<Page<TemplateResponse>>> HandleAsync(Caller caller, ListTemplatesRequest request, CancellationToken ct) =>
        throw new NotSupportedException();
}
