using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;
using Synthora.Cli;
using Synthora.Data;
using Synthora.Features.Accounts;
using Synthora.Features.Admin.Jobs;
using Synthora.Features.Admin.Overview;
using Synthora.Features.Admin.Users;
using Synthora.Features.Branding;
using Synthora.Features.Costs;
using Synthora.Features.Dashboard;
using Synthora.Features.Integrations;
using Synthora.Features.Jobs;
using Synthora.Features.Library;
using Synthora.Features.LlmCache;
using Synthora.Features.Mail;
using Synthora.Features.Notifications;
using Synthora.Features.OwnData;
using Synthora.Features.Quotas;
using Synthora.Features.RequestLog;
using Synthora.Features.Settings;
using Synthora.Features.StockFootage;
using Synthora.Features.Templates;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Generation;
using Synthora.Jobs;
using Synthora.Providers;
using Synthora.Security;
using Synthora.Storage;
using Synthora.Storage.Local;
using Synthora.Storage.S3;
using Synthora.Web;
using Synthora.Web.Errors;
using Synthora.Web.OpenApi;

[assembly: InternalsVisibleTo("Synthora.EndToEndTests")]

namespace Synthora;

/// <summary>The web host: pages, REST and workers.</summary>
public static class Server
{
    /// <summary>A request is at most a script of 1 MiB, written as JSON.</summary>
    private const long BodyLimit = 3 * 1024 * 1024;

    /// <summary>Migrates, then serves until the token ends.</summary>
    /// <param name="replace">For tests: what stands at the edges of the host.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(
        Configuration configuration, Terminal terminal, CancellationToken ct, Action<IServiceCollection>? replace = null)
    {
        using var temporary = TemporaryFolder.Take();
        await using var app = Build(configuration, replace);
        await Start.PrepareAsync(app.Services, ct);
        await Start.RunAsync(app, () => terminal.Error.WriteLine($"Synthora is at {string.Join(" and ", app.Urls)}. Ctrl-C stops it."), ct);
        return ExitCode.Ok;
    }

    /// <summary>Works on jobs without serving pages.</summary>
    public static async Task<int> WorkAsync(
        Configuration configuration, Terminal terminal, CancellationToken ct, Action<IServiceCollection>? replace = null)
    {
        using var temporary = TemporaryFolder.Take();
        var builder = Host.CreateApplicationBuilder();
        Start.Configure(builder.Services, builder.Logging);
        builder.Services.AddStudio(configuration);
        replace?.Invoke(builder.Services);
        using var host = builder.Build();
        await Start.PrepareAsync(host.Services, ct);
        await Start.RunAsync(host, () => terminal.Error.WriteLine($"Working on {string.Join(" and ", configuration.Jobs.Lanes)} jobs. Ctrl-C stops."), ct);
        return ExitCode.Ok;
    }

    internal static WebApplication Build(Configuration configuration, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(Server).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls([.. configuration.Urls]).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyLimit;
        });
        Start.Configure(builder.Services, builder.Logging);
        builder.Services.AddStudio(configuration);
        builder.Services.AddWeb(configuration);
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseRefusedBody();
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseApiStatusPages();
        app.UsePages();
        app.UseRouting();
        app.UseCors();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseMiddleware<CrossSiteGuard>();
        app.UseAuthorization();
        app.UseMiddleware<TokenGuard>();
        app.UseAntiforgery();

        app.MapPages();
        var api = app.MapGroup("/api/v1");
        api.MapAccounts();
        api.MapOwnAccount();
        api.MapOwnData();
        api.MapUsers();
        api.MapVideos();
        api.MapLibrary();
        api.MapTemplates();
        api.MapJobs();
        api.MapJobAdministration();
        api.MapSystemOverview();
        api.MapIntegrations();
        api.MapSettings();
        api.MapQuotas();
        api.MapCosts();
        api.MapRequestLog();
        api.MapLlmCache();
        api.MapStockFootage();
        api.MapNotifications();
        api.MapBranding();
        if (configuration.Simulate) app.MapProviderSimulators();
        app.MapHealth();
        app.MapApiDocument();
        return app;
    }

    /// <summary>Everything a process needs to enqueue jobs and to work on them.</summary>
    internal static IServiceCollection AddStudio(this IServiceCollection services, Configuration configuration)
    {
        services.AddSingleton(configuration);
        services.AddSingleton(configuration.Limits);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => NpgsqlDataSource.Create(configuration.Database));
        services.AddSingleton<DbDataSource>(provider => provider.GetRequiredService<NpgsqlDataSource>());
        services.AddSingleton<Database>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<IFileStore>(_ => configuration.Storage.Kind == StorageKind.S3
            ? new S3FileStore(configuration.Storage.S3, configuration.WorkFolder)
            : new LocalFileStore(configuration.FilesFolder));
        // Where strangers can come in, what else runs on this machine is none of their business.
        services.AddProviders(configuration.Settings, trustsOwnMachine: !configuration.Exposed);
        services.AddRequestLog();
        services.AddIntegrations(configuration);
        services.AddMail(configuration);
        services.AddQuotas();
        services.AddSettings();
        services.AddCosts();
        services.AddLlmCache();
        services.AddStockFootage();
        services.AddNotifications();
        services.AddBranding();
        services.AddGeneration();
        services.AddVideos();
        services.AddLibrary(configuration);
        services.AddOwnData(configuration);
        services.AddDashboard();
        services.AddSystemOverview();
        services.AddTemplates();
        services.AddJobViews();
        services.AddJobs(configuration.Jobs);
        return services;
    }

    private static void AddWeb(this IServiceCollection services, Configuration configuration)
    {
        services.AddHttpContextAccessor();
        services.ConfigureHttpJsonOptions(options => Json.Apply(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddExceptionHandler<Unexpected>().AddProblemDetails();
        services.AddSingleton(SigningKey.Load(configuration.SecretKey, configuration.KeysFolder));
        services.AddSingleton<AccessTokens>();
        services.AddSingleton(new SetupGate(configuration.Exposed || configuration.SetupToken is not null, configuration.SetupToken));
        services.AddAuthentication(SignedInUser.Scheme).AddScheme<AuthenticationSchemeOptions, Authentication>(SignedInUser.Scheme, null);
        services.AddAuthorization();
        services.AddPages();
        services.AddDataProtection().SetApplicationName("synthora").PersistKeysToFileSystem(Directory.CreateDirectory(configuration.KeysFolder));
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.WithOrigins([.. configuration.CorsOrigins]).AllowAnyHeader().AllowAnyMethod()));
        services.AddRateLimits(configuration.Limits);
        services.AddApiDocument();
        services.AddAccounts();
        services.AddOwnAccount();
        services.AddUsers();
        services.AddJobAdministration();
        services.AddKeyReveal();
        services.AddSharing();
    }
}
