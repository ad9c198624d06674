using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Localization;
using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Templates.Pages;

/// <summary>The gallery of templates and their editor.</summary>
internal static class TemplatePages
{
    public static void MapTemplatePages(this IEndpointRouteBuilder root)
    {
        var pages = root.MapGroup("/templates").RequireAuthorization();
        pages.MapGet("/", GalleryAsync);
        pages.MapGet("/new", async (HttpContext http, GetTemplate get, CancellationToken ct) => await EditorAsync(http, get, SystemTemplates.DefaultSlug, isNew: true, ct));
        pages.MapGet("/look", LookAsync);
        pages.MapPost("/new", (HttpContext http, ChangeTemplate change, IStringLocalizer<Text> texts, CancellationToken ct) => SaveAsync(http, null, change, texts, ct));
        pages.MapGet("/{id}", (HttpContext http, string id, GetTemplate get, CancellationToken ct) => EditorAsync(http, get, id, isNew: false, ct));
        pages.MapPost("/{id}", (HttpContext http, string id, ChangeTemplate change, IStringLocalizer<Text> texts, CancellationToken ct) => SaveAsync(http, id, change, texts, ct));
        pages.MapPost("/{id}/duplicate", async (HttpContext http, string id, ChangeTemplate change, IStringLocalizer<Text> texts, CancellationToken ct) =>
        {
            var copy = await change.DuplicateAsync(http.GetCaller(), id, ct);
            if (copy.Error is { Kind: ErrorKind.NotFound } missing) return Web.Pages.Refuse(missing);
            http.Notify(copy.Error?.Message ?? texts["template.duplicated"], copy.Error is not null);
            return Results.LocalRedirect(copy.IsOk ? $"/templates/{copy.Value.Id}" : "/templates");
        });
        pages.MapPost("/{id}/delete", async (HttpContext http, string id, ChangeTemplate change, IStringLocalizer<Text> texts, CancellationToken ct) =>
        {
            var deleted = await change.DeleteAsync(http.GetCaller(), id, ct);
            if (deleted.Error is { Kind: ErrorKind.NotFound } missing) return Web.Pages.Refuse(missing);
            http.Notify(deleted.Error?.Message ?? texts["template.deleted"], deleted.Error is not null);
            return Results.LocalRedirect("/templates");
        });
    }

    private static async Task<IResult> GalleryAsync(HttpContext http, ListTemplates list, CancellationToken ct, string? kind = null, string? category = null, string? q = null, int page = 1)
    {
        var request = new ListTemplatesRequest { Kind = Known<TemplateKind>(kind), Category = Known<TemplateCategory>(category), Search = q?[..Math.Min(q.Length, 200)], Page = Math.Clamp(page, 1, 100_000), Limit = 12 };
        var found = await list.HandleAsync(http.GetCaller(), request, ct);
        return found.IsOk ? Web.Pages.Show<GalleryPage>(new { Templates = found.Value, request.Kind, request.Category, request.Search }) : Web.Pages.Refuse(found.Error);
    }

    private static async Task<IResult> EditorAsync(HttpContext http, GetTemplate get, string id, bool isNew, CancellationToken ct)
    {
        var template = await get.HandleAsync(http.GetCaller(), id, ct);
        var config = await get.ConfigAsync(http.GetCaller(), id, ct);
        if (!template.IsOk || !config.IsOk) return Web.Pages.Refuse((template.Error ?? config.Error)!);
        var values = JsonSerializer.SerializeToNode(isNew ? TemplateWords.Open(config.Value) : config.Value, SystemTemplates.JsonOptions)!.AsObject();
        if (isNew) (values["name"], values["description"]) = ("", "");
        values["is_public"] = !isNew && template.Value.Kind == TemplateKind.Public;
        return Web.Pages.Show<TemplatePage>(new { Template = isNew ? null : template.Value, Values = values });
    }

    private static async Task<IResult> SaveAsync(HttpContext http, string? id, ChangeTemplate change, IStringLocalizer<Text> texts, CancellationToken ct)
    {
        var values = TemplateForm.ToJson(await http.Request.ReadFormAsync(ct));
        var request = values.DeepClone().AsObject();
        var saved = id is null ? await change.CreateAsync(http.GetCaller(), request, ct) : await change.ChangeAsync(http.GetCaller(), id, request, ct);
        if (saved.Error is { Kind: ErrorKind.NotFound or ErrorKind.Forbidden } refused) return Web.Pages.Refuse(refused);
        if (saved.IsOk)
        {
            http.Notify(texts["template.saved"]);
            return Results.LocalRedirect($"/templates/{saved.Value.Slug}");
        }

        var template = id is null ? null : (await http.RequestServices.GetRequiredService<GetTemplate>().HandleAsync(http.GetCaller(), id, ct)).Value;
        return Web.Pages.Show<TemplatePage>(new { Template = template, Values = values, Problem = saved.Error }, Problems.StatusOf(saved.Error.Kind));
    }

    /// <summary>A frame of what the editor's fields would look like; what is wrong or missing is as in the default template.</summary>
    private static async Task<IResult> LookAsync(HttpContext http, TemplateSamples samples, CancellationToken ct, int scene = 0)
    {
        var stands = JsonSerializer.SerializeToNode(SystemTemplates.Find(SystemTemplates.DefaultSlug)!, SystemTemplates.JsonOptions)!.AsObject();
        var asked = TemplateForm.ToJson(http.Request.Query);
        foreach (var group in (string[])["structure", "visual", "text", "audio", "script"])
        {
            foreach (var (name, value) in asked[group]!.AsObject().ToList())
            {
                var before = stands[group]![name];
                stands[group]![name] = value?.DeepClone();
                if (TemplateValidator.Check(stands).Config is null) stands[group]![name] = before?.DeepClone();
            }
        }

        var config = TemplateValidator.Check(stands).Config ?? SystemTemplates.Find(SystemTemplates.DefaultSlug)!;
        http.Response.Headers.CacheControl = "private, max-age=3600";
        return await samples.LookAsync(config, scene, ct).AsFile(attachment: false);
    }

    private static string? Known<T>(string? word) where T : struct, Enum => word is not null && Enum.TryParse<T>(word, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value.ToString().ToLowerInvariant() : null;
}
