using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Synthora.Features.Accounts.Pages;
using Synthora.Features.Admin.Jobs.Pages;
using Synthora.Features.Admin.Overview.Pages;
using Synthora.Features.Admin.Users.Pages;
using Synthora.Features.Branding.Pages;
using Synthora.Features.Costs.Pages;
using Synthora.Features.Dashboard.Pages;
using Synthora.Features.Integrations.Pages;
using Synthora.Features.Library.Pages;
using Synthora.Features.LlmCache.Pages;
using Synthora.Features.Notifications.Pages;
using Synthora.Features.RequestLog.Pages;
using Synthora.Features.Settings.Pages;
using Synthora.Features.Templates.Pages;
using Synthora.Features.Videos.Crew;
using Synthora.Features.Videos.Pages;
using Synthora.Web.Errors;
using Synthora.Web.Gallery;
using Synthora.Web.Help;
using Synthora.Web.Landing;

namespace Synthora.Web;

/// <summary>The browser's side of the product: assets, error pages and every feature's pages.</summary>
internal static class WebFeature
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddSingleton(_ => StaticAssets.Load(StaticAssets.FindFolder()));
        services.AddRazorComponents();
        services.AddLocalization();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "synthora_form";
            options.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.AddScoped<Fragments>();
        services.AddResponseCompression(options => options.EnableForHttps = true);
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        return services;
    }

    /// <summary>Before routing: nobody needs to be known to get a style sheet.</summary>
    public static void UsePages(this WebApplication app)
    {
        var assets = app.Services.GetRequiredService<StaticAssets>();
        if (!assets.IsBuilt) Log.AssetsMissing(app.Logger);
        app.UseWhen(context => !context.Request.Path.StartsWithSegments("/api"), pages => pages.UseResponseCompression());
        app.Use(next => context => assets.ServeAsync(context, next));
        app.UseLanguages();
        app.UseErrorPages();
    }

    public static void MapPages(this WebApplication app)
    {
        var pages = app.MapGroup("").AddEndpointFilter(async (invocation, next) =>
        {
            if (invocation.HttpContext.Request.Path != "/") invocation.HttpContext.Response.Headers["X-Robots-Tag"] = "noindex";
            return await next(invocation);
        }).ExcludeFromDescription();
        pages.MapTheme();
        pages.MapLanguage();
        pages.MapLanding();
        pages.MapGet("/offline", () => Pages.Show<OfflinePage>());
        pages.MapGallery();
        pages.MapHelp();
        pages.MapAccountPages();
        pages.MapLinkPages();
        pages.MapOwnAccountPages();
        pages.MapDataPages();
        pages.MapUserPages();
        pages.MapJobPages();
        pages.MapDashboardPages();
        pages.MapOverviewPages();
        pages.MapVideoPages();
        pages.MapTemplatePages();
        pages.MapLibraryPages();
        pages.MapMediaFiles();
        pages.MapPublishedParts();
        pages.MapSharePages();
        pages.MapIntegrationPages();
        pages.MapSettingsPages();
        pages.MapPricePages();
        pages.MapRequestLogPages();
        pages.MapLlmCachePages();
        pages.MapNotificationPages();
        pages.MapBrandingPages();
    }
}

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The pages have no styles or scripts yet: run `npm ci && npm run build` in the repository.")]
    public static partial void AssetsMissing(ILogger logger);
}
