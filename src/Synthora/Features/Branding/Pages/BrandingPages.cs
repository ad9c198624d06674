using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Synthora.Features.Videos.Pages;
using Synthora.Security;
using Synthora.Web;

namespace Synthora.Features.Branding.Pages;

/// <summary>The brand's pictures in the browser.</summary>
internal static class BrandingPages
{
    private const int PageSize = 12;

    public static void MapBrandingPages(this IEndpointRouteBuilder root)
    {
        var pages = root.MapGroup("/account/branding").RequireAuthorization();
        pages.MapGet("/", (HttpContext http, BrandAssets assets, CancellationToken ct, string? type = null, int page = 1) => ShowAsync(http, assets, Parse(type), page, null, null, ct));
        pages.MapPost("/", UploadAsync).AsUpload();
        pages.MapGet("/{id:guid}/delete", async (HttpContext http, Guid id, BrandAssets assets, IStringLocalizer<Text> texts, CancellationToken ct) =>
            await assets.GetAsync(http.GetCaller(), id, ct) is { IsOk: true, Value: var asset }
                ? Web.Pages.Show<ConfirmPage>(new
                {
                    Action = $"/account/branding/{id}/delete",
                    Back = "/account/branding",
                    Icon = "trash-2",
                    Title = texts["branding.delete_title", asset.Filename].Value,
                    Text = texts[(await assets.InUseAsync(http.GetCaller(), ct)).Contains(id) ? "branding.delete_used" : "branding.delete_text"].Value,
                    Confirm = texts["branding.delete_confirm"].Value,
                })
                : Web.Pages.Refuse(Errors.NotFound("brand asset")));
        // Whoever sends this has read the warning in the dialog or on the page before.
        pages.MapPost("/{id:guid}/delete", async (HttpContext http, Guid id, BrandAssets assets, IStringLocalizer<Text> texts, CancellationToken ct) =>
        {
            var gone = await assets.DeleteAsync(http.GetCaller(), id, force: true, ct);
            if (!gone.IsOk) return Web.Pages.Refuse(gone.Error);
            http.Notify(texts["branding.deleted", gone.Value.Filename]);
            return Results.LocalRedirect("/account/branding");
        });
    }

    private static BrandAssetType? Parse(string? type) => Enum.TryParse<BrandAssetType>(type, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : null;

    private static async Task<IResult> ShowAsync(HttpContext http, BrandAssets assets, BrandAssetType? type, int page, BrandAssetType? chosen, Error? problem, CancellationToken ct)
    {
        var found = await assets.ListAsync(http.GetCaller(), new() { Type = type?.ToString(), Page = Math.Clamp(page, 1, 100_000), Limit = PageSize }, ct);
        var all = type is null ? found : await assets.ListAsync(http.GetCaller(), new() { Limit = 1 }, ct);
        if (!found.IsOk || !all.IsOk) return Web.Pages.Refuse((found.Error ?? all.Error)!);
        return Web.Pages.Show<BrandingPage>(
            new { Found = found.Value, all.Value.Total, Type = type, Chosen = chosen ?? type ?? BrandAssetType.Logo, InUse = await assets.InUseAsync(http.GetCaller(), ct), Problem = problem },
            problem);
    }

    private static async Task<IResult> UploadAsync(
        HttpContext http, IFormFile? file, [FromForm] string? type, UploadBrandAsset upload, BrandAssets assets, IStringLocalizer<Text> texts, CancellationToken ct)
    {
        if (file is null) return await ShowAsync(http, assets, null, 1, Parse(type), Errors.Validation(texts["branding.no_file"]), ct);
        await using var content = file.OpenReadStream();
        var stored = await upload.HandleAsync(http.GetCaller(), type, file.FileName, content, ct);
        if (!stored.IsOk) return await ShowAsync(http, assets, null, 1, Parse(type), stored.Error, ct);
        http.Notify(texts["branding.uploaded", stored.Value.Filename]);
        return Results.LocalRedirect("/account/branding");
    }
}
