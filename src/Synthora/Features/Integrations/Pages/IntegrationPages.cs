using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Synthora.Features.Videos.Pages;
using Synthora.Security;
using Synthora.Web;

namespace Synthora.Features.Integrations.Pages;

/// <summary>Keys and readiness in the browser. Every dialog is a page of its own as well, for browsers without scripts.</summary>
internal static class IntegrationPages
{
    private const int ShownSeconds = 30;

    public static void MapIntegrationPages(this IEndpointRouteBuilder root)
    {
        var pages = root.MapGroup("/integrations").RequireAuthorization();
        pages.MapGet("/", ListAsync);
        pages.MapGet("/key/{provider}", (HttpContext http, string provider, ListProviders providers, ListIntegrations list, CancellationToken ct) => KeyAsync(http, provider, providers, list, null, null, ct));
        pages.MapPost("/key/{provider}", SaveAsync).RequireRateLimiting(RateLimits.KeyChecks);
        pages.MapPost("/{id:guid}/validate", ValidateAsync).RequireRateLimiting(RateLimits.KeyChecks);
        pages.MapPost("/{id:guid}/toggle", ToggleAsync);
        pages.MapGet("/{id:guid}/remove", ConfirmRemoveAsync);
        pages.MapPost("/{id:guid}/remove", RemoveAsync);
        pages.MapGet("/{id:guid}/reveal", AskRevealAsync);
        pages.MapPost("/{id:guid}/reveal", RevealAsync);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, ListProviders providers, ListIntegrations list, GetReadiness readiness, Configuration configuration, CancellationToken ct, string? category = null)
    {
        var all = (await providers.HandleAsync(http.GetCaller(), ct)).Value!;
        var own = (await list.HandleAsync(http.GetCaller(), ct)).Value!;
        var ready = (await readiness.HandleAsync(http.GetCaller(), ct)).Value!;
        return Web.Pages.Show<IntegrationsPage>(new
        {
            View = new IntegrationsView(ready, ProviderCategories.Parse(category) ?? ProviderCategory.Script, all.Items, own.Items.ToDictionary(row => row.Provider), configuration.RevealKeys),
        });
    }

    private static async Task<IResult> KeyAsync(
        HttpContext http, string provider, ListProviders providers, ListIntegrations list, Error? problem, string? baseUrl, CancellationToken ct)
    {
        var info = (await providers.HandleAsync(http.GetCaller(), ct)).Value!.Items.FirstOrDefault(one => one.Id == provider);
        if (info is null || info.AuthMethod == Synthora.Providers.AuthKind.None) return Web.Pages.Refuse(Errors.NotFound("provider"));
        var own = (await list.HandleAsync(http.GetCaller(), ct)).Value!.Items.FirstOrDefault(row => row.Provider == provider);
        return Web.Pages.Show<KeyPage>(
            new { Provider = info, IsChange = own is not null, Problem = problem, BaseUrl = baseUrl ?? own?.BaseUrl },
            problem);
    }

    /// <summary>Stores the key and checks it before the answer, so that a page without scripts shows at once whether it works.</summary>
    private static async Task<IResult> SaveAsync(
        HttpContext http, string provider, AddIntegration add, ChangeIntegration change, ValidateIntegration validate, ListIntegrations list, ListProviders providers,
        IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? key = null, [FromForm(Name = "base_url")] string? baseUrl = null, [FromForm(Name = "for_vendor")] bool forVendor = false)
    {
        var caller = http.GetCaller();
        var own = (await list.HandleAsync(caller, ct)).Value!.Items.FirstOrDefault(row => row.Provider == provider);
        var saved = own is null
            ? await add.HandleAsync(caller, new() { Provider = provider, Key = key, BaseUrl = baseUrl, ForVendor = forVendor }, ct)
            : await change.HandleAsync(caller, own.Id, new() { Key = key, BaseUrl = baseUrl }, ct);
        if (!saved.IsOk) return await KeyAsync(http, provider, providers, list, saved.Error, baseUrl, ct);
        var row = (await validate.HandleAsync(caller, saved.Value.Id, ct)).Value ?? saved.Value;
        Tell(http, texts, row);
        return Back(row.Category);
    }

