using Synthora.Data;

namespace Synthora.Features.Templates;

public sealed class GetTemplate(Database database)
{
    /// <param name="idOrSlug">Such as <c>viral-hook</c>.</param>
    public async Task<Result<TemplateResponse>> HandleAsync(Caller caller, string idOrSlug, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        return await TemplateViews.FindAsync(db, idOrSlug, ct) is { } template ? TemplateViews.View(template, caller) : Errors.NotFound("template");
    }

    /// <summary>Every choice, as the pipeline reads it.</summary>
    public async Task<Result<TemplateConfig>> ConfigAsync(Caller caller, string idOrSlug, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        return await TemplateViews.FindAsync(db, idOrSlug, ct) is { } template ? template.Read() : Errors.NotFound("template");
    }
}
