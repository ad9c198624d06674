namespace Synthora.Features.Templates;

public sealed class GetTemplate
{
    /// <param name="idOrSlug">Such as <c>viral-hook</c>.</param>
    public Task<Result<TemplateResponse>> HandleAsync(Caller caller, string idOrSlug, CancellationToken ct) =>
        throw new NotSupportedException();
}
