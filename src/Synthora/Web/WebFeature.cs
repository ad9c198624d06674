using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Synthora.Features.Accounts.Pages;
using Synthora.Features.Videos.Pages;
using Synthora.Web.Errors;

namespace Synthora.Web;

/// <summary>The browser's side of the product: assets, error pages and every feature's pages.</summary>
public static class WebFeature
{
    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        services.AddSingleton(StaticAssets.Load(StaticAssets.FindFolder()));
        services.AddRazorComponents();
        services.AddLocalization();
        services.AddHttpContextAccessor();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "synthora_form";
            options.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.AddScoped<Fragments>();
        services.AddResponseCompression(options => options.EnableForHttps = true);
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        return services;
    }

    /// <summary>First in the pipeline, before anybody is asked who they are.</summary>
    public static void UseWebAssets(this WebApplication app)
    {
        var assets = app.Services.GetRequiredService<StaticAssets>();
        if (!assets.IsBuilt) Log.AssetsMissing(app.Logger);
        app.UseResponseCompression();
        app.Use(next => context => assets.ServeAsync(context, next));
        app.Use(PageHeaders.Write);
        app.UseErrorPages();
    }

    /// <summary>After authentication and authorization.</summary>
    public static void MapWeb(this WebApplication app)
    {
        app.UseAntiforgery();
        app.MapLanding();
        app.MapTheme();
        app.MapAccountPages();
        app.MapVideoPages();
    }
}

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The pages have no styles or scripts yet: run `npm ci && npm run build` in the repository.")]
    public static partial void AssetsMissing(ILogger logger);
}
