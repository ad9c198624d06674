using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Synthora.Features.OwnData;
using Synthora.Features.Quotas;
using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Branding;

/// <summary>The pictures of a user's brand.</summary>
public static class BrandingFeature
{
    /// <summary>More than an asset may have, so that who sends too much is told so instead of being cut off.</summary>
    internal const long BodyLimit = 4 * UploadBrandAsset.MaxBytes;

    public static IServiceCollection AddBranding(this IServiceCollection services) =>
        services.AddSingleton<BrandAssets>().AddSingleton<UploadBrandAsset>().AddSingleton<ChosenBrand>().AddSingleton(new ExportedFiles(BrandExport.FilesAsync))
            .AddSingleton(new StorageUse("branding", (db, userId, ct) => db.BrandAssets.IgnoreQueryFilters().Where(asset => asset.UserId == userId).SumAsync(asset => asset.FileSize, ct)));

    public static void MapBranding(this IEndpointRouteBuilder api)
    {
        var branding = api.MapGroup("/branding").WithTags("Branding").RequireAuthorization();
        branding.MapGet("/", ([AsParameters] ListBrandAssetsRequest request, BrandAssets assets, HttpContext http, CancellationToken ct) => assets.ListAsync(http.GetCaller(), request, ct).AsOk())
            .Describe<Page<BrandAssetResponse>>("list_brand_assets", "Your logos, images and watermarks, newest first.", "", 200, 400, 401, 403);
        branding.MapPost("/upload", async (IFormFile file, [FromForm] string? type, UploadBrandAsset upload, HttpContext http, CancellationToken ct) =>
            {
                await using var content = file.OpenReadStream();
                var stored = await upload.HandleAsync(http.GetCaller(), type, file.FileName, content, ct);
                return stored.IsOk ? Results.Created($"/api/v1/branding/{stored.Value.Id}", stored.Value) : new ProblemResult(stored.Error);
            })
            .Describe<BrandAssetResponse>("upload_brand_asset", "Stores a PNG, JPEG, WebP or SVG of at most 10 MB.", "A form with file and type (logo, image or watermark). It is kept as a PNG of at most 2,048 pixels a side.", 201, 400, 401, 403, 413, 415, 429)
            .AsUpload().DisableAntiforgery();
        branding.MapGet("/{id:guid}", (Guid id, BrandAssets assets, HttpContext http, CancellationToken ct) => assets.GetAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<BrandAssetResponse>("get_brand_asset", "One brand asset.", "", 200, 401, 403, 404);
        branding.MapGet("/{id:guid}/file", (Guid id, BrandAssets assets, HttpContext http, CancellationToken ct) => assets.OpenAsync(http.GetCaller(), id, ct).AsFile(attachment: false))
            .DescribeFile("get_brand_asset_file", "The picture.", "", "image/png", 401, 403, 404);
        branding.MapDelete("/{id:guid}", (Guid id, BrandAssets assets, HttpContext http, CancellationToken ct, bool force = false) => assets.DeleteAsync(http.GetCaller(), id, force, ct).AsNoContent())
            .Describe("delete_brand_asset", "Removes a brand asset.", "409 warns when videos that are still to be made use it; force=true removes it all the same.", 204, 401, 403, 404, 409);
    }

    internal static RouteHandlerBuilder AsUpload(this RouteHandlerBuilder route) =>
        route.WithMetadata(new RequestSizeLimitAttribute(BodyLimit)).WithFormOptions(multipartBodyLengthLimit: BodyLimit);
}