    private static async Task<IResult> ValidateAsync(HttpContext http, Guid id, ValidateIntegration validate, IStringLocalizer<Text> texts, CancellationToken ct)
    {
        var result = await validate.HandleAsync(http.GetCaller(), id, ct);
        if (!result.IsOk) return Web.Pages.Refuse(result.Error);
        Tell(http, texts, result.Value);
        return Back(result.Value.Category);
    }

    private static async Task<IResult> ToggleAsync(HttpContext http, Guid id, ToggleIntegration toggle, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] bool active = false)
    {
        var result = await toggle.HandleAsync(http.GetCaller(), id, new(active), ct);
        if (!result.IsOk) return Web.Pages.Refuse(result.Error);
        http.Notify(texts[active ? "integrations.turned_on" : "integrations.turned_off", result.Value.Name]);
        return Back(result.Value.Category);
    }

    private static async Task<IResult> ConfirmRemoveAsync(HttpContext http, Guid id, ListIntegrations list, IStringLocalizer<Text> texts, CancellationToken ct) =>
        await list.OneAsync(http.GetCaller(), id, ct) is { IsOk: true, Value: { } row }
            ? Web.Pages.Show<ConfirmPage>(new
            {
                Active = "integrations",
                Action = $"/integrations/{id}/remove",
                Back = $"/integrations?category={row.Category.Word()}",
                Icon = "trash-2",
                Title = texts["integrations.remove_title", row.Name].Value,
                Text = texts["integrations.remove_text"].Value,
                Confirm = texts["integrations.remove"].Value,
            })
            : Web.Pages.Refuse(Errors.NotFound("integration"));

    private static async Task<IResult> RemoveAsync(HttpContext http, Guid id, RemoveIntegration remove, ProviderDirectory directory, IStringLocalizer<Text> texts, CancellationToken ct)
    {
        var result = await remove.HandleAsync(http.GetCaller(), id, ct);
        if (!result.IsOk) return Web.Pages.Refuse(result.Error);
        var info = directory.Find(result.Value.Provider);
        http.Notify(texts["integrations.removed", info?.Name ?? result.Value.Provider]);
        return Back(info?.Category() ?? ProviderCategory.Script);
    }

    private static async Task<IResult> AskRevealAsync(HttpContext http, Guid id, ListIntegrations list, Configuration configuration, CancellationToken ct)
    {
        if (!configuration.RevealKeys) return Web.Pages.Refuse(IntegrationErrors.RevealOff);
        var row = await list.OneAsync(http.GetCaller(), id, ct);
        return row.IsOk ? Web.Pages.Show<RevealPage>(new { Integration = row.Value }) : Web.Pages.Refuse(row.Error);
    }

    private static async Task<IResult> RevealAsync(HttpContext http, Guid id, RevealIntegration reveal, ListIntegrations list, CancellationToken ct, [FromForm] string? password = null)
    {
        var row = await list.OneAsync(http.GetCaller(), id, ct);
        if (!row.IsOk) return Web.Pages.Refuse(row.Error);
        var result = await reveal.HandleAsync(http.GetCaller(), id, new() { Password = password }, ct);
        http.Response.Headers.CacheControl = "no-store";
        // The page leaves by itself, with or without scripts.
        if (result.IsOk) http.Response.Headers["Refresh"] = $"{ShownSeconds}; url=/integrations?category={row.Value.Category.Word()}";
        return Web.Pages.Show<RevealPage>(
            new { Integration = row.Value, result.Value?.Key, Problem = result.Error },
            result.Error);
    }

    private static void Tell(HttpContext http, IStringLocalizer<Text> texts, IntegrationResponse row)
    {
        var works = row.ValidationStatus == ValidationStatus.Valid;
        http.Notify(works ? texts["integrations.works", row.Name] : row.ValidationMessage ?? texts["integrations.being_checked", row.Name], !works);
    }

    private static IResult Back(ProviderCategory category) => Results.LocalRedirect($"/integrations?category={category.Word()}");
}
