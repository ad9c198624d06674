using System.Globalization;
using Microsoft.Extensions.Localization;
using Synthora.Features.Integrations;
using Synthora.Security;
using Synthora.Web;

namespace Synthora.Features.Costs.Pages;

internal static class PricePages
{
    public static void MapPricePages(this IEndpointRouteBuilder root)
    {
        var pages = root.MapGroup("/admin/prices").RequireAuthorization();
        pages.MapGet("/", (HttpContext http, ManagePrices manage) => Show(http, manage, null, null));
        pages.MapPost("/{provider}", SaveAsync);
    }

    private static IResult Show(HttpContext http, ManagePrices manage, Error? problem, string? open)
    {
        var prices = manage.List(http.GetCaller());
        return prices.IsOk
            ? Web.Pages.Show<PricesPage>(new { Prices = prices.Value, Problem = problem, Open = open }, problem)
            : Web.Pages.Refuse(prices.Error);
    }

    private static async Task<IResult> SaveAsync(HttpContext http, string provider, ManagePrices manage, IStringLocalizer<Text> texts, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var caller = http.GetCaller();
        var (request, unreadable) = Read(form, texts);
        var changed = unreadable is not null ? unreadable
            : form["reset"] == "true" ? await manage.ForgetAsync(caller, provider, ct)
            : await manage.ChangeAsync(caller, provider, request, ct);
        if (changed.Error is { } problem) return Show(http, manage, problem, provider);
        http.Notify(texts["prices.saved", changed.Value!.Name]);
        return Results.LocalRedirect($"/admin/prices#price-{provider}");
    }

    private static (ChangePriceRequest Request, Error? Problem) Read(IFormCollection form, IStringLocalizer<Text> texts)
    {
        var models = new Dictionary<string, UnitPrice>();
        foreach (var (name, text) in form.Where(field => field.Key.StartsWith("usd:", StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(field.Value)))
        {
            var model = name["usd:".Length..];
            if (Number(text) is not { } usd) return (new(), Wrong(model));
            var output = form[$"out:{model}"].ToString();
            if (output.Length > 0 && Number(output) is null) return (new(), Wrong(model));
            models[model] = new(usd, Number(output));
        }

        var estimate = form["estimated"].ToString();
        return estimate.Length > 0 && Number(estimate) is null
            ? (new(), Wrong("estimated"))
            : (new() { EstimatedPerVideoUsd = Number(estimate), Models = models, Model = form["model"].ToString() is { Length: > 0 } chosen ? chosen : null }, null);

        Error Wrong(string field) => IntegrationErrors.OfField(field, texts["prices.problem", field]);
    }

    private static decimal? Number(string? text) =>
        decimal.TryParse(text?.Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) ? number : null;
}
