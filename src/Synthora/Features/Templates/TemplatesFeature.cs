using System.Text.Json.Nodes;
using Synthora.Features.Videos;
using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Templates;

public static class TemplatesFeature
{
    public static IServiceCollection AddTemplates(this IServiceCollection services) => services
        .AddSingleton<TemplateSeeds>().AddSingleton<TemplateSamples>()
        .AddScoped<ListTemplates>().AddScoped<GetTemplate>().AddScoped<ChangeTemplate>().AddScoped<TemplateStats>();

    public static void MapTemplates(this IEndpointRouteBuilder api)
    {
        var templates = api.MapGroup("/templates").WithTags("Templates").RequireAuthorization();
        MapReading(templates);
        templates.MapPost("/", (JsonObject request, ChangeTemplate change, HttpContext http, CancellationToken ct) => change.CreateAsync(http.GetCaller(), request, ct).AsCreated("/api/v1/templates"))
            .Describe<TemplateResponse>("create_template", "Makes a template of your own.", "In the groups that /config shows; what is left out is as in the default template. Every field that is wrong is named by its path. Administrators may set is_system.", 201, 400, 401, 403, 429);
        templates.MapPost("/seed", (TemplateStats stats, HttpContext http, CancellationToken ct) => stats.SeedAsync(http.GetCaller(), ct).AsOk())
            .Describe<SeededTemplates>("seed_templates", "Puts missing templates of the product back.", "For administrators. What is there stays as it is.", 200, 401, 403);
        templates.MapPost("/{id}/duplicate", (string id, ChangeTemplate change, HttpContext http, CancellationToken ct) => change.DuplicateAsync(http.GetCaller(), id, ct).AsCreated("/api/v1/templates"))
            .Describe<TemplateResponse>("duplicate_template", "Copies a template into one of your own.", "", 201, 401, 403, 404, 429);
        templates.MapPatch("/{id}", (string id, JsonObject request, ChangeTemplate change, HttpContext http, CancellationToken ct) => change.ChangeAsync(http.GetCaller(), id, request, ct).AsOk())
            .Describe<TemplateResponse>("change_template", "Changes a template under a new version.", "Groups are merged field by field. With is_public others can use and copy it.", 200, 400, 401, 403, 404);
        templates.MapDelete("/{id}", (string id, ChangeTemplate change, HttpContext http, CancellationToken ct) => change.DeleteAsync(http.GetCaller(), id, ct).AsNoContent())
            .Describe("delete_template", "Deletes a template.", "Videos made with it keep what they were made with.", 204, 401, 403, 404);
    }

    private static void MapReading(RouteGroupBuilder templates)
    {
        Listed("/", "list_templates", "The creative presets you can use.", null);
        Listed("/system", "list_system_templates", "The presets that come with the product.", "system");
        Listed("/my", "list_my_templates", "Your own presets.", "personal");
        templates.MapGet("/categories", (ListTemplates list, HttpContext http, CancellationToken ct) => list.CategoriesAsync(http.GetCaller(), ct).AsOk())
            .Describe<IReadOnlyList<CategoryCount>>("list_template_categories", "The categories, with how many presets you can use in each.", "", 200, 401, 403);
        templates.MapGet("/stats", (TemplateStats stats, HttpContext http, CancellationToken ct) => stats.HandleAsync(http.GetCaller(), ct).AsOk())
            .Describe<TemplateStatsResponse>("get_template_stats", "How many templates there are, and what they were used for.", "For administrators.", 200, 401, 403);
        templates.MapGet("/{id}", (string id, GetTemplate get, HttpContext http, CancellationToken ct) => get.HandleAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<TemplateResponse>("get_template", "One preset, by id or slug.", "", 200, 401, 403, 404);
        templates.MapGet("/{id}/config", async (string id, GetTemplate get, HttpContext http, CancellationToken ct) =>
                await get.ConfigAsync(http.GetCaller(), id, ct) is { IsOk: true } found ? Results.Json(found.Value, SystemTemplates.JsonOptions) : new ProblemResult(Errors.NotFound("template")))
            .Describe<TemplateConfig>("get_template_config", "Every choice of a preset, as the pipeline reads it.", "", 200, 401, 403, 404);
        templates.MapGet("/{id}/still", (string id, TemplateSamples samples, HttpContext http, CancellationToken ct, int scene = 0, string? v = null) => AsLasting(http, v, samples.StillAsync(http.GetCaller(), id, scene, ct)))
            .DescribeFile("get_template_still", "A frame in the look of a preset.", "Rendered by the engine that makes the videos.", "image/webp", 401, 403, 404, 409);
        templates.MapGet("/{id}/sample", (string id, TemplateSamples samples, HttpContext http, CancellationToken ct, string? v = null) => AsLasting(http, v, samples.ClipAsync(http.GetCaller(), id, ct)))
            .DescribeFile("get_template_sample", "A clip of a few seconds in the look of a preset.", "", "video/mp4", 401, 403, 404, 409);

        void Listed(string path, string name, string summary, string? kind) =>
            templates.MapGet(path, ([AsParameters] ListTemplatesRequest request, ListTemplates list, HttpContext http, CancellationToken ct) =>
                    list.HandleAsync(http.GetCaller(), kind is null ? request : request with { Kind = kind }, ct).AsOk())
                .Describe<Page<TemplateResponse>>(name, summary, "", 200, 400, 401, 403);
    }

    private static async Task<IResult> AsLasting(HttpContext http, string? version, Task<Result<VideoFile>> work)
    {
        http.Response.Headers.CacheControl = version is not null && (await work).IsOk ? "private, max-age=604800" : "private, no-cache";
        return await work.AsFile(attachment: false);
    }
}
