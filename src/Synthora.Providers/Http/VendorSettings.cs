using Microsoft.Extensions.Configuration;

namespace Synthora.Providers.Http;

/// <summary>What the operator may set for a row under <c>Providers:{id}</c>; everything has a default from the catalogue.</summary>
/// <param name="ApiKey">The operator's own key, used when the caller brings none.</param>
internal sealed record VendorSettings(Uri? BaseUrl, string? Model, ApiKey? ApiKey, TimeSpan Timeout)
{
    public const string Section = "Providers";
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromMinutes(3);

    public static bool Simulates(IConfiguration configuration) => configuration.GetValue<bool>($"{Section}:Simulate");

    /// <summary>The simulators' address when the product runs on them: where this host listens.</summary>
    public static string SimulatorUrl(IConfiguration configuration) =>
        (configuration[$"{Section}:SimulatorUrl"] is { Length: > 0 } given ? given : $"http://127.0.0.1:{configuration["PORT"] ?? "8080"}").TrimEnd('/');

    /// <exception cref="ProviderException">An address is not one.</exception>
    public static VendorSettings Read(ProviderInfo info, IConfiguration configuration, string name)
    {
        var section = configuration.GetSection($"{Section}:{name}");
        var given = section["BaseUrl"];
        var baseUrl = !string.IsNullOrWhiteSpace(given) ? Parse(info, $"{Section}:{name}:BaseUrl", given)
            : Simulates(configuration) && info.Auth.Kind != AuthKind.None ? new Uri($"{SimulatorUrl(configuration)}/_sim/{info.Id}")
            : info.BaseUrl;
        var key = section["ApiKey"] is { Length: > 0 } own ? new ApiKey(own) : null;
        var timeout = double.TryParse(section["TimeoutSeconds"], System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? TimeSpan.FromSeconds(seconds) : LongestAnswer;
        return new VendorSettings(baseUrl, section["Model"] is { Length: > 0 } model ? model : null, key, timeout);
    }

    /// <summary>Whether the operator set the row up, so that it works without a user's key.</summary>
    public static bool IsReady(ProviderInfo info, IConfiguration configuration) =>
        !string.IsNullOrWhiteSpace(configuration[$"{Section}:{info.Id}:{(info.RequiresKey ? "ApiKey" : "BaseUrl")}"]);

    public static Uri Parse(ProviderInfo info, string setting, string value) =>
        Uri.TryCreate(value.Trim(), UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? url
            : throw new ProviderException(info.Id, ProviderFault.Configuration, $"{setting} is not an http or https address: \"{value}\".", "Give one such as http://localhost:11434/v1.");
}
