namespace Synthora.Features.Templates;

public sealed class GetTemplate
{
    /// <param name="idOrSlug">Such as <c>viral-hook</c>.</param>
    public Task<Result<TemplateResponse>> HandleAsync(Caller caller, string idOrSlug, CancellationToken ct) =>
        Task.FromResult<Result<TemplateResponse>>(
            TemplateViews.Find(idOrSlug) is { } template ? TemplateViews.View(template) : Errors.NotFound("template"));
}
