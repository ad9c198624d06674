using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Synthora.Providers.Catalog;

/// <summary>The catalogue's rows: vendors, models and prices as data with the day someone last checked them.</summary>
public sealed class ProviderTable
{
    /// <summary>A file of the operator's own that replaces the shipped rows, in the same form.</summary>
    public const string FileSetting = "Providers:CatalogFile";

    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    private static readonly Lazy<ProviderTable> Embedded = new(() =>
    {
        using var rows = typeof(ProviderTable).Assembly.GetManifestResourceStream("providers.json")!;
        return Read(rows);
    });

    private readonly FrozenDictionary<string, ProviderInfo> byId;

    private ProviderTable(IReadOnlyList<ProviderInfo> rows)
    {
        Rows = rows;
        byId = rows.ToFrozenDictionary(row => row.Id, StringComparer.Ordinal);
    }

    public static ProviderTable Shipped => Embedded.Value;

    public IReadOnlyList<ProviderInfo> Rows { get; }

    public ProviderInfo this[string id] => byId.TryGetValue(id, out var row) ? row : throw new KeyNotFoundException($"The catalogue has no row \"{id}\".");

    public ProviderInfo? Find(string id) => byId.GetValueOrDefault(id);

    /// <exception cref="InvalidDataException">The file is not a catalogue; says where it breaks.</exception>
    public static ProviderTable Load(string? path)
    {
        if (string.IsNullOrWhiteSpace(path)) return Shipped;
        using var file = File.OpenRead(path);
        var own = Read(file);
        // Rows that an older file does not know keep working.
        return new ProviderTable([.. own.Rows, .. Shipped.Rows.Where(row => own.Find(row.Id) is null)]);
    }

    private static ProviderTable Read(Stream json)
    {
        try
        {
            return new ProviderTable(JsonSerializer.Deserialize<IReadOnlyList<ProviderInfo>>(json, Form) ?? []);
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"The provider catalogue cannot be read: {wrong.Message}", wrong);
        }
    }
}
