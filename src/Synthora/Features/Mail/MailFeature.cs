using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Synthora.Security;

namespace Synthora.Features.Mail;

/// <summary>E-mail: a queue that forgets nothing, and a mail server or a folder at its end.</summary>
public static class MailFeature
{
    public static IServiceCollection AddMail(this IServiceCollection services, Configuration configuration) => services
        .AddSingleton<IMail>(configuration.Mail.Host is null ? new OutboxMail(configuration.Mail, configuration.OutboxFolder) : new SmtpMail(configuration.Mail))
        .AddSingleton(provider => new MailQueue(provider.GetRequiredService<KeyVault>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<SiteAddress>()
        .AddHostedService<MailCarrier>();
}

/// <summary>
/// Where readers of letters find this installation. Never taken from a request, whose Host header anybody may write.
/// </summary>
public sealed class SiteAddress(Configuration configuration, IServiceProvider services)
{
    public string Of(string path) => Root.TrimEnd('/') + path;

    private string Root
    {
        get
        {
            if (configuration.PublicUrl is { } given) return given;
            var own = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? configuration.Urls[0];
            return own.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal)
                .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal).Replace("://[::]", "://localhost", StringComparison.Ordinal);
        }
    }
}
