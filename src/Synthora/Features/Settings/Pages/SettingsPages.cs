using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Security;
using Synthora.Web;

namespace Synthora.Features.Settings.Pages;

internal static class SettingsPages
{
    public static void MapSettingsPages(this IEndpointRouteBuilder root)
    {
        var pages = root.MapGroup("/settings").RequireAuthorization();
        pages.MapGet("/", () => Results.LocalRedirect("/settings/generation"));
        pages.MapGet("/generation", (HttpContext http, GetGenerationSettings get, ListUsableProviders usable, EstimateCost estimate, GetSpending spending, CancellationToken ct) =>
            ShowAsync(http, get, usable, estimate, spending, null, ct));
        pages.MapPost("/generation", SaveAsync);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext http, GetGenerationSettings get, ListUsableProviders usable, EstimateCost estimate, GetSpending spending, Error? problem, CancellationToken ct)
    {
        var caller = http.GetCaller();
        return Web.Pages.Show<GenerationSettingsPage>(
            new
            {
                Settings = (await get.HandleAsync(caller, ct)).Value,
                Usable = (await usable.HandleAsync(caller, ct)).Value,
                Cost = await estimate.ForAsync(caller, ProviderCategories.Steps, ct),
                Spent = (await spending.HandleAsync(caller, null, ct)).Value,
                Problem = problem,
            },
            problem);
    }

    private static async Task<IResult> SaveAsync(
        HttpContext http, [AsParameters] SettingsForm form, ChangeGenerationSettings change, GetGenerationSettings get, ListUsableProviders usable, EstimateCost estimate,
        GetSpending spending, IStringLocalizer<Text> texts, CancellationToken ct)
    {
        var (request, unreadable) = form.ToRequest(texts);
        var error = unreadable ?? (await change.HandleAsync(http.GetCaller(), request, ct)).Error;
        if (error is not null) return await ShowAsync(http, get, usable, estimate, spending, error, ct);
        http.Notify(texts["settings.saved"]);
        return Results.LocalRedirect("/settings/generation");
    }
}

/// <summary>The fields as sent.</summary>
internal sealed class SettingsForm
{
    [FromForm(Name = "default_script_provider")] public string? Script { get; set; }
    [FromForm(Name = "default_voice_provider")] public string? Voice { get; set; }
    [FromForm(Name = "default_media_provider")] public string? Media { get; set; }
    [FromForm(Name = "default_video_ai_provider")] public string? VideoAi { get; set; }
    [FromForm(Name = "default_assembly_provider")] public string? Assembly { get; set; }
    [FromForm(Name = "subtitle_style")] public string? Captions { get; set; }
    [FromForm(Name = "monthly_budget_usd")] public string? Budget { get; set; }

    public (ChangeGenerationSettingsRequest Request, Error? Problem) ToRequest(IStringLocalizer<Text> texts)
    {
        decimal? budget = null;
        if (!string.IsNullOrWhiteSpace(Budget))
        {
            if (!decimal.TryParse(Budget.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var given))
                return (new(), IntegrationErrors.OfField("monthly_budget_usd", texts["settings.budget_problem"]));
            budget = given;
        }

        return (new()
        {
            DefaultScriptProvider = Script, DefaultVoiceProvider = Voice, DefaultMediaProvider = Media, DefaultVideoAiProvider = VideoAi, DefaultAssemblyProvider = Assembly,
            SubtitleStyle = Captions is { Length: > 0 } ? Captions : null, MonthlyBudgetUsd = budget,
        }, null);
    }
}
