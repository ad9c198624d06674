using Synthora.Features.Costs;
using Synthora.Features.Videos.Crew;
using Synthora.Providers;
using Synthora.Providers.Catalog;
using Synthora.Providers.Speech;
using Synthora.Providers.Text;

namespace Synthora.Features.Integrations;

/// <summary>The catalogue as features see it: rows by id or category, and whether this installation can call them.</summary>
internal sealed class ProviderDirectory(ProviderTable table, ProviderCatalog catalog, IEnumerable<ITextProvider> texts, IEnumerable<ISpeechProvider> voices, PriceBook prices, Configuration configuration)
{
    /// <summary>Ids of earlier versions that programs may still send.</summary>
    private static readonly Dictionary<string, string> Aliases = new() { ["openai"] = "openai_gpt", ["sora"] = "openai_sora", ["google_veo"] = "veo" };

    private readonly IConfiguration _settings = configuration.Settings;

    /// <summary>What is registered under its port works without a user's key: it runs here, or the operator set it up.</summary>
    private readonly HashSet<string> _settled = [.. texts.Select(one => one.Info.Id), .. voices.Select(one => one.Info.Id)];

    public IReadOnlyList<ProviderInfo> Rows => [.. table.Rows.Select(Known)];

    /// <summary>Whether simulators stand in for every vendor.</summary>
    public bool IsSimulated => configuration.Simulate;

    /// <summary>Whether vendors that fetch files from us can reach us.</summary>
    public bool CanPublish => PublishedParts.RootOf(configuration) is not null;

    /// <summary>It works on files that it fetches, and cannot reach this installation.</summary>
    public bool IsOutOfReach(ProviderInfo info) => info.Category() == ProviderCategory.Assembly && info.Auth.Kind != AuthKind.None && !CanPublish;

    public ProviderInfo? Find(string id) => table.Find(Aliases.GetValueOrDefault(id, id)) is { } row ? Known(row) : null;

    public IEnumerable<ProviderInfo> Of(ProviderCategory category) => table.Rows.Where(row => row.Category() == category).Select(Known);

    /// <summary>Null for a row that is only told of, such as a retired vendor.</summary>
    public IProvider? Adapter(string id) => catalog.Find<IProvider>(id);

    /// <summary>The other rows that take the same key: those of the same vendor with the same kind of key.</summary>
    public IEnumerable<ProviderInfo> SameKey(ProviderInfo info) => table.Rows.Where(row =>
        row.Id != info.Id && row.Vendor == info.Vendor && row.Lifecycle != Lifecycle.Retired && row.RequiresKey && row.Auth.Kind == info.Auth.Kind);

    /// <summary>Whether the operator set the provider up for everybody, with a key or with the address of a server that wants none.</summary>
    public bool HasPlatformKey(ProviderInfo info) => info.Auth.Kind != AuthKind.None
        && (_settled.Contains(info.Id) || !string.IsNullOrWhiteSpace(_settings[$"Providers:{info.Id}:ApiKey"])
            || (info.Auth.Kind == AuthKind.OptionalKey && !string.IsNullOrWhiteSpace(_settings[$"Providers:{info.Id}:BaseUrl"])));

    /// <summary>Whether the operator opened the platform's own keys to this role; everybody may use them unless it is said who may.</summary>
    public bool IsOpenTo(Role role) =>
        _settings["Providers:PlatformRoles"] is not { Length: > 0 } roles
        || roles.Split(',', StringSplitOptions.TrimEntries).Contains(role.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>As the catalogue has it, then as the configuration wants it, then as an administrator last said.</summary>
    private ProviderInfo Known(ProviderInfo row) => prices.Over(PriceBook.Preferring(row, _settings[$"Providers:{row.Id}:Model"] is { Length: > 0 } model ? model : null));
}
