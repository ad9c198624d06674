using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Templates;

public static class TemplatesFeature
{
    public static IServiceCollection AddTemplates(this IServiceCollection services) =>
        services.AddScoped<ListTemplates>().AddScoped<GetTemplate>();

    public static void MapTemplates(this IEndpointRouteBuilder api)
    {
        var templates = api.MapGroup("/templates").WithTags("Templates").RequireAuthorization();
        templates.MapGet("/", ([AsParameters] ListTemplatesRequest request, ListTemplates list, HttpContext http, CancellationToken ct) =>
                list.HandleAsync(http.GetCaller(), request, ct).AsOk())
            .Describe<Page<TemplateResponse>>("list_templates", "The creative presets you can use.", "", 200, 400, 401, 403);
        templates.MapGet("/{id}", (string id, GetTemplate get, HttpContext http, CancellationToken ct) => get.HandleAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<TemplateResponse>("get_template", "One preset, by id or slug.", "", 200, 401, 403, 404);
    }
}
