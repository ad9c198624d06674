using System.Globalization;
using Npgsql;
using Synthora.Cli;
using Synthora.Data;
using Synthora.Features;
using Synthora.Features.Mail;
using Synthora.Jobs;
using Synthora.Security;
using Synthora.Storage;

namespace Synthora;

/// <summary>The settings of a process, read once from the environment and the configuration, wrong ones named all at once.</summary>
public sealed record Configuration
{
    /// <summary>Absolute.</summary>
    public required string DataFolder { get; init; }
    public required NpgsqlConnectionStringBuilder Database { get; init; }
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary>Signs access tokens; null takes the key that the data folder keeps.</summary>
    public string? SecretKey { get; init; }

    /// <summary>What the first account of an exposed deployment must know.</summary>
    public string? SetupToken { get; init; }
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];
    public required JobsOptions Jobs { get; init; }
    public required Limits Limits { get; init; }
    public StorageOptions Storage { get; init; } = new();

    public MailOptions Mail { get; init; } = MailOptions.Outbox;

    /// <summary>How people reach this installation, for links in e-mails; null takes the address it listens at.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>The operator's terms, which whoever opens an account accepts; null where there are none.</summary>
    public string? TermsUrl { get; init; }

    public string? PrivacyUrl { get; init; }

    /// <summary>What seals stored provider keys, the current one first; none takes the keys that the data folder keeps.</summary>
    internal IReadOnlyList<MasterKey> MasterKeys { get; init; } = [];

    /// <summary>Whether owners may look at their stored provider keys again.</summary>
    public bool RevealKeys { get; init; }

    /// <summary>Where the settings of providers are.</summary>
    public IConfiguration Settings { get; init; } = Sources();

    /// <summary>Whether simulators, served by this very host, stand in for every provider.</summary>
    public bool Simulate => Settings.GetValue<bool>("Providers:Simulate");

    /// <summary>Whether strangers can reach this process, so that the first account needs the setup token.</summary>
    public bool Exposed => Urls.Any(url => !IsLoopback(url));

    public string FilesFolder => Path.Combine(DataFolder, "files");
    /// <summary>Files on their way in, until they are whole.</summary>
    public string UploadsFolder => Path.Combine(DataFolder, "uploads");
    public string WorkFolder => Path.Combine(DataFolder, "work");
    public string DesksFolder => Path.Combine(DataFolder, "desks");
    /// <summary>Where e-mails are left when there is no mail server.</summary>
    public string OutboxFolder => Path.Combine(DataFolder, "outbox");
    public string KeysFolder => Path.Combine(DataFolder, "keys");

    /// <summary>The environment and, for what nobody wants in it, <c>appsettings.json</c> of the working folder.</summary>
    public static IConfiguration Sources() => new ConfigurationBuilder()
        .SetBasePath(Environment.CurrentDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .AddInMemoryCollection(ModelSettings())
        .Build();

    /// <summary>The short names of the language model's settings.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> ModelSettings() =>
        new[] { ("SYNTHORA_LLM_BASE_URL", "BaseUrl"), ("SYNTHORA_LLM_MODEL", "Model"), ("SYNTHORA_LLM_API_KEY", "ApiKey") }
            .Select(pair => (pair.Item2, Value: Environment.GetEnvironmentVariable(pair.Item1)))
            .Where(pair => !string.IsNullOrWhiteSpace(pair.Value))
            .Select(pair => KeyValuePair.Create($"Providers:Text:{pair.Item1}", pair.Value));

    /// <exception cref="CommandException">Names every variable that is missing or wrong.</exception>
    public static Configuration Read(IConfiguration settings, string? urls = null)
    {
        var wrong = new List<string>();
        var database = ReadDatabase(settings["DATABASE_URL"], wrong);
        var secret = Optional(settings["SECRET_KEY"]);
        if (secret is { Length: < 32 }) wrong.Add("SECRET_KEY is shorter than 32 characters.");
        var setup = Optional(settings["SETUP_TOKEN"]);
        if (setup is { Length: < 16 }) wrong.Add("SETUP_TOKEN is shorter than 16 characters.");
        var addresses = ReadUrls(urls, settings, wrong);
        var origins = (settings["CORS_ORIGINS"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var origin in origins)
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.GetLeftPart(UriPartial.Authority) != origin)
                wrong.Add($"CORS_ORIGINS holds '{origin}', which is not an origin such as https://app.example.com.");
        var jobs = Bind<JobsOptions>(settings, "Jobs", wrong);
        if (jobs.HeartbeatSeconds * 3 > jobs.LeaseSeconds) wrong.Add("Jobs__HeartbeatSeconds is more than a third of Jobs__LeaseSeconds.");
        if (jobs.Lanes.Except(Lane.All).ToList() is { Count: > 0 } unknown)
            wrong.Add($"Jobs__Lanes names '{unknown[0]}'. Lanes are {string.Join(" and ", Lane.All)}.");
        var limits = Bind<Limits>(settings, "Limits", wrong);
        var storage = Bind<StorageOptions>(settings, "Storage", wrong);
        wrong.AddRange(storage.Problems());
        var masterKeys = ReadMasterKeys(settings, wrong);
        var mail = MailOptions.Read(settings, wrong);
        var publicUrl = ReadAddress(settings, "PUBLIC_URL", wrong)?.TrimEnd('/');
        var (terms, privacy) = (ReadAddress(settings, "TERMS_URL", wrong), ReadAddress(settings, "PRIVACY_URL", wrong));
        if (Flag(settings, "Providers:Simulate", wrong) && !Flag(settings, "Providers:AllowSimulation", wrong) && Array.Exists(addresses, url => !IsLoopback(url)))
            wrong.Add("Providers__Simulate is on although others can reach this installation, so that they would take made-up results for real ones. Turn it off, or set Providers__AllowSimulation=true for a demonstration.");
        if (wrong.Count > 0)
            throw new CommandException($"The configuration is not usable: {string.Join(" ", wrong)}", "Correct the named environment variables and start again.", ExitCode.BadUsage);
        return new()
        {
            DataFolder = Path.GetFullPath(Optional(settings["SYNTHORA_DATA"]) ?? ".data"),
            Database = database!,
            Urls = addresses,
            SecretKey = secret,
            SetupToken = setup,
            CorsOrigins = origins,
            Jobs = jobs,
            Limits = limits,
            Storage = storage,
            MasterKeys = masterKeys,
            Mail = mail,
            PublicUrl = publicUrl,
            TermsUrl = terms,
            PrivacyUrl = privacy,
            RevealKeys = Flag(settings, "INTEGRATIONS_REVEAL_ENABLED", wrong),
            Settings = WithSimulators(settings, addresses),
        };
    }

    private static string? ReadAddress(IConfiguration settings, string name, List<string> wrong)
    {
        var given = Optional(settings[name]);
        if (given is not null && !(Uri.TryCreate(given, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")))
            wrong.Add($"{name} is '{given}', not an address such as https://studio.example.com.");
        return given;
    }

    private static NpgsqlConnectionStringBuilder? ReadDatabase(string? text, List<string> wrong)
    {
        if (Optional(text) is not { } given)
        {
            wrong.Add("DATABASE_URL is missing. Start through ./synthora, which brings a database of its own, or name one: postgres://user:password@host:5432/name.");
            return null;
        }

        try
        {
            return DatabaseUrl.Parse(given);
        }
        catch (FormatException exception)
        {
            wrong.Add(exception.Message);
            return null;
        }
    }

    private static string[] ReadUrls(string? urls, IConfiguration settings, List<string> wrong)
    {
        var port = 8080;
        if (Optional(settings["PORT"]) is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 0 or > 65535))
            wrong.Add($"PORT is '{text}', not a number from 1 to 65535.");
        var all = (urls ?? Optional(settings["ASPNETCORE_URLS"]) ?? $"http://127.0.0.1:{port}").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var url in all)
            if (!url.StartsWith("http://", StringComparison.Ordinal) && !url.StartsWith("https://", StringComparison.Ordinal))
                wrong.Add($"'{url}' is not an address to serve on, such as http://127.0.0.1:8080.");
        return all;
    }

    private static T Bind<T>(IConfiguration settings, string section, List<string> wrong) where T : new()
    {
        var bound = new T();
        try
        {
            settings.GetSection(section).Bind(bound);
        }
        catch (InvalidOperationException exception)
        {
            wrong.Add($"{section}: {exception.Message}");
        }

        var problems = new List<System.ComponentModel.DataAnnotations.ValidationResult>();
        System.ComponentModel.DataAnnotations.Validator.TryValidateObject(bound, new(bound), problems, validateAllProperties: true);
        wrong.AddRange(problems.Select(problem => $"{section}__{problem.MemberNames.First()}: {problem.ErrorMessage}"));
        return bound;
    }

    private static List<MasterKey> ReadMasterKeys(IConfiguration settings, List<string> wrong)
    {
        var keys = new List<MasterKey>();
        foreach (var (name, text) in ((string, string?)[])[("ENCRYPTION_KEY", settings["ENCRYPTION_KEY"]), ("ENCRYPTION_KEY_PREVIOUS", settings["ENCRYPTION_KEY_PREVIOUS"])])
        {
            foreach (var one in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (Security.MasterKeys.Parse(one) is { } key) keys.Add(key);
                else wrong.Add($"{name} is not a key of exactly 32 bytes, written as 32 characters, 64 hexadecimal digits or Base64.");
            }
        }

        if (keys.Count > 0 && Optional(settings["ENCRYPTION_KEY"]) is null) wrong.Add("ENCRYPTION_KEY_PREVIOUS is set without ENCRYPTION_KEY.");
        return keys;
    }

    /// <summary>Providers are sent to this host when it simulates them; a worker without pages asks the port they share.</summary>
    private static IConfiguration WithSimulators(IConfiguration settings, string[] urls) =>
        Optional(settings["Providers:SimulatorUrl"]) is not null || Array.Find(urls, IsLoopback) is not { } own
            ? settings
            : new ConfigurationBuilder().AddConfiguration(settings).AddInMemoryCollection([new("Providers:SimulatorUrl", own)]).Build();

    private static bool Flag(IConfiguration settings, string name, List<string> wrong)
    {
        if (Optional(settings[name]) is not { } text) return false;
        if (bool.TryParse(text, out var flag)) return flag;
        wrong.Add($"{name.Replace(":", "__", StringComparison.Ordinal)} is '{text}', neither true nor false.");
        return false;
    }

    private static string? Optional(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri) && uri.IsLoopback;
}
